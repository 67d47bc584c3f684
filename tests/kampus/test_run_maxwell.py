"""`run --source maxwell` on a campus database in MariaDB: the real Maxwell reads its binlog. What came of it is counted
by the database's own client, in the campus's tables and in the warehouse's."""

import json
import os
import signal
import subprocess
import tempfile
import unittest
from pathlib import Path

from kafka_case import KafkaCase, lines_until, pk
from local_mariadb import LocalMariaDb, PASSWORD, reason_to_skip
from program import start
from secure_kafka import PASSWORDS, SecureKafka

BINLOG = ["--server-id=1", "--log-bin=binlog", "--binlog-format=ROW", "--binlog-row-image=FULL",
          "--binlog-annotate-row-events=OFF", "--old-mode=", "--character-set-server=utf8mb4"]
TRANSACTIONS = 400


def maxwells(folder):
    """Process ids of the Maxwells whose settings or log lie in the folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().decode(errors="replace").split("\0")
            log = os.readlink(entry.parent / "fd/1")
        except OSError:
            continue
        if "com.zendesk.maxwell.Maxwell" in words and log.startswith(str(folder)):
            found.append(int(entry.parent.name))
    return found


class MaxwellCase(KafkaCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        reason = reason_to_skip(os.environ["PK_PROGRAM"])
        if not reason and not list(Path(os.environ["PK_MAXWELL_JARS"]).glob("maxwell-*.jar")):
            reason = "Maxwell's program files are not there: compose/fetch-maxwell.sh"
        if reason:
            raise unittest.SkipTest(reason)

    def setUp(self):
        super().setUp()
        os.environ["PK_KAMPUS_PASSWORD"] = os.environ["PK_WAREHOUSE_PASSWORD"] = PASSWORD

    def serve(self, *options):
        self.server = LocalMariaDb(*options)
        self.addCleanup(self.server.close)
        self.server.sql("CREATE DATABASE gudang CHARACTER SET utf8mb4")

    def begin(self, transactions, *arguments, warehouse=None, environment="local"):
        self.report = self.folder / "report.json"
        process = start("run", "--env", environment, "--source", "maxwell", "--input", self.server.address(), "--warehouse",
                        warehouse or self.server.address("gudang"), "--dataset", "both", "--orders", transactions,
                        "--report", self.report, *arguments)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def holds(self, process, begun=""):
        _, err = process.communicate(timeout=300)
        self.assertEqual(process.returncode, 0, begun + err)
        report = json.loads(self.report.read_text(encoding="utf-8"))
        self.assertTrue(report["verified"], err)
        self.assertIn("published by Maxwell", err)
        self.assertEqual(maxwells(self.folder), [], "it has outlived the run")
        return report

    def check_rows(self):
        """Each order's and activity's present state is in the warehouse, or in the dead letters it was sent to."""
        for campus, fact, name in (("orders", "fact_orders", "order_id"), ("activities", "fact_activities", "activity_id")):
            there = dict(self.server.sql(f"SELECT {name}, version FROM {campus}"))
            stored = dict(self.server.sql(f"SELECT {name}, version FROM {fact}", "gudang"))
            self.assertGreater(len(there), 20)
            whole = [key for key, version in there.items() if stored.get(key) == version]
            self.assertGreater(len(whole), len(there) * 8 // 10)  # the rest was typed too untidily
            for key in set(there) & set(stored):
                self.assertLessEqual(int(stored[key]), int(there[key]))
            doubled = self.server.sql(f"SELECT {name} FROM {fact} GROUP BY {name} HAVING count(*) > 1", "gudang")
            self.assertEqual(doubled, [])

    def check_replicas(self):
        """Each table's replica has its rows, with the same values."""
        for table, columns in (("orders", "id, order_id, status, version, item_count"),
                               ("order_items", "id, order_id, line, qty"), ("activities", "id, activity_id, version")):
            rows = sorted(self.server.sql(f"SELECT {columns} FROM {table}"))
            self.assertGreater(len(rows), 20)
            self.assertEqual(sorted(self.server.sql(f"SELECT {columns} FROM olap_{table}", "gudang")), rows, table)


