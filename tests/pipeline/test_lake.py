"""`run --lake` and `worker lake`: each enriched record is one row of the Parquet files that the manifest names, whatever
dies in between. They are read by DuckDB and pyarrow, in a virtual environment of the test's own."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import unittest
import unittest.mock

from program import RunCase, broker, start
from pyarrow_environment import python_with_pyarrow

READ = """
import duckdb, json, sys
import pyarrow.parquet as pq
folder = sys.argv[1]
manifest = json.load(open(folder + "/manifest.json"))
files = [folder + "/" + file["path"] for file in manifest["datasets"]["orders"]["files"]]
for file, told in zip(files, manifest["datasets"]["orders"]["files"]):
    assert pq.read_metadata(file).num_rows == told["rows"], file
if not files:
    print(json.dumps({"rows": 0}))
    sys.exit()
lake = duckdb.read_parquet(files, hive_partitioning=True)
rows, positions = duckdb.sql('select count(*), count(distinct (partition, "offset")) from lake').fetchall()[0]
newest = duckdb.sql('''select order_id, version, status, cast(order_total * 10000 as bigint), len(items),
    cast(epoch_ms(occurred_at) as bigint) from lake
    qualify row_number() over (partition by order_id order by version desc, occurred_at desc, "offset" desc) = 1''')
