"""A small ETL with confluent-kafka that speaks the same messages as Pelatihan Kafka's own stages.

    etl.py produce   --count 100       orders into raw_orders, for any transform
    etl.py transform --until-idle 5    raw_orders -> enriched_orders, for any loader
    etl.py load      --until-idle 5    enriched_orders -> table python_orders

It does the essential and no more, so that it can be read in ten minutes: no dead letters but for what is no JSON, one
currency, no audit. The loader keeps its offsets in the database, in the transaction of its rows, and starts there: what
is delivered twice changes nothing.
"""

import argparse
import json
import os
import re
import signal
import sqlite3
import sys
import time
from datetime import datetime, timedelta, timezone
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

RAW, ENRICHED, DEAD = "raw_orders", "enriched_orders", "raw_orders.dlq"
BATCH = 500
WIB = timezone(timedelta(hours=7))
UNITS = {"pcs": 1, "buah": 1, "lusin": 12, "kodi": 20, "gros": 144, "rim": 500}


class Stop:
    """Ends the loops: a signal, or so many seconds without a record."""

    def __init__(self, until_idle, health_file):
        self.asked = False
        self.until_idle = until_idle
        self.health_file = health_file
        self.last = time.monotonic()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.ask)

    def ask(self, *_):
        self.asked = True

    def turn(self, records):
        """True while there is more to do."""
        if self.health_file:
            Path(self.health_file).touch()
        if records:
            self.last = time.monotonic()
        idle = self.until_idle > 0 and time.monotonic() - self.last > self.until_idle
        return not (self.asked or idle)


def make_topics(brokers, prefix, partitions=3):
    """Those that are there already stay as they are."""
    admin = AdminClient({"bootstrap.servers": brokers})
    present = set(admin.list_topics(timeout=20).topics)
    # Training runs in a clock of its own, months behind: kept by size, since by time all would be deleted at once.
    settings = {"retention.ms": "-1", "retention.bytes": "1073741824"}
    wanted = [NewTopic(prefix + name, partitions, config=settings) for name in (RAW, ENRICHED, DEAD)
              if prefix + name not in present]
    for future in (admin.create_topics(wanted).values() if wanted else ()):
        try:
            future.result(20)
        except KafkaException as error:
            if error.args[0].name() != "TOPIC_ALREADY_EXISTS":  # somebody else was faster
                raise


def producer_of(brokers):
    # murmur2 as the Java client: the same key goes to the same partition, whoever writes it.
    return Producer({"bootstrap.servers": brokers, "acks": "all", "enable.idempotence": True,
                     "partitioner": "murmur2_random", "linger.ms": 10})


def consumer_of(brokers, group):
    return Consumer({"bootstrap.servers": brokers, "group.id": group, "enable.auto.commit": False,
                     "auto.offset.reset": "earliest", "isolation.level": "read_committed",
                     "partition.assignment.strategy": "range"})


def flush(producer, failed):
    if producer.flush(60) > 0 or failed:
        raise RuntimeError(f"not everything was acknowledged: {failed[:1]}")


# --- produce ------------------------------------------------------------------------------------------------------

def order(number, now):
    """As a campus shop would write it: stray spaces, a price with dots, a dozen here and there."""
    unit = ("pcs", "lusin")[number % 2]
    price = ("Rp 52.500", "7500")[number % 2]
    return {"event_id": f"py-{number:08}", "event_type": "order.created", "order_id": f"PY-{number:08}", "version": 1,
            "occurred_at": now.isoformat(timespec="milliseconds"),
            "customer": {"id": f"MHS-{231000 + number % 100}", "name": "  siti   aminah ", "email": "Siti@Kampus.AC.id",
                         "city": "malang"},
            "items": [{"line": 1, "sku": "ATK-017", "name": "Buku tulis", "qty": str(1 + number % 5), "unit": unit,
                       "price": price}],
            "currency": "IDR", "status": "PAID", "channel": "Koperasi",
            "ordered_at": now.isoformat(timespec="seconds")}


