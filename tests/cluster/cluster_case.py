"""Workers on the three-node cluster with a warehouse in MariaDB, as on several hosts, and the means to kill any of it."""

import json
import os
import signal
import subprocess
import time
import unittest
from pathlib import Path

from books import Books
from kafka_case import KafkaCase, java_processes, up, wait_until
from local_mariadb import LocalMariaDb, PASSWORD, die_with_parent, reason_to_skip


class ClusterCase(KafkaCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        reason = reason_to_skip(os.environ["PK_PROGRAM"])
        if reason:
            raise unittest.SkipTest(reason)

    def setUp(self):
        super().setUp()
        os.environ["PK_WAREHOUSE_PASSWORD"] = PASSWORD
        self.server = LocalMariaDb()
        self.addCleanup(self.server.close)
        self.bootstrap = up(nodes=3)

    def worker(self, name, stage, *arguments):
        if stage == "load":
            arguments += ("--warehouse", self.server.address())
        return super().worker(name, stage, *arguments)

    def ends_well(self, name, process, timeout=180, code=0):
        self.assertEqual(process.wait(timeout=timeout), code, f"{name}: {self.said(name)}")

    def end_when_all_is_done(self, workers, timeout=300):
        """Waits until every raw record has its outcome, and ends the workers in order. That they are idle for a while would
        say nothing: on a busy machine they also wait for brokers. Gives the books as they are then."""
        deadline = time.monotonic() + timeout
        while Books(self.bootstrap, self.server.sql).without_outcome() and time.monotonic() < deadline:
            for name, worker in workers.items():
                self.assertIsNone(worker.poll(), f"{name} has ended by itself: {self.said(name)}")
            time.sleep(2)
        for worker in workers.values():
            worker.send_signal(signal.SIGINT)
        for name, worker in workers.items():
            self.ends_well(name, worker, code=130)
        return Books(self.bootstrap, self.server.sql)

    def members(self, group):
        """How many partitions each member of a group has, as Kafka's own tool says."""
        said = self.kafka_tool("org.apache.kafka.tools.consumer.group.ConsumerGroupCommand", self.bootstrap, "--describe",
                               "--members", "--group", group)
        return [int(line.split()[-1]) for line in said.splitlines() if line.startswith(group)]

    # ---- nodes

    def partitions(self):
        """Leader, replicas and replicas in sync of each partition of the pipeline's topics, as kcat sees them."""
        seen = json.loads(subprocess.run(["kcat", "-b", self.bootstrap, "-L", "-J"], capture_output=True, text=True,
                                         timeout=60, check=True).stdout)
        return [(part["leader"], len(part["replicas"]), len(part["isrs"])) for topic in seen["topics"]
                for part in topic["partitions"]]

    def all_in_sync(self):
        try:
            partitions = self.partitions()
        except (subprocess.SubprocessError, ValueError):
            return False
        return bool(partitions) and all(leader > 0 and in_sync == replicas for leader, replicas, in_sync in partitions)

    def leader_of(self, topic, partition):
        seen = json.loads(subprocess.run(["kcat", "-b", self.bootstrap, "-L", "-J", "-t", topic], capture_output=True,
                                         text=True, timeout=60, check=True).stdout)
        return seen["topics"][0]["partitions"][partition]["leader"]

    def node(self, number):
        """The process of a node."""
        for process in java_processes(self.folder):
            if f"node-{number}/" in Path(f"/proc/{process}/cmdline").read_bytes().decode():
                return process
        raise AssertionError(f"node {number} does not run")

    def kill_and_restart_node(self, number):
        """SIGKILL, and after a while the same command in the same place again."""
        process = self.node(number)
        command = Path(f"/proc/{process}/cmdline").read_bytes().decode().split("\0")[:-1]
        place = os.readlink(f"/proc/{process}/cwd")
        os.kill(process, signal.SIGKILL)
        time.sleep(8)  # longer than the session that the controller grants it: it is missed
        with open(self.folder / "restarted.log", "ab") as log:
            again = subprocess.Popen(command, cwd=place, stdout=log, stderr=log, preexec_fn=die_with_parent)
        self.addCleanup(again.wait)
        self.addCleanup(again.kill)
        if not wait_until(lambda: again.poll() is not None or self.all_in_sync(), 120) or again.poll() is not None:
            self.fail(f"node {number} does not catch up: {self.partitions()}\n{self.said('restarted')[-3000:]}")