days = duckdb.sql("select count(*) from lake where date <> cast(occurred_at + interval 7 hour as date)").fetchall()[0][0]
print(json.dumps({"rows": rows, "positions": positions, "newest": newest.fetchall(), "wrong_days": days}))
"""


class LakeCase(RunCase):
    @classmethod
    def setUpClass(cls):
        cls.python = python_with_pyarrow()
        os.environ["PK_LAKE_PYTHON"] = str(cls.python)

    def read(self, lake):
        done = subprocess.run([self.python, "-c", READ, lake], capture_output=True, text=True, check=False,
                              env=dict(os.environ, TZ="UTC"))
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def check(self, lake, warehouse, records):
        found = self.read(lake)
        self.assertEqual(found["rows"], records)
        self.assertEqual(found["positions"], records)
        self.assertEqual(found["wrong_days"], 0)
        with sqlite3.connect(warehouse) as database:
            orders = database.execute("select order_id, version, status, total_e4, item_count, occurred_at from fact_orders")
            self.assertEqual(sorted(map(tuple, found["newest"])), sorted(orders))

    def no_file_is_left_over(self, lake):
        manifest = json.loads((lake / "manifest.json").read_text(encoding="utf-8"))
        named = {lake / file["path"] for data in manifest["datasets"].values() for file in data["files"]}
        self.assertEqual(set(lake.rglob("*.parquet")), named)
        for offsets in manifest["offsets"]:
            self.assertEqual(offsets["min_offset"], 0)


class Lake(LakeCase):
    def test_the_lake_has_each_enriched_record_once(self):
        lake = self.folder / "lake"
        run = self.run_in("plain", "--lake", lake, "--orders", 6000)
        self.assertEqual(run.code, 0, run.err)
        state = run.report["lake"]
        self.assertEqual((state["missing"], state["doubled"]), (0, 0))
        ends = sum(partition["end"] for partition in run.report["topics"]["enriched_orders"])
        self.assertEqual(state["datasets"]["orders"]["rows"], ends)
        self.check(lake, run.warehouse, ends)
        self.no_file_is_left_over(lake)
        self.assertIn("Lakehouse:", run.err)

    def test_a_second_run_adds_to_the_lake(self):
        lake = self.folder / "lake"
        arguments = ("--lake", lake, "--orders", 500, "--static-assignment")
        first = self.run_in("first", *arguments)
        second = self.run_in("second", *arguments, "--dataset", "both", "--seed", 2)
        self.assertEqual((first.code, second.code), (0, 0), first.err + second.err)
        rows = self.read(lake)["rows"]
        self.assertEqual(rows, second.report["lake"]["datasets"]["orders"]["rows"])
        self.assertGreater(rows, first.report["lake"]["datasets"]["orders"]["rows"])
        self.assertGreater(second.report["lake"]["datasets"]["activities"]["rows"], 50)

    def test_a_crash_loses_and_doubles_nothing(self):
        points = ("lake.taken@500", "lake.files-written@900", "lake.before-manifest@700")
        runs = self.side_by_side(lambda point: self.run_in(point, "--lake", self.folder / f"lake-{point}", "--orders", 2000,
                                                           "--crash", point, "--commit-every", 50,
                                                           "--static-assignment"), points)
        for point, run in zip(points, runs):
            with self.subTest(point):
                lake = self.folder / f"lake-{point}"
                self.assertEqual(run.code, 0, run.err)
                self.assertTrue(run.report["crashed"])
                self.check(lake, run.warehouse, sum(p["end"] for p in run.report["topics"]["enriched_orders"]))
                self.no_file_is_left_over(lake)

    def test_a_worker_that_is_killed_goes_on_from_the_catalog(self):
        lake = self.folder / "lake"
        warehouse = self.folder / "warehouse.db"
        with broker(self.folder) as (address, _):
            self.ended("worker", "source", "--bootstrap", address, "--orders", 2000)
            self.ended("worker", "transform", "--bootstrap", address, "--until-idle", 1)
            worker = ("worker", "lake", "--bootstrap", address, "--lake", lake, "--commit-every", 20)
            for point in ("lake.files-written@150", "lake.before-manifest@250", "lake.taken@120"):
                self.ended(*worker, "--crash", point, code=-signal.SIGKILL)
                (lake / "_writing").mkdir(exist_ok=True)
                for place in lake.glob("orders/date=*/*-p000-*.parquet"):  # as a writer that was killed leaves it
                    (lake / "_writing" / f"orders-1-{place.name}").write_bytes(b"PAR1")
                if (lake / "manifest.json").exists():  # whatever it names can be read
                    self.read(lake)
            # The group keeps the partitions of the one that was killed for some seconds.
            err = self.ended(*worker, "--until-idle", 8)
            self.assertRegex(err, r"records in the lakehouse: [1-9]")
            rows = self.read(lake)["rows"]
            self.no_file_is_left_over(lake)
            self.ended(*worker, "--group", "once-more", "--until-idle", 1)
            self.ended("worker", "load", "--bootstrap", address, "--until-idle", 1, "--warehouse", f"sqlite:{warehouse}")
            with sqlite3.connect(warehouse) as database:
                enriched = database.execute("select sum(next_offset) from etl_offsets").fetchone()[0]
            self.assertEqual(rows, enriched)
            self.check(lake, warehouse, enriched)

    def test_a_lake_that_is_named_by_a_relative_path_keeps_its_files(self):
        lake = self.folder / "lake"
        rows = []
        for seed in (1, 2):
            process = start("run", "--warehouse", f"sqlite:{self.folder / 'warehouse.db'}{seed}", "--lake", "lake",
                            "--orders", 300, "--seed", seed, "--static-assignment", cwd=self.folder)
            _, err = process.communicate(timeout=self.ended_within)
            self.assertEqual(process.returncode, 0, err)
            rows.append(self.read(lake)["rows"])  # of files that are there
            self.no_file_is_left_over(lake)
        self.assertGreater(rows[1], rows[0])

    def test_a_file_that_is_gone_or_short_leaves_a_run_not_verified(self):
        lake = self.folder / "lake"
        first = self.run_in("first", "--lake", lake, "--orders", 300, "--static-assignment")
        self.assertEqual((first.code, first.report["lake"]["bad_files"]), (0, 0), first.err)
        file, other = sorted(lake.glob("orders/*/*.parquet"), key=lambda path: path.stat().st_size)[-2:]
        whole = file.read_bytes()
        for damage in (file.unlink, lambda: file.write_bytes(whole[:-20]), lambda: shutil.copy(other, file)):
            damage()
            run = self.run_in(f"after-{len(list(self.folder.iterdir()))}", "--lake", lake, "--orders", 50,
                              "--static-assignment")
            self.assertEqual((run.code, run.report["verified"], run.report["lake"]["bad_files"]), (1, False, 1), run.err)
            self.assertIn(file.name, run.err)

    def test_without_pyarrow_nothing_is_started_and_its_command_is_named(self):
        with unittest.mock.patch.dict(os.environ, PK_LAKE_PYTHON="false"):
            err = self.ended("run", "--warehouse", f"sqlite:{self.folder}/warehouse.db", "--lake", self.folder / "lake",
                             "--orders", 100, code=3)
        self.assertEqual(err.count("pip install pyarrow"), 1, err)
        self.assertNotIn("lost", err)
        self.assertFalse((self.folder / "warehouse.db").exists())


class StandingLake(LakeCase):
    """A lakehouse whose worker is stopped, and what was enriched since then. The broker keeps running."""

    def setUp(self):
        super().setUp()
        running = broker(self.folder)
        self.address, _ = running.__enter__()
        self.addCleanup(running.__exit__, None, None, None)
        self.lake = self.folder / "lake"
        self.seed = 0
        self.enrich(400)
        self.rows = self.work()

    def enrich(self, orders):
        self.seed += 1
        self.ended("worker", "source", "--bootstrap", self.address, "--orders", orders, "--seed", self.seed)
        self.ended("worker", "transform", "--bootstrap", self.address, "--until-idle", 1)

    def work(self, code=0):
        """What the worker says to have written, which is what the files have more."""
        before = self.read(self.lake)["rows"] if self.lake.exists() else 0
        self.err = self.ended("worker", "lake", "--bootstrap", self.address, "--lake", self.lake, "--until-idle", 2,
                              code=code)
        told = re.search(r"records in the lakehouse: ([\d,]+)", self.err)
        written = int(told.group(1).replace(",", "")) if told else 0
        self.assertEqual(self.read(self.lake)["rows"] - before, written)
        return written

    def change(self, statement, *values):
        with sqlite3.connect(self.lake / "catalog.sqlite") as catalog:
            return catalog.execute(statement, values).fetchall()

    def next_offset(self):
        return self.change("select next_offset from etl_offsets where partition = 1")[0][0]

    def set_offset(self, offset):
        self.change("update etl_offsets set next_offset = ? where partition = 1", offset)

    def test_what_was_skipped_is_taken_when_the_group_is_set_back_and_the_rest_is_recognised(self):
        skipped = self.next_offset()
        self.enrich(300)
        self.set_offset(skipped + 10)
        taken = self.work()
        self.assertGreater(taken, 100)
        self.set_offset(skipped - 50)
        self.assertEqual(self.work(), 10)
        self.set_offset(0)
        self.assertEqual(self.work(), 0)
        found = self.read(self.lake)
        self.assertEqual((found["rows"], found["positions"]), (self.rows + taken + 10,) * 2)
        self.no_file_is_left_over(self.lake)

    def test_of_another_log_all_is_taken_and_the_former_ones_rows_stay(self):
        end = self.next_offset()
        for what in ("last_sha256 = 'of a record that lies there no more'", "last_offset = 1000000"):
            with self.subTest(what):
                self.change(f"update lake_logs set {what} where partition = 1")
                self.assertEqual(self.work(), end)  # nothing is refused of what the generator makes
                self.assertEqual(len(re.findall(r"made anew.*\[enriched_orders/1\]", self.err)), 1, self.err)
                self.assertEqual(self.work(), 0)
        self.assertEqual(self.read(self.lake)["rows"], self.rows + 2 * end)
        self.assertEqual(self.change("select epoch from lake_logs order by partition"), [(0,), (2,), (0,)])

    @unittest.skipIf(shutil.which("kcat") is None, "kcat is not installed")
    def test_records_that_retention_took_end_the_worker_with_code_1(self):
        # Another program heeds no guard: the log keeps 5 MiB a partition.
        lines = self.folder / "lines"
        lines.write_text(("x" * 9_999 + "\n") * 800, encoding="utf-8")
        subprocess.run(["kcat", "-P", "-b", self.address, "-t", "enriched_orders", "-p", "1", "-X", "linger.ms=0", "-X",
                        "batch.num.messages=10", "-l", lines], check=True, timeout=60)
        self.work(code=1)
        lost = re.search(r"Lost: ([\d,]+)\.", self.err)
        dead = re.search(r"dead letters ([\d,]+)", self.err)
        self.assertEqual(int(lost.group(1)) + int(dead.group(1)), 800, self.err)
        self.work()


if __name__ == "__main__":
    unittest.main(verbosity=2)
