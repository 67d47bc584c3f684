"""`env` and `run --env local`: a real Kafka that comes, works and goes without leaving anything behind."""

import json
import os
import re
import signal
import subprocess
import unittest
from pathlib import Path

from kafka_case import KafkaCase, SharedCluster, java_processes, lines_until, pk, up, wait_until
from program import start


class Kept(KafkaCase):
    """What `env up` leaves running."""

    def test_up_isForOtherPrograms_untilDown_andMessagesAreKept(self):
        bootstrap = up()
        sent = subprocess.run(["kcat", "-P", "-b", bootstrap, "-t", "notes"], input="one\ntwo\n", text=True, check=False)
        self.assertEqual(sent.returncode, 0)
        self.assertEqual(up(), bootstrap)  # it is up already
        code, out, _ = pk("env", "status", "local")
        self.assertEqual(code, 0)
        self.assertIn(bootstrap, out)
        self.assertIn("1 of 1 answer", out)
        code, out, _ = pk("env", "logs", "local", "--lines", 5)
        self.assertEqual(len(out.splitlines()), 6, out)

        self.assertEqual(pk("env", "down", "local")[0], 0)
        self.assertEqual(java_processes(self.folder), [])
        self.assertEqual(pk("env", "status", "local")[0], 3)

        self.assertEqual(up(), bootstrap)  # the same addresses, since nobody has taken them
        read = subprocess.run(["kcat", "-C", "-q", "-e", "-b", bootstrap, "-t", "notes"], capture_output=True, text=True,
                              timeout=30, check=True)
        self.assertEqual(sorted(read.stdout.split()), ["one", "two"])

    def test_killedKeeper_leavesNoOrphan_andTheNextUpMendsIt(self):
        bootstrap = up()
        self.assertEqual(len(java_processes(self.folder)), 1)
        os.kill(self.keeper(1), signal.SIGKILL)
        self.assertTrue(wait_until(lambda: not java_processes(self.folder), 10))
        code, out, _ = pk("env", "status", "local")
        self.assertEqual(code, 3, out)
        self.assertEqual(up(), bootstrap)

    def test_killedNode_endsItsKeeper_whichSaysWhy(self):
        up()
        os.kill(java_processes(self.folder)[0], signal.SIGKILL)
        self.assertTrue(wait_until(lambda: pk("env", "status", "local")[0] == 3, 30))
        log = self.folder / "pelatihan-kafka" / "local-1" / "keeper.log"
        self.assertIn("Node 1 of the local Kafka has ended", log.read_text(encoding="utf-8"))

    def test_foreground_endsWithCtrlC(self):
        process = start("env", "up", "local", "--foreground")
        self.assertRegex(process.stdout.readline(), r"^127\.0\.0\.1:\d+$")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=40)
        self.assertEqual(process.returncode, 0, err)
        self.assertEqual(java_processes(self.folder), [])

    def keeper(self, nodes):
        note = self.folder / "pelatihan-kafka" / f"local-{nodes}" / "running.json"
        return json.loads(note.read_text(encoding="utf-8"))["keeper"]


