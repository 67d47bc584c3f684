"""A MariaDB server of a test's own: a child process of an ordinary user on a free port of 127.0.0.1, with its data in a
temporary folder. The kernel ends it when the test dies."""

import ctypes
import getpass
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

PASSWORD = "rahasia's panjang"
PATH = os.environ["PATH"] + ":/usr/sbin"


def reason_to_skip(program):
    """Why there is no MariaDB for the program on this machine; None where there is one."""
    for tool, package in (("mariadbd", "mariadb-server-core"), ("mariadb-install-db", "mariadb-server-core"),
                          ("mariadb", "mariadb-client-core")):
        if shutil.which(tool, path=PATH) is None:
            return f"{tool} is not installed (apt-get install {package})"
    doctor = subprocess.run([program, "doctor"], capture_output=True, text=True, timeout=60,
                            env=dict(os.environ, LC_ALL="C.UTF-8"), check=False)
    missing = re.search(r"^optional +MySQL driver +(.*)$", doctor.stdout, re.MULTILINE)
    return missing.group(1) if missing else None


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


class LocalMariaDb:
    """Started by the constructor, with an empty database `kampus` and a user `kampus` who may do everything."""

    def __init__(self, *options):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name)
        self.options = options
        self.process = None
        self.user = f"--user={getpass.getuser()}"
        subprocess.run([shutil.which("mariadb-install-db", path=PATH), "--no-defaults", self.user,
                        f"--datadir={self.folder}/data", "--skip-test-db", "--auth-root-authentication-method=normal"],
                       check=True, capture_output=True, timeout=120, env=self.environment())
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        (self.folder / "init.sql").write_text(
            "CREATE DATABASE IF NOT EXISTS kampus;\n"
            f"CREATE USER IF NOT EXISTS kampus@'%' IDENTIFIED BY '{PASSWORD.replace(chr(39), chr(39) * 2)}';\n"
            "GRANT ALL ON *.* TO kampus@'%';\n", encoding="utf-8")
        self.start()

    def environment(self):
        """A server that starts removes the temporary tables of all others in its folder for such things."""
        return dict(os.environ, TMPDIR=str(self.folder))

    def start(self):
        with open(self.folder / "server.log", "ab") as log:
            self.process = subprocess.Popen(
                [shutil.which("mariadbd", path=PATH), "--no-defaults", self.user, f"--datadir={self.folder}/data",
                 f"--port={self.port}", "--bind-address=127.0.0.1", "--skip-networking=0", "--skip-name-resolve",
                 "--innodb-buffer-pool-size=128M", f"--socket={self.folder}/s.sock",
                 f"--pid-file={self.folder}/server.pid", f"--init-file={self.folder}/init.sql", *self.options],
                stdout=log, stderr=log, preexec_fn=die_with_parent, env=self.environment())
        deadline = time.monotonic() + 60
        while self.client("SELECT 1").returncode != 0:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError((self.folder / "server.log").read_text(encoding="utf-8"))
            time.sleep(0.05)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def close(self):
        self.kill()
        self.temporary.cleanup()

    def address(self, database="kampus", user="kampus"):
        return f"mysql://{user}@127.0.0.1:{self.port}/{database}"

    def client(self, statement, database=""):
        return subprocess.run(
            ["mariadb", "--no-defaults", f"--socket={self.folder}/s.sock", "--user=kampus", f"--password={PASSWORD}",
             "--batch", "--skip-column-names", "--default-character-set=utf8mb4", f"--execute={statement}",
             *([database] if database else [])], capture_output=True, text=True, timeout=60, check=False)

    def sql(self, statement, database="kampus"):
        """The rows of a query, each a tuple of texts."""
        done = self.client(statement, database)
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        return [tuple(line.split("\t")) for line in done.stdout.splitlines()]
