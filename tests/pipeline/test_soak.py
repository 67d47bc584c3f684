"""A long run costs no more memory than a short one, and kills under full load lose and double nothing."""

import random
import signal
import sqlite3
import subprocess
import time
import unittest

from program import RunCase, broker, start

FEW, MANY = 300_000, 1_000_000
KILLED = 1_200_000  # for some kills, on a quick machine, too
SEED = 5


class Memory(RunCase):
    def test_a_million_orders_need_no_more_than_a_third_of_them(self):
        few = self.run_in("few", "--orders", FEW, "--seed", SEED, timeout=300)
        many = self.run_in("many", "--orders", MANY, "--seed", SEED, timeout=900)
        for run, orders in ((few, FEW), (many, MANY)):
            self.assertEqual(run.code, 0, run.err)
            self.assertEqual((run.report["acked"], run.report["lost"], run.report["duplicates"]), (orders, 0, 0))
            self.assertLessEqual(run.report["peak_rss_mb"], 256)
        ratio = many.report["peak_rss_mb"] / few.report["peak_rss_mb"]
        print(f"peak memory {few.report['peak_rss_mb']} MB at {FEW}, {many.report['peak_rss_mb']} MB at {MANY}: {ratio:.2f}")
        self.assertLessEqual(ratio, 1.10)


class Kills(RunCase):
    def worker(self, address, stage):
        arguments = ["worker", stage, "--bootstrap", address, "--until-idle", 10]
        if stage == "load":
            arguments += ["--warehouse", f"sqlite:{self.folder}/warehouse.db"]
        process = start(*arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def test_kills_under_full_load_lose_and_double_nothing(self):
        dice = random.Random(SEED)
        kills = 0
        with broker(self.folder) as (address, _):
            workers = {stage: self.worker(address, stage) for stage in ("transform", "load")}
            source = start("worker", "source", "--bootstrap", address, "--orders", KILLED, "--seed", SEED, "--dirty", 0,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.addCleanup(source.communicate)
            self.addCleanup(source.kill)
            while source.poll() is None:
                time.sleep(dice.uniform(5, 9))  # a member that was killed is missed after 3.5 s
                stage = dice.choice(["transform", "load"])
                workers[stage].send_signal(signal.SIGKILL)
                workers[stage].wait()
                workers[stage] = self.worker(address, stage)
                kills += 1
            self.assertEqual(source.returncode, 0)
            for worker in workers.values():
                self.assertEqual(worker.wait(timeout=300), 0)
        print(f"{kills} kills")
        self.assertGreater(kills, 1)
        with sqlite3.connect(self.folder / "warehouse.db") as database:
            positions, effects, doubled = database.execute("""
                select count(*), sum(effects), sum(effects > 1) from (
                    select sum(action in ('insert', 'update')) as effects from etl_audit
                    group by raw_topic, raw_partition, raw_offset)""").fetchone()
            ranges = database.execute("""
                select sum(last + 1) from (select max(raw_offset) as last from etl_audit group by raw_partition)""").fetchone()
        self.assertEqual(positions, KILLED, "lost")
        self.assertEqual(ranges, (KILLED,), "a gap, or records from nowhere")
        self.assertEqual(doubled, 0)
        self.assertGreater(effects, KILLED * 0.9)


if __name__ == "__main__":
    unittest.main()
