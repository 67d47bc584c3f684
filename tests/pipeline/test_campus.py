"""`run --source maxwell`: from the campus database to the warehouse, and what stands in both at the end."""

import signal
import sqlite3
import unittest

from program import RunCase, broker


class Campus(RunCase):
    def check(self, run):
        self.assertEqual(run.code, 0, run.err)
        self.assertTrue(run.report["verified"])
        self.check_books(run.report)
        self.assertEqual(run.report["lost"], 0)
        self.assertEqual(run.report["duplicates"], 0)
        self.assertGreaterEqual(run.report["changes_published"], run.report["changes_bridged"])
        # What the campus has now, the warehouse has: the version, the status, the number of items.
        with sqlite3.connect(f"file:{run.warehouse}.kampus?mode=ro", uri=True) as campus:
            orders = {row[0]: row[1:] for row in campus.execute(
                "select order_id, version, lower(trim(status)), item_count from orders")}
        self.assertGreater(len(orders), 100)
        found = {row[0]: row[1:] for row in run.sql("select order_id, version, status, item_count from fact_orders")}
        refused = run.report["dead_lettered"]
        missing = [order for order, row in orders.items() if found.get(order) != row]
        self.assertLessEqual(len(missing), refused, missing[:5])
        gone = [row for order, row in found.items() if order not in orders]
        self.assertGreater(len(gone), 0)
        self.assertTrue(all(row[1] == "cancelled" for row in gone), gone)

    def test_everything_that_happens_at_the_campus_arrives(self):
        run = self.run_in("both", "--source", "maxwell", "--orders", 1500, "--dataset", "both", "--dirty", 0)
        self.check(run)
        self.assertEqual(run.report["dead_lettered"], 0, run.report)
        self.assertEqual(run.report["changes_published"], run.report["changes_bridged"])
        self.assertGreater(run.sql("select count(*) from fact_activities")[0][0], 50)
        positions = run.sql("select count(*), sum(cdc_position is null) from fact_orders")[0]
        self.assertEqual(positions[1], 0)
        self.assertIn("emulation of Maxwell", run.err)

    def test_a_bridge_that_crashes_loses_and_doubles_nothing(self):
        def rows(run):  # not occurred_at: when a row was deleted is a moment of the real clock
            return run.sql("select order_id, version, status, customer_name, item_count, total_e4, ordered_at "
                           "from fact_orders order by order_id")

        points = ("bridge.taken@700", "bridge.written@700", "bridge.emitted@300")
        plain, *runs = self.side_by_side(
            lambda name, crash: self.run_in(name, "--source", "maxwell", "--orders", 600, "--dirty", 0,
                                             "--static-assignment", *crash),
            ("plain", *points), ((), *(("--crash", point) for point in points)))
        self.check(plain)
        for point, run in zip(points, runs):
            with self.subTest(point):
                self.check(run)
                self.assertEqual(rows(run), rows(plain))

    def test_one_topic_of_all_tables_needs_no_versions(self):
        """The bridge heeds neither version nor item_count then; what it tells is the same, told once a transaction."""
        def check(run):
            self.assertEqual(run.code, 0, run.err)
            self.assertTrue(run.report["verified"])
            self.check_books(run.report)
            self.assertEqual((run.report["lost"], run.report["duplicates"], run.report["dead_lettered"]), (0, 0, 0))
            with sqlite3.connect(f"file:{run.warehouse}.kampus?mode=ro", uri=True) as campus:
                orders = set(campus.execute("select order_id, lower(trim(status)), (select count(*) from order_items i "
                                            "where i.order_id = o.id) from orders o"))
            found = set(run.sql("select order_id, status, item_count from fact_orders"))
            self.assertGreater(len(orders), 50)
            self.assertLessEqual(orders, found)
            self.assertTrue(all(row[1] == "cancelled" for row in found - orders))
            return found

        points = ("bridge.taken@700", "bridge.written@700", "bridge.emitted@300")
        plain, *runs = self.side_by_side(
            lambda name, crash: self.run_in(name, "--source", "maxwell", "--one-topic", "producer.kampus", "--orders", 600,
                                             "--dirty", 0, "--dataset", "both", "--static-assignment", *crash),
            ("plain", *points), ((), *(("--crash", point) for point in points)))
        topics = plain.report["groups"]["kampus-bridge"]
        self.assertEqual(list(topics), ["producer.kampus"])
        for run in runs:
            self.assertEqual(check(run), check(plain))
        for name in ("raw_orders", "a topic", "producer.kampus.orders"):
            self.assertEqual(self.run_in(f"not {name}", "--source", "maxwell", "--one-topic", name).code, 2)
        self.assertEqual(self.run_in("olap", "--source", "maxwell", "--one-topic", "producer.kampus", "--olap").code, 2)

    def test_another_campus_on_the_same_cluster_is_not_mixed_with_the_one_before(self):
        with broker(self.folder) as (address, _):
            for name in ("first", "second"):
                run = self.run_in(name, "--source", "maxwell", "--orders", 200, "--dirty", 0,
                                  "--bootstrap", address)
                self.assertEqual(run.code, 0, run.err)
                self.assertTrue(run.report["verified"])

    def test_crash_points_that_do_not_fit_are_said(self):
        self.assertEqual(self.run_in("a", "--crash", "bridge.taken").code, 2)
        self.assertEqual(self.run_in("c", "--source", "maxwell", "--crash", "source.read").code, 2)
        self.assertEqual(self.run_in("d", "--source", "maxwell", "--input", "mysql://kampus@127.0.0.1/kampus").code, 2)


class Workers(RunCase):
    """The same with a process for each stage, the bridge killed at each of its points."""

    ended_within = 90

    def test_a_bridge_that_is_killed_goes_on_from_its_store(self):
        campus = self.folder / "kampus.sqlite"
        warehouse = self.folder / "warehouse.db"
        with broker(self.folder) as (address, _):
            self.ended("kampus", "--database", campus, "--transactions", 1500, "--dirty", 0, "--bootstrap", address,
                       "--partition-by", "primary_key")
            bridge = ("worker", "bridge", "--bootstrap", address, "--store", self.folder / "bridge.db",
                      "--commit-every", 100)
            for point in ("bridge.taken@150", "bridge.written@250", "bridge.emitted@120"):
                self.ended(*bridge, "--crash", point, code=-signal.SIGKILL)
            # The group keeps the partitions of the one that was killed for some seconds.
            err = self.ended(*bridge, "--until-idle", 8)
            self.assertRegex(err, r"change events read: [1-9]")
            self.ended("worker", "transform", "--bootstrap", address, "--until-idle", 1)
            self.ended("worker", "load", "--bootstrap", address, "--until-idle", 1, "--warehouse", f"sqlite:{warehouse}")
        with sqlite3.connect(campus) as database:
            orders = set(database.execute("select order_id, version, lower(status), item_count from orders"))
        with sqlite3.connect(warehouse) as database:
            found = set(database.execute("select order_id, version, status, item_count from fact_orders"))
            doubled = database.execute(
                "select count(*) - count(distinct entity_key || '/' || version) from etl_audit "
                "where action in ('insert', 'update')").fetchone()[0]  # a copy behind a newer version is superseded
        self.assertLessEqual(orders, found)
        self.assertTrue(all(row[2] == "cancelled" for row in found - orders))
        self.assertEqual(doubled, 0)


if __name__ == "__main__":
    unittest.main()
