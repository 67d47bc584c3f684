"""Prints how much faster the program's workers are than the same stages in plain Python, on one Kafka broker and one
MariaDB server, in turns. Not a test: it takes some minutes, and depends on what else the machine does.

    PK_KAFKA_JARS=build/dev/kafka python3 tests/cluster/bench_python.py [--program build/dev/bin/pelatihan-kafka]

It makes a virtual environment with confluent-kafka and a MySQL client beside the build, which needs a network once. Each
stage is one process. What is measured is what has arrived, asked from outside: the end of the output topic, the stored
offsets. The first five hundredths are left out, in which clients connect and groups form. At the end it checks that both
have done the same work: same orders, items and audit rows.

Exit code: 0 all targets met; 1 they did not do the same work, or it could not be measured; 3 a target missed.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "tests/mariadb"), str(ROOT / "tests/pipeline"), str(ROOT / "tests/environment")]

import python_env
from local_mariadb import LocalMariaDb, PASSWORD, die_with_parent, reason_to_skip as no_mariadb

ROUNDS = 3
ORDERS = 200_000
BY_ROW = 5_000
LEFT_OUT = 0.05
DONE, FAILED, MISSED = 0, 1, 3
SAME = {
    "orders": "SELECT count(*), sum(version), sum(total_e4), sum(item_count), sum(occurred_at), sum(raw_offset), "
              "sum(crc32(concat_ws('|', order_id, event_id, status, customer_id, customer_name, customer_email, "
              "customer_city, channel, currency, correlation_id, raw_topic, raw_partition))) FROM fact_orders",
    "items": "SELECT count(*), sum(version), sum(qty_e3), sum(unit_price_e4), sum(line_total_e4), "
             "sum(crc32(concat_ws('|', order_id, line, sku, name, unit, discount_e4))) FROM fact_order_items",
    "audit": "SELECT action, count(*), sum(src_offset), sum(raw_offset), "
             "sum(crc32(concat_ws('|', entity_key, version, payload_sha256, correlation_id))) FROM etl_audit "
             "GROUP BY action ORDER BY action",
}


class Rate:
    """Records a second between the first look that shows more than LEFT_OUT of them and the last."""

    def __init__(self, seen, total):
        self.seen, self.total, self.begin = seen, total, None

    def wait(self, process):
        deadline = time.monotonic() + 900
        while True:
            now, count = time.monotonic(), self.seen()
            if self.begin is None and count >= self.total * LEFT_OUT:
                self.begin = (now, count)
            if count >= self.total:
                self.begin = self.begin or (now, count)
                return (count - self.begin[1]) / (now - self.begin[0]) if now > self.begin[0] else float("inf")
            if process.poll() is not None or now > deadline:
                sys.exit(f"{process.args[:3]} ended with {process.poll()} after {count} of {self.total}")
            time.sleep(0.02)


@dataclass
class Measured:
    rate: float  # records a second
    client_us: float  # processor time a record: of the stage's process
    server_us: float  # and of the database


def cpu_us(process):
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1_000_000 / os.sysconf("SC_CLK_TCK")


class Bench:
    def __init__(self, program, bootstrap, server, python):
        from confluent_kafka import Consumer
        from confluent_kafka.admin import AdminClient
        self.program, self.bootstrap, self.server, self.python = program, bootstrap, server, python
        self.watcher = Consumer({"bootstrap.servers": bootstrap, "group.id": "bench-watcher", "log_level": 0})
        self.admin = AdminClient({"bootstrap.servers": bootstrap})

    def ends(self, topic):
        """How many records a topic has; 0 while it has no leaders."""
        from confluent_kafka import KafkaException, TopicPartition
        try:
            return sum(self.watcher.get_watermark_offsets(TopicPartition(topic, p), timeout=10)[1] for p in range(3))
        except KafkaException:
            return 0

    def topic(self, name):
        from confluent_kafka.admin import NewTopic
        for made in self.admin.create_topics([NewTopic(name, 3, 1)]).values():
            made.result()

    def worker(self, *arguments):
        return subprocess.Popen([str(word) for word in (self.program, "worker", arguments[0], "--bootstrap",
                                                        self.bootstrap, *arguments[1:])],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=die_with_parent)

    def script(self, *arguments):
        return subprocess.Popen([str(word) for word in (self.python, HERE / "python_stack.py", arguments[0],
                                                        "--bootstrap", self.bootstrap, *arguments[1:])],
                                preexec_fn=die_with_parent)

    def measured(self, process, seen, total):
        server_before = cpu_us(self.server.process.pid)
        rate = Rate(seen, total).wait(process)
        measured = Measured(rate, cpu_us(process.pid) / total, (cpu_us(self.server.process.pid) - server_before) / total)
        process.terminate()
        process.wait()
        return measured

    def transform_program(self, number):
        before = self.ends("enriched_orders")
        process = self.worker("transform", "--group", f"bench-{number}")
        return self.measured(process, lambda: self.ends("enriched_orders") - before, ORDERS)

    def transform_python(self, number):
        topic = f"python_enriched_{number}"
        self.topic(topic)
        return self.measured(self.script("transform", "--group", f"python-{number}", "--output", topic, "--until",
                                         ORDERS), lambda: self.ends(topic), ORDERS)

    def watch(self, database):
        """Asks over a connection of its own that stays: a client started each time would cost more than it sees."""
        import pymysql
        connection = pymysql.connect(host="127.0.0.1", port=self.server.port, user="kampus", password=PASSWORD,
                                     database=database, autocommit=True)

        def seen():
            with connection.cursor() as cursor:
                try:
                    cursor.execute("SELECT coalesce(sum(next_offset), 0) FROM etl_offsets")
                    return int(cursor.fetchone()[0])
                except pymysql.err.ProgrammingError:
                    return 0
        return seen

    def load_program(self, database):
        self.server.sql(f"CREATE DATABASE {database}", "")
        process = self.worker("load", "--group", database, "--warehouse", self.server.address(database))
        return self.measured(process, self.watch(database), ORDERS)

    def load_python(self, database, like, by, driver, orders):
        """Into tables that are those of the program's warehouse `like`, indexes included."""
        self.server.sql(f"CREATE DATABASE {database}", "")
        for table in ("fact_orders", "fact_order_items", "etl_audit", "etl_offsets"):
            self.server.sql(f"CREATE TABLE {database}.{table} LIKE {like}.{table}", "")
        process = self.script("load", "--group", database, "--database", self.server.address(database), "--by", by,
                              "--driver", driver, "--until", orders)
        return self.measured(process, self.watch(database), orders)

    def same_work(self, one, other):
        same = True
        for what, query in SAME.items():
            first, second = self.server.sql(query, one), self.server.sql(query, other)
            print(f"  {what} of both: " + ("the same" if first == second else f"NOT THE SAME: {first}, {second}"), flush=True)
            same = same and first == second
        return same


