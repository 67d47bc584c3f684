"""What is lost and what is doubled when a stage crashes: every crash point under every semantics, as the fixture says."""

import json
import tempfile
import unittest

from program import Run, RunCase, SOURCE

ROWS = json.loads((SOURCE / "resources/semantics/crash_matrix.json").read_text(encoding="utf-8"))["rows"]
ORDERS = 300  # three whole intervals of 100; the crash falls into the second
AT = 150


def crash(row):
    dead_letters = row["point"] == "transform.dlq-produced"
    with tempfile.TemporaryDirectory() as folder:
        run = Run(folder, "--orders", ORDERS, "--dirty", 60 if dead_letters else 0, "--partitions", 1,
                  "--static-assignment", "--semantics", row["semantics"], "--commit-every", row["commit_every"],
                  "--commit-ms", 5000, "--crash", f"{row['point']}@{1 if dead_letters else AT}")
        doubled = run.sql("""select coalesce(sum(n - 1), 0) from (select count(*) n from etl_audit
                             where action in ('insert', 'update') group by raw_topic, raw_partition, raw_offset)""")
        return run, doubled[0][0]


class CrashMatrix(RunCase):
    def test_each_point_loses_and_doubles_as_the_fixture_says(self):
        results = self.side_by_side(crash, ROWS, at_once=6)
        for row, (run, doubled_in_audit) in zip(ROWS, results):
            with self.subTest(**row):
                report = run.report
                self.assertTrue(report, run.err)
                self.check_books(report)
                self.assertTrue(row["lost"][0] <= report["lost"] <= row["lost"][1], run.err)
                self.assertTrue(row["doubled"][0] <= report["duplicates"] <= row["doubled"][1], run.err)
                self.assertEqual(report["duplicates"], doubled_in_audit)
                broken = report["lost"] > 0 or report["duplicates"] > 0
                self.assertEqual(run.code, 1 if broken else 0, run.err)


if __name__ == "__main__":
    unittest.main()
