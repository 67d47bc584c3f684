"""A shop's own database in MariaDB, whose orders have neither version nor item count: the real Maxwell writes all its
tables into one topic, and the bridge reads the order of its commits."""

import os
import signal
import sqlite3
import subprocess
import unittest
from pathlib import Path

from kafka_case import pk, up, wait_until
from local_mariadb import PASSWORD
from test_run_maxwell import BINLOG, MaxwellCase

TOPIC = "producer.toko"
TABLES = """
CREATE DATABASE toko CHARACTER SET utf8mb4;
CREATE TABLE toko.orders (
  id INT PRIMARY KEY AUTO_INCREMENT, order_id VARCHAR(24) NOT NULL UNIQUE, customer_id VARCHAR(24) NOT NULL,
  customer_name VARCHAR(120), currency CHAR(3) NOT NULL DEFAULT 'IDR', status VARCHAR(16) NOT NULL,
  channel VARCHAR(24) NOT NULL, ordered_at DATETIME NOT NULL, updated_at DATETIME(3) NOT NULL);
CREATE TABLE toko.order_items (
  id INT PRIMARY KEY AUTO_INCREMENT, order_id INT NOT NULL, line INT NOT NULL, sku VARCHAR(24) NOT NULL,
  name VARCHAR(120), qty VARCHAR(20), unit VARCHAR(20), price VARCHAR(32),
  FOREIGN KEY (order_id) REFERENCES orders (id));
"""


def placed(number, items, status="PAID"):
    """One transaction: an order and its items."""
    rows = ", ".join(f"({number}, {line}, 'ATK-017', 'Buku', '{line}', 'pcs', '52083')" for line in range(1, items + 1))
    return ("BEGIN; INSERT INTO orders(id, order_id, customer_id, customer_name, status, channel, ordered_at, updated_at) "
            f"VALUES ({number}, 'ORD-{number:08}', 'MHS-231045', 'Budi', '{status}', 'koperasi', "
            "'2025-11-20 10:41:00', '2025-11-20 10:42:07.900'); "
            f"INSERT INTO order_items(order_id, line, sku, name, qty, unit, price) VALUES {rows}; COMMIT;")


class Run(MaxwellCase):
    def test_ourOwnCampus_throughOneTopic(self):
        self.serve(*BINLOG)
        report = self.holds(self.begin(200, "--dirty", 0, "--one-topic", "producer.kampus"))
        self.assertEqual(list(report["groups"]["kampus-bridge"]), ["producer.kampus"])
        there = set(self.server.sql("SELECT order_id, lower(status), (SELECT count(*) FROM order_items i "
                                    "WHERE i.order_id = o.id) FROM orders o"))
        found = set(self.server.sql("SELECT order_id, status, item_count FROM fact_orders", "gudang"))
        self.assertGreater(len(there), 20)
        self.assertEqual(there - found, set())
        self.assertTrue(all(status == "cancelled" for _, status, _ in found - there))


class OwnShop(MaxwellCase):
    def setUp(self):
        super().setUp()
        self.serve(*BINLOG)
        self.server.sql(TABLES)
        self.bootstrap = up()
        self.log = self.folder / "maxwell.log"

    def start_maxwell(self):
        with open(self.log, "w", encoding="utf-8") as log:
            maxwell = subprocess.Popen(
                ["java", "-Xmx160m", "-cp", f"{os.environ['PK_MAXWELL_JARS']}/*", "com.zendesk.maxwell.Maxwell",
                 "--user=kampus", f"--password={PASSWORD}", "--host=127.0.0.1", f"--port={self.server.port}",
                 "--jdbc_options=useSSL=false", "--schema_database=toko_maxwell", "--producer=kafka",
                 f"--kafka.bootstrap.servers={self.bootstrap}", f"--kafka_topic={TOPIC}",
                 "--producer_partition_by=database", "--ignore_producer_error=false", "--output_binlog_position=true",
                 "--output_xoffset=true", "--filter=exclude: *.*, include: toko.*"],
                stdout=log, stderr=subprocess.STDOUT)
        self.addCleanup(maxwell.wait)
        self.addCleanup(maxwell.kill)
        self.assertTrue(wait_until(lambda: "Binlog connected" in Path(self.log).read_text(encoding="utf-8"), 240),
                        Path(self.log).read_text(encoding="utf-8"))
        return maxwell

    def wait_for(self, text, times=1):
        """Until it stands in the topic so often."""
        def there():
            done = subprocess.run(["kcat", "-C", "-q", "-e", "-o", "beginning", "-b", self.bootstrap, "-t", TOPIC],
                                  capture_output=True, text=True, check=False)
            return done.stdout.count(text) >= times

        self.assertTrue(wait_until(there, 90), text)

    def work(self, *arguments):
        code, _, err = pk("worker", *arguments, "--bootstrap", self.bootstrap, "--until-idle", 3)
        self.assertEqual(code, 0, err)
        return err

    def test_ordersWithoutVersions_arriveWhole_alsoWhenMaxwellIsKilled(self):
        for number in (1, 2, 3):
            self.server.sql(placed(number, number), "toko")  # there before Maxwell: they come by its bootstrap
        maxwell = self.start_maxwell()
        self.server.sql("INSERT INTO toko_maxwell.bootstrap(database_name, table_name, client_id) "
                        "VALUES ('toko', 'orders', 'maxwell'), ('toko', 'order_items', 'maxwell')")
        self.wait_for('"type":"bootstrap-complete"', 2)
        for number in range(10, 40):
            self.server.sql(placed(number, 1 + number % 4, "PENDING"), "toko")
        self.server.sql("BEGIN; UPDATE orders SET status = 'PAID' WHERE id < 20; "
                        "DELETE FROM order_items WHERE order_id = 13 AND line > 1; COMMIT", "toko")
        self.wait_for("ORD-00000039")
        err = self.work("bridge", "--one-topic", TOPIC, "--store", self.folder / "bridge.db")
        maxwell.send_signal(signal.SIGKILL)
        maxwell.wait()
        self.server.sql("BEGIN; DELETE FROM order_items WHERE order_id = 11; DELETE FROM orders WHERE id = 11; COMMIT;"
                        "INSERT INTO order_items(order_id, line, sku, name, qty, unit, price) "
                        "VALUES (2, 9, 'ATK-018', 'Pena', '4', 'pcs', '7000');" + placed(99, 2), "toko")
        self.start_maxwell()  # it sends the last of what it has sent before once more
        self.wait_for("ORD-00000099")
        err += self.work("bridge", "--one-topic", TOPIC, "--store", self.folder / "bridge.db")
        warehouse = self.folder / "warehouse.db"
        self.work("transform")
        self.work("load", "--warehouse", f"sqlite:{warehouse}")
        there = {(name, status.lower(), int(items)) for name, status, items in self.server.sql(
            "SELECT order_id, status, (SELECT count(*) FROM order_items i WHERE i.order_id = o.id) FROM orders o", "toko")}
        with sqlite3.connect(warehouse) as database:
            found = set(database.execute("SELECT order_id, status, item_count FROM fact_orders"))
            doubled = database.execute("SELECT count(*) - count(DISTINCT entity_key || '/' || version) FROM etl_audit "
                                       "WHERE action IN ('insert', 'update')").fetchone()[0]
        self.assertEqual(len(there), 33)
        self.assertEqual(found - there, {("ORD-00000011", "cancelled", 4)})
        self.assertEqual(there - found, set(), err)
        self.assertEqual(doubled, 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
