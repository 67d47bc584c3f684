"""What .ci/summary.py counts, for every way in which a test can end."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from xml.sax.saxutils import escape

SUMMARY = Path(os.environ["PK_SOURCE_DIR"], ".ci", "summary.py")

QTEST = """PASS   : Hash::initTestCase()
PASS   : Hash::same()
PASS   : Hash::rows(one)
SKIP   : Hash::rows(two) no network
{extra}PASS   : Hash::cleanupTestCase()
"""
UNITTEST = """test_a (x.T.test_a) ... ok
test_b (x.T.test_b) ... skipped 'no lupdate'
{extra}
Ran 3 tests in 0.001s

{end}
"""


def case(name, status, output="", skipped=None):
    inner = f'<skipped message="{skipped}"/>' if skipped else ""
    return f'<testcase name="{name}" status="{status}">{inner}<system-out>{escape(output)}</system-out></testcase>'


class Summary(unittest.TestCase):
    def last_line(self, *cases, ctest_status=0, expected_exit=0, again=()):
        with tempfile.TemporaryDirectory() as folder:
            results = Path(folder, "results.xml")
            second = Path(folder, "again.xml")
            for path, listed in ((results, cases), (second, again)):
                if listed:
                    path.write_text("<testsuite>" + "".join(listed) + "</testsuite>", encoding="utf-8")
            run = subprocess.run([sys.executable, SUMMARY, results, str(ctest_status), second],
                                 capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, expected_exit, run.stdout + run.stderr)
        self.output = run.stdout
        return run.stdout.splitlines()[-1]

    def test_qtest_countsFunctionsAndRowsButNotFixtures(self):
        self.assertEqual(self.last_line(case("tst_hash", "run", QTEST.format(extra=""))), "2 passed, 0 failed, 1 skipped")
        self.assertIn("tst_hash: Hash::rows(two): no network", self.output)

    def test_qtest_failuresAreCountedOncePerFunction(self):
        extra = "FAIL!  : Hash::bad() not equal\nFAIL!  : Hash::bad() not equal either\n"
        line = self.last_line(case("tst_hash", "fail", QTEST.format(extra=extra)), ctest_status=8, expected_exit=1)
        self.assertEqual(line, "2 passed, 1 failed, 1 skipped")

    def test_qtest_crashAfterPassesIsAFailure(self):
        line = self.last_line(case("tst_hash", "fail", "PASS   : Hash::same()\n"), ctest_status=8, expected_exit=1)
        self.assertEqual(line, "1 passed, 1 failed, 0 skipped")

    def test_failedBesideOthers_passedAlone_isNamed_andCountsAsPassed(self):
        first = case("tst_hash", "fail", QTEST.format(extra="FAIL!  : Hash::bad() too slow\n"))
        second = case("tst_hash", "run", QTEST.format(extra="PASS   : Hash::bad()\n"))
        line = self.last_line(first, ctest_status=8, again=[second])
        self.assertEqual(line, "3 passed, 0 failed, 1 skipped")
        self.assertIn("unsteady tst_hash: Hash::bad()", self.output)

    def test_failedAgain_isAFailure(self):
        failed = case("tst_hash", "fail", QTEST.format(extra="FAIL!  : Hash::bad() not equal\n"))
        line = self.last_line(failed, case("b", "run"), ctest_status=8, expected_exit=1, again=[failed])
        self.assertEqual(line, "3 passed, 1 failed, 1 skipped")

    def test_crash_isNotExcusedByASecondRun(self):
        second = case("tst_hash", "run", "PASS   : Hash::same()\n")
        line = self.last_line(case("tst_hash", "fail", "PASS   : Hash::same()\n"), ctest_status=8, expected_exit=1,
                              again=[second])
        self.assertEqual(line, "1 passed, 1 failed, 0 skipped")

    def test_sanitizerReport_isTheReason(self):
        output = "PASS   : A::b()\nSUMMARY: ThreadSanitizer: data race a.cpp:4 in run\n"
        self.last_line(case("a", "fail", output), ctest_status=8, expected_exit=1)
        self.assertIn("FAILED   a: ThreadSanitizer: data race a.cpp:4 in run\n", self.output)

    def test_unittest_countsMethodsAndNamesSkips(self):
        output = UNITTEST.format(extra="test_c (x.T.test_c) ... ok", end="OK (skipped=1)")
        self.assertEqual(self.last_line(case("layering", "run", output)), "2 passed, 0 failed, 1 skipped")
        self.assertIn("layering: test_b: no lupdate", self.output)

    def test_unittest_failures(self):
        extra = "test_c (x.T.test_c) ... FAIL\nFAIL: test_c (x.T.test_c)\n"
        output = UNITTEST.format(extra=extra, end="FAILED (failures=1, skipped=1)")
        line = self.last_line(case("layering", "fail", output), ctest_status=8, expected_exit=1)
        self.assertEqual(line, "1 passed, 1 failed, 1 skipped")

    def test_ctestSkips_areNamedWithTheirReason(self):
        line = self.last_line(case("kafka", "notrun", "SKIP: no broker\n", "SKIP_RETURN_CODE=77"), case("off", "disabled"))
        self.assertEqual(line, "0 passed, 0 failed, 2 skipped")
        self.assertIn("kafka: no broker", self.output)

    def test_missingProgram_isAFailureAndNoSkip(self):
        line = self.last_line(case("gone", "notrun", "", "Unable to find executable"), ctest_status=8, expected_exit=1)
        self.assertEqual(line, "0 passed, 1 failed, 0 skipped")

    def test_plainTests_countAsOne(self):
        line = self.last_line(case("a", "run"), case("b", "fail"), ctest_status=8, expected_exit=1)
        self.assertEqual(line, "1 passed, 1 failed, 0 skipped")

    def test_noResults_areAFailure(self):
        self.assertEqual(self.last_line(ctest_status=8, expected_exit=1), "0 passed, 1 failed, 0 skipped")

    def test_controlCharacters_areTolerated(self):
        self.assertEqual(self.last_line(case("a", "run", "PASS   : A::b()\n\x1b[0m\x00")), "1 passed, 0 failed, 0 skipped")


if __name__ == "__main__":
    unittest.main(verbosity=2)
