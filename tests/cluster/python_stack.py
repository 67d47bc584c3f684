"""The same transform and the same loader as one would write them in plain Python: confluent-kafka and a MySQL client.
bench_python.py starts it beside the program's own workers.

    python_stack.py transform --bootstrap ADDRESS --group G --output TOPIC --until N
    python_stack.py load      --bootstrap ADDRESS --group G --database mysql://USER@HOST:PORT/DB --until N
                              [--by row|batch] [--driver pymysql|mysqlclient]

The transform does the steps of the shipped configuration, as far as clean orders need them. The loader writes what the
program's writes, into the same tables: order, items, one audit row a message, next offsets, in one transaction. `row`
takes one message at a time, `batch` up to 2,000 with executemany(), which both clients make multi-row statements of.
"""

import argparse
import hashlib
import json
import os
import re
import signal
import time
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import urlsplit

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition

BATCH = 2000
ROOT = Path(__file__).resolve().parents[2]
UNITS = json.loads((ROOT / "resources/transform/units.id.json").read_text(encoding="utf-8"))["units"]


def consumer_of(arguments):
    return Consumer({"bootstrap.servers": arguments.bootstrap, "group.id": arguments.group,
                     "enable.auto.commit": False, "auto.offset.reset": "earliest"})


def taken(consumer, limit):
    messages = consumer.consume(limit, 0.1)
    for message in messages:
        if message.error():
            raise KafkaException(message.error())
    return messages


# ---- transform

def text_of(value):
    return value.strip() if isinstance(value, str) else value


def money(value):
    if isinstance(value, str):
        digits = re.sub(r"[^0-9,.-]", "", value)
        value = digits.replace(".", "").replace(",", ".") if "," in digits else digits
    return float(value)


def plain(number):
    """Without a fraction that is none, as the program writes it."""
    return int(number) if number == int(number) else round(number, 4)


def instant(value):
    if isinstance(value, (int, float)):
        moment = datetime.fromtimestamp(value / 1000 if value > 1e11 else value, timezone.utc)
    else:
        moment = datetime.fromisoformat(value.replace("Z", "+00:00")).astimezone(timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def enrich(order):
    for name in ("items", "customer"):
        if isinstance(order[name], str):
            order[name] = json.loads(order[name])
    customer = order["customer"]
    for name in ("order_id", "status", "ordered_at"):
        if order.get(name) is None:
            raise ValueError(f"{name} is missing")
    for name, value in customer.items():
        customer[name] = text_of(value)
    customer["email"] = customer["email"].lower()
    customer["name"] = customer["name"].title()
    customer["city"] = customer["city"].title()
    for name in ("status", "channel"):
        order[name] = text_of(order[name]).lower()
    order["currency"] = text_of(order.get("currency") or "IDR").upper()
    total, lines = 0.0, set()
    for item in order["items"]:
        for name, value in item.items():
            item[name] = text_of(value)
        if item["line"] in lines:
            raise ValueError("a line stands twice")
        lines.add(item["line"])
        unit = UNITS[(item.get("unit") or "pcs").lower()]
        price = money(item.pop("price"))
        quantity = float(item["qty"]) * unit["factor"]
        if quantity < 0:
            raise ValueError("a quantity is negative")
        line_total = price * quantity * (1 - float(item.get("discount") or 0))
        item["qty"], item["unit"] = plain(quantity), unit["base"]
        item["unit_price"], item["line_total"] = plain(price), plain(line_total)
        total += line_total
    order["occurred_at"] = instant(order["occurred_at"])
    order["ordered_at"] = instant(order["ordered_at"])
    order["order_total"], order["item_count"] = plain(total), len(order["items"])
    order["processed_at"] = instant(time.time())
    return order


def transform(arguments):
    failed = []
    producer = Producer({"bootstrap.servers": arguments.bootstrap, "acks": "all", "enable.idempotence": True,
                         "linger.ms": 10, "queue.buffering.max.messages": 200000})
    consumer = consumer_of(arguments)
    consumer.subscribe(["raw_orders"])

    def delivered(error, _):
        if error:
            failed.append(error)

    done = 0
    while done < arguments.until:
        for message in taken(consumer, BATCH):
            position = f"{message.topic()}/{message.partition()}/{message.offset()}".encode()
            headers = [*(message.headers() or []), ("raw_position", position)]
            try:
                topic, value = arguments.output, json.dumps(enrich(json.loads(message.value()))).encode()
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                topic, value = arguments.output + ".dlq", message.value()
                headers.append(("__connect.errors.exception.message", str(error).encode()))
            producer.produce(topic, value, message.key(), headers=headers, on_delivery=delivered)
            done += 1
        producer.flush()  # nothing is committed before it is there
        if failed:
            raise KafkaException(failed[0])
        if done:
            consumer.commit(asynchronous=False)
    signal.pause()  # as a consumer would wait for more


# ---- load

ORDERS = ("load_id", "order_id", "version", "event_id", "status", "customer_id", "customer_name", "customer_email",
          "customer_city", "channel", "currency", "total_e4", "item_count", "ordered_at", "occurred_at",
          "correlation_id", "raw_topic", "raw_partition", "raw_offset", "src_topic", "src_partition", "src_offset",
          "loaded_at")
ITEMS = ("load_id", "order_id", "line", "version", "sku", "name", "qty_e3", "unit", "unit_price_e4", "discount_e4",
         "line_total_e4")
AUDIT = ("cluster", "group_id", "src_topic", "src_partition", "src_offset", "epoch", "raw_topic", "raw_partition",
         "raw_offset", "entity", "entity_key", "version", "action", "payload_sha256", "correlation_id", "batch_id", "at")
CLUSTER = "python"


def insert(table, columns, update=()):
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"
    if update:
        sql += " ON DUPLICATE KEY UPDATE " + ", ".join(f"{name} = VALUES({name})" for name in update)
    return sql


UPSERT_ORDER = insert("fact_orders", ORDERS, ORDERS[2:])
INSERT_ITEM = insert("fact_order_items", ITEMS)
INSERT_AUDIT = insert("etl_audit", AUDIT)
ADVANCE = ("UPDATE etl_offsets SET next_offset = %s, owner = 'python', at = %s WHERE cluster = %s AND group_id = %s AND "
           "topic = %s AND `partition` = %s AND next_offset = %s")


def millis(text):
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000) if text else None


