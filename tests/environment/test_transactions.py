"""`--semantics transactions` on a real Kafka: outputs and offsets hold together, whatever dies in between.

What readers of committed records see is asked of kcat, which shares nothing with the stages."""

import subprocess
import tempfile
import unittest

from kafka_case import KafkaCase, SharedCluster, lines_until, up
from program import broker, origins_in, start

TOPICS = ("enriched_orders", "raw_orders.dlq")


def doubled(bootstrap, topic):
    return [origin for origin, count in origins_in(bootstrap, topic).items() if count > 1]


class Transactions(SharedCluster):
    def test_withoutACrash_verified_andNoLagIsLeft(self):
        run = self.run_in("plain", "--env", "local", "--semantics", "transactions", "--orders", 20000, "--seed", 5)
        self.assertEqual(run.code, 0, run.err)
        self.assertEqual((run.report["acked"], run.report["lost"], run.report["duplicates"],
                          run.report["redelivered"]), (20000, 0, 0, 0))
        for group in ("kampus-transform", "kampus-loader"):
            for rows in run.report["groups"][group].values():
                self.assertEqual([row["lag"] for row in rows], [0, 0, 0])

    def aborted(self):
        """Records of transactions that were aborted, in all topics behind the transform."""
        return sum(sum(origins_in(self.bootstrap, topic, isolation).values()) * sign for topic in TOPICS
                   for isolation, sign in (("read_uncommitted", 1), ("read_committed", -1)))

    def test_aCrashBeforeTheCommit_leavesNothingToSee(self):
        aborted = 0
        for point in ("transform.txn-open", "transform.produced", "transform.dlq-produced"):
            with self.subTest(point=point):
                at = 5 if "dlq" in point else 700
                run = self.run_in(point, "--env", "local", "--semantics", "transactions", "--orders", 3000, "--seed", 5,
                                  "--dirty", 20, "--crash", f"{point}@{at}")
                self.assertEqual(run.code, 0, run.err)
                self.assertEqual((run.report["acked"], run.report["lost"], run.report["duplicates"],
                                  run.report["redelivered"]), (3000, 0, 0, 0))
                # What the crash has left lies in the log, where readers of uncommitted records see it.
                before, aborted = aborted, self.aborted()
                self.assertGreater(aborted, before)
        for topic in TOPICS:
            self.assertGreater(len(origins_in(self.bootstrap, topic)), 100)
            self.assertEqual(doubled(self.bootstrap, topic), [])
        # Without transactions the same crash doubles, or the above would prove nothing.
        run = self.run_in("doubles", "--env", "local", "--semantics", "effectively-once", "--orders", 3000,
                          "--seed", 5, "--crash", "transform.produced@700")
        self.assertEqual(run.code, 0, run.err)
        self.assertGreater(run.report["redelivered"], 0)
        self.assertNotEqual(doubled(self.bootstrap, "enriched_orders"), [])


class Slots(KafkaCase):
    def test_twoWithTheSameSlot_theOlderEndsAndSaysWhy(self):
        bootstrap = up()
        common = ("--bootstrap", bootstrap, "--semantics", "transactions", "--slot", 4)
        source = start("worker", "source", "--bootstrap", bootstrap, "--orders", 0, "--rate", 300,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(self.end, source)
        older = start("worker", "transform", *common, "--progress", stdout=subprocess.DEVNULL)
        self.addCleanup(self.end, older)
        begun = lines_until(older.stderr, lambda line: "transformed" in line and "transformed 0" not in line)
        newer = start("worker", "transform", *common, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(self.end, newer)
        _, err = older.communicate(timeout=60)
        self.assertEqual(older.returncode, 3, begun + err)
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
