"""What the tests with a real Kafka share: whether it can be had at all, and a data folder of their own."""

import os
import re
import subprocess
import tempfile
import time
import unittest
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


class KafkaCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        reason = reason_to_skip()
        if reason:
            raise unittest.SkipTest(reason)

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        # Where the program keeps its clusters; the jars are named apart.
        data = dict(os.environ, XDG_DATA_HOME=str(self.folder))
        before = dict(os.environ)
        os.environ.update(data)
        self.addCleanup(lambda: (os.environ.clear(), os.environ.update(before)))
        self.addCleanup(self.nothing_is_left)

    def nothing_is_left(self):
        self.pk("env", "down", "local")
        self.assertTrue(wait_until(lambda: not java_processes(self.folder), 20), java_processes(self.folder))

    def pk(self, *arguments, timeout=120):
        process = start(*arguments)
        out, err = process.communicate(timeout=timeout)
        return process.returncode, out, err

    def up(self, nodes=1):
        """Starts a cluster that stays; gives its addresses."""
        code, out, err = self.pk("env", "up", "local", "--nodes", nodes)
        self.assertEqual(code, 0, err)
        return out.strip()

    def kafka_tool(self, main_class, bootstrap, *arguments):
        """What one of Kafka's own command-line tools prints."""
        return subprocess.run(
            ["java", "-Xmx128m", "-cp", os.environ["PK_KAFKA_JARS"] + "/*", main_class, "--bootstrap-server", bootstrap,
             *arguments], capture_output=True, text=True, timeout=60, check=True).stdout

    def run_in(self, name, *arguments, **options):
        folder = self.folder / name
        folder.mkdir()
        return Run(folder, *arguments, **options)
