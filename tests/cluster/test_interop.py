"""Other clients of Kafka and the program read what the other writes: Python's confluent-kafka, Kafka's own console tools."""

import json
import os
import re
import subprocess
import unittest
from pathlib import Path

from kafka_case import JAVA, SharedCluster, pk
from python_env import python_of

TOOLS = "org.apache.kafka.tools."
HERE = Path(__file__).resolve().parent
ORDER = {"event_id": "", "event_type": "order.created", "order_id": "", "version": 1,
         "occurred_at": "2026-01-05T08:00:00+07:00",
         "customer": {"id": "MHS-1", "name": "siti rahma", "email": "Siti@kampus.ac.id", "city": "malang"},
         "items": [{"line": 1, "sku": "ATK-1", "name": "Pensil", "qty": 2, "unit": "lusin", "price": "Rp 12.000"}],
         "currency": "IDR", "status": "PAID", "channel": "koperasi", "ordered_at": "2026-01-05 08:00:00"}


def order(name, version=1):
    return dict(ORDER, order_id=name, event_id=f"{name}-{version}", version=version)


class Interop(SharedCluster):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        try:
            cls.python = python_of(os.environ["PK_PYTHON_STACK"])
        except (OSError, subprocess.SubprocessError) as error:
            raise unittest.SkipTest(str(error))
        cls.run_of_app = cls.run_in(cls, "written", "--env", "local", "--orders", 800, "--seed", 3, "--dirty", 10)

    def client(self, *arguments, records=()):
        done = subprocess.run([self.python, HERE / "interop_client.py", arguments[0], self.bootstrap, *arguments[1:]],
                              input="".join(json.dumps(record) + "\n" for record in records), capture_output=True,
                              text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def console(self, tool, *arguments, text=None):
        done = subprocess.run([*JAVA, "-cp", os.environ["PK_KAFKA_JARS"] + "/*", TOOLS + tool,
                               "--bootstrap-server", self.bootstrap, *arguments], input=text, capture_output=True,
                              text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_confluentKafka_readsWhatTheProgramWrites(self):
        report = self.run_of_app.report
        for topic in ("raw_orders", "enriched_orders", "raw_orders.dlq"):
            read = self.client("read", topic)
            ends = sum(part["end"] - part["begin"] for part in report["topics"][topic])
            self.assertGreater(ends, 10)
            self.assertGreaterEqual(len(read), ends, topic)
        enriched = self.client("read", "enriched_orders")
        for record in enriched:
            value = json.loads(record["value"])
            self.assertEqual(record["key"], value["order_id"])
            self.assertRegex(record["headers"]["raw_position"], r"^raw_orders/\d/\d+$")
            self.assertIn("correlation_id", record["headers"])

    def test_consoleConsumer_readsWhatTheProgramWrites(self):
        ends = sum(part["end"] for part in self.run_of_app.report["topics"]["enriched_orders"])
        said = self.console("consumer.ConsoleConsumer", "--topic", "enriched_orders", "--from-beginning", "--timeout-ms",
                            "60000", "--max-messages", str(ends),
                            *(word for name in ("key", "headers", "partition")
                              for word in ("--formatter-property", f"print.{name}=true")))
        lines = [line.split("\t") for line in said.splitlines() if line.startswith("Partition:")]
        self.assertEqual(len(lines), ends)
        for _, headers, key, value in lines:
            self.assertEqual(json.loads(value)["order_id"], key)
            self.assertIn("raw_position:raw_orders/", headers)

    def test_theProgram_readsWhatOthersWrite_withAndWithoutHeaders(self):
        with_headers = {"correlation_id": "from-python", "source": "python"}
        records = [{"key": "PY-1", "value": json.dumps(order("PY-1")), "headers": with_headers},
                   {"key": "PY-2", "value": json.dumps(order("PY-2")), "headers": {}},
                   {"key": None, "value": json.dumps(order("PY-3")), "headers": {}}]
        self.client("write", "raw_orders", records=records)
        for name, headers in (("JV-1", "correlation_id:from-java\t"), ("JV-2", "")):
            properties = ["--reader-property", "parse.key=true"]
            if headers:
                properties += ["--reader-property", "parse.headers=true"]
            self.console("ConsoleProducer", "--topic", "raw_orders", *properties,
                         text=f"{headers}{name}\t{json.dumps(order(name))}\n")
        code, _, err = pk("worker", "transform", "--bootstrap", self.bootstrap, "--until-idle", 3)
        self.assertEqual(code, 0, err)
        code, _, err = pk("worker", "load", "--bootstrap", self.bootstrap, "--until-idle", 3, "--warehouse",
                          f"sqlite:{self.run_of_app.warehouse}")
        self.assertEqual(code, 0, err)
        rows = dict((key, rest) for key, *rest in self.run_of_app.sql(
            "select order_id, total_e4, customer_city, correlation_id from fact_orders where order_id like 'PY-%' or "
            "order_id like 'JV-%'"))
        self.assertEqual(sorted(rows), ["JV-1", "JV-2", "PY-1", "PY-2", "PY-3"])
        for total, city, _ in rows.values():
            self.assertEqual((total, city), (24 * 12_000 * 10_000, "Malang"))
        self.assertEqual((rows["PY-1"][2], rows["JV-1"][2]), ("from-python", "from-java"))

    def test_kafkasOwnTool_showsTheLagOfTheReport(self):
        run = self.run_in("lag", "--env", "local", "--orders", 600, "--seed", 8, "--semantics", "transactions")
        self.assertEqual(run.code, 0, run.err)
        for group, topics in run.report["groups"].items():
            said = self.console("consumer.group.ConsumerGroupCommand", "--describe", "--group", group)
            for topic, partitions in topics.items():
                seen = {int(partition): (int(committed), int(end), int(lag)) for partition, committed, end, lag in
                        re.findall(rf"^{group} +{topic} +(\d+) +(\d+) +(\d+) +(\d+)", said, re.MULTILINE)}
                self.assertEqual(seen, {row["partition"]: (row["committed"], row["log_end"], row["lag"])
                                        for row in partitions}, said)


if __name__ == "__main__":
    unittest.main(verbosity=2)
