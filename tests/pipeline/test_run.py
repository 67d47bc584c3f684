"""`run` from the start to the end: dirty orders, real orders, an interrupt, wrong input."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
import unittest
from contextlib import closing
from pathlib import Path

from program import Run, RunCase, SOURCE, broker, start


class FreeRun(RunCase):
    def test_a_percentile_of_too_few_samples_is_not_given(self):
        run = self.run_in("few", "--orders", 90, "--rate", 60, "--static-assignment")
        self.assertEqual(run.code, 0, run.err)
        latency = run.report["latency_ms"]
        self.assertLess(latency["samples"], 100)
        self.assertGreater(latency["p50"], 0)
        self.assertIsNone(latency["p99"])

    def test_the_report_has_the_keys_that_the_contract_names_whatever_was_sampled(self):
        contract = ("environment", "seed", "source", "semantics", "produced", "acked", "transformed", "dead_lettered", "loaded",
                    "duplicates", "lost", "out_of_order", "verified", "rows", "checksum", "topics", "groups", "latency_ms",
                    "throughput_per_s", "duration_s", "peak_rss_mb", "versions", "applied", "superseded", "duplicate_events",
                    "filtered", "redelivered", "foreign", "startup_ms")
        inside = {"latency_ms": ("p50", "p95", "p99"), "throughput_per_s": ("produce", "transform", "load", "end_to_end"),
                  "versions": ("librdkafka", "broker", "qt", "database")}
        one = self.run_in("one", "--orders", 1, "--dirty", 0, "--static-assignment")
        standard = self.run_in("standard", "--static-assignment")
        conducted = self.run_in("conducted", "--lockstep", "--orders", 20, "--static-assignment")
        for run in (one, standard, conducted):
            self.assertEqual(run.code, 0, run.err)
            self.assertEqual([key for key in contract if key not in run.report], [])
            for key, fields in inside.items():
                self.assertEqual([field for field in fields if field not in run.report[key]], [], key)
        self.assertIsNone(one.report["latency_ms"]["p99"])
        self.assertGreater(standard.report["latency_ms"]["p99"], 0)
        self.assertIn("journal_digest", conducted.report)
        self.assertGreater(conducted.report["latency_ms"]["samples"], 15)  # each of its records is followed

    def test_dirty_orders_are_verified_and_the_books_close(self):
        run = self.run_in("a", "--orders", 20000, "--seed", 7)
        self.assertEqual(run.code, 0, run.err)
        report = run.report
        self.assertTrue(report["verified"])
        self.assertEqual(report["acked"], 20000)
        self.check_books(report)
        self.assertGreater(report["dead_lettered"], 0)
        self.assertGreater(report["duplicate_events"], 0)
        self.assertEqual(run.sql("select count(*) from etl_audit")[0][0],
                         report["applied"] + report["superseded"] + report["duplicate_events"])
        self.assertEqual(run.sql("select count(*) from fact_orders")[0][0], report["rows"]["fact_orders"])
        for rows in list(report["groups"]["kampus-transform"].values()) + list(report["groups"]["kampus-loader"].values()):
            self.assertEqual([row["lag"] for row in rows], [0, 0, 0])

    def test_the_same_seed_gives_the_same_warehouse_with_one_member_and_with_three(self):
        one, three, other = self.side_by_side(
            lambda variant: self.run_in(variant[0], "--orders", 5000, *variant[1:]),
            (("one", "--seed", 3), ("three", "--seed", 3, "--transform-members", 3, "--load-members", 3),
             ("other", "--seed", 4, "--static-assignment")))
        self.assertEqual((one.code, three.code, other.code), (0, 0, 0), one.err + three.err + other.err)
        self.assertEqual(one.report["checksum"], three.report["checksum"])
        self.assertNotEqual(one.report["checksum"], other.report["checksum"])

    def test_activities_and_orders_together(self):
        run = self.run_in("both", "--dataset", "both", "--orders", 4000, "--static-assignment")
        self.assertEqual(run.code, 0, run.err)
        self.assertGreater(run.sql("select count(*) from fact_activities")[0][0], 0)
        self.assertGreater(run.sql("select count(*) from fact_orders")[0][0], 0)
        self.assertGreater(run.sql("select count(*) from v_iku_student")[0][0], 0)

    def test_northwind_sums_are_exact(self):
        run = self.run_in("northwind", "--source", "csv", "--input", SOURCE / "resources/samples/northwind_order_lines.csv",
                          "--static-assignment")
        self.assertEqual(run.code, 0, run.err)
        self.assertEqual(run.sql("select count(*) from fact_orders"), [(830,)])
        self.assertEqual(run.sql("select count(*) from fact_order_items"), [(2155,)])
        gross, net = run.sql("select sum(qty_e3 * unit_price_e4), sum(line_total_e4) from fact_order_items")[0]
        self.assertEqual(gross, 1354458_5900 * 1000)
        self.assertEqual(net, 1265793_0395)

    def test_bad_lines_of_a_file_are_counted_and_the_rest_goes_on(self):
        file = SOURCE / "tests/data/toko_sumber_rejeki.csv"
        run = self.run_in("shop", "--source", "csv", "--input", file, "--mapping", file.with_suffix(".mapping.json"),
                          "--static-assignment")
        self.assertEqual(run.code, 0, run.err)
        self.assertEqual((run.report["source_rejected"], run.report["acked"], run.report["applied"]), (3, 5, 4))
        self.assertIn("no records and lie in the dead letters: 3.", run.err)

    def test_a_crash_between_the_last_write_and_its_commit_leaves_no_lag(self):
        run = self.run_in("last", "--orders", 1000, "--partitions", 1, "--static-assignment", "--dirty", 0,
                          "--crash", "load.written-before-commit@1000", timeout=40)
        self.assertEqual(run.code, 0, run.err)
        self.assertTrue(run.report["verified"])
        self.assertEqual([row["lag"] for row in run.report["groups"]["kampus-loader"]["enriched_orders"]], [0])

    def test_an_interrupt_stops_in_order_and_loses_nothing(self):
        folder = self.folder / "interrupted"
        folder.mkdir()
        report = folder / "report.json"
        process = start("run", "--orders", 0, "--rate", 50, "--static-assignment", "--progress", "--warehouse",
                        f"sqlite:{folder}/warehouse.db", "--report", report)
        for line in process.stderr:  # wait until rows have arrived
            loaded = re.search(r"loaded ([\d,.]+)", line)
            if loaded and loaded.group(1) != "0":
                break
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err)
        self.assertLess(time.monotonic() - begun, 20)
        self.assertLessEqual(json.loads(report.read_text(encoding="utf-8"))["stopping_ms"], 5_000)
        self.assertIn("nothing was lost", err)

    def test_the_commit_interval_is_not_waited_out_when_nothing_more_comes(self):
        for semantics in ("effectively-once", "at-least-once"):
            with self.subTest(semantics=semantics):
                begun = time.monotonic()
                run = self.run_in(semantics, "--orders", 100, "--commit-ms", 60_000, "--static-assignment",
                                  "--semantics", semantics)
                self.assertEqual(run.code, 0, run.err)
                self.assertLess(time.monotonic() - begun, 30)

    def test_a_second_interrupt_ends_at_once(self):
        process = start("run", "--orders", 0, "--rate", 100, "--progress", "--warehouse", f"sqlite:{self.folder}/w.db")
        process.stderr.readline()
        for _ in range(20):  # two signals that come together are one
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=0.1)
                break
            except subprocess.TimeoutExpired:
                pass
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)


class Interrupted(RunCase):
    """Ctrl-C while much is under way: it stops in order within five seconds and says what it leaves."""

    MORE_THAN_CAN_BE_WORKED = r"acknowledged \d\d+[.,]\d\d\d"

    def interrupted(self, *arguments, when=r"acknowledged ([1-9][\d,.]*)"):
        """Runs until the progress line says so, and then to its end; gives exit code, words and report."""
        report = self.folder / "report.json"
        process = start("run", "--static-assignment", "--progress", "--warehouse", f"sqlite:{self.folder}/warehouse.db",
                        "--report", report, *arguments)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        for line in process.stderr:
            if re.search(when, line):
                break
        else:
            self.fail("it ended before " + when)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertLess(time.monotonic() - begun, 5.5, err)
        said = json.loads(report.read_text(encoding="utf-8"))
        self.assertLessEqual(said["stopping_ms"], 5_000, err)
        return process.returncode, err, said

    def test_a_long_commit_interval_is_not_waited_for(self):
        for every in ((), ("--commit-every", 400)):  # in small portions a stage gathers all the while
            with self.subTest(every=every):
                code, err, report = self.interrupted("--orders", 0, "--rate", 300, "--commit-ms", 60_000, *every)
                self.assertEqual(code, 130, err)
                self.assertIn("nothing was lost", err)
                self.assertNotIn("did not answer", err)
                self.assertEqual((report["lost"], report["waiting"]), (0, 0))
                self.check_books(report)

    def test_what_is_not_worked_in_time_waits_and_another_run_goes_on_with_it(self):
        with broker(self.folder) as (address, _):
            code, err, report = self.interrupted("--bootstrap", address, "--orders", 0, "--rate", 40_000,
                                                 "--semantics", "at-least-once", "--commit-every", 1,
                                                 when=self.MORE_THAN_CAN_BE_WORKED)
            self.assertEqual(code, 130, err)
            self.assertNotIn("did not answer", err)
            self.assertIn("still wait in the topics", err)
            self.assertFalse(report["verified"])
            self.assertEqual(report["lost"], 0)
            self.assertGreater(report["waiting"], 0)
            self.check_books(report)
            self.assertEqual(report["waiting"], sum(report["waiting_in"].values()))
            folder = self.folder / "next"
            folder.mkdir()
            warehouse = f"sqlite:{self.folder}/warehouse.db"
            following = Run(folder, "--bootstrap", address, "--static-assignment", "--semantics", "at-least-once", "--orders", 10,
                            warehouse=warehouse)
            self.assertEqual(following.code, 0, following.err)
            for group in following.report["groups"].values():
                for partitions in group.values():
                    self.assertEqual([each["lag"] for each in partitions], [0, 0, 0])

    def test_what_waits_in_a_broker_that_ends_with_the_run_is_not_promised_to_another(self):
        code, err, report = self.interrupted("--orders", 0, "--rate", 40_000, "--semantics", "at-least-once",
                                             "--commit-every", 1, when=self.MORE_THAN_CAN_BE_WORKED)
        self.assertEqual(code, 130, err)
        self.assertGreater(report["waiting"], 0)
        self.assertIn("takes them with it", err)
        self.assertNotIn("another run on the same cluster", err)

    def test_hop_by_hop_what_is_under_way_goes_to_its_end(self):
        code, err, report = self.interrupted("--lockstep", "--orders", 100_000, "--seed", 1, when=r"loaded ([1-9][\d,.]*)")
        self.assertEqual(code, 130, err)
        self.assertNotIn("lost,", err)
        self.assertEqual(report["lost"], 0)
        self.check_books(report)

    def test_what_was_lost_counts_more_than_the_interrupt(self):
        code, err, report = self.interrupted("--orders", 0, "--rate", 400, "--semantics", "at-most-once", "--crash",
                                             "load.committed-before-write@50", when=r"loaded ([4-9]\d\d|\d+[,.]\d)")
        self.assertGreater(report["lost"], 0)
        self.assertTrue(report["interrupted"])
        self.assertEqual(code, 1, err)


class SecondRun(RunCase):
    def test_runs_on_one_broker_and_one_warehouse_are_each_verified(self):
        folder = self.folder / "shared"
        folder.mkdir()
        with broker(self.folder) as (address, _):
            runs = [Run(folder, "--bootstrap", address, "--orders", 2000, "--seed", seed, "--static-assignment")
                    for seed in (3, 4)]
        for run in runs:
            self.assertEqual(run.code, 0, run.err)
            self.assertTrue(run.report["verified"])
            self.assertEqual((run.report["acked"], run.report["foreign"], run.report["redelivered"]), (2000, 0, 0))
            self.check_books(run.report)
        self.assertEqual(runs[1].sql("select count(*) from etl_audit")[0][0],
                         sum(run.report[name] for run in runs for name in ("applied", "superseded", "duplicate_events")))


class RunningCase(RunCase):
    """Something happens to a `run` while records flow."""

    def running(self, *arguments, **options):
        process = start("run", "--orders", 0, "--rate", 50, "--static-assignment", "--progress", "--warehouse",
                        f"sqlite:{self.folder}/warehouse.db", *arguments, **options)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        for line in process.stderr:
            loaded = re.search(r"loaded ([\d,.]+)", line)
            if loaded and loaded.group(1) != "0":
                break
        child = int(subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=True).stdout)
        return process, child


class SignalToAll(RunningCase):
    """`timeout`, a service manager or a terminal that is closed means the broker's process as well."""

    def test_it_ends_in_order_and_the_broker_after_it(self):
        for sent in (signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=sent.name):
                process, _ = self.running(start_new_session=True)
                os.killpg(process.pid, sent)
                _, err = process.communicate(timeout=60)
                self.assertEqual(process.returncode, 130, err)
                self.assertIn("nothing was lost", err)
                self.assertNotIn("embedded broker has", err)


