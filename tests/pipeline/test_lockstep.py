"""The conducted regime: one seed, one trace, whoever owns the partitions and however long it is held."""

import json
import unittest

from program import RunCase, start

ORDERS = 60


class Lockstep(RunCase):
    def digests(self, variants, *common):
        def one(item):
            name, arguments = item
            run = self.run_in(name, "--lockstep", "--orders", ORDERS, "--seed", 7, "--dirty", 20, *common, *arguments,
                              timeout=200)
            self.assertEqual(run.code, 0, run.err)
            self.assertEqual(run.out.strip(), "journal_digest " + run.report["journal_digest"])
            return run.report["journal_digest"], run.report["checksum"]

        return self.side_by_side(one, variants.items())

    def test_the_digest_depends_on_the_seed_alone(self):
        results = self.digests({
            "one": [], "again": [], "once-more": [],
            "two": ["--transform-members", 2, "--load-members", 2],
            "three": ["--transform-members", 3, "--load-members", 3],
            "static": ["--static-assignment"],
        })
        self.assertEqual(len(set(results)), 1, results)

    def test_at_most_once_is_conducted_as_well_whoever_owns_the_partitions(self):
        results = self.digests({
            "one": [], "three": ["--transform-members", 3, "--load-members", 3], "static": ["--static-assignment"],
        }, "--semantics", "at-most-once")
        self.assertEqual(len(set(results)), 1, results)

    def test_the_campus_is_stepped_like_any_other_source(self):
        for semantics in ("effectively-once", "at-most-once"):
            with self.subTest(semantics=semantics):
                variants = {"one": [], "again": [], "static": ["--static-assignment", "--load-members", 2]}
                results = self.digests({f"{semantics}-{name}": more for name, more in variants.items()},
                                       "--source", "maxwell", "--semantics", semantics)
                self.assertEqual(len({digest for digest, _ in results}), 1, results)

    def test_what_nobody_steps_is_refused_with_its_reason(self):
        run = self.run_in("olap", "--lockstep", "--source", "maxwell", "--olap", "--orders", ORDERS)
        self.assertEqual(run.code, 2, run.err)
        self.assertIn("nobody steps the replicas", run.err)

    def test_a_report_on_stdout_stands_there_alone(self):
        process = start("run", "--lockstep", "--orders", 5, "--static-assignment", "--report", "-",
                        "--warehouse", f"sqlite:{self.folder}/w.db")
        out, err = process.communicate(timeout=200)
        self.assertEqual(process.returncode, 0, err)
        self.assertIn("journal_digest " + json.loads(out)["journal_digest"], err)

    def test_another_seed_gives_another_digest(self):
        run = self.run_in("other", "--lockstep", "--orders", ORDERS, "--seed", 8, "--dirty", 20, "--static-assignment")
        same = self.run_in("same", "--lockstep", "--orders", ORDERS, "--seed", 7, "--dirty", 20, "--static-assignment")
        self.assertNotEqual(run.report["journal_digest"], same.report["journal_digest"])


if __name__ == "__main__":
    unittest.main()
