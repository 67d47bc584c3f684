"""Workers killed at random moments: every record in the raw topic has one effect in the warehouse or dead letters of
one distinct origin. What is checked is read with kcat and Python's own SQLite, by code that shares nothing with the
stages."""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import unittest
from collections import Counter

from program import RunCase, broker, start

ORDERS = 20000
KILLS = 20
SEED = 11


def kcat_lines(address, topic, layout):
    process = subprocess.run(["kcat", "-C", "-b", address, "-t", topic, "-o", "beginning", "-e", "-q", "-f", layout],
                             check=True, capture_output=True, text=True, timeout=60)
    return process.stdout.splitlines()


def origins(address, topic):
    """The raw positions that the outputs in a topic say they come from, with how many copies."""
    found = Counter()
    for line in kcat_lines(address, topic, "%h\\n"):
        headers = dict(part.split("=", 1) for part in line.split(",") if "=" in part)
        if "raw_position" in headers:
            found[headers["raw_position"]] += 1
    return found


class Kills(RunCase):
    def worker(self, address, stage):
        arguments = ["worker", stage, "--bootstrap", address, "--until-idle", 12]
        if stage == "load":
            arguments += ["--warehouse", f"sqlite:{self.folder}/warehouse.db"]
        return start(*arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def test_twenty_kills_lose_and_double_nothing(self):
        dice = random.Random(SEED)
        with broker(self.folder) as (address, _):
            workers = {stage: self.worker(address, stage) for stage in ("transform", "load")}
            source = start("worker", "source", "--bootstrap", address, "--orders", ORDERS, "--rate", 250, "--seed", SEED,
                           "--dirty", 10, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            for _ in range(KILLS):
                time.sleep(dice.uniform(0.5, 6.5))
                stage = dice.choice(["transform", "load"])
                workers[stage].send_signal(signal.SIGKILL)
                workers[stage].wait()
                workers[stage] = self.worker(address, stage)
            _, err = source.communicate(timeout=300)
            self.assertEqual(source.returncode, 0, err)
            for worker in workers.values():
                self.assertEqual(worker.wait(timeout=120), 0)
            raw = {f"raw_orders/{line.replace(' ', '/')}" for line in kcat_lines(address, "raw_orders", "%p %o\\n")}
            dead = origins(address, "raw_orders.dlq") + origins(address, "enriched_orders.dlq")
            filtered = origins(address, "raw_orders.filtered")
            copies = origins(address, "enriched_orders")
        with sqlite3.connect(self.folder / "warehouse.db") as database:
            audited = Counter()
            effects = Counter()
            for position, action in database.execute(
                    "select raw_topic || '/' || raw_partition || '/' || raw_offset, action from etl_audit"):
                audited[position] += 1
                effects[position] += action in ("insert", "update")
        print(f"{len(raw)} raw records, {len(dead)} dead letters, {sum(copies.values()) - len(copies)} redelivered")
        self.assertEqual(len(raw), ORDERS)
        self.assertEqual(raw - set(audited) - set(dead) - set(filtered), set(), "lost")
        self.assertEqual([position for position, n in effects.items() if n > 1], [], "doubled")
        self.assertEqual(set(audited) & (set(dead) | set(filtered)), set(), "two outcomes")
        self.assertEqual(set(audited) - raw, set(), "from nowhere")


if __name__ == "__main__":
    if shutil.which("kcat") is None:
        print("SKIP: kcat is not installed (apt-get install kcat)")
        sys.exit(77)
    unittest.main()
