"""The sources that keep a position, as people start them: `run` and `worker source` with polling, rest and topic, killed
in the middle and started again."""

import json
import signal
import sqlite3
import subprocess
import unittest
from contextlib import contextmanager

from program import RunCase, broker, start


@contextmanager
def api(folder, *arguments):
    """An `api` process of its own; gives its address."""
    url = folder / "url"
    process = start("api", "--port", 0, "--url-file", url, *arguments, stdout=subprocess.DEVNULL)
    try:
        while not url.exists():
            if process.poll() is not None:
                raise AssertionError("the API ended: " + process.stderr.read())
        yield url.read_text(encoding="utf-8").strip()
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()


class SourceCase(RunCase):
    def setUp(self):
        super().setUp()
        self.campus = self.folder / "kampus.sqlite"

    def place(self, name):
        folder = self.folder / name
        folder.mkdir()
        return folder

    def work(self, transactions):
        self.ended("kampus", "--database", self.campus, "--transactions", transactions, "--dirty", 0)

    def campus_rows(self, statement="select order_id || '/' || version from orders", file=None):
        with sqlite3.connect(f"file:{file or self.campus}?mode=ro", uri=True) as database:
            return [row[0] for row in database.execute(statement)]

    def records(self, address, topic="raw_orders"):
        """(key, event) of every record in the topic."""
        read = subprocess.run(["kcat", "-C", "-b", address, "-t", topic, "-o", "beginning", "-e", "-q", "-f",
                               "%k\t%s\n"], capture_output=True, text=True, timeout=60, check=True).stdout
        pairs = [line.split("\t", 1) for line in read.splitlines()]
        return [(key, json.loads(value)) for key, value in pairs]

    def states(self, address):
        return [f"{key}/{event['version']}" for key, event in self.records(address)]

    def check_run(self, run):
        self.assertEqual(run.code, 0, run.err)
        self.assertTrue(run.report["verified"], run.report)
        self.check_books(run.report)
        self.assertEqual((run.report["lost"], run.report["duplicates"]), (0, 0))


