"""The Python program of compose/ beside our own stages, on a real Kafka: each reads what the other writes. The Laravel
program needs PHP's rdkafka extension, which Debian has no package for, so it is not run here."""

import json
import sqlite3
import subprocess
import unittest
from decimal import Decimal

import python_env
from kafka_case import SharedCluster
from program import SOURCE, start

ETL = SOURCE / "compose" / "python" / "etl.py"
COUNT = 240


class Interoperates(SharedCluster):
    @classmethod
    def setUpClass(cls):
        reason = python_env.reason_to_skip()
        if reason:
            raise unittest.SkipTest(reason)
        super().setUpClass()

    def etl(self, *arguments):
        done = subprocess.run([python_env.PYTHON, "-B", ETL, *map(str, arguments), "--brokers", self.bootstrap],
                              capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def worker(self, stage, *arguments):
        process = start("worker", stage, "--bootstrap", self.bootstrap, "--until-idle", 1, *arguments)
        _, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, err)
        return err

    def enriched(self):
        """The messages of each order, without the moment at which they were made; with the raw record they came from."""
        read = subprocess.run(["kcat", "-C", "-q", "-e", "-o", "beginning", "-b", self.bootstrap, "-t", "enriched_orders",
                               "-f", "%k\t%h\t%s\n"], capture_output=True, text=True, timeout=60, check=True)
        orders = {}
        for line in read.stdout.splitlines():
            key, headers, value = line.split("\t")
            message = json.loads(value)
            del message["processed_at"]
            origin = [header for header in headers.split(",") if header.startswith("raw_position=")]
            orders.setdefault(key, []).append((origin, message))
        return orders

    def rows(self, file, statement):
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
            return database.execute(statement).fetchall()

    def test_pythonAndOurStages_readEachOthersRecords(self):
        warehouse, python = self.folder / "warehouse.db", self.folder / "python.db"
        self.assertIn(f"{COUNT} orders written", self.etl("produce", "--count", COUNT))
        self.assertIn(f"transformed {COUNT}", self.worker("transform"))
        self.worker("load", "--warehouse", f"sqlite:{warehouse}")
        self.assertIn(f"{COUNT} records loaded, 0 passed over", self.etl("load", "--until-idle", 4, "--sqlite", python))

        ours = self.rows(warehouse, "SELECT order_id, version, status, customer_name, total_e4, item_count"
                                    " FROM fact_orders ORDER BY order_id")
        theirs = self.rows(python, "SELECT order_id, version, status, customer_name, total, item_count"
                                   " FROM python_orders ORDER BY order_id")
        self.assertEqual(len(ours), COUNT)
        self.assertEqual([(*row[:4], Decimal(row[4]) / 10000, row[5]) for row in ours],
                         [(*row[:4], Decimal(str(row[4])), row[5]) for row in theirs])

        # The same raw records once more, transformed by Python: the same messages, in which our loader finds nothing new.
        self.assertIn(f"{COUNT} records transformed", self.etl("transform", "--until-idle", 4))
        copies = self.enriched()
        self.assertEqual({len(messages) for messages in copies.values()}, {2})
        for order, (one, other) in copies.items():
            self.assertEqual(one, other, order)
        self.worker("load", "--warehouse", f"sqlite:{warehouse}")
        self.assertEqual(self.rows(warehouse, "SELECT COUNT(*) FROM etl_audit"), [(2 * COUNT,)])
        self.assertEqual(self.rows(warehouse, "SELECT COUNT(*) FROM fact_orders"), [(COUNT,)])

        # Python's loader starts again at its database's offsets: what Python transformed, once, then nothing.
        self.assertIn(f"{COUNT} records loaded", self.etl("load", "--until-idle", 4, "--sqlite", python))
        self.assertIn("0 records loaded", self.etl("load", "--until-idle", 3, "--sqlite", python))
        self.assertEqual(self.rows(python, "SELECT SUM(next_offset) FROM python_offsets"), [(2 * COUNT,)])
        self.assertEqual(self.rows(python, "SELECT order_id, version, status, customer_name, total, item_count"
                                           " FROM python_orders ORDER BY order_id"), theirs)


if __name__ == "__main__":
    unittest.main(verbosity=2)
