"""A real Kafka whose groups never come to rest: members join, leave and die every second for a minute. What came of
it is counted from the topics, by kcat, and from the warehouse; no stage is asked."""

import signal
import sqlite3
import subprocess
import time
import unittest
from itertools import count

from kafka_case import KafkaCase, up
from program import origins_in, start

SECONDS = 60
RATE = 300
ORDERS = SECONDS * RATE


class Storm(KafkaCase):
    def worker(self, stage, *arguments, slot=None, **options):
        if stage == "load":
            arguments += ("--warehouse", f"sqlite:{self.folder}/w.db")
        if slot is not None:
            arguments += ("--slot", slot)
        if stage != "source":
            arguments += ("--semantics", self.semantics, "--commit-every", 100)
        options.setdefault("stderr", subprocess.DEVNULL)
        process = start("worker", stage, "--bootstrap", self.bootstrap, *arguments, stdout=subprocess.DEVNULL, **options)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def storm(self):
        self.bootstrap = up()
        source = self.worker("source", "--orders", ORDERS, "--rate", RATE, "--seed", 11)
        rest = [self.worker("transform", slot=0), self.worker("load", slot=0)]
        guests = []
        for turn in count():
            if source.poll() is not None:
                break
            # Slots come round again: whoever has one fences what a killed predecessor has left.
            guests.append(self.worker(("transform", "load")[turn % 2], slot=1 + turn % 5))
            if len(guests) > 3:
                gone = guests.pop(0)
                gone.send_signal((signal.SIGINT, signal.SIGKILL, signal.SIGINT)[turn % 3])
            time.sleep(1)
        self.assertEqual(source.returncode, 0)
        for process in guests + rest:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
        last = [self.worker(stage, "--until-idle", 12, slot=0, stderr=subprocess.PIPE) for stage in ("transform", "load")]
        for process in last:
            _, err = process.communicate(timeout=240)
            self.assertEqual(process.returncode, 0, err)

    def check(self):
        enriched = origins_in(self.bootstrap, "enriched_orders")
        dead = origins_in(self.bootstrap, "raw_orders.dlq")
        self.assertEqual(set(enriched) & set(dead), set())
        self.assertEqual(len(enriched) + len(dead), ORDERS)
        with sqlite3.connect(f"file:{self.folder}/w.db?mode=ro", uri=True) as database:
            audited, doubled = (database.execute(f"select count(*) from (select raw_partition, raw_offset from etl_audit "
                                                 f"{which})").fetchone()[0]
                                for which in ("group by raw_partition, raw_offset",
                                              "where action in ('insert', 'update') group by raw_partition, raw_offset "
                                              "having count(*) > 1"))
        self.assertEqual((audited, doubled), (len(enriched), 0))
        return enriched + dead

    def test_effectivelyOnce_everyRecordHasOneEffect(self):
        self.semantics = "effectively-once"
        self.storm()
        self.check()

    def test_transactions_everyRecordHasOneOutcomeInTheTopicsToo(self):
        self.semantics = "transactions"
        self.storm()
        self.assertEqual([origin for origin, times in self.check().items() if times > 1], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