def median(measured, what):
    return statistics.median(getattr(one, what) for one in measured)


def compared(name, ours, theirs, target):
    """Prints rates, and the processor time behind them: on a busy machine that alone can be trusted. Whether the rate
    reaches the target."""
    ratio = median(ours, "rate") / median(theirs, "rate")
    print(f"  {name:<34} {median(ours, 'rate'):>9,.0f} /s beside {median(theirs, 'rate'):>9,.0f} /s = {ratio:5.1f} x"
          f"   target >= {target}" + ("" if ratio >= target else "   MISSED"))
    spent = [median(side, "client_us") + median(side, "server_us") for side in (ours, theirs)]
    print(f"  {'processor time a record':<34} "
          + " beside ".join(f"{median(side, 'client_us'):.1f} + {median(side, 'server_us'):.1f} us" for side in
                            (ours, theirs)) + f" (stage + database) = {spent[1] / spent[0]:5.1f} x", flush=True)
    return ratio >= target


def exit_code(same_work, targets_met):
    if not same_work:
        return FAILED
    return DONE if all(targets_met) else MISSED


def measure(bench, drivers, flush):
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; {ORDERS:,} orders, medians of {ROUNDS}; "
          f"innodb_flush_log_at_trx_commit={flush} for all", flush=True)
    source = bench.worker("source", "--orders", ORDERS, "--dirty", 0, "--seed", 7)
    if source.wait() != 0:
        sys.exit("the source could not produce")
    # The loaders come first, while the topic holds every order once.
    transforms = [bench.transform_program(0)]
    ours, by_driver = [], {driver: [] for driver in drivers}
    for number in range(ROUNDS):
        ours.append(bench.load_program(f"app_{number}"))
        for driver in drivers:
            by_driver[driver].append(bench.load_python(f"{driver}_{number}", f"app_{number}", "batch", driver, ORDERS))
    met = [compared(f"load, executemany by {driver}", ours, rates, 3) for driver, rates in by_driver.items()]
    row = [bench.load_python("by_row", "app_0", "row", drivers[-1], min(BY_ROW, ORDERS))]
    met.append(compared(f"load, row by row by {drivers[-1]}", ours, row, 20))
    same = bench.same_work("app_0", f"{drivers[0]}_0")

    theirs = [bench.transform_python(0)]
    for number in range(1, ROUNDS):
        transforms.append(bench.transform_program(number))
        theirs.append(bench.transform_python(number))
    met.append(compared("transform", transforms, theirs, 4))
    return exit_code(same, met)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=Path, default=ROOT / "build/dev/bin/pelatihan-kafka")
    parser.add_argument("--venv", type=Path, default=ROOT / "build/python-stack")
    parser.add_argument("--orders", type=int, default=ORDERS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--flush", type=int, choices=(0, 1, 2), default=1, help="of the server, for all loaders")
    arguments = parser.parse_args()
    try:
        python = python_env.python_of(arguments.venv)
    except (OSError, subprocess.SubprocessError) as error:
        sys.exit(str(error))
    if Path(sys.prefix).resolve() != arguments.venv.resolve():
        os.execv(python, [str(python), *sys.argv])
    globals().update(ORDERS=arguments.orders, ROUNDS=arguments.rounds)
    os.environ.update(PK_PROGRAM=str(arguments.program.resolve()), PK_SOURCE_DIR=str(ROOT), LC_ALL="C.UTF-8")

    from kafka_case import reason_to_skip as no_kafka
    reason = no_kafka() or no_mariadb(os.environ["PK_PROGRAM"])
    if reason:
        sys.exit(reason)
    os.environ["PK_WAREHOUSE_PASSWORD"] = PASSWORD
    drivers = ["pymysql"]
    if subprocess.run([python, "-c", "import MySQLdb"], capture_output=True, check=False).returncode == 0:
        drivers.insert(0, "mysqlclient")
    with tempfile.TemporaryDirectory(prefix="pk-bench-") as folder:
        os.environ["XDG_DATA_HOME"] = folder
        up = subprocess.run([os.environ["PK_PROGRAM"], "env", "up", "local"], capture_output=True, text=True, check=False)
        if up.returncode != 0:
            sys.exit(up.stderr)
        server = LocalMariaDb(f"--innodb-flush-log-at-trx-commit={arguments.flush}", "--innodb-log-file-size=256M")
        try:
            return measure(Bench(os.environ["PK_PROGRAM"], up.stdout.strip(), server, python), drivers, arguments.flush)
        finally:
            server.close()
            subprocess.run([os.environ["PK_PROGRAM"], "env", "down", "local"], capture_output=True, check=False)


if __name__ == "__main__":
    sys.exit(main())
