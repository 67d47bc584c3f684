"""A real Kafka of three nodes, and the death of one that leads while orders flow. The long versions are in test_long.py and
tests/cluster."""

import json
import os
import re
import signal
import subprocess
import unittest
from pathlib import Path

from kafka_case import KafkaCase, java_processes, lines_until, pk, up, wait_until
from program import start


class ThreeNodes(KafkaCase):
    def leaders(self, topic):
        """By partition, as the node tells that is asked; one that has just begun may know of none yet."""
        seen = subprocess.run(["kcat", "-b", self.bootstrap, "-L", "-J", "-t", topic], capture_output=True, text=True,
                              timeout=60, check=False).stdout
        partitions = json.loads(seen or "{}").get("topics", [{}])[0].get("partitions", [])
        return {partition["partition"]: partition["leader"] for partition in partitions}

    def node(self, number):
        for process in java_processes(self.folder):
            if f"node-{number}/" in Path(f"/proc/{process}/cmdline").read_bytes().decode():
                return process
        raise AssertionError(f"node {number} does not run")

    def test_theLeaderOfAPartitionDies_nothingIsLost_kafkaReportsTwoReplicasInSync_andUpStartsItAgain(self):
        self.bootstrap = up(nodes=3)
        report = self.folder / "report.json"
        process = start("run", "--env", "local", "--nodes", 3, "--orders", 3000, "--rate", 500, "--progress", "--report",
                        report, "--warehouse", f"sqlite:{self.folder}/w.db")
        begun = lines_until(process.stderr, lambda line: "loaded" in line and "loaded 0 " not in line)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        self.assertTrue(wait_until(lambda: self.leaders("raw_orders").get(0, -1) > 0), begun)
        dead = self.leaders("raw_orders")[0]
        os.kill(self.node(dead), signal.SIGKILL)
        _, err = process.communicate(timeout=180)
        self.assertEqual(process.returncode, 0, begun + err)
        said = json.loads(report.read_text(encoding="utf-8"))
        self.assertTrue(said["verified"], said)
        self.assertEqual((said["acked"], said["lost"], said["duplicates"]), (3000, 0, 0))

        topics = self.kafka_tool("org.apache.kafka.tools.TopicCommand", self.bootstrap, "--describe", "--topic", "raw_orders")
        self.assertRegex(topics, r"PartitionCount: 3\s+ReplicationFactor: 3\s+Configs: .*min\.insync\.replicas=2")
        partitions = re.findall(r"Leader: (\d)\s+Replicas: ([\d,]+)\s+Isr: ([\d,]+)", topics)
        self.assertEqual(len(partitions), 3, topics)
        alive = {"1", "2", "3"} - {str(dead)}
        for leader, replicas, in_sync in partitions:
            self.assertIn(leader, alive, topics)
            self.assertEqual(set(replicas.split(",")), {"1", "2", "3"}, topics)
            self.assertEqual(set(in_sync.split(",")), alive, topics)

        self.assertEqual(up(nodes=3), self.bootstrap)
        self.assertGreater(self.node(dead), 0)
        self.assertTrue(wait_until(lambda: "3 of 3 answer" in pk("env", "status", "local", "--nodes", 3)[1]))


if __name__ == "__main__":
    unittest.main(verbosity=2)
