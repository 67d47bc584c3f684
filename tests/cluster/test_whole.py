"""The whole of it at once: a real Kafka, a real MariaDB, a hundred thousand orders. What came of them is counted by the
database's own client and by Kafka's own tool."""

import os
import unittest

from kafka_case import KafkaCase
from local_mariadb import LocalMariaDb, PASSWORD, reason_to_skip
from program import PROGRAM

ORDERS = 100_000


class Whole(KafkaCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        reason = reason_to_skip(PROGRAM)
        if reason:
            raise unittest.SkipTest(reason)

    def setUp(self):
        super().setUp()
        self.server = LocalMariaDb()
        self.addCleanup(self.server.close)
        os.environ["PK_WAREHOUSE_PASSWORD"] = PASSWORD
        self.server.sql("CREATE DATABASE gudang CHARACTER SET utf8mb4")

    def test_hundredThousandOrders_throughKafkaIntoMariaDb_areAllThere_once(self):
        run = self.run_in("whole", "--env", "local", "--orders", ORDERS, "--seed", 11,
                          warehouse=self.server.address("gudang"))
        self.assertEqual(run.code, 0, run.err)
        report = run.report
        self.assertTrue(report["verified"], run.err)
        self.assertEqual((report["acked"], report["lost"], report["duplicates"]), (ORDERS, 0, 0))

        def number(statement):
            return int(self.server.sql(statement, "gudang")[0][0])

        # Each record that was acknowledged once, by the row of the audit that says what became of it, or aside.
        self.assertEqual(number("SELECT count(DISTINCT raw_topic, raw_partition, raw_offset) FROM etl_audit"),
                         ORDERS - report["dead_lettered"] - report["filtered"])
        self.assertEqual(number("SELECT count(*) FROM fact_orders"),
                         number("SELECT count(DISTINCT order_id) FROM fact_orders"))
        self.assertEqual(number("SELECT count(*) FROM fact_orders o WHERE o.item_count <> "
                                "(SELECT count(*) FROM fact_order_items i WHERE i.load_id = o.load_id)"), 0)
        beside = self.run_in("beside", "--orders", ORDERS, "--seed", 11)
        self.assertEqual(beside.code, 0, beside.err)
        self.assertEqual(report["checksum"], beside.report["checksum"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
