"""`run --olap` and `worker replica`: what stands in the campus database, the replicas have, whatever dies in between."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import unittest
import unittest.mock

from program import RunCase, broker

TABLES = ("orders", "order_items", "students", "activities")


def rows_of(path, table, prefix=""):
    """The rows of a table as dictionaries, in the order of their keys."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        database.row_factory = sqlite3.Row
        rows = [dict(row) for row in database.execute(f"select * from {prefix}{table}")]
    return sorted((tuple(sorted(row.items(), key=lambda field: field[0])) for row in rows), key=repr)


class Comparing(RunCase):
    def check(self, campus, warehouse, tables=TABLES):
        for table in tables:
            source = rows_of(campus, table)
            self.assertGreater(len(source), 0, table)
            self.assertEqual(rows_of(warehouse, table, "olap_"), source, table)


class Replicas(Comparing):
    def test_the_replicas_are_what_the_campus_has(self):
        run = self.run_in("both", "--source", "maxwell", "--olap", "--orders", 1000, "--dataset", "both", "--dirty", 20)
        self.assertEqual(run.code, 0, run.err)
        self.check(f"{run.warehouse}.kampus", run.warehouse)
        replica = run.report["replica"]
        self.assertEqual(set(replica["tables"]), {f"olap_{table}" for table in TABLES})
        for table, state in replica["tables"].items():
            self.assertEqual(state, {"rows": run.sql(f"select count(*) from {table}")[0][0], "missing": 0, "extra": 0,
                                     "different": 0, "same_as_source": True})
        self.assertEqual(replica["changes_applied"], run.report["changes_published"])
        lags = [p["lag"] for topic in run.report["groups"]["kampus-olap"].values() for p in topic]
        self.assertEqual(set(lags), {0})
        self.assertIn("Replicas:", run.err)

    def test_a_crash_loses_and_doubles_nothing(self):
        points = ("replica.taken@300", "replica.mid-transaction@500", "replica.written-before-commit@400")
        runs = self.side_by_side(lambda point: self.run_in(point, "--source", "maxwell", "--olap", "--orders", 500,
                                                           "--crash", point, "--commit-every", 200,
                                                           "--static-assignment"), points)
        for point, run in zip(points, runs):
            with self.subTest(point):
                self.assertEqual(run.code, 0, run.err)
                self.assertTrue(run.report["crashed"])
                self.check(f"{run.warehouse}.kampus", run.warehouse, ("orders", "order_items"))

    def test_options_that_do_not_fit_are_said(self):
        self.assertEqual(self.run_in("a", "--olap").code, 2)
        self.assertEqual(self.run_in("b", "--source", "maxwell", "--crash", "replica.taken").code, 2)
        self.assertEqual(self.run_in("c", "--crash", "lake.taken").code, 2)

    def test_a_lake_without_pyarrow_says_what_is_missing(self):
        with unittest.mock.patch.dict(os.environ, PK_LAKE_PYTHON="/nowhere/python3"):
            run = self.run_in("d", "--lake", self.folder / "lake", "--orders", 50)
        self.assertNotEqual(run.code, 0)
        self.assertIn("pip install pyarrow", run.err)


class Workers(Comparing):
    """The same with a process that is killed; then everything is read once more."""

    def test_kills_schema_changes_and_replays_end_at_the_same_tables(self):
        campus = self.folder / "kampus.sqlite"
        warehouse = self.folder / "warehouse.db"
        with broker(self.folder) as (address, _):
            publish = ("kampus", "--database", campus, "--dirty", 0, "--bootstrap", address, "--partition-by",
                       "primary_key", "--transactions")
            replica = ("worker", "replica", "--bootstrap", address, "--dataset", "both", "--warehouse",
                       f"sqlite:{warehouse}", "--commit-every", 100)
            self.ended(*publish, 800)
            for point in ("replica.taken@150", "replica.mid-transaction@250", "replica.written-before-commit@120"):
                self.ended(*replica, "--crash", point, code=-signal.SIGKILL)
            with sqlite3.connect(campus) as database:
                database.execute("alter table orders add column voucher varchar(20)")
            self.ended(*publish, 50)  # which sees the column
            with sqlite3.connect(campus) as database:
                database.execute("update orders set voucher = 'HEMAT-' || id where id % 3 = 0")
                database.execute("update order_items set id = id + 100000 where id % 7 = 0")
                database.execute("delete from activities where id % 5 = 0")
            self.ended(*publish, 1)
            refused = ("kcat", "-P", "-b", address, "-t", "producer.kampus.orders", "-p", "0", "-k", "{}")
            if shutil.which("kcat"):
                subprocess.run(refused, input="no JSON", text=True, check=True)
            # The group keeps the partitions of the one that was killed for some seconds.
            err = self.ended(*replica, "--until-idle", 8)
            self.assertRegex(err, r"change events in the replicas: [1-9]")
            self.assertIn(f"dead letters {1 if shutil.which('kcat') else 0}", err)
            self.check(campus, warehouse)
            self.assertGreater(len([row for row in rows_of(warehouse, "orders", "olap_") if dict(row)["voucher"]]), 10)

            self.ended(*replica, "--group", "once-more", "--until-idle", 1)
            self.check(campus, warehouse)
            with sqlite3.connect(warehouse) as database:
                for table in TABLES:
                    database.execute(f"drop table olap_{table}")
            self.ended(*replica, "--group", "from-nothing", "--until-idle", 1)
            self.check(campus, warehouse)

    @unittest.skipIf(shutil.which("kcat") is None, "kcat is not installed")
    def test_changes_that_retention_took_end_the_worker_with_code_1(self):
        with broker(self.folder) as (address, _):
            self.ended("kampus", "--database", self.folder / "kampus.sqlite", "--dirty", 0, "--bootstrap", address,
                       "--partition-by", "primary_key", "--transactions", 100)
            replica = ("worker", "replica", "--bootstrap", address, "--warehouse",
                       f"sqlite:{self.folder / 'warehouse.db'}", "--until-idle", 1)
            self.ended(*replica)
            # Another program heeds no guard: the log keeps 5 MiB a partition.
            lines = self.folder / "lines"
            lines.write_text(("x" * 9_999 + "\n") * 800, encoding="utf-8")
            subprocess.run(["kcat", "-P", "-b", address, "-t", "producer.kampus.orders", "-p", "0", "-X", "linger.ms=0",
                            "-X", "batch.num.messages=10", "-l", lines], check=True, timeout=60)
            err = self.ended(*replica, code=1)
            lost = re.search(r"Lost: ([\d,]+)\.", err)
            dead = re.search(r"dead letters ([\d,]+)", err)
            self.assertEqual(int(lost.group(1)) + int(dead.group(1)), 800, err)


if __name__ == "__main__":
    unittest.main()
