"""`worker`: what it says while something is wrong, when it has nothing more to do, and what it leaves behind."""

import re
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

from program import RunCase, SOURCE, broker, start


class WorkerCase(RunCase):
    def worker(self, stage, address, *arguments):
        if stage == "load":
            arguments += ("--warehouse", f"sqlite:{self.folder}/warehouse.db")
        process = start("worker", stage, "--bootstrap", address, *arguments)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def ended(self, process, timeout=60):
        _, err = process.communicate(timeout=timeout)
        return process.returncode, err

    def rows(self):
        with sqlite3.connect(f"file:{self.folder}/warehouse.db?mode=ro", uri=True) as database:
            return database.execute("select count(*) from etl_audit").fetchone()[0]


class Worker(WorkerCase):
    def test_until_idle_counts_after_joining_and_all_is_worked(self):
        with broker(self.folder) as (address, _):
            source = self.worker("source", address, "--orders", 3000, "--dirty", 0)
            code, err = self.ended(source)
            self.assertEqual(code, 0, err)
            # A second is less than the three that joining takes: without work it must not end before it has joined.
            workers = [self.worker(stage, address, "--until-idle", 1) for stage in ("transform", "load")]
            code, err = self.ended(workers[0])
            self.assertEqual(code, 0, err)
            self.assertRegex(err, r"transformed 3,?000")
            code, err = self.ended(workers[1])
            self.assertEqual(code, 0, err)
            late = self.worker("load", address, "--until-idle", 1)
            self.assertEqual(self.ended(late)[0], 0)
            self.assertEqual(self.rows(), 3000)

    def test_a_broker_that_goes_is_said_once(self):
        with broker(self.folder) as (address, process):
            transform = self.worker("transform", address, "--progress")
            self.assertIn("acknowledged", transform.stderr.readline())
            process.send_signal(signal.SIGKILL)
            process.wait()
            time.sleep(8)
            transform.send_signal(signal.SIGINT)
            code, err = self.ended(transform)
            self.assertEqual(code, 130, err)
            said = [line for line in err.splitlines() if line.startswith("transform-0: ")]
            self.assertGreaterEqual(len(said), 1, err)
            self.assertEqual(len(said), len(set(re.sub(r" \[.*", "", line) for line in said)), err)

    @unittest.skipIf(shutil.which("kcat") is None, "kcat is not installed")
    def test_bad_lines_of_a_file_lie_in_the_dead_letters_with_file_line_and_reason(self):
        file = SOURCE / "tests/data/toko_sumber_rejeki.csv"
        with broker(self.folder) as (address, _):
            code, err = self.ended(self.worker("source", address, "--source", "csv", "--input", file, "--mapping",
                                               file.with_suffix(".mapping.json")))
            self.assertEqual(code, 0, err)
            self.assertIn("no records and lie in the dead letters: 3.", err)
            letters = subprocess.run(["kcat", "-C", "-b", address, "-t", "raw_orders.dlq", "-o", "beginning", "-e", "-q",
                                      "-f", "%h\\n"], check=True, capture_output=True, text=True, timeout=60).stdout
            lines = sorted(int(number) for number in re.findall(r"pk_line=(\d+)", letters))
            self.assertEqual(lines, [8, 10, 11])
            self.assertEqual(letters.count("pk_file=toko_sumber_rejeki.csv"), 3, letters)
            self.assertEqual(len(re.findall(r"__connect\.errors\.exception\.message=[A-Z][^,]{10,}", letters)), 3, letters)
            self.assertEqual(self.ended(self.worker("transform", address, "--until-idle", 1))[0], 0)
            self.assertEqual(self.ended(self.worker("load", address, "--until-idle", 1))[0], 0)
            self.assertEqual(self.rows(), 4)  # one of the five is sold by the litre, which no rule knows

    def test_activities_go_through_a_broker_as_it_is(self):
        with broker(self.folder) as (address, _):
            code, err = self.ended(self.worker("source", address, "--dataset", "activities", "--orders", 200))
            self.assertEqual(code, 0, err)
            self.assertRegex(err, "acknowledged 200")


class LoaderInTrouble(WorkerCase):
    """A broker with orders in the enriched topic, and a warehouse that has them."""

    def setUp(self):
        super().setUp()
        running = broker(self.folder)
        self.address, _ = running.__enter__()
        self.addCleanup(running.__exit__, None, None, None)
        self.transform = self.worker("transform", self.address, "--progress")
        self.produce(50)
        self.assertEqual(self.ended(self.worker("load", self.address, "--until-idle", 1))[0], 0)

    def produce(self, orders):
        self.produced = getattr(self, "produced", 0) + orders
        source = self.worker("source", self.address, "--orders", orders, "--seed", self.produced, "--dirty", 0)
        self.assertEqual(self.ended(source)[0], 0)
        for line in self.transform.stderr:
            done = re.search(r"transformed (\d+)", line)
            if done and int(done.group(1)) == self.produced:
                return

    def lock(self):
        database = sqlite3.connect(self.folder / "warehouse.db", isolation_level=None)
        self.addCleanup(database.close)
        database.execute("begin immediate")
        return database

    def test_a_locked_warehouse_is_one_line_and_one_when_it_goes_on(self):
        database = self.lock()
        self.produce(100)
        loader = self.worker("load", self.address)
        self.assertIn("load-0: ", loader.stderr.readline())
        time.sleep(6)  # it tries again all the while
        database.execute("rollback")
        self.assertEqual(loader.stderr.readline().strip(), "load-0: goes on.")
        loader.send_signal(signal.SIGINT)
        code, err = self.ended(loader)
        self.assertEqual(code, 130)
        self.assertEqual(len(err.strip().splitlines()), 1, err)  # the sum alone
        self.assertEqual(self.rows(), 150)

    def test_a_warehouse_that_stays_locked_ends_an_idle_worker_with_code_3(self):
        self.lock()
        self.produce(50)
        code, err = self.ended(self.worker("load", self.address, "--until-idle", 1))
        self.assertEqual(code, 3, err)
        self.assertIn("is read again at the next start", err)

    def test_a_partition_left_alone_is_said(self):
        with sqlite3.connect(self.folder / "warehouse.db") as database:
            database.execute("update etl_offsets set next_offset = 100000 where topic = 'enriched_orders' and partition = 1")
        code, err = self.ended(self.worker("load", self.address, "--until-idle", 1))
        self.assertEqual(code, 0, err)
        self.assertEqual(len(re.findall(r"left alone.*enriched_orders/1", err)), 1, err)


if __name__ == "__main__":
    unittest.main()
