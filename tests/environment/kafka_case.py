"""What the tests with a real Kafka share: whether it can be had at all, and a data folder of their own."""

import os
import re
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from program import PROGRAM, Run, start

JAVA = ("java", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # tools that end at once


def reason_to_skip():
    """Why there is no local Kafka on this machine, in the words of doctor; None where there is one."""
    doctor = subprocess.run([PROGRAM, "doctor"], capture_output=True, text=True, timeout=60,
                            env=dict(os.environ, LC_ALL="C.UTF-8"))
    for name in ("Java", "Local Kafka"):
        missing = re.search(rf"^optional +{name} +(.*)$", doctor.stdout, re.MULTILINE)
        if missing:
            return missing.group(1)
    return None


def java_processes(folder):
    """Process ids of the nodes whose settings lie below the folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if "kafka.Kafka" in words and any(word.startswith(str(folder)) for word in words):
            found.append(int(entry.parent.name))
    return found


def wait_until(what, seconds=60):
    deadline = time.monotonic() + seconds
    while not what():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def lines_until(stream, found):
    """Reads up to the first line that is found, or to the end; gives what it read."""
    lines = []
    for line in stream:
        lines.append(line)
        if found(line):
            break
    return "".join(lines)


def pk(*arguments, timeout=120):
    """Exit code and what it said; where it does not end in time, that is in the failure."""
    process = start(*arguments)
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)  # workers then also say what they have done
        try:
            out, err = process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
        raise AssertionError(f"{arguments} did not end within {timeout} s:\n{out}\n{err}") from None
    return process.returncode, out, err


def up(nodes=1):
    """Starts a cluster that stays; gives its addresses."""
    code, out, err = pk("env", "up", "local", "--nodes", nodes, timeout=300)
    assert code == 0, err
    return out.strip()


def own_data_folder(add_cleanup):
    """Where the program keeps its clusters until the clean-up, which sees that none is left. The jars are named
    apart."""
    temporary = tempfile.TemporaryDirectory()
    add_cleanup(temporary.cleanup)
    folder = Path(temporary.name)
    before = dict(os.environ)
    os.environ["XDG_DATA_HOME"] = str(folder)
    add_cleanup(lambda: (os.environ.clear(), os.environ.update(before)))
    add_cleanup(nothing_is_left, folder)
    return folder


def nothing_is_left(folder):
    for nodes in (1, 3):
        pk("env", "down", "local", "--nodes", nodes)
    assert wait_until(lambda: not java_processes(folder), 20), java_processes(folder)


class KafkaCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        reason = reason_to_skip()
        if reason:
            raise unittest.SkipTest(reason)

    def setUp(self):
        self.folder = own_data_folder(self.addCleanup)

    def kafka_tool(self, main_class, bootstrap, *arguments):
        """What one of Kafka's own command-line tools prints."""
        return subprocess.run(
            [*JAVA, "-cp", os.environ["PK_KAFKA_JARS"] + "/*", main_class, "--bootstrap-server", bootstrap, *arguments],
            capture_output=True, text=True, timeout=60, check=True).stdout

    def worker(self, name, stage, *arguments):
        """A `worker` process whose stderr goes to a file of that name."""
        with open(self.folder / f"{name}.log", "ab") as log:
            process = start("worker", stage, "--bootstrap", self.bootstrap, *arguments, stdout=subprocess.DEVNULL,
                            stderr=log)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def said(self, name):
        return (self.folder / f"{name}.log").read_text(encoding="utf-8")

    def run_in(self, name, *arguments, **options):
        folder = self.folder / name
        folder.mkdir()
        return Run(folder, *arguments, **options)


class SharedCluster(KafkaCase):
    """One cluster that is up for all tests of the class."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = own_data_folder(cls.addClassCleanup)
        cls.bootstrap = up()

    def setUp(self):
        pass