class Polling(SourceCase):
    def test_run_tellsWhatPollingMissed_andTheSumIsTheChangeLog(self):
        run = self.run_in("poll", "--source", "polling", "--orders", 600, "--rate", 300, "--poll-ms", 200, "--dirty", 0)
        self.check_run(run)
        missed = run.report["missed"]
        log = self.campus_rows("select count(*) from cdc_log where table_name = 'orders'", f"{run.warehouse}.kampus")[0]
        deletes = self.campus_rows("select count(*) from cdc_log where table_name = 'orders' and type = 'delete'",
                                   f"{run.warehouse}.kampus")[0]
        self.assertEqual(missed["counted_by"], "change log")
        self.assertEqual(missed["changes"], log)
        self.assertEqual(missed["deletes"], deletes)
        self.assertEqual(missed["told"], run.report["acked"])
        self.assertEqual((missed["waiting"], missed["stale"]), (0, 0))
        self.assertEqual(missed["told"] + missed["deletes"] + missed["versions"], log)
        self.assertGreater(missed["deletes"], 0)
        self.assertIn("Missed:", run.err)
        # What the campus has, the warehouse has in its present version; and what is gone is still there.
        now = set(self.campus_rows(file=f"{run.warehouse}.kampus"))
        found = {row[0] for row in run.sql("select order_id || '/' || version from fact_orders")}
        self.assertLessEqual(now, found)
        self.assertEqual(len(found - now), missed["deletes"] - missed["never_seen"])

    def test_workerKilledInTheMiddle_goesOnFromItsPosition(self):
        self.work(2500)
        with broker(self.folder) as (address, _):
            worker = ("worker", "source", "--source", "polling", "--input", self.campus, "--bootstrap", address,
                      "--positions", self.folder / "positions.db", "--poll-ms", 50, "--rate", 400)
            for point in ("source.acked@600", "source.read@70"):
                self.ended(*worker, "--crash", point, code=-signal.SIGKILL)
            self.work(200)
            err = self.ended(*worker, "--until-idle", 1)
            self.assertIn("Polling told", err)
            records = self.records(address)
            ids = {event["event_id"] for _, event in records}
            states = self.states(address)
            self.assertLessEqual(set(self.campus_rows()), set(states), "lost")
            # What was sent twice, because it was not known to have arrived, is the same event.
            self.assertEqual(len(ids), len(set(states)))
            # What was known is not sent again: the rate has let at most a second's worth be under way, and the 70.
            self.assertLess(len(states) - len(set(states)), 600)
            # Another start has nothing to do: no doubling.
            self.ended(*worker, "--until-idle", 1)
            self.assertEqual(len(self.records(address)), len(records))
        # A fresh cluster has none of it: there everything comes again.
        with broker(self.folder) as (address, _):
            self.ended(*worker[:7], address, *worker[8:], "--until-idle", 1)
            self.assertEqual(sorted(self.states(address)), sorted(self.campus_rows()))

    def test_run_thatCrashesInItsSource_losesAndDoublesNothing(self):
        self.work(500)
        points = ("source.read@100", "source.acked@100")
        runs = self.side_by_side(lambda point: self.run_in(point, "--source", "polling", "--input", self.campus, "--crash",
                                                           point, "--static-assignment"), points)
        for point, run in zip(points, runs):
            with self.subTest(point):
                self.check_run(run)
                self.assertTrue(run.report["crashed"])
                self.assertEqual(len(run.sql("select 1 from fact_orders")), len(self.campus_rows()))

    def test_incrementing_seesNoChange(self):
        self.work(300)
        run = self.run_in("first", "--source", "polling", "--input", self.campus, "--poll", "incrementing",
                          "--static-assignment")
        self.check_run(run)
        self.assertEqual(run.report["missed"]["told"], len(self.campus_rows()))
        self.assertGreater(run.report["missed"]["versions"], 0)

    def test_whatIsMistyped_isSaidInOneSentence(self):
        self.work(1)
        (self.folder / "other.db").write_text("nothing", encoding="utf-8")
        for arguments, said in (
                (("--source", "polling", "--input", self.folder / "none"), "is not there"),
                (("--source", "polling", "--input", self.campus, "--orders", 5), "read as it is"),
                (("--source", "polling", "--poll", "hourly"), "none of"),
                (("--source", "polling", "--url", "http://x"), "means nothing"),
                (("--source", "polling", "--lockstep"), "do not go together"),
                (("--source", "polling", "--input", "mysql://u:p@h/d"), "PK_"),
                (("--source", "rest"), "--url"),
                (("--source", "rest", "--url", "localhost:80"), "no address of an API"),
                (("--source", "rest", "--url", "http://x", "--paging", "scroll"), "none of"),
                (("--source", "api", "--url", "http://x", "--input", "http://x"), "Leave one"),
                (("--source", "api", "--input", "localhost:80"), "no address of an API"),
                (("--source", "topic"), "--topic"),
                (("--source", "topic", "--topic", "t"), "--from-bootstrap"),
                (("--source", "generator", "--positions", "x"), "means nothing")):
            with self.subTest(arguments=arguments):
                process = start("run", "--warehouse", f"sqlite:{self.folder / 'w.db'}", *arguments)
                _, err = process.communicate(timeout=60)
                self.assertEqual(process.returncode, 2, err)
                self.assertEqual(len(err.strip().splitlines()), 1, err)
                self.assertIn(said, err)


