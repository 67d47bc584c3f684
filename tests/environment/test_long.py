"""A real Kafka and deaths that take long to notice: of a node, and of workers one after the other."""

import os
import signal
import sqlite3
import subprocess
import time
import unittest

from kafka_case import KafkaCase, java_processes, lines_until, pk, up
from program import origins_in, start


class ThreeNodes(KafkaCase):
    def test_aNodeDiesWhileOrdersFlow_nothingIsLost(self):
        bootstrap = up(nodes=3)
        self.assertEqual(len(bootstrap.split(",")), 3)
        folder = self.folder / "run"
        folder.mkdir()
        report = folder / "report.json"
        process = start("run", "--env", "local", "--nodes", 3, "--orders", 20000, "--rate", 2500, "--progress",
                        "--report", report, "--warehouse", f"sqlite:{folder}/w.db")
        begun = lines_until(process.stderr, lambda line: "loaded" in line and "loaded 0 " not in line)
        os.kill(java_processes(self.folder)[0], signal.SIGKILL)
        _, err = process.communicate(timeout=180)
        self.assertEqual(process.returncode, 0, begun + err)
        self.assertIn('"verified": true', report.read_text(encoding="utf-8"))
        code, out, _ = pk("env", "status", "local", "--nodes", 3)
        self.assertEqual(code, 0)
        self.assertIn("2 of 3 answer", out)


class Workers(KafkaCase):
    def test_killedWorkers_everyRecordHasOneOutcome(self):
        bootstrap = up()
        self.assertEqual(pk("worker", "source", "--bootstrap", bootstrap, "--orders", 12000, "--seed", 9)[0], 0)
        warehouse = f"sqlite:{self.folder}/w.db"

        def transform(slot, *more):
            return start("worker", "transform", "--bootstrap", bootstrap, "--semantics", "transactions", "--slot", slot,
                         "--commit-every", 200, *more, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        for slot, kill_at in ((0, 1500), (1, 800), (0, 2500)):
            worker = transform(slot, "--crash", f"transform.txn-open@{kill_at}")
            self.assertEqual(worker.wait(timeout=60), -signal.SIGKILL)
        rest = [transform(slot, "--until-idle", 4) for slot in (0, 1)]
        self.assertEqual([worker.wait(timeout=120) for worker in rest], [0, 0])
        load = pk("worker", "load", "--bootstrap", bootstrap, "--semantics", "transactions", "--warehouse", warehouse,
                  "--until-idle", 2)
        self.assertEqual(load[0], 0, load[2])

        enriched = origins_in(bootstrap, "enriched_orders")
        dead = origins_in(bootstrap, "raw_orders.dlq")
        outcomes = enriched + dead
        self.assertEqual([origin for origin, count in outcomes.items() if count > 1], [])
        self.assertEqual(len(outcomes), 12000)
        with sqlite3.connect(f"file:{self.folder}/w.db?mode=ro", uri=True) as database:
            audited = database.execute("select count(*), count(distinct raw_topic || raw_partition || '/' || raw_offset)"
                                       " from etl_audit").fetchone()
        self.assertEqual(audited, (len(enriched), len(enriched)))

    def test_openTransactionOfADeadWorker_isNoIdleEnd_andNothingIsLostBehindIt(self):
        bootstrap = up()
        self.assertEqual(pk("worker", "source", "--bootstrap", bootstrap, "--orders", 600, "--seed", 4)[0], 0)
        common = ("--bootstrap", bootstrap, "--semantics", "transactions")
        dead = start("worker", "transform", *common, "--slot", 0, "--crash", "transform.produced@300",
                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.assertEqual(dead.wait(timeout=60), -signal.SIGKILL)
        died = time.monotonic()
        # Its id is not used again: only the time-out ends what it has left open.
        second = start("worker", "transform", *common, "--slot", 1, "--until-idle", 2, stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT)
        load = start("worker", "load", *common, "--warehouse", f"sqlite:{self.folder}/w.db", "--until-idle", 2)
        said, _ = second.communicate(timeout=120)
        self.assertEqual(second.returncode, 0, said)
        committed = time.monotonic()
        _, err = load.communicate(timeout=120)
        self.assertEqual(load.returncode, 0, err)
        self.assertGreater(time.monotonic() - died, 25, "no transaction was open")
        self.assertLess(committed - died, 25, "the second worker has waited for the transaction, too")

        outcomes = origins_in(bootstrap, "enriched_orders") + origins_in(bootstrap, "raw_orders.dlq")
        self.assertEqual((len(outcomes), max(outcomes.values())), (600, 1))
        with sqlite3.connect(f"file:{self.folder}/w.db?mode=ro", uri=True) as database:
            audited = database.execute("select count(*) from etl_audit").fetchone()[0]
        self.assertEqual(audited, len(origins_in(bootstrap, "enriched_orders")))


if __name__ == "__main__":
    unittest.main(verbosity=2)
