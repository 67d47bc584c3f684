"""Everything is killed while orders flow: ten times a worker, three times the leader of a partition, three times the
database, in an order that a seed draws. Nothing is lost and nothing doubled."""

import random
import signal
import time
import unittest

from cluster_case import ClusterCase

SEED = 20
RATE = 150
SECONDS = 150  # the source must go on for as long as there is killing


class Kills(ClusterCase):
    def begin(self, name):
        stage, slot = name.split("-")
        more = ("--slot", slot) if self.semantics == "transactions" else ()
        self.workers[name] = self.worker(name, stage, "--semantics", self.semantics, *more)

    def kill_worker(self, dice):
        name = dice.choice(sorted(self.workers))
        self.assertIsNone(self.workers[name].poll(), f"{name} has ended by itself: {self.said(name)}")
        self.workers[name].send_signal(signal.SIGKILL)
        self.workers[name].wait()
        self.begin(name)
        return name

    def kill_leader(self, dice):
        topic = dice.choice(["raw_orders", "enriched_orders"])
        number = self.leader_of(topic, dice.randrange(3))
        self.kill_and_restart_node(number)
        return f"node {number}, a leader of {topic}"

    def kill_database(self, dice):
        self.server.kill()
        time.sleep(dice.uniform(0.5, 4))
        self.server.start()
        return "the database"

    def holds(self, semantics):
        self.semantics, self.workers = semantics, {}
        dice = random.Random(SEED)
        for name in ("transform-0", "transform-1", "load-0", "load-1"):
            self.begin(name)
        source = self.worker("source", "source", "--orders", RATE * SECONDS, "--rate", RATE, "--seed", SEED, "--dirty", 10)
        blows = [self.kill_worker] * 10 + [self.kill_leader] * 3 + [self.kill_database] * 3
        dice.shuffle(blows)
        begun = time.monotonic()
        time.sleep(10)  # the groups form
        for blow in blows:
            time.sleep(dice.uniform(0.5, 4))
            print(f"{time.monotonic() - begun:6.1f} s: {blow(dice)}", flush=True)
        print(f"{time.monotonic() - begun:6.1f} s: the last; the source {'runs' if source.poll() is None else 'has ended'}",
              flush=True)
        self.ends_well("source", source, 400)
        books = self.end_when_all_is_done(self.workers)
        print(f"{len(books.raw)} raw, {len(books.audited)} stored, {len(books.dead)} dead letters, {books.copies()} copies")
        # A producer that loses count when a leader dies is replaced, and what was under way is sent again.
        self.assertIn(f"acknowledged {RATE * SECONDS:,} ", self.said("source"))
        books.check(self, RATE * SECONDS, sent_again=True)
        return books

    def test_effectivelyOnce(self):
        self.holds("effectively-once")

    def test_transactions(self):
        self.holds("transactions").check_no_copies(self)


if __name__ == "__main__":
    unittest.main(verbosity=2)
