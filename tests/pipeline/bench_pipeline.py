"""Prints how fast the pipeline is and what it costs, each figure with its target beside it. Not a test: it takes
some minutes, wants a machine that does nothing else, and a missed target is printed, not failed.

    python3 tests/pipeline/bench_pipeline.py [--program build/release/bin/pelatihan-kafka]

The program is the one that ./run.sh builds and starts. The bench_* programs of the build with tests must be there, too;
they measure the stages alone. Figures are medians of ROUNDS.
Ends with 1 only when something could not be measured or a run was not verified.
"""

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3
ORDERS = 300_000
MANY_ORDERS = 1_000_000
RATE = 1_000
RATE_SECONDS = 20


def median(values):
    return statistics.median(values)


def output_of(*command):
    process = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, text=True, check=False)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return process.stdout


def stage_alone(program, argument, pattern):
    """The median rate that a bench_* program prints: the group of `pattern`."""
    if not program.exists():
        sys.exit(f"{program} is missing. Build it first: cmake --build {program.parents[2]}")
    rates = []
    for _ in range(ROUNDS):
        found = re.search(pattern, output_of(program, *argument))
        if found is None:
            sys.exit(f"{program.name} printed no line like {pattern}")
        rates.append(float(found.group(1)))
    return median(rates)


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class Pipeline:
    """`run` in a folder of its own; gives the report and the processor time of the program and its broker."""

    def __init__(self, program):
        self.program = program

    def run(self, *arguments, session=False):
        with tempfile.TemporaryDirectory(prefix="pk-bench-") as folder:
            report = Path(folder, "report.json")
            command = [self.program, "run", "--seed", 7, "--warehouse", f"sqlite:{folder}/warehouse.db",
                       "--report", report, *arguments]
            if session:
                command += ["--session", Path(folder, "run.session")]
            before = cpu_seconds()
            process = subprocess.run(list(map(str, command)), stderr=subprocess.PIPE, text=True, check=False)
            spent = cpu_seconds() - before
            if process.returncode != 0:
                sys.exit(f"the run ended with {process.returncode}:\n{process.stderr}")
            return json.loads(report.read_text(encoding="utf-8")), spent


class Table:
    """Lines of name, figure, target. A target is a comparison and a number: (">=", 55_000) or ("<=", 30)."""

    def heading(self, text):
        print(f"\n{text}", flush=True)

    def line(self, name, value, unit, target=None, digits=0):
        figure = f"{value:,.{digits}f}"
        text = f"  {name:<44} {figure:>11} {unit:<12}"
        if target:
            comparison, number = target
            met = value >= number if comparison == ">=" else value <= number
            text += f" target {comparison} {number:,.{digits}f}" + ("" if met else "   MISSED")
        print(text.rstrip(), flush=True)


def measure_stages(tests, table):
    """The rate of the slowest stage when it runs alone, with its clients and its broker."""
    table.heading(f"Engines alone, one core, medians of {ROUNDS}")
    engines = (
        ("generator", "extract/bench_generator", (), r"orders, 5 % dirty\s+(\d+) records/s", 400_000),
        ("transform engine", "transform/bench_transform", (0.5,), r"median (\d+) orders/s", 200_000),
        ("warehouse writer", "warehouse/bench_warehouse", (100_000,),
         r"effectively-once 2000 a transaction:\s+(\d+) orders/s", 80_000),
    )
    for name, program, argument, pattern, target in engines:
        table.line(name, stage_alone(tests / program, argument, pattern), "orders/s", (">=", target))
    table.heading(f"Stages alone, reading and writing a broker, medians of {ROUNDS}")
    printed = output_of(tests / "pipeline/bench_stages", 80_000, ROUNDS)
    rates = {name: float(rate) for name, rate in re.findall(r"^(\w+) +(\d+) orders/s$", printed, re.MULTILINE)}
    for name, rate in rates.items():
        table.line(name, rate, "orders/s")
    return min(rates.values())


