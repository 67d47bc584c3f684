#!/usr/bin/env python3
"""Records what the real Maxwell writes for statements.sql, so that the emulation can be compared with it.

    record.py --program pelatihan-kafka --maxwell FOLDER --kafka FOLDER

Starts MariaDB and a local Kafka of its own in a temporary folder, and Maxwell twice: with its default
producer_partition_by=database and with primary_key. The folders hold the jars of compose/maxwell/pom.xml and of
compose/pom.xml. Writes maxwell.jsonl beside this file: one line a record, topic by topic and in the topic's order.
"""

import argparse
import getpass
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCHEMA = HERE.parents[2] / "resources/kampus/schema.sql"
TABLES = ["activities", "catatan", "jenis", "order_items", "orders", "students"]
# The topic's prefix tells the two Maxwells apart; it is no part of what is compared.
PARTITION_BY = ["database", "primary_key"]
PARTITIONS = 3
QUIET_S = 15


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_until(what, done, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if done():
            return
        time.sleep(0.2)
    raise RuntimeError(f"{what} did not come in {seconds} s")


class MariaDb:
    """A server of its own; Maxwell reads its binlog.

    It calls itself MySQL 5.6: Maxwell 1.22 takes a MariaDB for a MySQL 5.5 and leaves the fractions of seconds out.
    The zone is Maxwell's own: what a bootstrap reads would be shifted by the difference.
    """

    def __init__(self, folder):
        self.port = free_port()
        self.socket = f"{folder}/db.sock"
        data = f"{folder}/db"
        user = getpass.getuser()
        subprocess.run(["mariadb-install-db", "--no-defaults", f"--datadir={data}", f"--user={user}",
                        "--auth-root-authentication-method=normal", "--skip-test-db"], check=True, capture_output=True)
        with open(f"{folder}/db.log", "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                ["mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={self.socket}", f"--port={self.port}",
                 "--bind-address=127.0.0.1", f"--user={user}", "--server-id=1", "--log-bin=binlog",
                 "--binlog-format=ROW", "--binlog-row-image=FULL", "--binlog-annotate-row-events=OFF", "--old-mode=",
                 "--character-set-server=utf8mb4", "--sql-mode=STRICT_TRANS_TABLES,NO_BACKSLASH_ESCAPES",
                 "--version=5.6.51-log", "--innodb-buffer-pool-size=32M"],
                stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_until("MariaDB", lambda: self.sql("SELECT 1", check=False) == 0)
        except RuntimeError:
            self.process.kill()
            raise

    def sql(self, text, database=None, check=True):
        done = subprocess.run(["mariadb", "--no-defaults", f"--socket={self.socket}", "-uroot", "--comments",
                               "--default-character-set=utf8mb4", *([database] if database else [])],
                              input=text, text=True, capture_output=True)
        if check and done.returncode:
            raise RuntimeError(f"{done.stderr}\n{text}")
        return done.returncode


def start_maxwell(folder, jars, db, bootstrap, partition_by, number):
    with open(f"{folder}/maxwell-{partition_by}.log", "w", encoding="utf-8") as log:
        return subprocess.Popen(
            ["java", "-Xmx160m", "-cp", f"{jars}/*", "com.zendesk.maxwell.Maxwell",
             "--user=maxwell", "--password=maxwell", "--host=127.0.0.1", f"--port={db.port}", "--producer=kafka", f"--kafka.bootstrap.servers={bootstrap}",
             f"--kafka_topic={partition_by}.%{{database}}.%{{table}}", f"--producer_partition_by={partition_by}",
             "--ignore_producer_error=false", "--filter=exclude: *.*, include: kampus.*, exclude: kampus.shop_progress",
             "--jdbc_options=useSSL=false", f"--client_id={partition_by}", f"--replica_server_id={number}",
             f"--schema_database=maxwell_{partition_by}"],
            stdout=log, stderr=subprocess.STDOUT)


def topics_of(partition_by):
    return [f"{partition_by}.kampus.{table}" for table in TABLES]


def create_topics(bootstrap):
    """By asking for them: the local Kafka makes each with three partitions."""
    def is_there(topic):
        told = subprocess.run(["kcat", "-L", "-J", "-b", bootstrap, "-t", topic], capture_output=True, text=True, check=True)
        return [len(found["partitions"]) for found in json.loads(told.stdout)["topics"]] == [PARTITIONS]

    for topic in topics_of(PARTITION_BY[0]) + topics_of(PARTITION_BY[1]):
        wait_until(topic, lambda: is_there(topic))


def records_of(bootstrap, topic):
    separator = "\x1e"
    form = separator.join(["%p", "%o", "%k", "%s\n"])
    done = subprocess.run(["kcat", "-C", "-q", "-e", "-o", "beginning", "-b", bootstrap, "-t", topic, "-f", form],
                          capture_output=True, text=True, check=True)
    rows = [line.split(separator) for line in done.stdout.split("\n") if line]
    return sorted(([int(p), int(o), key, value] for p, o, key, value in rows), key=lambda r: (r[0], r[1]))


def record(program, maxwell_jars, kafka_jars, out_file):
    folder = tempfile.mkdtemp(prefix="pk-maxwell-")
    environment = dict(os.environ, PK_KAFKA_JARS=kafka_jars, XDG_DATA_HOME=folder, LC_ALL="C.UTF-8")
    maxwells, db = [], None
    try:
        up = subprocess.run([program, "env", "up", "local"], env=environment, capture_output=True, text=True)
        found = re.search(r"127\.0\.0\.1:\d+", up.stdout + up.stderr)
        if up.returncode or not found:
            raise RuntimeError(up.stdout + up.stderr)
        bootstrap = found[0]
        create_topics(bootstrap)
        db = MariaDb(folder)
        db.sql("CREATE DATABASE kampus CHARACTER SET utf8mb4; CREATE USER maxwell@'%' IDENTIFIED BY 'maxwell';"
               "GRANT ALL ON *.* TO maxwell@'%';")
        db.sql(SCHEMA.read_text(encoding="utf-8"), "kampus")
        for number, partition_by in enumerate(PARTITION_BY, start=11):
            maxwells.append(start_maxwell(folder, maxwell_jars, db, bootstrap, partition_by, number))
        for partition_by in PARTITION_BY:
            log = Path(folder, f"maxwell-{partition_by}.log")
            wait_until("Maxwell", lambda: "Binlog connected" in log.read_text(), 240)
        run_statements(db, bootstrap)
        wait_until_quiet(bootstrap)
        with open(out_file, "w", encoding="utf-8") as out:
            for partition_by in PARTITION_BY:
                for table, topic in zip(TABLES, topics_of(partition_by)):
                    for partition, _, key, value in records_of(bootstrap, topic):
                        out.write(json.dumps({"partition_by": partition_by, "table": table, "partition": partition,
                                              "key": key, "value": value}, ensure_ascii=False) + "\n")
    finally:
        for process in maxwells + ([db.process] if db else []):
            process.terminate()
        for process in maxwells + ([db.process] if db else []):
            process.wait(30)
        subprocess.run([program, "env", "down", "local"], env=environment, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


def run_statements(db, bootstrap):
    """A bootstrap begins as soon as Maxwell sees the request, before row events that it has not read yet: so the
    request waits for them, and the next statements for its end."""
    part = []
    for line in (HERE / "statements.sql").read_text(encoding="utf-8").splitlines():
        asked = re.match(r"-- bootstrap (\w+)", line)
        if not asked:
            part.append(line)
            continue
        db.sql("\n".join(part), "kampus")
        part = []
        wait_until_quiet(bootstrap)
        for partition_by in PARTITION_BY:
            db.sql(f"INSERT INTO maxwell_{partition_by}.bootstrap (database_name, table_name, client_id) "
                   f"VALUES ('kampus', '{asked[1]}', '{partition_by}')")
            topic = f"{partition_by}.kampus.{asked[1]}"
            wait_until("bootstrap", lambda: any("bootstrap-complete" in r[3] for r in records_of(bootstrap, topic)))
    if "".join(part).strip():
        raise RuntimeError("statements.sql ends with a bootstrap: it tells when all has arrived")


def wait_until_quiet(bootstrap):
    """Both Maxwells have written equally many records, and for some seconds no more: each begins when it likes."""
    def count(partition_by):
        ends = [word for topic in topics_of(partition_by) for p in range(PARTITIONS) for word in ("-t", f"{topic}:{p}:-1")]
        told = subprocess.run(["kcat", "-Q", "-b", bootstrap, *ends], capture_output=True, text=True, check=True)
        return sum(int(offset) for offset in re.findall(r"offset (\d+)", told.stdout))

    def counts():
        return [count(partition_by) for partition_by in PARTITION_BY]

    def quiet():
        before = counts()
        time.sleep(QUIET_S)
        return len(set(before)) == 1 and before == counts()
    wait_until("the last record", quiet)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--program", required=True)
    arguments.add_argument("--maxwell", required=True)
    arguments.add_argument("--kafka", required=True)
    options = arguments.parse_args()
    record(options.program, options.maxwell, options.kafka, HERE / "maxwell.jsonl")


if __name__ == "__main__":
    main()