class Rest(SourceCase):
    def test_workerKilledInTheMiddle_underFaults_goesOnFromItsPosition(self):
        self.work(1500)
        faults = "429@5,500@7,cut@9"
        with broker(self.folder) as (address, _), api(self.folder, "--database", self.campus, "--faults", faults) as url:
            worker = ("worker", "source", "--source", "rest", "--url", url, "--bootstrap", address, "--positions",
                      self.folder / "positions.db", "--page-size", 20, "--poll-ms", 50)
            self.ended(*worker, "--rate", 300, "--crash", "source.acked@400", code=-signal.SIGKILL)
            self.ended(*worker, "--until-idle", 2)
            before = self.states(address)
            self.assertEqual(set(before), set(self.campus_rows()))
            self.assertLess(len(before) - len(set(before)), 400)  # what was known is not sent again
            self.work(100)
            self.ended(*worker, "--until-idle", 2)
            records = self.records(address)
            states = self.states(address)
            self.assertLessEqual(set(self.campus_rows()), set(states))
            self.assertEqual(len({event["event_id"] for _, event in records}), len(set(states)))
            self.assertEqual(len(states) - len(set(states)), len(before) - len(set(before)))

    def test_run_readsBothLists_withEachKindOfPaging(self):
        self.work(400)
        activities = len(self.campus_rows("select activity_id from activities"))
        kinds = ("link", "page", "cursor")
        with api(self.folder, "--database", self.campus) as url:
            runs = self.side_by_side(lambda paging: self.run_in(paging, "--source", "rest", "--url", url, "--paging", paging,
                                                                "--dataset", "both", "--static-assignment"), kinds)
        for paging, run in zip(kinds, runs):
            with self.subTest(paging):
                self.check_run(run)
                self.assertEqual(len(run.sql("select 1 from fact_orders")), len(self.campus_rows()))
                self.assertEqual(len(run.sql("select 1 from fact_activities")), activities)
                self.assertEqual(run.report["dead_lettered"], 0)

    def test_report_andHeaderOfTheRecords_sayOneName_whateverTheSourceWasCalled(self):
        self.work(20)
        with api(self.folder, "--database", self.campus) as url:
            for name, address, called in (("rest", url, "api"), ("api", url, "api"), ("polling", self.campus, "mysql-poll"),
                                          ("mysql-poll", self.campus, "mysql-poll")):
                with self.subTest(name), broker(self.place(name)) as (bootstrap, _):
                    run = self.run_in("run-" + name, "--bootstrap", bootstrap, "--source", name, "--input", address,
                                      "--static-assignment")
                    self.check_run(run)
                    self.assertEqual(run.report["source"], called)
                    headers = subprocess.run(["kcat", "-C", "-b", bootstrap, "-t", "raw_orders", "-o", "beginning", "-e", "-q",
                                              "-f", "%h\n"], capture_output=True, text=True, timeout=60, check=True).stdout
                    named = {header for line in headers.splitlines() for header in line.split(",") if header.startswith("source=")}
                    self.assertEqual(named, {"source=" + called})

    def test_anApiThatRefuses_endsTheRun(self):
        self.work(1)
        with api(self.folder, "--database", self.campus) as url:
            run = self.run_in("refused", "--source", "rest", "--url", url + "/v2")
        self.assertEqual(run.code, 2, run.err)
        self.assertIn("404", run.err)


class Topic(SourceCase):
    def produce(self, address, topic, lines):
        subprocess.run(["kcat", "-P", "-b", address, "-t", topic, "-K", "\t"], input="".join(lines), text=True,
                       timeout=60, check=True)

    def lines(self, numbers):
        return [f"ORD-{n:08}\t" + json.dumps({"order_id": f"ORD-{n:08}", "version": 1, "status": "PAID",
                                            "occurred_at": "2025-01-06T08:00:00+07:00"}) + "\n" for n in numbers]

    def test_workerKilledInTheMiddle_goesOnFromItsPosition(self):
        topics = ("shop", "raw_orders", "raw_orders.dlq", "raw_orders.filtered", "enriched_orders", "enriched_orders.dlq",
                  "warehouse_events")
        with broker(self.folder, "--topics", ",".join(f"{topic}:3" for topic in topics)) as (address, _):
            self.produce(address, "shop", self.lines(range(500)))
            worker = ("worker", "source", "--source", "topic", "--topic", "shop", "--bootstrap", address, "--positions",
                      self.folder / "positions.db")
            self.ended(*worker, "--rate", 1000, "--crash", "source.acked@200", code=-signal.SIGKILL)
            self.produce(address, "shop", self.lines(range(500, 600)))
            self.ended(*worker, "--until-idle", 1)
            records = self.records(address)
            self.assertEqual({key for key, _ in records}, {f"ORD-{n:08}" for n in range(600)})
            self.assertEqual(len({event["event_id"] for _, event in records}), 600)
            self.ended(*worker, "--until-idle", 1)
            self.assertEqual(len(self.records(address)), len(records))

    def test_aTopicThatIsNotThere_isSaid(self):
        with broker(self.folder) as (address, _):
            err = self.ended("worker", "source", "--source", "topic", "--topic", "nobody", "--bootstrap", address,
                             "--positions", self.folder / "positions.db", code=2)
            self.assertIn("There is no topic nobody", err)


if __name__ == "__main__":
    unittest.main(verbosity=2)
