#!/usr/bin/env python3
"""Counts the results of a ctest run and prints which tests failed and which were skipped, with the reason.

    summary.py RESULTS.xml CTEST_STATUS [AGAIN.xml]

RESULTS.xml is what `ctest --output-junit` writes. QtTest functions and Python test methods are counted one by one;
any other test counts as one. AGAIN.xml has the results of those that failed, run once more with nothing beside them: a test
that passes there counts as passed, and is named as unsteady; one that had crashed stays a failure. The last line is `N passed, N failed, N skipped`; the exit code is
0 when nothing failed and ctest itself was content.
"""

import re
import sys
import xml.etree.ElementTree as ElementTree

QTEST_LINE = re.compile(r"^(PASS|FAIL!|SKIP|XPASS|BPASS|BFAIL|BXPASS)\s*: (\S+?)\(([^\n]*)", re.MULTILINE)
QTEST_FIXTURES = ("initTestCase", "cleanupTestCase")
UNITTEST_RAN = re.compile(r"^Ran (\d+) tests? in ", re.MULTILINE)
UNITTEST_SKIP = re.compile(r"^(\w+) \(.*\.\.\. skipped ['\"](.*)['\"]$", re.MULTILINE)


class Counts:
    def __init__(self):
        self.passed = 0
        self.failed = []  # names
        self.skipped = []  # (name, reason)
        self.crashed = False  # or timed out, or was not there

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped


def count_qtest(name, output, counts):
    """Counts the functions of a QtTest program; a function with several lines counts by its worst."""
    outcome = {}
    for result, function, rest in QTEST_LINE.findall(output):
        row, _, message = rest.partition(")")
        # A row's name may hold brackets itself; only the message of a skip is ever shown.
        key = f"{function}({row})"
        if result in ("FAIL!", "XPASS"):
            outcome[key] = ("failed", "")
        elif result == "SKIP":
            outcome.setdefault(key, ("skipped", message.strip()))
        elif function.split("::")[-1] not in QTEST_FIXTURES:
            outcome.setdefault(key, ("passed", ""))
    for key, (result, message) in outcome.items():
        label = f"{name}: {key}"
        if result == "passed":
            counts.passed += 1
        elif result == "failed":
            counts.failed.append(label)
        else:
            counts.skipped.append((label, message))


def count_unittest(name, output, counts):
    ran = sum(int(number) for number in UNITTEST_RAN.findall(output))
    bad = sum(int(number) for number in re.findall(r"(?:failures|errors)=(\d+)", output))
    skips = UNITTEST_SKIP.findall(output)
    counts.passed += max(0, ran - bad - len(skips))
    counts.failed += [f"{name}: {test}" for test in re.findall(r"^(?:FAIL|ERROR): (.*)$", output, re.MULTILINE)]
    counts.skipped += [(f"{name}: {test}", reason) for test, reason in skips]


def count_case(case, counts):
    name = case.get("name")
    output = case.findtext("system-out") or ""
    status = case.get("status")
    failures_before = len(counts.failed)
    skipped = case.find("skipped")
    if status == "disabled":
        counts.skipped.append((name, "disabled in its CMakeLists.txt"))
        return
    if status == "notrun" and skipped is not None and skipped.get("message", "").startswith("SKIP_"):
        reason = re.sub(r"^SKIP\s*:\s*", "", output.strip().splitlines()[-1]) if output.strip() else "no reason given"
        counts.skipped.append((name, reason))
        return
    if QTEST_LINE.search(output):
        count_qtest(name, output, counts)
    elif UNITTEST_RAN.search(output):
        count_unittest(name, output, counts)
    elif status == "run":
        counts.passed += 1
    # Crashed, timed out, found leaking at its end, or not there at all: one failure of its own.
    if status != "run" and len(counts.failed) == failures_before:
        sanitizer = re.search(r"^SUMMARY: (\w+Sanitizer.*)$", output, re.MULTILINE)
        counts.crashed = True
        reason = "ended with an error, a crash or a time-out"
        if skipped is not None:
            reason = skipped.get("message")
        elif sanitizer:
            reason = sanitizer.group(1)
        counts.failed.append(f"{name}: {reason}")


def read_cases(path):
    """The test cases of a results file; none when ctest did not get as far as writing it."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read()
    except FileNotFoundError:
        return []
    # A test may print anything; XML allows few control characters.
    return ElementTree.fromstring(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "?", text)).iter("testcase")


def passed_again(path):
    """The test cases that passed in a second run, by their names."""
    return {case.get("name"): case for case in read_cases(path) if case.get("status") == "run"}


def main():
    counts = Counts()
    unsteady = []
    ctest_status = int(sys.argv[2])
    again = passed_again(sys.argv[3]) if len(sys.argv) > 3 else {}
    for case in read_cases(sys.argv[1]):
        first = Counts()
        count_case(case, first)
        second = again.get(case.get("name"))
        if second is None or not first.failed or first.crashed:
            counts.add(first)
        else:
            unsteady += first.failed
            count_case(second, counts)
    if unsteady and not counts.failed:
        ctest_status = 0
    if ctest_status != 0 and not counts.failed:
        counts.failed.append(f"ctest ended with status {ctest_status}")
    for name, reason in counts.skipped:
        print(f"  skipped  {name}: {reason}")
    for name in unsteady:
        print(f"  unsteady {name}: failed beside other tests, passed alone")
    for name in counts.failed:
        print(f"  FAILED   {name}")
    print(f"{counts.passed} passed, {len(counts.failed)} failed, {len(counts.skipped)} skipped")
    return 1 if counts.failed else 0


if __name__ == "__main__":
    sys.exit(main())
