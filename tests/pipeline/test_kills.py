"""Workers killed at random moments: every record in the raw topic has one effect in the warehouse or dead letters of
one distinct origin. What is checked is read with kcat and Python's own SQLite, by code that shares nothing with the
stages."""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import unittest

from books import Books
from program import RunCase, broker, start

ORDERS = 20000
KILLS = 20
SEED = 11


class Kills(RunCase):
    def worker(self, address, stage):
        arguments = ["worker", stage, "--bootstrap", address, "--until-idle", 12]
        if stage == "load":
            arguments += ["--warehouse", f"sqlite:{self.folder}/warehouse.db"]
        return start(*arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def test_twenty_kills_lose_and_double_nothing(self):
        dice = random.Random(SEED)
        with broker(self.folder) as (address, _):
            workers = {stage: self.worker(address, stage) for stage in ("transform", "load")}
            source = start("worker", "source", "--bootstrap", address, "--orders", ORDERS, "--rate", 250, "--seed", SEED,
                           "--dirty", 10, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            for _ in range(KILLS):
                time.sleep(dice.uniform(0.5, 6.5))
                stage = dice.choice(["transform", "load"])
                workers[stage].send_signal(signal.SIGKILL)
                workers[stage].wait()
                workers[stage] = self.worker(address, stage)
            _, err = source.communicate(timeout=300)
            self.assertEqual(source.returncode, 0, err)
            for worker in workers.values():
                self.assertEqual(worker.wait(timeout=120), 0)
            with sqlite3.connect(self.folder / "warehouse.db") as database:
                books = Books(address, lambda sql: database.execute(sql).fetchall())
        print(f"{len(books.raw)} raw records, {len(books.dead)} dead letters, {books.copies()} redelivered")
        books.check(self, ORDERS)


if __name__ == "__main__":
    if shutil.which("kcat") is None:
        print("SKIP: kcat is not installed (apt-get install kcat)")
        sys.exit(77)
    unittest.main()
