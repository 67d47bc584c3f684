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

    @unittest.skipIf(shutil.which("kcat") is None, "kcat is not installed")
    def test_a_member_that_is_gone_without_a_word_is_waited_for_and_that_is_said_once(self):
        with broker(self.folder) as (address, _):
            self.assertEqual(self.ended(self.worker("source", address, "--orders", 100))[0], 0)
            member = subprocess.Popen(["kcat", "-u", "-b", address, "-G", "kampus-transform", "raw_orders", "-X",
                                       "auto.offset.reset=earliest", "-X", "session.timeout.ms=20000"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            member.stdout.readline()  # it has its partitions
            member.kill()
            member.communicate()
            waiting = self.worker("transform", address, "--until-idle", 1)
            self.assertIn("waits for partitions of the group kampus-transform", waiting.stderr.readline())
            waiting.send_signal(signal.SIGINT)
            code, err = self.ended(waiting)
            self.assertEqual((code, "waits for" in err), (130, False), err)

    @unittest.skipIf(shutil.which("kcat") is None, "kcat is not installed")
    def test_a_broker_that_a_foreign_strategy_breaks_says_so(self):
        with broker(self.folder) as (address, process):
            self.assertEqual(self.ended(self.worker("source", address, "--orders", 100))[0], 0)
            first = ["kcat", "-u", "-b", address, "-G", "g", "raw_orders", "-X", "auto.offset.reset=earliest"]
            second = ["-X", "partition.assignment.strategy=cooperative-sticky"]
            with subprocess.Popen(first, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as member:
                self.addCleanup(member.kill)
                member.stdout.readline()
                with subprocess.Popen(first + second, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as other:
                    self.addCleanup(other.kill)
                    _, err = process.communicate(timeout=60)
                    other.kill()
                member.kill()
            self.assertEqual(process.returncode, 3, err)
            self.assertIn("partition.assignment.strategy", err.splitlines()[-1])

    def test_all_topics_that_a_stage_misses_are_named_at_once_and_no_others(self):
        with broker(self.folder, "--topics", "raw_orders:2,enriched_orders:2") as (address, _):
            for stage, missing in (("source", "raw_orders.dlq"), ("transform", "raw_orders.dlq, raw_orders.filtered"),
                                   ("load", "enriched_orders.dlq, warehouse_events")):
                with self.subTest(stage=stage):
                    code, err = self.ended(self.worker(stage, address, "--until-idle", 1))
                    self.assertEqual(code, 2, err)
                    self.assertEqual(len(err.strip().splitlines()), 1, err)
                    self.assertEqual(set(re.search(r"make them there: ([^ ]+(?:, [^ ]+)*)\. Nothing", err).group(1).split(", ")),
                                     set(missing.split(", ")))
                    topics = re.search(r"pelatihan-kafka broker --topics (\S+)", err).group(1).split(",")
                    self.assertEqual(set(topics), {f"{name}:2" for name in
                                                   ["raw_orders", "enriched_orders", *missing.split(", ")]})

    def test_a_broker_with_the_topics_of_a_stage_alone_is_enough_for_it(self):
        with broker(self.folder, "--topics", "raw_orders:2,raw_orders.dlq:2") as (address, _):
            code, err = self.ended(self.worker("source", address, "--orders", 10))
            self.assertEqual(code, 0, err)
            self.assertRegex(err, "acknowledged 10")

    def test_a_folder_is_no_warehouse(self):
        for arguments in (("run", "--orders", "10"), ("worker", "load", "--bootstrap", "127.0.0.1:1")):
            with self.subTest(arguments=arguments), broker(self.folder) as (address, _):
                process = start(*(address if each == "127.0.0.1:1" else each for each in arguments), "--warehouse",
                                f"sqlite:{self.folder}")
                code, err = self.ended(process)
                self.assertEqual(code, 2, err)
                self.assertIn("is a folder", err)

    def test_a_loader_of_another_group_has_the_same_rows_for_itself(self):
        with broker(self.folder) as (address, _):
            self.assertEqual(self.ended(self.worker("source", address, "--orders", 300, "--dirty", 0))[0], 0)
            self.assertEqual(self.ended(self.worker("transform", address, "--until-idle", 1))[0], 0)
            for group in ("kampus-loader", "other"):
                code, err = self.ended(self.worker("load", address, "--until-idle", 1, "--group", group))
                self.assertEqual(code, 0, err)
            with sqlite3.connect(f"file:{self.folder}/warehouse.db?mode=ro", uri=True) as database:
                self.assertEqual(database.execute("select group_id, count(*) from etl_audit group by 1").fetchall(),
                                 [("kampus-loader", 300), ("other", 300)])
                self.assertEqual(database.execute("select distinct group_id from etl_audit where action in ('insert', 'update')")
                                 .fetchall(), [("kampus-loader",)])

    def test_activities_go_through_a_broker_as_it_is(self):
        with broker(self.folder) as (address, _):
            code, err = self.ended(self.worker("source", address, "--dataset", "activities", "--orders", 200))
            self.assertEqual(code, 0, err)
            self.assertRegex(err, "acknowledged 200")


    @unittest.skipIf(shutil.which("kcat") is None, "kcat is not installed")
    def test_records_that_retention_took_end_a_worker_with_code_1(self):
        with broker(self.folder) as (address, _):
            self.assertEqual(self.ended(self.worker("source", address, "--orders", 300))[0], 0)
            self.assertEqual(self.ended(self.worker("transform", address, "--until-idle", 1))[0], 0)
            # Another program heeds no guard: the log keeps 5 MiB a partition.
            lines = self.folder / "lines"
            lines.write_text(("x" * 9_999 + "\n") * 800, encoding="utf-8")
            subprocess.run(["kcat", "-P", "-b", address, "-t", "raw_orders", "-p", "1", "-X", "linger.ms=0", "-X",
                            "batch.num.messages=10", "-l", lines], check=True, timeout=60)
            code, err = self.ended(self.worker("transform", address, "--until-idle", 1))
            self.assertEqual(code, 1, err)
            lost = re.search(r"Lost: ([\d,]+)\.", err)
            dead = re.search(r"dead letters ([\d,]+)", err)
            self.assertEqual(int(lost.group(1)) + int(dead.group(1)), 800, err)
            # To a group that comes later it was never promised, but it hears of it.
            code, err = self.ended(self.worker("transform", address, "--until-idle", 1, "--group", "late"))
            self.assertEqual(code, 0, err)
            begin = re.search(r"reads for the first time, and the log begins at offset (\d+).*\[raw_orders/1\]", err)
            self.assertGreater(int(begin.group(1)), 0, err)
            self.assertNotIn("Lost:", err)
            # That it was interrupted does not bring them back.
            subprocess.run(["kcat", "-P", "-b", address, "-t", "raw_orders", "-p", "1", "-X", "linger.ms=0", "-X",
                            "batch.num.messages=10", "-l", lines], check=True, timeout=60)
            interrupted = self.worker("transform", address)
            self.assertIn("deleted by retention", interrupted.stderr.readline())
            interrupted.send_signal(signal.SIGINT)
            code, err = self.ended(interrupted)
            self.assertEqual((code, "Lost: " in err), (1, True), err)
            # What is lost is lost once: the next one goes on and has nothing to complain of.
            code, err = self.ended(self.worker("transform", address, "--until-idle", 1))
            self.assertEqual(code, 0, err)


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
        self.assertNotIn("load-0: ", err)  # the sum alone
        self.assertEqual(self.rows(), 150)

    def test_a_warehouse_that_stays_locked_ends_an_idle_worker_with_code_3(self):
        self.lock()
        self.produce(50)
        code, err = self.ended(self.worker("load", self.address, "--until-idle", 1))
        self.assertEqual(code, 3, err)
        self.assertIn("is read again at the next start", err)

    def test_a_warehouse_that_is_removed_stops_the_loader_and_all_is_read_again(self):
        self.assertEqual(self.rows(), 50)
        loader = self.worker("load", self.address, "--progress")
        self.assertIn("loaded", loader.stderr.readline())
        for file in self.folder.glob("warehouse.db*"):
            file.unlink()
        code, err = self.ended(loader)  # without a record to store
        self.assertEqual(code, 3, err)
        self.assertIn("removed or replaced while it was in use", err)
        self.produce(20)
        self.assertEqual(self.ended(self.worker("load", self.address, "--until-idle", 1))[0], 0)
        self.assertEqual(self.rows(), 70)

    def test_a_stored_offset_of_another_log_is_said_and_all_is_read_again(self):
        with sqlite3.connect(self.folder / "warehouse.db") as database:
            database.execute("update etl_offsets set next_offset = 100000 where topic = 'enriched_orders' and partition = 1")
        code, err = self.ended(self.worker("load", self.address, "--until-idle", 1))
        self.assertEqual(code, 0, err)
        self.assertEqual(len(re.findall(r"made anew.*\[enriched_orders/1\]", err)), 1, err)


if __name__ == "__main__":
    unittest.main()