def produce(options):
    make_topics(options.brokers, options.prefix)
    producer = producer_of(options.brokers)
    failed = []
    now = datetime.now(WIB)
    for number in range(1, options.count + 1):
        message = order(number, now + timedelta(milliseconds=number))
        producer.produce(options.prefix + RAW, json.dumps(message).encode(), message["order_id"].encode(),
                         headers={"event_id": message["event_id"], "source": "python"},
                         on_delivery=lambda error, _: failed.append(error) if error else None)
        producer.poll(0)
    flush(producer, failed)
    print(f"{options.count} orders written to {options.prefix}{RAW}")


# --- transform ----------------------------------------------------------------------------------------------------

def rupiah(text):
    """52500 of "Rp 52.500"; a dot with two digits behind it is a decimal one."""
    digits = re.sub(r"[^\d.,]", "", str(text))
    if re.fullmatch(r"\d+[.,]\d{1,2}", digits):
        return Decimal(digits.replace(",", "."))
    return Decimal(re.sub(r"[.,]", "", digits))


def utc(text):
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=WIB)
    return moment.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def tidy(value):
    return " ".join(value.split()) if isinstance(value, str) else value


def number(value):
    """JSON without a fraction where there is none."""
    return int(value) if value == value.to_integral_value() else float(value)


def enrich(raw):
    result = {key: tidy(value) for key, value in raw.items() if key not in ("customer", "items")}
    customer = {key: tidy(value) for key, value in raw["customer"].items()}
    for name in ("name", "city"):
        customer[name] = (customer.get(name) or "").title()
    customer["email"] = (customer.get("email") or "").lower()
    result["customer"] = customer
    for name in ("status", "channel"):
        result[name] = result[name].lower()
    for name in ("occurred_at", "ordered_at"):
        result[name] = utc(result[name])
    items, total = [], Decimal(0)
    for line, source in enumerate(raw["items"], 1):
        item = {key: tidy(value) for key, value in source.items() if key != "price"}
        factor = UNITS[(item.get("unit") or "pcs").lower()]
        qty, price = Decimal(str(item["qty"])) * factor, rupiah(source["price"])  # of one piece
        line_total = (price * qty).quantize(Decimal("0.0001"), ROUND_HALF_EVEN)
        item.update(line=item.get("line", line), qty=number(qty), unit="pcs", unit_price=number(price),
                    line_total=number(line_total))
        items.append(item)
        total += line_total
    result.update(items=items, order_total=number(total), item_count=len(items),
                  processed_at=utc(datetime.now(timezone.utc).isoformat()))
    return result


def transform(options):
    """Written and acknowledged first, then committed: nothing is lost, and what is doubled a loader absorbs."""
    make_topics(options.brokers, options.prefix)
    consumer = consumer_of(options.brokers, options.prefix + "python-transform")
    consumer.subscribe([options.prefix + RAW])
    producer = producer_of(options.brokers)
    stop, done, failed = Stop(options.until_idle, options.health_file), 0, []
    report = lambda error, _: failed.append(error) if error else None
    while True:
        messages = [m for m in consumer.consume(BATCH, 0.5) if not m.error()]
        for message in messages:
            where = f"{message.topic()[len(options.prefix):]}/{message.partition()}/{message.offset()}"
            headers = [h for h in message.headers() or [] if h[0] != "raw_position"] + [("raw_position", where)]
            try:
                value = json.dumps(enrich(json.loads(message.value()))).encode()
                producer.produce(options.prefix + ENRICHED, value, message.key(), headers=headers, on_delivery=report)
            except (ValueError, KeyError, TypeError, ArithmeticError) as error:
                headers.append(("__connect.errors.exception.message", repr(error)))
                producer.produce(options.prefix + DEAD, message.value(), message.key(), headers=headers,
                                 on_delivery=report)
        if messages:
            flush(producer, failed)
            consumer.commit(asynchronous=False)
            done += len(messages)
        if not stop.turn(messages):
            break
    consumer.close()
    print(f"{done} records transformed")


# --- load ---------------------------------------------------------------------------------------------------------

