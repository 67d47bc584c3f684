"""The loader's own tests once more, each warehouse of theirs a database of a real MariaDB: same code, same results."""

import os
import re
import subprocess
import unittest
from pathlib import Path

from local_mariadb import LocalMariaDb, PASSWORD, reason_to_skip


class Loader(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        reason = reason_to_skip(os.environ["PK_PROGRAM"])
        if reason:
            raise unittest.SkipTest(reason)
        cls.server = LocalMariaDb("--innodb-flush-log-at-trx-commit=2")
        cls.addClassCleanup(cls.server.close)

    def holds(self, folder, name):
        program = Path(os.environ["PK_TESTS"], folder, f"tests_{folder}_unit")
        done = subprocess.run([program, name], capture_output=True, text=True, timeout=300,
                              env=dict(os.environ, PK_TEST_MYSQL=self.server.address("mysql"),
                                       PK_WAREHOUSE_PASSWORD=PASSWORD), check=False)
        print(name, re.findall(r"^Totals: .*$", done.stdout, re.MULTILINE))
        self.assertEqual(done.returncode, 0, done.stdout[-8000:] + done.stderr)

    def test_writer(self):
        self.holds("warehouse", "tst_warehouse_writer")

    def test_batches(self):
        self.holds("warehouse", "tst_warehouse_batches")

    def test_replicas(self):
        self.holds("cdc", "tst_replica")

    def test_replicas_of_what_maxwell_wrote(self):
        self.holds("pipeline", "tst_replica_check")

    def test_iku_views(self):
        self.holds("warehouse", "tst_warehouse_iku")


if __name__ == "__main__":
    unittest.main(verbosity=2)
