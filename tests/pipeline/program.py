"""Starting the program from outside, as a person or a script would, and reading what it left."""

import json
import os
import signal
import sqlite3
import subprocess
import tempfile
import unittest
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

PROGRAM = Path(os.environ["PK_PROGRAM"])
SOURCE = Path(os.environ["PK_SOURCE_DIR"])


def start(*arguments, **options):
    options.setdefault("stdout", subprocess.PIPE)
    options.setdefault("stderr", subprocess.PIPE)
    environment = dict(os.environ, LC_ALL="C.UTF-8")
    return subprocess.Popen([PROGRAM, *map(str, arguments)], text=True, env=environment, **options)


class Run:
    """One finished `run`: exit code, report, warehouse."""

    def __init__(self, folder, *arguments, timeout=240, warehouse=None):
        self.folder = Path(folder)
        self.warehouse = self.folder / "warehouse.db"
        report = self.folder / "report.json"
        process = start("run", "--warehouse", warehouse or f"sqlite:{self.warehouse}", "--report", report, *arguments)
        try:
            self.out, self.err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            self.out, self.err = process.communicate()
            raise AssertionError(f"run did not end in {timeout} s:\n{self.err}")
        self.code = process.returncode
        self.report = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}

    def sql(self, statement):
        with sqlite3.connect(f"file:{self.warehouse}?mode=ro", uri=True) as database:
            return database.execute(statement).fetchall()


class RunCase(unittest.TestCase):
    ended_within = 120  # seconds

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def run_in(self, name, *arguments, **options):
        folder = self.folder / name
        folder.mkdir()
        return Run(folder, *arguments, **options)

    def side_by_side(self, work, *items, at_once=2):
        """What `work` makes of each item, in their order. Most of a run is waiting, for its groups above all."""
        with ThreadPoolExecutor(at_once) as pool:
            return list(pool.map(work, *items))

    def ended(self, *arguments, code=0):
        """Runs the program to its end, as a process that no test leaves behind; gives what it said on stderr."""
        process = start(*arguments)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        _, err = process.communicate(timeout=self.ended_within)
        self.assertEqual(process.returncode, code, err)
        return err

    def check_books(self, report):
        outcomes = ("applied", "superseded", "duplicate_events", "dead_lettered", "filtered", "lost", "waiting")
        self.assertEqual(report["acked"], sum(report[name] for name in outcomes), report)


@contextmanager
def broker(folder, *arguments):
    """A `broker` process of its own; gives its bootstrap addresses."""
    address = Path(folder) / "bootstrap"
    process = start("broker", "--bootstrap-file", address, *arguments, stdout=subprocess.DEVNULL)
    try:
        while not address.exists():
            if process.poll() is not None:
                raise AssertionError("the broker ended: " + process.stderr.read())
        yield address.read_text(encoding="utf-8").splitlines()[0], process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()
        address.unlink(missing_ok=True)  # of a broker that a test has killed


def kcat(bootstrap, topic, form, isolation="read_committed"):
    """The lines that kcat, which shares nothing with the stages, prints of all that a topic holds."""
    return subprocess.run(
        ["kcat", "-C", "-q", "-e", "-o", "beginning", "-b", bootstrap, "-t", topic, "-f", form,
         "-X", f"isolation.level={isolation}"], capture_output=True, text=True, timeout=60, check=True
    ).stdout.splitlines()


def origins_in(bootstrap, topic, isolation="read_committed"):
    """How often each raw position has a record in the topic, for readers of that isolation."""
    origins = Counter()
    for line in kcat(bootstrap, topic, "%h\n", isolation):
        for header in line.split(","):
            if header.startswith("raw_position="):
                origins[header] += 1
    return origins