def measure_chain(pipeline, slowest, table):
    plain, recorded = [], []
    for _ in range(ROUNDS):  # in turns, so that a slow minute of the machine meets both
        # Without the three seconds of a group's first join, which are no work.
        plain.append(pipeline.run("--orders", ORDERS, "--static-assignment"))
        recorded.append(pipeline.run("--orders", ORDERS, "--static-assignment", session=True))
    rate = median(report["throughput_per_s"]["end_to_end"] for report, _ in plain)
    chain = median(report["cpu_us_per_record"] for report, _ in plain)
    cpu = median(spent for _, spent in plain) / ORDERS * 1e6
    cpu_recorded = median(spent for _, spent in recorded) / ORDERS * 1e6
    table.heading(f"run --orders {ORDERS}, medians of {ROUNDS}")
    table.line("end to end", rate, "orders/s", (">=", 55_000))
    table.line("  of the slowest stage alone", rate / slowest, "", (">=", 0.6), digits=2)
    table.line("processor time, broker included", chain, "us an order", ("<=", 30), digits=1)
    table.line("  with the start and the proof afterwards", cpu, "us an order", digits=1)
    table.line("  with --session, as ratio", cpu_recorded / cpu, "", ("<=", 1.1), digits=2)
    return median(report["peak_rss_mb"] for report, _ in plain)


def measure_parts(tests, table):
    printed = output_of(tests / "pipeline/bench_parts", 100_000, ROUNDS)
    table.heading(f"What parts cost, the same run in turns with and without them, medians of {ROUNDS}")
    for part, target in (("journal", ("<=", 15)), ("follower", None)):
        costs = re.search(rf"without the {part} .* costs (-?[\d.]+) % of the throughput and (-?[\d.]+) %", printed)
        if costs is None:
            sys.exit(f"bench_parts printed nothing of the {part}")
        table.line(f"{part}, of the throughput", float(costs.group(1)), "%", target, digits=1)
        table.line(f"{part}, of the processor time", float(costs.group(2)), "%", target, digits=1)


def measure_memory(pipeline, peak, table):
    many, _ = pipeline.run("--orders", MANY_ORDERS)
    table.heading("Memory of the program (its broker is another process, bounded by 5 MiB a partition)")
    table.line(f"peak at {ORDERS:,} orders", peak, "MB", ("<=", 256))
    table.line(f"peak at {MANY_ORDERS:,} orders", many["peak_rss_mb"], "MB", ("<=", 256))
    table.line("  as ratio", many["peak_rss_mb"] / peak, "", ("<=", 1.10), digits=2)


def measure_latency(pipeline, table):
    report, spent = pipeline.run("--orders", RATE * RATE_SECONDS, "--rate", RATE)
    table.heading(f"From produced to committed in the warehouse, {RATE}/s for {RATE_SECONDS} s")
    table.line("p50", report["latency_ms"]["p50"], "ms", ("<=", 40))
    table.line("p99", report["latency_ms"]["p99"], "ms", ("<=", 100))
    table.line("processor time", 100 * spent / report["duration_s"], "% of a core", ("<=", 40))


def measure_start(pipeline, table):
    static = [pipeline.run("--orders", 1_000, "--static-assignment")[0]["startup_ms"] for _ in range(ROUNDS)]
    with_group = [pipeline.run("--orders", 1_000)[0]["startup_ms"] for _ in range(ROUNDS)]

    def of(reports, key):
        return median(start[key] for start in reports)

    table.heading(f"Start, medians of {ROUNDS}")
    table.line("broker ready", of(with_group, "broker"), "ms", ("<=", 250))
    table.line("first record acknowledged", of(with_group, "first_ack"), "ms", ("<=", 1_000))
    table.line("first row, --static-assignment", of(static, "first_row"), "ms", ("<=", 1_000))
    table.line("first row, with a group (it waits 3 s)", of(with_group, "first_row"), "ms", ("<=", 4_500))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/bin/pelatihan-kafka")
    program = parser.parse_args().program.resolve()
    if not program.exists():
        sys.exit(f"{program} is missing. Build it first: ./run.sh --version")
    os.environ["LC_ALL"] = "C.UTF-8"
    tests = ROOT / "build/dev/tests"
    print(f"{program}\n{os.cpu_count()} processors, load before the start {os.getloadavg()[0]:.1f}")
    table, pipeline = Table(), Pipeline(program)
    slowest = measure_stages(tests, table)
    peak = measure_chain(pipeline, slowest, table)
    measure_parts(tests, table)
    measure_memory(pipeline, peak, table)
    measure_latency(pipeline, table)
    measure_start(pipeline, table)


if __name__ == "__main__":
    main()