def e4(number):
    return None if number is None else round(number * 10000)


class Loader:
    def __init__(self, arguments):
        address = urlsplit(arguments.database)
        if arguments.driver == "mysqlclient":
            import MySQLdb as driver
        else:
            import pymysql as driver
        self.connection = driver.connect(host=address.hostname, port=address.port, user=address.username,
                                         password=os.environ["PK_WAREHOUSE_PASSWORD"], database=address.path[1:],
                                         charset="utf8mb4")
        self.cursor = self.connection.cursor()
        self.cursor.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")
        self.connection.commit()
        self.group = arguments.group
        self.by_row = arguments.by == "row"
        self.next_offset = {}

    def start(self, topic, partitions):
        """The stored next offsets, which are made where they are missing."""
        for partition in partitions:
            self.cursor.execute("INSERT INTO etl_offsets(cluster, group_id, topic, `partition`, next_offset, epoch, "
                                "owner, at) VALUES (%s, %s, %s, %s, 0, 0, 'python', 0) ON DUPLICATE KEY UPDATE "
                                "cluster = cluster", (CLUSTER, self.group, topic, partition))
            self.cursor.execute("SELECT next_offset FROM etl_offsets WHERE cluster = %s AND group_id = %s AND topic = %s "
                                "AND `partition` = %s", (CLUSTER, self.group, topic, partition))
            self.next_offset[topic, partition] = self.cursor.fetchone()[0]
        self.connection.commit()
        return self.next_offset

    def many(self, sql, rows):
        if self.by_row:
            for row in rows:
                self.cursor.execute(sql, row)
        elif rows:
            self.cursor.executemany(sql, rows)

    def load(self, messages):
        now = int(time.time() * 1000)
        parsed = [(message, json.loads(message.value())) for message in messages]
        keys = list({order["order_id"] for _, order in parsed})
        stored = {}
        self.cursor.execute("SELECT order_id, load_id, version, occurred_at, event_id FROM fact_orders WHERE order_id IN ("
                            + ", ".join(["%s"] * len(keys)) + ")", keys)
        for key, load_id, version, occurred_at, event_id in self.cursor.fetchall():
            stored[key] = (load_id, (version, occurred_at), event_id)
        self.cursor.execute("SELECT coalesce(max(load_id), 0) FROM fact_orders")
        next_load = self.cursor.fetchone()[0] + 1

        newest = {key: entry[1:] for key, entry in stored.items()}
        winners, audit, advances = {}, [], {}
        first = messages[0]
        batch = f"{first.topic()}/{first.partition()}/{first.offset()}@0"
        for message, order in parsed:
            headers = {name: value.decode() for name, value in message.headers() or []}
            raw = headers.get("raw_position", "//").split("/")
            raw = (raw[0], int(raw[1]), int(raw[2])) if raw[0] else (None, None, None)
            key, version = order["order_id"], order["version"]
            rank = (version, millis(order["occurred_at"]))
            if key in newest and order["event_id"] == newest[key][1]:
                action = "unchanged"
            elif key in newest and rank < newest[key][0]:
                action = "superseded"
            else:
                action = "update" if key in newest else "insert"
                newest[key] = (rank, order["event_id"])
                winners[key] = (message, order, raw, headers.get("correlation_id"))
            audit.append((CLUSTER, self.group, message.topic(), message.partition(), message.offset(), 0, *raw, "order",
                          key, version, action, hashlib.sha256(message.value()).hexdigest(),
                          headers.get("correlation_id"), batch, now))
            place = (message.topic(), message.partition())
            advances[place] = message.offset() + 1
        orders, items, replaced = [], [], []
        for key, (message, order, raw, correlation) in winners.items():
            if key in stored:
                load_id = stored[key][0]
                replaced.append((load_id,))
            else:
                load_id, next_load = next_load, next_load + 1
            customer = order["customer"]
            orders.append((load_id, key, order["version"], order["event_id"], order["status"], customer["id"],
                           customer.get("name"), customer.get("email"), customer.get("city"), order.get("channel"),
                           order["currency"], e4(order["order_total"]), order["item_count"], millis(order["ordered_at"]),
                           millis(order["occurred_at"]), correlation, *raw, message.topic(), message.partition(),
                           message.offset(), now))
            for item in order["items"]:
                items.append((load_id, key, item["line"], order["version"], item["sku"], item.get("name"),
                              round(item["qty"] * 1000), item["unit"], e4(item["unit_price"]), e4(item.get("discount") or 0),
                              e4(item["line_total"])))
        self.many(UPSERT_ORDER, orders)
        if self.by_row:
            self.many("DELETE FROM fact_order_items WHERE load_id = %s", replaced)
        elif replaced:
            self.cursor.execute("DELETE FROM fact_order_items WHERE load_id IN ("
                                + ", ".join(["%s"] * len(replaced)) + ")", [load_id for load_id, in replaced])
        self.many(INSERT_ITEM, items)
        self.many(INSERT_AUDIT, audit)
        for (topic, partition), offset in advances.items():
            expected = self.next_offset[topic, partition]
            changed = self.cursor.execute(ADVANCE, (offset, now, CLUSTER, self.group, topic, partition, expected))
            if changed != 1:
                raise RuntimeError("somebody else loads this partition")
            self.next_offset[topic, partition] = offset
        self.connection.commit()


def load(arguments):
    loader = Loader(arguments)
    consumer = consumer_of(arguments)

    def begin(consumer, partitions):
        known = loader.start(partitions[0].topic, [p.partition for p in partitions])
        consumer.assign([TopicPartition(p.topic, p.partition, known[p.topic, p.partition]) for p in partitions])

    consumer.subscribe(["enriched_orders"], on_assign=begin)
    done = 0
    while done < arguments.until:
        messages = taken(consumer, 1 if loader.by_row else min(BATCH, arguments.until - done))
        if messages:
            loader.load(messages)
            done += len(messages)
            consumer.commit(asynchronous=True)
    signal.pause()  # as a consumer would wait for more


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stage", choices=("transform", "load"))
    parser.add_argument("--bootstrap", required=True)
    parser.add_argument("--group", required=True)
    parser.add_argument("--until", type=int, required=True)
    parser.add_argument("--output")
    parser.add_argument("--database")
    parser.add_argument("--by", choices=("row", "batch"), default="batch")
    parser.add_argument("--driver", choices=("pymysql", "mysqlclient"), default="pymysql")
    arguments = parser.parse_args()
    {"transform": transform, "load": load}[arguments.stage](arguments)


if __name__ == "__main__":
    main()
