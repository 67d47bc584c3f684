"""`--semantics transactions` on a real Kafka: outputs and offsets hold together, whatever dies in between.

What readers of committed records see is asked of kcat, which shares nothing with the stages."""

import signal
import subprocess
import sqlite3
import tempfile
import unittest
from collections import Counter

from kafka_case import KafkaCase
from program import broker, start


def committed_origins(bootstrap, topic):
    """How often each raw position has a committed record in the topic."""
    read = subprocess.run(
        ["kcat", "-C", "-q", "-e", "-o", "beginning", "-b", bootstrap, "-t", topic, "-f", "%h\n",
         "-X", "isolation.level=read_committed"], capture_output=True, text=True, timeout=60, check=True)
    origins = Counter()
    for line in read.stdout.splitlines():
        for header in line.split(","):
            if header.startswith("raw_position="):
                origins[header] += 1
    return origins


class Transactions(KafkaCase):
    def test_withoutACrash_verified_andNoLagIsLeft(self):
        run = self.run_in("plain", "--env", "local", "--semantics", "transactions", "--orders", 20000, "--seed", 5)
        self.assertEqual(run.code, 0, run.err)
        self.assertEqual((run.report["acked"], run.report["lost"], run.report["duplicates"],
                          run.report["redelivered"]), (20000, 0, 0, 0))
        for group in ("kampus-transform", "kampus-loader"):
            for rows in run.report["groups"][group].values():
                self.assertEqual([row["lag"] for row in rows], [0, 0, 0])

    def test_aCrashBeforeTheCommit_leavesNothingToSee(self):
        bootstrap = self.up()
        for point in ("transform.txn-open", "transform.produced", "transform.dlq-produced"):
            with self.subTest(point=point):
                at = 5 if "dlq" in point else 700
                run = self.run_in(point, "--env", "local", "--semantics", "transactions", "--orders", 3000, "--seed", 5,
                                  "--dirty", 20, "--crash", f"{point}@{at}")
                self.assertEqual(run.code, 0, run.err)
                self.assertEqual((run.report["acked"], run.report["lost"], run.report["duplicates"],
                                  run.report["redelivered"]), (3000, 0, 0, 0))
        for topic in ("enriched_orders", "raw_orders.dlq"):
            origins = committed_origins(bootstrap, topic)
            self.assertGreater(len(origins), 100)
            self.assertEqual([origin for origin, count in origins.items() if count > 1], [])

    def test_withoutTransactions_theSameCrashDoubles(self):
        # Or the test above would prove nothing.
        run = self.run_in("doubles", "--env", "local", "--semantics", "effectively-once", "--orders", 3000,
                          "--seed", 5, "--crash", "transform.produced@700")
        self.assertEqual(run.code, 0, run.err)
        self.assertGreater(run.report["redelivered"], 0)

    def test_killedWorkers_everyRecordHasOneOutcome(self):
        bootstrap = self.up()
        self.assertEqual(self.pk("worker", "source", "--bootstrap", bootstrap, "--orders", 12000, "--seed", 9)[0], 0)
        warehouse = f"sqlite:{self.folder}/w.db"

        def transform(slot, *more):
            return start("worker", "transform", "--bootstrap", bootstrap, "--semantics", "transactions", "--slot", slot,
                         "--commit-every", 200, *more, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        for slot, kill_at in ((0, 1500), (1, 800), (0, 2500)):
            worker = transform(slot, "--crash", f"transform.txn-open@{kill_at}")
            self.assertEqual(worker.wait(timeout=60), -signal.SIGKILL)
        rest = [transform(slot, "--until-idle", 4) for slot in (0, 1)]
        load = self.pk("worker", "load", "--bootstrap", bootstrap, "--semantics", "transactions", "--warehouse",
                       warehouse, "--until-idle", 12, timeout=180)
        self.assertEqual(load[0], 0, load[2])
        self.assertEqual([worker.wait(timeout=120) for worker in rest], [0, 0])

        enriched = committed_origins(bootstrap, "enriched_orders")
        dead = committed_origins(bootstrap, "raw_orders.dlq")
        outcomes = enriched + dead
        self.assertEqual([origin for origin, count in outcomes.items() if count > 1], [])
        self.assertEqual(len(outcomes), 12000)
        with sqlite3.connect(f"file:{self.folder}/w.db?mode=ro", uri=True) as database:
            audited = database.execute("select count(*), count(distinct raw_topic || raw_partition || '/' || raw_offset)"
                                       " from etl_audit").fetchone()
        self.assertEqual(audited, (len(enriched), len(enriched)))

    def test_twoWithTheSameSlot_theOlderEndsAndSaysWhy(self):
        bootstrap = self.up()
        common = ("--bootstrap", bootstrap, "--semantics", "transactions", "--slot", 4)
        source = start("worker", "source", "--bootstrap", bootstrap, "--orders", 0, "--rate", 300,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(self.end, source)
        older = start("worker", "transform", *common, "--progress", stdout=subprocess.DEVNULL)
        self.addCleanup(self.end, older)
        for line in older.stderr:  # until it works
            if "transformed" in line and "transformed 0" not in line:
                break
        newer = start("worker", "transform", *common, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(self.end, newer)
        _, err = older.communicate(timeout=60)
        self.assertEqual(older.returncode, 3, err)
        self.assertIn("--slot", err)
        self.assertIsNone(newer.poll())

    def end(self, process):
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()


class Embedded(unittest.TestCase):
    def test_theEmbeddedBroker_isRefused_alsoByItsAddress(self):
        with tempfile.TemporaryDirectory() as folder, broker(folder) as (address, _):
            for arguments in (("run",), ("run", "--bootstrap", address), ("worker", "transform", "--bootstrap", address)):
                with self.subTest(arguments=arguments):
                    process = start(*arguments, "--semantics", "transactions")
                    out, err = process.communicate(timeout=30)
                    self.assertEqual((process.returncode, out, len(err.strip().splitlines())), (2, "", 1), err)
                    self.assertIn("real Kafka", err)


if __name__ == "__main__":
    unittest.main(verbosity=2)
