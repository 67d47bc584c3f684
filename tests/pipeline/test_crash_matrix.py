"""What is lost and what is doubled when a stage crashes: every crash point under every semantics, as the fixture says."""

import json
import tempfile
import unittest
from collections import Counter

from program import Run, RunCase, SOURCE, broker, kcat, origins_in

ROWS = json.loads((SOURCE / "resources/semantics/crash_matrix.json").read_text(encoding="utf-8"))["rows"]
ORDERS = 300  # three whole intervals of 100; the crash falls into the second
AT = 150
TOPICS = ("raw_orders", "enriched_orders", "raw_orders.dlq", "raw_orders.filtered", "enriched_orders.dlq",
          "warehouse_events")


class Crashed:
    """A run with a crash, and what topics and warehouse hold of it, read by programs that share nothing with the stages."""

    def __init__(self, row):
        dead_letters = row["point"] == "transform.dlq-produced"
        topics = ",".join(f"{topic}:1" for topic in TOPICS)
        with tempfile.TemporaryDirectory() as folder, broker(folder, "--topics", topics) as (address, _):
            self.run = Run(folder, "--bootstrap", address, "--orders", ORDERS, "--dirty", 60 if dead_letters else 0,
                           "--partitions", 1, "--static-assignment", "--semantics", row["semantics"],
                           "--commit-every", row["commit_every"], "--commit-ms", 5000,
                           "--crash", f"{row['point']}@{1 if dead_letters else AT}")
            effects = Counter()  # rows and their changes, by raw position
            audited = set()
            for action, *position in self.run.sql("select action, raw_topic, raw_partition, raw_offset from etl_audit"):
                place = "raw_position={}/{}/{}".format(*position)
                audited.add(place)
                effects[place] += action in ("insert", "update")
            acked = {f"raw_position=raw_orders/{place}" for place in kcat(address, "raw_orders", "%p/%o\n")}
            dead = set(origins_in(address, "raw_orders.dlq")) | set(origins_in(address, "enriched_orders.dlq"))
            self.acked = len(acked)
            self.lost = len(acked - audited - dead)
            self.doubled = sum(max(0, count - 1) for count in effects.values())
            self.doubled_rows = self.run.sql("""select coalesce(sum(n - 1), 0) from (select count(*) n from fact_orders
                group by raw_topic, raw_partition, raw_offset)""")[0][0]


class CrashMatrix(RunCase):
    def test_each_point_loses_and_doubles_as_the_fixture_says(self):
        results = self.side_by_side(Crashed, ROWS, at_once=6)
        for row, crashed in zip(ROWS, results):
            with self.subTest(**row):
                run, report = crashed.run, crashed.run.report
                self.assertTrue(report, run.err)
                self.check_books(report)
                self.assertTrue(row["lost"][0] <= crashed.lost <= row["lost"][1], (crashed.lost, run.err))
                self.assertTrue(row["doubled"][0] <= crashed.doubled <= row["doubled"][1], (crashed.doubled, run.err))
                # What a source had on its way when it crashed may lie in the log without anybody having been told.
                self.assertEqual((report["acked"] + report["foreign"], report["lost"], report["duplicates"]),
                                 (crashed.acked, crashed.lost, crashed.doubled))
                self.assertEqual(crashed.doubled_rows, crashed.doubled)  # what anybody sees who counts the rows
                broken = crashed.lost > 0 or crashed.doubled > 0
                if report["foreign"] == 0:
                    self.assertEqual(run.code, 1 if broken else 0, run.err)


if __name__ == "__main__":
    unittest.main()
