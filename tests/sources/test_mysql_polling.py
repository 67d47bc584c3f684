"""Polling a campus database on a real MariaDB; skipped, with the reason, where there is none."""

import os
import re
import signal
import subprocess
import unittest

from local_mariadb import PASSWORD, LocalMariaDb, reason_to_skip
from program import PROGRAM, SOURCE, RunCase, broker, start


def schema():
    return (SOURCE / "resources" / "kampus" / "schema.sql").read_text(encoding="utf-8")


class MysqlPolling(RunCase):
    @classmethod
    def setUpClass(cls):
        reason = reason_to_skip(PROGRAM)
        if reason:
            raise unittest.SkipTest(reason)
        os.environ["PK_SOURCE_PASSWORD"] = PASSWORD
        cls.server = LocalMariaDb()
        cls.addClassCleanup(cls.server.close)

    def setUp(self):
        super().setUp()
        self.server.sql("DROP DATABASE IF EXISTS kampus; CREATE DATABASE kampus CHARACTER SET utf8mb4", "mysql")
        self.server.sql(schema(), "kampus")

    def place(self, first, last):
        self.server.sql(f"""INSERT INTO orders(id, item_count, order_id, customer_id, customer_name, customer_email,
            customer_city, channel, ordered_at, updated_at)
            SELECT seq, 1, concat('ORD-', lpad(seq, 8, '0')), 'MHS-231045', 'Budi', 'budi@kampus.ac.id', 'Malang',
            'koperasi', '2025-01-06 07:00:00', '2025-01-06 08:00:00.5' + INTERVAL seq SECOND FROM seq_{first}_to_{last};
            INSERT INTO order_items(order_id, line, sku, name, qty, unit, price)
            SELECT seq, 1, 'ATK-017', 'Buku tulis 🙏', '2', 'pcs', 'Rp 5.000' FROM seq_{first}_to_{last}""", "kampus")

    def change(self, where, seconds):
        self.server.sql(f"""UPDATE orders SET version = version + 1, status = 'PAID',
            updated_at = '2025-01-07 08:00:00' + INTERVAL {seconds} SECOND WHERE {where}""", "kampus")

    def address(self):
        return f"mysql://kampus@127.0.0.1:{self.server.port}/kampus"

    def test_run_tellsRowsAndItems_andCountsWhatItMissed(self):
        self.place(1, 1200)
        self.change("id <= 10", 1)
        self.change("id <= 10", 2)  # version 2 of ten orders is never seen
        first = self.run_in("first", "--source", "polling", "--input", self.address(), "--positions",
                            self.folder / "positions.db")
        self.assertEqual(first.code, 0, first.err)
        self.assertEqual(first.report["acked"], 1200)
        self.assertEqual(first.sql("select count(*), sum(item_count), max(version) from fact_orders"), [(1200, 1200, 3)])
        self.assertEqual(first.sql("select name from fact_order_items limit 1"), [("Buku tulis 🙏",)])
        self.assertEqual(first.report["missed"]["versions"], 20)
        self.server.sql("DELETE FROM order_items WHERE order_id <= 3; DELETE FROM orders WHERE id <= 3", "kampus")
        self.change("id BETWEEN 100 AND 104", 3)
        second = self.run_in("second", "--source", "polling", "--input", self.address(), "--positions",
                             self.folder / "positions.db")
        self.assertEqual(second.code, 0, second.err)
        self.assertEqual(second.report["acked"], 5)
        missed = second.report["missed"]
        self.assertEqual((missed["counted_by"], missed["deletes"], missed["versions"], missed["waiting"]),
                         ("versions", 3, 20, 0))

    def test_workerKilled_andServerKilled_loseNothing(self):
        self.place(1, 3000)
        with broker(self.folder) as (address, _):
            worker = ("worker", "source", "--source", "polling", "--input", self.address(), "--bootstrap", address,
                      "--positions", self.folder / "positions.db", "--poll-ms", 100)
            killed = start(*worker, "--crash", "source.acked@900", "--rate", 300)
            _, err = killed.communicate(timeout=60)
            self.assertEqual(killed.returncode, -signal.SIGKILL, err)
            process = start(*worker, "--rate", 300, "--until-idle", 10)
            self.addCleanup(process.kill)
            while len(self.keys(address)) < 1200:
                self.assertIsNone(process.poll(), "ended too early")
            self.server.kill()
            self.server.start()
            self.place(3001, 3100)
            _, err = process.communicate(timeout=120)
            self.assertEqual(process.returncode, 0, err)
            keys = self.keys(address)
            self.assertEqual(set(keys), {f"ORD-{n:08}" for n in range(1, 3101)})
            self.assertLess(len(keys), 3100 + 900)  # what was known to have arrived is not sent again

    def keys(self, address):
        return subprocess.run(["kcat", "-C", "-b", address, "-t", "raw_orders", "-o", "beginning", "-e", "-q", "-f",
                               "%k\n"], capture_output=True, text=True, timeout=60, check=True).stdout.splitlines()

    def test_aWrongPassword_isSaid(self):
        process = subprocess.run([PROGRAM, "run", "--source", "polling", "--input", self.address()], text=True,
                                 capture_output=True, timeout=60, check=False,
                                 env=dict(os.environ, LC_ALL="C.UTF-8", PK_SOURCE_PASSWORD="wrong"))
        self.assertEqual(process.returncode, 3, process.stderr)
        self.assertIn("PK_SOURCE_PASSWORD", process.stderr)
        self.assertFalse(re.search("PK_WAREHOUSE_PASSWORD", process.stderr))


if __name__ == "__main__":
    unittest.main(verbosity=2)