class WarehouseGone(RunningCase):
    def test_a_warehouse_that_is_removed_or_replaced_ends_the_run_unverified(self):
        for fate in ("removed", "replaced"):
            with self.subTest(fate=fate):
                report = self.folder / "report.json"
                process, _ = self.running("--report", report)
                for file in self.folder.glob("warehouse.db*"):
                    file.unlink()
                if fate == "replaced":
                    (self.folder / "warehouse.db").touch()
                _, err = process.communicate(timeout=60)
                self.assertEqual(process.returncode, 3, err)
                self.assertIn("removed or replaced while it was in use", err)
                self.assertIn("Not verified", err)
                self.assertNotIn("\nVerified", err)
                self.assertFalse(json.loads(report.read_text(encoding="utf-8"))["verified"])


class SessionLocked(RunningCase):
    def test_a_session_file_without_its_events_is_no_success_and_says_so_to_later_readers(self):
        session, report = self.folder / "run.session", self.folder / "report.json"
        for orders, code in ((100, 3), (0, 130)):
            with self.subTest(orders=orders):
                process, _ = self.running("--orders", orders, "--session", session, "--report", report)
                with closing(sqlite3.connect(session, isolation_level=None)) as other:
                    other.execute("begin immediate")
                    if code == 130:
                        process.send_signal(signal.SIGINT)
                    _, err = process.communicate(timeout=60)
                self.assertEqual(process.returncode, code, err)
                self.assertIn("\nVerified", err)
                self.assertRegex(err, r"The session file could not be written: .* It lacks \d+ events")
                told = json.loads(report.read_text(encoding="utf-8"))
                self.assertGreater(told["session"]["missing_events"], 0)
                self.assertIn("journal", [error["member"] for error in told["errors"]])
                with closing(sqlite3.connect(session)) as file:
                    self.assertEqual(file.execute("select closed from session").fetchall(), [(0,)])
                session.unlink()