class Store:
    """python_orders and its offsets, in MySQL or, with a path, in SQLite."""

    def __init__(self, path):
        self.sqlite = path is not None
        if self.sqlite:
            self.db = sqlite3.connect(path, isolation_level=None)
        else:
            import pymysql
            self.db = pymysql.connect(host=os.environ["DB_HOST"], port=int(os.environ.get("DB_PORT", 3306)),
                                      user=os.environ["DB_USERNAME"], password=os.environ["DB_PASSWORD"],
                                      database=os.environ["DB_DATABASE"], charset="utf8mb4", autocommit=True)
        self.run("CREATE TABLE IF NOT EXISTS python_orders (order_id VARCHAR(64) PRIMARY KEY, version BIGINT NOT NULL,"
                 " status VARCHAR(32), customer_name VARCHAR(120), total DECIMAL(20,4), item_count INTEGER)")
        self.run("CREATE TABLE IF NOT EXISTS python_offsets (topic VARCHAR(120), part INTEGER,"
                 " next_offset BIGINT NOT NULL, PRIMARY KEY (topic, part))")

    def run(self, sql, values=()):
        cursor = self.db.cursor()
        cursor.execute(sql.replace("%s", "?") if self.sqlite else sql, values)
        return cursor.fetchall()

    def offsets(self):
        return {(topic, part): offset for topic, part, offset in
                self.run("SELECT topic, part, next_offset FROM python_offsets")}

    def store(self, orders, offsets):
        """All or nothing: the newer version of an order wins, whatever comes first."""
        self.run("BEGIN")
        try:
            for order_id, *rest in orders:
                known = self.run("SELECT version FROM python_orders WHERE order_id = %s", (order_id,))
                if not known:
                    self.run("INSERT INTO python_orders VALUES (%s, %s, %s, %s, %s, %s)", (order_id, *rest))
                elif known[0][0] <= rest[0]:
                    self.run("UPDATE python_orders SET version = %s, status = %s, customer_name = %s, total = %s,"
                             " item_count = %s WHERE order_id = %s", (*rest, order_id))
            for (topic, part), offset in offsets.items():
                self.run("REPLACE INTO python_offsets VALUES (%s, %s, %s)", (topic, part, offset))
            self.run("COMMIT")
        except Exception:
            self.run("ROLLBACK")
            raise


def row_of(value):
    order_ = json.loads(value)
    return (order_["order_id"], int(order_.get("version") or 0), order_.get("status"),
            (order_.get("customer") or {}).get("name"), str(order_["order_total"]), int(order_["item_count"]))


def load(options):
    make_topics(options.brokers, options.prefix)
    store = Store(options.sqlite)
    consumer = consumer_of(options.brokers, options.prefix + "python-loader")
    kept = store.offsets()

    def assigned(member, partitions):
        kept.update(store.offsets())
        member.assign([TopicPartition(p.topic, p.partition, kept.get((p.topic, p.partition), OFFSET_BEGINNING))
                       for p in partitions])

    consumer.subscribe([options.prefix + ENRICHED], on_assign=assigned)
    stop, done, passed_over = Stop(options.until_idle, options.health_file), 0, 0
    while True:
        messages = [m for m in consumer.consume(BATCH, 0.5) if not m.error()]
        rows, offsets = [], {}
        for message in messages:
            offsets[(message.topic(), message.partition())] = message.offset() + 1
            try:
                rows.append(row_of(message.value()))
            except (ValueError, KeyError, TypeError) as error:
                passed_over += 1
                print(f"{message.topic()}/{message.partition()}/{message.offset()}: {error!r}", file=sys.stderr)
        if messages:
            store.store(rows, offsets)
            # For Kafka's tools, which show the lag by it; the truth is in the database.
            consumer.commit(offsets=[TopicPartition(t, p, o) for (t, p), o in offsets.items()], asynchronous=False)
            done += len(rows)
        if not stop.turn(messages):
            break
    consumer.close()
    print(f"{done} records loaded, {passed_over} passed over")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("produce", "transform", "load"))
    parser.add_argument("--brokers", default=os.environ.get("KAFKA_BROKERS", "127.0.0.1:9092"))
    parser.add_argument("--prefix", default="", help="stands before the names of topics and groups")
    parser.add_argument("--count", type=int, default=100, help="of produce: how many orders")
    parser.add_argument("--until-idle", type=float, default=0, help="end after so many seconds without a record")
    parser.add_argument("--sqlite", help="of load: this file instead of the MySQL server of DB_HOST, DB_DATABASE, …")
    parser.add_argument("--health-file", help="is touched at every turn")
    options = parser.parse_args()
    {"produce": produce, "transform": transform, "load": load}[options.what](options)


if __name__ == "__main__":
    main()
