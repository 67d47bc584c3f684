"""How bench_python.py ends; what it measures needs a Kafka and is not tried here."""

import contextlib
import io
import unittest

import bench_python
from bench_python import DONE, FAILED, MISSED, Bench, Measured


class Tables:
    """A server that answers each query by what lies in the database."""

    def __init__(self, **databases):
        self.databases = databases

    def sql(self, _query, database):
        return self.databases[database]


class Ending(unittest.TestCase):
    def setUp(self):
        said = contextlib.redirect_stdout(io.StringIO())
        self.said = said.__enter__()
        self.addCleanup(said.__exit__, None, None, None)

    def compared(self, ours, theirs, target):
        return bench_python.compared("load", [Measured(ours, 1, 1)], [Measured(theirs, 1, 1)], target)

    def same_work(self, **databases):
        bench = Bench.__new__(Bench)  # without clients
        bench.server = Tables(**databases)
        return bench.same_work(*databases)

    def test_aRateBelowItsTarget_isSaid_andIsAnEndOfItsOwn(self):
        met = [self.compared(400, 100, 4), self.compared(299, 100, 3)]
        self.assertEqual(met, [True, False])
        self.assertEqual(self.said.getvalue().count("MISSED"), 1)
        self.assertEqual(bench_python.exit_code(True, met), MISSED)
        self.assertEqual(bench_python.exit_code(True, [True, True]), DONE)

    def test_otherWorkOfTheTwoSides_isAFailure_howeverFastTheyWere(self):
        self.assertTrue(self.same_work(ours="3 orders", theirs="3 orders"))
        self.assertFalse(self.same_work(ours="3 orders", theirs="2 orders"))
        self.assertIn("NOT THE SAME", self.said.getvalue())
        for met in ([True], [False]):
            self.assertEqual(bench_python.exit_code(False, met), FAILED)


if __name__ == "__main__":
    unittest.main(verbosity=2)
