"""What the tests with a real Kafka share: whether it can be had at all, and a data folder of their own."""

import os
import re
import subprocess
import tempfile
import time
import unittest
from collections import Counter
from pathlib import Path

from program import PROGRAM, Run, start


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


def committed_origins(bootstrap, topic):
    """How often each raw position has a committed record in the topic."""
    read = subprocess.run(
        ["kcat", "-C", "-q", "-e", "-o", "beginning", "-b", bootstrap, "-t", topic, "-f", "%h\n",
         "-X", "isolation.level=read_committed"], capture_output=True, text=True, timeout=60, check=True)
    origins = Counter()
    for line in read.stdout.splitlines():
        for header in line.split(","):
            if header.startswith("raw_position="):
                origins[header] += 1
    return origins


def pk(*arguments, timeout=120):
    process = start(*arguments)
    out, err = process.communicate(timeout=timeout)
    return process.returncode, out, err


def up(nodes=1):
    """Starts a cluster that stays; gives its addresses."""
    code, out, err = pk("env", "up", "local", "--nodes", nodes)
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
            ["java", "-Xmx128m", "-cp", os.environ["PK_KAFKA_JARS"] + "/*", main_class, "--bootstrap-server", bootstrap,
             *arguments], capture_output=True, text=True, timeout=60, check=True).stdout

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