class BrokerGone(RunningCase):
    """The embedded broker is a child of `run`: killed or stopped while records flow."""

    def test_a_killed_broker_ends_the_run_with_plain_words(self):
        process, child = self.running()
        os.kill(child, signal.SIGKILL)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 3, err)
        self.assertIn("\nThe embedded broker has crashed. Its messages are gone; the warehouse is kept. "
                      "Run it again: that starts a fresh broker.\n", err)

    def test_an_interrupt_ends_the_run_although_the_broker_hangs(self):
        process, child = self.running()
        os.kill(child, signal.SIGSTOP)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err)


class NewWarehouse(RunCase):
    def test_locked_by_another_program_is_waited_for(self):
        with sqlite3.connect(self.folder / "warehouse.db", check_same_thread=False) as other:
            other.execute("begin exclusive")
            freed = threading.Timer(7, other.rollback)  # longer than SQLite itself waits
            freed.start()
            self.addCleanup(freed.join)
            self.ended("run", "--orders", 50, "--static-assignment", "--warehouse", f"sqlite:{self.folder}/warehouse.db")


class WrongInput(RunCase):
    def refused(self, *arguments):
        process = start("run", *arguments)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 2, err)
        self.assertEqual(out, "")
        self.assertEqual(len(err.strip().splitlines()), 1, err)
        return err

    def test_wrong_options_are_one_sentence_and_code_2(self):
        for arguments in (("--orders", "many"), ("--rate", "0"), ("--semantics", "exactly-once"), ("--semantics", "transactions"), ("--dirty", "101"),
                          ("--crash", "nowhere"), ("--crash", "load.committed-before-write"), ("--env", "custom"),
                          ("--source", "csv"), ("--input", "orders.csv"), ("--source", "csv", "--input", "/does/not/exist.csv"),
                          ("--transform", "/does/not/exist.json"), ("--warehouse", "postgres:x"), ("--nonsense",),
                          ("--lockstep", "--crash", "load.taken"), ("--env", "embedded", "--bootstrap", "h:1")):
            with self.subTest(arguments=arguments):
                self.refused(*arguments)

    def test_what_is_no_address_is_refused_at_once(self):
        topic = ("--source", "topic", "--topic", "t", "--bootstrap", "h:1", "--from-bootstrap")
        for wrong in ("", "nohost", "h:x", "h:0", "h:99999", "h:1,", ":9092", "h:1;k:2"):
            with self.subTest(wrong=wrong):
                self.assertIn("HOST:PORT", self.refused("--bootstrap", wrong))
                self.assertIn("HOST:PORT", self.refused(*topic, wrong))
                for command in (("worker", "load"), ("kampus", "--database", self.folder / "k.db")):
                    self.assertIn("HOST:PORT", self.ended(*command, "--bootstrap", wrong, code=2))

    def test_an_input_that_cannot_be_read_is_code_2(self):
        dangling, closed = self.folder / "dangling", self.folder / "closed"
        dangling.symlink_to(self.folder / "nothing")
        closed.touch(mode=0o000)
        lines = SOURCE / "resources/samples/northwind_order_lines.csv"
        for place in (self.folder, dangling, closed):
            if place == closed and os.access(closed, os.R_OK):
                continue  # root reads everything
            for arguments in (("--transform",), ("--source", "csv", "--input"),
                              ("--source", "csv", "--input", lines, "--mapping")):
                with self.subTest(place=place.name, option=arguments[-1]):
                    self.assertIn(str(place), self.refused(*arguments, place))

    def test_runs_that_cannot_be_compared_are_refused(self):
        there = self.folder / "w.db"
        Path(f"{there}.local").touch()
        for arguments in (("embedded",), ("embedded,embedded",), ("embedded,mars",), ("embedded,local", "--env", "local"),
                          ("embedded,local", "--bootstrap", "h:1"), ("embedded,local", "--session", "s"),
                          ("embedded,local", "--semantics", "transactions"), ("embedded,local", "--orders", "0"),
                          ("embedded,local", "--warehouse", "mysql://u@h/d"),
                          ("embedded,local", "--warehouse", f"sqlite:{there}"),
                          ("embedded,local", "--source", "maxwell", "--input", "k.db")):
            with self.subTest(arguments=arguments):
                self.refused("--compare", *arguments)

    def test_a_crash_that_did_not_happen_is_said(self):
        for point, happened in (("load.taken@150", True), ("load.taken@100000", False)):
            run = self.run_in(f"crash-{happened}", "--orders", "200", "--static-assignment", "--crash", point)
            self.assertEqual(run.report["crashed"], happened)
            self.assertEqual("did not happen" in run.err, not happened, run.err)

    def test_an_option_of_the_other_source_is_not_passed_over(self):
        lines = SOURCE / "resources/samples/northwind_order_lines.csv"
        self.assertIn("--input", self.refused("--input", lines))
        self.assertIn("--orders", self.refused("--source", "csv", "--input", lines, "--orders", "5"))

    def test_a_file_of_the_other_dataset_is_refused(self):
        lines = SOURCE / "resources/samples/northwind_order_lines.csv"
        self.assertIn("--dataset orders", self.refused("--source", "csv", "--input", lines, "--dataset", "activities"))
        activities = self.folder / "activities.csv"
        activities.write_text("Id,NIM,Kind,At\nACT-1,231045,magang,2025-01-06\n", encoding="utf-8")
        mapping = self.folder / "activities.json"
        mapping.write_text(json.dumps({
            "version": 1, "name": "a", "dataset": "activities", "event_type": "activity.recorded", "key": "{Id}",
            "fields": [{"to": "/activity_id", "column": "Id"}, {"to": "/nim", "column": "NIM"},
                       {"to": "/activity/kind", "column": "Kind"},
                       {"to": "/occurred_at", "column": "At", "type": "time"},
                       {"to": "/recorded_at", "column": "At", "type": "time"}]}), encoding="utf-8")
        named = ("--source", "csv", "--input", activities, "--mapping", mapping)
        self.assertIn("--dataset activities", self.refused(*named))
        for dataset in ("activities", "both"):
            run = self.run_in(dataset, *named, "--dataset", dataset, "--static-assignment")
            self.assertEqual((run.code, run.report["acked"]), (0, 1), run.err)

    def test_a_report_that_cannot_be_written_is_noticed_at_the_start(self):
        for target in ("/does/not/exist/report.json", self.folder):
            with self.subTest(target=target):
                self.assertIn("report", self.refused("--orders", "10", "--report", target))

    def test_what_is_kept_in_memory_is_no_place(self):
        for arguments in (("--warehouse", "sqlite:"), ("--warehouse", "sqlite::memory:"), ("--session", ":memory:"),
                          ("--session", ""), ("--report", ""), ("--source", "maxwell", "--store", ":memory:"),
                          ("--source", "polling", "--input", "k.db", "--positions", ":memory:")):
            with self.subTest(arguments=arguments):
                self.assertIn(arguments[-2], self.refused(*arguments, "--orders", "10"))
        for arguments in (("kampus", "--database", ":memory:"), ("api", "--database", ":memory:"),
                          ("worker", "load", "--bootstrap", "127.0.0.1:1", "--warehouse", "sqlite::memory:"),
                          ("worker", "replica", "--bootstrap", "127.0.0.1:1", "--warehouse", "sqlite:"),
                          ("worker", "bridge", "--bootstrap", "127.0.0.1:1", "--store", ":memory:")):
            with self.subTest(arguments=arguments):
                self.assertIn("memory", self.ended(*arguments, code=2))

    def test_a_file_is_not_written_over_another(self):
        csv, mapping, warehouse, kampus = (self.folder / name for name in ("shop.csv", "mapping.json", "w.db", "k.db"))
        for file, origin in ((csv, "toko_sumber_rejeki.csv"), (mapping, "toko_sumber_rejeki.mapping.json")):
            shutil.copy(SOURCE / "tests/data" / origin, file)
        for file in (warehouse, kampus):
            file.write_text("precious", encoding="utf-8")
        before = {file: file.read_bytes() for file in (csv, mapping, warehouse, kampus)}
        shop = ("--source", "csv", "--input", csv, "--mapping", mapping)
        (self.folder / "link").symlink_to(csv)
        (self.folder / "other name").hardlink_to(warehouse)
        Path(self.folder / "lake").mkdir()
        for report, arguments in ((csv, shop), (self.folder / "link", shop), (mapping, shop),
                                  (warehouse, ("--warehouse", f"sqlite:{warehouse}")),
                                  (self.folder / "lake/../w.db", ("--warehouse", f"sqlite:{warehouse}")),
                                  (self.folder / "other name", ("--warehouse", f"sqlite:{warehouse}")),
                                  (self.folder / "new.db", ("--warehouse", f"sqlite:{self.folder}/new.db")),
                                  (f"{warehouse}-wal", ("--warehouse", f"sqlite:{warehouse}")),
                                  (kampus, ("--source", "polling", "--input", kampus)),
                                  (self.folder / "s", ("--session", self.folder / "s")),
                                  (self.folder / "b", ("--source", "maxwell", "--store", self.folder / "b")),
                                  (self.folder / "lake/manifest.json", ("--lake", self.folder / "lake"))):
            with self.subTest(report=report):
                self.assertIn("same file", self.refused("--report", report, *arguments))
        for arguments in (("--session", warehouse, "--warehouse", f"sqlite:{warehouse}"),
                          ("--session", kampus, "--source", "polling", "--input", kampus)):
            with self.subTest(arguments=arguments):
                self.assertIn("same file", self.refused(*arguments))
        self.assertEqual({file: file.read_bytes() for file in before}, before)

    def test_a_transform_with_an_unknown_key_names_its_place(self):
        config = self.folder / "transform.json"
        config.write_text('{"version": 1, "dataset": "orders",\n  "steps": [{"use": "parse"}, {"use": "trim", "oops": 1}]}',
                          encoding="utf-8")
        self.assertRegex(self.refused("--transform", config), r"2:\d+")

    def test_a_file_that_is_no_database_is_left_as_it_is(self):
        damaged = self.folder / "w.db"
        damaged.write_bytes(b"this is not a database" * 500)
        self.refused("--warehouse", f"sqlite:{damaged}", "--orders", "10")
        self.assertEqual(damaged.read_bytes(), b"this is not a database" * 500)

    def test_no_broker_is_code_3(self):
        process = start("run", "--bootstrap", "127.0.0.1:1", "--warehouse", f"sqlite:{self.folder}/w.db")
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 3, err)


if __name__ == "__main__":
    unittest.main()
