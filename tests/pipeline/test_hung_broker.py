"""A broker that hangs (SIGSTOP: its sockets stay open and nothing answers) must not hold up the end: Ctrl-C takes five
seconds at most, with a sentence, the documented exit code, and a report of what is known."""

import json
import re
import signal
import time
import unittest

from program import RunCase, broker, start

WITHIN = 5.0


def wait_for_rows(process):
    """Reads the progress lines until rows have arrived in the warehouse."""
    for line in process.stderr:
        loaded = re.search(r"loaded ([\d,.]+)", line)
        if loaded and loaded.group(1) != "0":
            return
    raise AssertionError("no row arrived")


class HungBroker(RunCase):
    def interrupt(self, process, hung):
        """SIGSTOP to the broker, SIGINT to the program; gives its exit code, what it said, and the seconds it took."""
        hung.send_signal(signal.SIGSTOP)
        try:
            time.sleep(0.3)  # requests are under way now
            begun = time.monotonic()
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=60)
            return process.returncode, err, time.monotonic() - begun
        finally:
            hung.send_signal(signal.SIGCONT)

    def run_against(self, address, *arguments):
        return start("run", "--bootstrap", address, "--orders", 0, "--rate", 2000, "--progress", "--warehouse",
                     f"sqlite:{self.folder}/warehouse.db", "--report", self.folder / "report.json", *arguments)

    def test_an_interrupted_run_ends_in_time_and_reports(self):
        for arguments in ((), ("--static-assignment",)):
            with self.subTest(arguments=arguments), broker(self.folder) as (address, hung):
                process = self.run_against(address, *arguments)
                wait_for_rows(process)
                code, err, seconds = self.interrupt(process, hung)
                self.assertEqual(code, 130, err)
                self.assertLess(seconds, WITHIN)
                self.assertIn("did not answer in time", err)
                self.assertIn("Not verified", err)
                report = json.loads((self.folder / "report.json").read_text(encoding="utf-8"))
                self.assertFalse(report["verified"])
                self.assertGreater(report["loaded"], 0)
                self.assertIn("did not answer in time", report["error"])

    def test_a_broker_that_hangs_for_a_while_is_said_and_reported_and_the_run_goes_on(self):
        with broker(self.folder) as (address, hung):
            process = self.run_against(address, "--static-assignment", "--orders", 30_000)
            wait_for_rows(process)
            hung.send_signal(signal.SIGSTOP)
            said = []
            try:
                for line in process.stderr:
                    said.append(line)
                    if line.startswith("broker: There has been no answer for ten seconds."):
                        break
            finally:
                hung.send_signal(signal.SIGCONT)
            _, err = process.communicate(timeout=120)
            self.assertEqual(process.returncode, 0, err)
            self.assertIn("broker: goes on.", err)
            report = json.loads((self.folder / "report.json").read_text(encoding="utf-8"))
            self.assertTrue(report["verified"])
            self.assertEqual([e["times"] for e in report["errors"] if e["member"] == "broker"], [1])

    def test_interrupted_workers_end_in_time(self):
        for stage in ("source", "transform", "load"):
            with self.subTest(stage=stage), broker(self.folder) as (address, hung):
                source = None
                arguments = ["--orders", 0, "--rate", 1000] if stage == "source" else []
                if stage == "load":
                    arguments += ["--warehouse", f"sqlite:{self.folder}/warehouse.db"]
                if stage != "source":
                    source = start("worker", "source", "--bootstrap", address, "--orders", 0, "--rate", 1000)
                process = start("worker", stage, "--bootstrap", address, "--progress", *arguments)
                for line in process.stderr:
                    if stage == "load" or re.search(r"(acknowledged|transformed) [1-9]", line):
                        break
                code, err, seconds = self.interrupt(process, hung)
                if source:
                    source.kill()
                    source.communicate()
                self.assertEqual(code, 130, err)
                self.assertLess(seconds, WITHIN)


if __name__ == "__main__":
    unittest.main()