class Run(KafkaCase):
    def test_ownCluster_verified_andThrownAway(self):
        run = self.run_in("run", "--env", "local", "--orders", 20000, "--seed", 7)
        self.assertEqual(run.code, 0, run.err)
        self.assertTrue(run.report["verified"])
        self.assertEqual((run.report["acked"], run.report["lost"], run.report["duplicates"]), (20000, 0, 0))
        self.assertEqual(run.report["environment"], "local")
        self.assertEqual(list((self.folder / "pelatihan-kafka").glob("local-run-*")), [])

    def compare(self, *arguments):
        report = self.folder / "comparison.json"
        code, _, err = pk("run", "--compare", "embedded,local", "--seed", 3, "--warehouse", f"sqlite:{self.folder}/w.db",
                          "--report", report, *arguments, timeout=180)
        return code, err, json.loads(report.read_text(encoding="utf-8"))

    def test_compare_theSameContent_andWhatDiffered(self):
        up()  # has topics of others, perhaps: it is not used
        code, err, report = self.compare("--orders", 3000, "--dirty", 10)
        self.assertEqual(code, 0, err)
        self.assertEqual((report["compared"], report["matches"]), (["embedded", "local"], True))
        for same in ("checksum", "acked", "dead_lettered", "rows.fact_orders"):
            self.assertIn(same, report["same"])
            self.assertRegex(err, r"(?m)^checksum of the warehouse +[0-9a-f]{32}  [0-9a-f]{32}  same$")
        self.assertIn("versions.broker", [entry["figure"] for entry in report["differences"]])
        self.assertEqual(report["order"]["inside_partitions"], 0)
        self.assertGreater(report["order"]["records"], 2000)
        self.assertEqual({run["checksum"] for run in report["runs"].values()}, {report["checksum"]})

    def test_compare_runsThatDiverge_isCode1(self):
        code, err, report = self.compare("--orders", 1000, "--semantics", "at-least-once", "--commit-every", 100,
                                         "--crash", "load.written-before-commit@300")
        self.assertEqual((code, report["matches"]), (1, False), err)
        self.assertIn("embedded", report["problem"])

    def test_killedRun_leavesNoOrphan_andItsFolderGoesWithTheNext(self):
        process = start("run", "--env", "local", "--orders", 0, "--rate", 100)
        self.assertTrue(wait_until(lambda: java_processes(self.folder)))
        process.kill()
        process.communicate()
        self.assertTrue(wait_until(lambda: not java_processes(self.folder), 10))
        left = list((self.folder / "pelatihan-kafka").glob("local-run-*"))
        self.assertEqual(len(left), 1)
        self.assertEqual(self.run_in("next", "--env", "local", "--orders", 10).code, 0)
        self.assertFalse(left[0].exists())

    def test_anInterruptWhileItStarts_isCode130(self):
        process = start("run", "--env", "local", "--orders", 10)
        self.assertTrue(wait_until(lambda: java_processes(self.folder)))
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 130, err)

    def test_anInterruptWhileItsNodeHangs_tellsOfNoDeath(self):
        process = start("run", "--env", "local", "--orders", 0, "--rate", 100, "--progress")
        lines_until(process.stderr, lambda line: "loaded" in line and "loaded 0 " not in line)
        os.kill(java_processes(self.folder)[0], signal.SIGSTOP)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 130, err)
        self.assertNotIn("has ended", err)
        self.assertTrue(wait_until(lambda: not java_processes(self.folder), 10))


class RunOnWhatIsUp(SharedCluster):
    def test_theClusterThatIsUp_isUsedTwice(self):
        for name in ("first", "second"):
            run = self.run_in(name, "--env", "local", "--orders", 2000)
            self.assertEqual(run.code, 0, run.err)
            self.assertIn(self.bootstrap, run.err)
            self.assertEqual((run.report["acked"], run.report["foreign"]), (2000, 0))

    def test_recordsOfAClockYearsBehind_areNotDeletedByTime(self):
        run = self.run_in("clock", "--env", "local", "--orders", 500)
        self.assertEqual(run.code, 0, run.err)
        topics = self.kafka_tool("org.apache.kafka.tools.TopicCommand", self.bootstrap, "--describe")
        for topic in ("raw_orders", "enriched_orders", "raw_orders.dlq"):
            self.assertRegex(topics, rf"Topic: {re.escape(topic)}\t.*retention.ms=-1")


class Missing(unittest.TestCase):
    """What is said where something is not there; needs no Kafka."""

    def refused(self, **environment):
        process = subprocess.run([os.environ["PK_PROGRAM"], "run", "--env", "local", "--orders", "10"], text=True,
                                 capture_output=True, timeout=60, check=False,
                                 env=dict(os.environ, LC_ALL="C.UTF-8", **environment))
        self.assertEqual(process.returncode, 3, process.stderr)
        self.assertEqual(len(process.stderr.strip().splitlines()), 1, process.stderr)
        return process.stderr

    def test_withoutJava_theCommandIsNamed(self):
        self.assertIn("apt install", self.refused(PATH="/nowhere", JAVA_HOME=""))

    def test_withoutJars_theScriptIsNamed(self):
        if not any(Path(folder, "java").exists() for folder in os.environ["PATH"].split(":")):
            self.skipTest("there is no Java")
        self.assertIn("compose/fetch-kafka.sh", self.refused(PK_KAFKA_JARS="/nowhere"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
