"""The warehouse on a real MariaDB: the same books as in SQLite, what crashes lose and double, and a server that is
killed in the middle. What is checked is read with MariaDB's own client, by code that shares nothing with the stages."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import unittest
from concurrent.futures import ThreadPoolExecutor

from local_mariadb import LocalMariaDb, PASSWORD, reason_to_skip
from program import PROGRAM, RunCase, SOURCE, broker, start

MATRIX = json.loads((SOURCE / "resources/semantics/crash_matrix.json").read_text(encoding="utf-8"))["rows"]
EFFECTS = "SELECT count(*) FROM etl_audit WHERE action IN ('insert', 'update')"
DOUBLED = """SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM etl_audit
             WHERE action IN ('insert', 'update') GROUP BY raw_topic, raw_partition, raw_offset) AS p"""
BROKEN_ORDERS = """SELECT count(*) FROM fact_orders AS o LEFT JOIN
                   (SELECT load_id, count(*) AS n FROM fact_order_items GROUP BY load_id) AS i USING (load_id)
                   WHERE coalesce(i.n, 0) <> o.item_count"""


class MariaDbCase(RunCase):
    @classmethod
    def setUpClass(cls):
        reason = reason_to_skip(PROGRAM)
        if reason:
            raise unittest.SkipTest(reason)
        cls.server = LocalMariaDb()
        cls.addClassCleanup(cls.server.close)
        before = dict(os.environ)
        os.environ["PK_WAREHOUSE_PASSWORD"] = PASSWORD
        cls.addClassCleanup(lambda: (os.environ.clear(), os.environ.update(before)))

    def database(self, name):
        self.server.sql(f"DROP DATABASE IF EXISTS {name}; CREATE DATABASE {name}")
        return self.server.address(name)

    def number(self, statement, database):
        return int(self.server.sql(statement, database)[0][0])


class Books(MariaDbCase):
    def in_both(self, database, *arguments):
        """The same run into MariaDB and into SQLite."""
        return self.side_by_side(lambda kind: self.run_in(kind[0], *arguments, warehouse=kind[1]),
                                 (("mysql", self.database(database)), ("sqlite", None)))

    def test_sameSeed_sameBooksAsInSqlite(self):
        mysql, sqlite = self.in_both("books", "--orders", 20000, "--seed", 7)
        self.assertEqual((mysql.code, sqlite.code), (0, 0), mysql.err + sqlite.err)
        self.assertTrue(mysql.report["verified"])
        for name in ("checksum", "acked", "applied", "superseded", "duplicate_events", "dead_lettered"):
            self.assertEqual(mysql.report[name], sqlite.report[name], name)
        self.assertIn("MariaDB", mysql.report["versions"]["database"])
        print({name: report["throughput_per_s"] for name, report in
               (("mysql", mysql.report), ("sqlite", sqlite.report))})
        # The rows themselves, told by each database's own tools.
        for statement in ("SELECT count(*), sum(version), sum(total_e4), sum(occurred_at) FROM fact_orders",
                          "SELECT count(*), sum(line_total_e4), sum(qty_e3) FROM fact_order_items",
                          "SELECT count(*), count(DISTINCT order_id) FROM fact_orders"):
            self.assertEqual([tuple(map(str, row)) for row in sqlite.sql(statement)],
                             self.server.sql(statement, "books"))
        self.assertEqual(self.number(BROKEN_ORDERS, "books"), 0)
        self.assertNotIn(PASSWORD, json.dumps(mysql.report) + mysql.out + mysql.err)

    def test_bothDatasets_sameChecksum_andSameIku(self):
        mysql, sqlite = self.in_both("two", "--dataset", "both", "--orders", 4000, "--seed", 3, "--dirty", 20,
                                     "--static-assignment")
        self.assertEqual((mysql.code, sqlite.code), (0, 0), mysql.err + sqlite.err)
        self.assertEqual(mysql.report["checksum"], sqlite.report["checksum"])
        iku = """SELECT regulation, program, students, counted, weighted_e4 FROM v_iku_program
                 ORDER BY regulation, program"""
        self.assertEqual([tuple(map(str, row)) for row in sqlite.sql(iku)], self.server.sql(iku, "two"))

    def test_loaderOfAnotherGroup_hasAuditRowsOfItsOwn(self):
        warehouse = self.database("groups")
        with broker(self.folder) as (address, _):
            for worker in (("source", "--orders", 300), ("transform", "--until-idle", 1),
                           *(("load", "--until-idle", 1, "--group", group, "--warehouse", warehouse)
                             for group in ("kampus-loader", "other"))):
                process = start("worker", worker[0], "--bootstrap", address, *worker[1:])
                _, err = process.communicate(timeout=60)
                self.assertEqual(process.returncode, 0, err)
        rows = dict(self.server.sql("SELECT group_id, count(*) FROM etl_audit GROUP BY group_id", "groups"))
        self.assertEqual(rows["kampus-loader"], rows["other"])
        self.assertEqual(self.number(DOUBLED, "groups"), 0)

    def test_campusOfARun_liesInTheDataFolder_sinceNothingLiesBesideAServer(self):
        before = os.environ.get("XDG_DATA_HOME")
        os.environ["XDG_DATA_HOME"] = str(self.folder / "data")
        self.addCleanup(lambda: os.environ.pop("XDG_DATA_HOME") if before is None
                        else os.environ.update(XDG_DATA_HOME=before))
        run = self.run_in("campus", "--source", "maxwell", "--orders", 300, warehouse=self.database("beside"))
        self.assertEqual(run.code, 0, run.err)
        places = sorted(path.suffix for path in (self.folder / "data").rglob("run-*"))
        self.assertTrue({".kampus", ".bridge"} <= set(places), places)
        self.assertEqual(list(self.folder.rglob("mysql:*")), [])

    def test_replicas_areWhatTheCampusHas_throughACrash(self):
        source = self.folder / "kampus.sqlite"
        run = self.run_in("olap", "--source", "maxwell", "--input", source, "--store", self.folder / "bridge.db", "--olap",
                          "--orders", 1500, "--dataset", "both", "--crash", "replica.mid-transaction@1000", "--static-assignment",
                          warehouse=self.database("olap"))
        self.assertEqual(run.code, 0, run.err)
        self.assertTrue(run.report["crashed"])
        self.assertTrue(all(state["same_as_source"] for state in run.report["replica"]["tables"].values()), run.report)
        statement = "SELECT id, order_id, version, status, total, ordered_at, updated_at FROM {}orders ORDER BY id"
        with sqlite3.connect(source) as campus:
            rows = campus.execute(statement.format("")).fetchall()
        found = self.server.sql(statement.format("olap_"), "olap")
        self.assertGreater(len(rows), 300)
        self.assertEqual(len(rows), len(found))
        for row, other in zip(rows, found):
            self.assertEqual([str(value) for value in (*row[:4], *row[5:])], [*other[:4], *other[5:]])
            if row[4] is not None:
                self.assertEqual(row[4], float(other[4]))

    def test_lockstep_isTheSame(self):
        mysql, sqlite = self.in_both("lockstep", "--lockstep", "--orders", 60, "--seed", 5)
        self.assertEqual((mysql.code, sqlite.code), (0, 0), mysql.err + sqlite.err)
        for name in ("checksum", "journal_digest"):
            self.assertEqual(mysql.report[name], sqlite.report[name])


class Crashes(MariaDbCase):
    def test_crashes_loseAndDoubleAsTheFixtureSays(self):
        points = ("load.mid-transaction", "load.written-before-commit", "load.committed-before-write")
        rows = [row for row in MATRIX if row["point"] in points and row["semantics"] != "transactions"]
        self.assertEqual(len({row["semantics"] for row in rows}), 3)
        names = [f"crash{number}" for number in range(len(rows))]
        runs = self.side_by_side(
            lambda name, row: self.run_in(name, "--orders", 300, "--dirty", 0, "--partitions", 1, "--static-assignment",
                                          "--semantics", row["semantics"], "--commit-every", row["commit_every"],
                                          "--commit-ms", 5000, "--crash", f"{row['point']}@150",
                                          warehouse=self.database(name)), names, rows)
        for name, row, run in zip(names, rows, runs):
            with self.subTest(**row):
                self.assertTrue(run.report, run.err)
                self.check_books(run.report)
                self.assertTrue(row["lost"][0] <= run.report["lost"] <= row["lost"][1], run.err)
                self.assertTrue(row["doubled"][0] <= run.report["duplicates"] <= row["doubled"][1], run.err)
                self.assertEqual(run.report["duplicates"], self.number(DOUBLED, name))


class Kills(MariaDbCase):
    def test_serverKilledThreeTimes_losesAndDoublesNothing(self):
        dice = random.Random(3)
        with ThreadPoolExecutor(1) as aside:
            undisturbed = aside.submit(self.run_in, "undisturbed", "--orders", 30000, "--seed", 7)
            said = self.killed_three_times(dice)
        self.assertEqual(said["checksum"], undisturbed.result().report["checksum"])

    def killed_three_times(self, dice):
        address = self.database("killed")
        report = self.folder / "report.json"
        process = start("run", "--orders", 30000, "--rate", 2500, "--seed", 7, "--warehouse", address,
                        "--report", report)
        for loaded in (3000, 10000, 18000):
            self.wait_for_rows("killed", loaded + dice.randrange(1000), process)
            self.server.kill()
            self.server.start()
        _, err = process.communicate(timeout=200)
        self.assertEqual(process.returncode, 0, err)
        said = json.loads(report.read_text(encoding="utf-8"))
        self.assertEqual((said["acked"], said["lost"], said["duplicates"]), (30000, 0, 0))
        self.assertIn("does not answer", err)
        self.check_rows("killed", said)
        return said

    def test_atMostOnce_doublesNothing_whenTheServerIsKilled(self):
        address = self.database("once")
        report = self.folder / "report.json"
        process = start("run", "--orders", 12000, "--rate", 2500, "--semantics", "at-most-once", "--warehouse", address,
                        "--report", report)
        self.wait_for_rows("once", 3000, process)
        self.server.kill()
        self.server.start()
        _, err = process.communicate(timeout=120)
        said = json.loads(report.read_text(encoding="utf-8"))
        self.assertEqual((said["acked"], said["duplicates"]), (12000, 0), err)
        self.assertEqual(self.number(DOUBLED, "once"), 0)

    def test_rowsThatAnotherProgramHolds_areWaitedFor(self):
        process = start("run", "--orders", 8000, "--rate", 1500, "--warehouse", self.database("held"))
        self.wait_for_rows("held", 2000, process)
        self.server.sql("START TRANSACTION; UPDATE etl_offsets SET owner = owner; SELECT sleep(7); ROLLBACK", "held")
        _, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, err)
        self.assertIn("locked by another program", err)
        self.assertEqual(self.number(DOUBLED, "held"), 0)

    def test_twoLoaders_killedInTurn_shareTheWork(self):
        warehouse = self.database("workers")
        dice = random.Random(5)

        def worker(address, stage, *more):
            return start("worker", stage, "--bootstrap", address, "--until-idle", 12, *more,
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        with broker(self.folder) as (address, _):
            loaders = [worker(address, "load", "--warehouse", warehouse) for _ in range(2)]
            transform = start("worker", "transform", "--bootstrap", address, "--until-idle", 12,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            source = start("worker", "source", "--bootstrap", address, "--orders", 12000, "--rate", 800, "--seed", 11,
                           stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            for round_ in range(4):
                # The transform is the last of them to end; the source may be done before.
                self.wait_for_rows("workers", 1500 + 2000 * round_ + dice.randrange(500), transform)
                loaders[round_ % 2].send_signal(signal.SIGKILL)
                loaders[round_ % 2].wait()
                loaders[round_ % 2] = worker(address, "load", "--warehouse", warehouse)
            _, err = source.communicate(timeout=100)
            self.assertEqual(source.returncode, 0, err)
            for process in (transform, *loaders):
                self.assertEqual(process.wait(timeout=120), 0)
            raw = self.positions(address, "raw_orders", "raw_orders/%p/%o\n")
            dead = set(self.positions(address, "raw_orders.dlq", "%h\n", header=True)) | set(
                self.positions(address, "enriched_orders.dlq", "%h\n", header=True))
        audited = [row[0] for row in self.server.sql(
            "SELECT concat(raw_topic, '/', raw_partition, '/', raw_offset) FROM etl_audit", "workers")]
        self.assertEqual(len(raw), 12000)
        self.assertEqual(set(raw) - set(audited) - dead, set(), "lost")
        self.assertEqual(self.number(DOUBLED, "workers"), 0)
        self.assertEqual(self.number(BROKEN_ORDERS, "workers"), 0)

    def positions(self, address, topic, layout, header=False):
        read = subprocess.run(["kcat", "-C", "-b", address, "-t", topic, "-o", "beginning", "-e", "-q", "-f", layout],
                              capture_output=True, text=True, timeout=60, check=True).stdout.splitlines()
        if not header:
            return read
        return [part.split("=", 1)[1] for line in read for part in line.split(",") if part.startswith("raw_position=")]

    def wait_for_rows(self, database, rows, process):
        statement = "SELECT count(*) FROM etl_audit"
        while True:
            done = self.server.client(statement, database)  # the table comes a moment after the database
            if done.returncode == 0 and int(done.stdout) >= rows:
                return
            if process.poll() is not None:
                raise AssertionError(f"ended before {rows} rows: {process.stderr.read()}")

    def check_rows(self, database, report):
        self.assertEqual(self.number(EFFECTS, database), report["applied"])
        self.assertEqual(self.number(DOUBLED, database), 0)
        self.assertEqual(self.number(BROKEN_ORDERS, database), 0)
        self.assertEqual(self.number("SELECT count(*) - count(DISTINCT order_id) FROM fact_orders", database), 0)
        self.assertEqual(self.number("""SELECT count(*) - count(DISTINCT src_topic, src_partition, src_offset)
                                        FROM etl_audit""", database), 0)
        # The offsets are those of the rows.
        self.assertEqual(self.number("""SELECT count(*) FROM etl_offsets AS o WHERE next_offset <> 1 +
            (SELECT max(src_offset) FROM etl_audit AS a WHERE a.src_topic = o.topic
             AND a.src_partition = o.partition)""", database), 0)


class Refusals(MariaDbCase):
    def refused(self, address, code, **environment):
        process = subprocess.run([PROGRAM, "run", "--orders", "10", "--warehouse", address], capture_output=True,
                                 text=True, timeout=60, check=False,
                                 env=dict(os.environ, LC_ALL="C.UTF-8", **environment))
        self.assertEqual(process.returncode, code, process.stderr)
        self.assertEqual(len(process.stderr.strip().splitlines()), 1, process.stderr)
        return process.stderr

    def test_eachSaysWhatToDo_inOneLine(self):
        self.assertIn("PK_WAREHOUSE_PASSWORD", self.refused(self.server.address(), 3, PK_WAREHOUSE_PASSWORD="wrong"))
        self.assertIn("CREATE DATABASE `gudang`", self.refused(self.server.address("gudang"), 2))
        self.assertIn("127.0.0.1:1 does not answer", self.refused("mysql://kampus@127.0.0.1:1/kampus", 3))
        self.assertIn("another program", self.refused(self.server.address("mysql"), 2))
        said = self.refused(f"mysql://kampus:{'geheim'}@127.0.0.1/kampus", 2)
        self.assertIn("PK_WAREHOUSE_PASSWORD", said)
        self.assertNotIn("geheim", said)
        self.assertIn("mysql://USER@HOST:PORT/DB", self.refused("mysql://127.0.0.1", 2))

    def test_otherSemantics_areNamed(self):
        address = self.database("semantics")
        run = self.run_in("first", "--orders", 20, "--semantics", "at-least-once", "--static-assignment", warehouse=address)
        self.assertEqual(run.code, 0, run.err)
        self.assertIn("at-least-once", self.refused(address, 2))

    def test_halfMadeSchema_isMadeAnew_butNothingThatHoldsRowsIsDropped(self):
        part = """CREATE TABLE etl_meta(schema_version BIGINT, semantics TEXT, created_at BIGINT);
                  CREATE TABLE fact_orders(load_id BIGINT)"""
        address = self.database("half")
        self.server.sql(part, "half")
        run = self.run_in("half", "--orders", 20, "--static-assignment", warehouse=address)
        self.assertEqual(run.code, 0, run.err)
        address = self.database("theirs")
        self.server.sql(part + "; INSERT INTO fact_orders VALUES (1)", "theirs")
        self.refused(address, 2)
        self.assertEqual(self.number("SELECT count(*) FROM fact_orders", "theirs"), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