class RunMaxwell(MaxwellCase):
    def test_whatHappensInMariaDb_reachesTheWarehouse_byMaxwellItself_andASecondRunGoesOn(self):
        self.serve(*BINLOG)
        report = self.holds(self.begin(TRANSACTIONS, "--dirty", 3, "--olap"))
        self.assertGreater(report["changes_published"], TRANSACTIONS)
        self.check_rows()
        self.check_replicas()
        elsewhere = self.server.sql("SELECT count(*) FROM fact_orders WHERE cdc_position IS NULL OR cdc_position NOT LIKE "
                                    "'binlog.%:%'", "gudang")
        self.assertEqual(elsewhere, [("0",)])
        # Another Kafka, so the rows that are there already come by Maxwell's bootstrap.
        before = int(self.server.sql("SELECT count(*) FROM orders")[0][0])
        report = self.holds(self.begin(100, "--dirty", 3, "--olap"))
        self.assertGreater(report["changes_published"], before)
        self.check_rows()
        self.check_replicas()

    def test_whatMaxwellNeeds_isSaid(self):
        self.serve()  # without a binlog
        process = self.begin(10)
        _, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 3, err)
        self.assertIn("--log-bin", err)
        with tempfile.TemporaryDirectory() as empty:
            jars = os.environ["PK_MAXWELL_JARS"]
            os.environ["PK_MAXWELL_JARS"] = empty
            try:
                process = self.begin(10)
            finally:
                os.environ["PK_MAXWELL_JARS"] = jars
            _, err = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 3, err)
            self.assertIn("compose/fetch-maxwell.sh", err)


class Kills(MaxwellCase):
    def test_killedMaxwell_isStartedAgain_andNothingIsLost(self):
        self.serve(*BINLOG)
        process = self.begin(TRANSACTIONS, "--dirty", 3, "--rate", 25, "--progress")
        begun = lines_until(process.stderr, lambda line: "loaded" in line and "loaded 0 " not in line)
        running = maxwells(self.folder)
        self.assertEqual(len(running), 1, begun)
        os.kill(running[0], signal.SIGKILL)
        self.holds(process, begun)
        self.check_rows()


class WithoutKafka(unittest.TestCase):
    def test_embeddedBroker_hasNoRealMaxwell(self):
        process = start("run", "--source", "maxwell", "--input", "mysql://kampus@127.0.0.1:1/kampus")
        _, err = process.communicate(timeout=60)
        self.assertIn(process.returncode, (2, 3), err)  # 3 where its program files are missing

    def test_compose_takesNoOtherCampus_andNoEmulation(self):
        for option in ("--input=mysql://kampus@127.0.0.1:1/kampus", "--input=kampus.sqlite", "--one-topic=changes"):
            process = start("run", "--env", "compose", "--source", "maxwell", option)
            _, err = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 2, err)
            self.assertIn("Maxwell of its own", err)


class Secured(MaxwellCase):
    """Maxwell, written in Java, takes the settings of a profile, which are librdkafka's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kafka = SecureKafka()
        cls.addClassCleanup(cls.kafka.close)

    def setUp(self):
        super().setUp()
        self.serve(*BINLOG)

    def add(self, *arguments):
        code, _, err = pk("env", "profile", "add", "lab", "--ca", self.kafka.authority.certificate, *arguments)
        self.assertEqual(code, 0, err)

    def reaches_the_warehouse(self):
        report = self.holds(self.begin(100, environment="lab"))
        self.assertGreater(report["changes_published"], 100)
        self.check_rows()
        for secret in (PASSWORDS["t07"], PASSWORD):
            for file in self.folder.rglob("*"):
                if file.is_file():
                    self.assertNotIn(secret.encode(), file.read_bytes(), file)

    def test_loginAndPrefix(self):
        self.add("--bootstrap", self.kafka.sasl, "--prefix", "t07.", "--user", "t07", "--mechanism", "PLAIN")
        os.environ["PK_KAFKA_PASSWORD"] = PASSWORDS["t07"]
        self.reaches_the_warehouse()
        topics = subprocess.run(["kcat", "-L", "-b", self.kafka.plain], capture_output=True, text=True, check=True).stdout
        self.assertIn('"t07.producer.kampus.orders"', topics)
        self.assertNotIn('"producer.', topics)

    def test_clientCertificate(self):
        certificate, key = self.kafka.client
        self.add("--bootstrap", self.kafka.mtls, "--prefix", "m.", "--certificate", certificate, "--key", key)
        self.reaches_the_warehouse()


if __name__ == "__main__":
    unittest.main(verbosity=2)
