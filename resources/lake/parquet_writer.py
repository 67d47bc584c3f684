"""Writes enriched records to Parquet files, one for each dataset, day and partition of a batch.

Started as a child process with the lake's folder as its only argument; it ends at the end of its input. First it says
{"ready": …}, or {"error": …, "kind": "import"} when pyarrow is missing. Then, again and again:

  in   "write <number of records> <tag>\n", and for each record "<dataset> <epoch> <partition> <offset> <timestamp ms>\n"
       followed by five fields (topic, key, correlation id, raw position, value), each as "<bytes>\n" and its bytes
  out  one line of JSON: {"files": [{"record", "path", "date", "first", "last", "rows", "bytes"}],
       "refused": [{"record", "code", "message"}]}, or {"error": …, "kind": "full" or "folder"}

  in   "rows <number of files>\n", and each file's path as such a field
  out  {"rows": [number of rows, or null where there is no such Parquet file]}

When the answer comes, the files are whole, on disk and in their places. The same batch gives files of the same names.
"""

import errno
import json
import os
import signal
import sys
from datetime import datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation

WIB = timezone(timedelta(hours=7))


def say(answer):
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError as missing:
    say({"error": str(missing), "kind": "import"})
    sys.exit(0)

AMOUNT = pa.decimal128(18, 4)
QUANTITY = pa.decimal128(18, 3)
MOMENT = pa.timestamp("ms", tz="UTC")
COMMON = [("event_id", pa.string()), ("event_type", pa.string()), ("version", pa.int64()), ("occurred_at", MOMENT)]
SOURCE = [("correlation_id", pa.string()), ("raw_position", pa.string()), ("topic", pa.string()),
          ("partition", pa.int32()), ("offset", pa.int64())]
ITEM = pa.struct([("line", pa.int32()), ("sku", pa.string()), ("name", pa.string()), ("qty", QUANTITY),
                  ("unit", pa.string()), ("unit_price", AMOUNT), ("discount", AMOUNT), ("line_total", AMOUNT)])
SCHEMAS = {
    "orders": pa.schema([("order_id", pa.string()), *COMMON, ("status", pa.string()), ("customer_id", pa.string()),
                         ("customer_name", pa.string()), ("customer_email", pa.string()), ("customer_city", pa.string()),
                         ("channel", pa.string()), ("currency", pa.string()), ("order_total", AMOUNT),
                         ("item_count", pa.int32()), ("ordered_at", MOMENT), ("items", pa.list_(ITEM)), *SOURCE]),
    "activities": pa.schema([("activity_id", pa.string()), *COMMON, ("nim", pa.string()), ("name", pa.string()),
                             ("program", pa.string()), ("faculty", pa.string()), ("kind", pa.string()),
                             ("title", pa.string()), ("sks", pa.int32()), ("level", pa.string()), ("rank", pa.string()),
                             ("term", pa.string()), ("weight", AMOUNT), ("regulation", pa.string()),
                             ("recorded_at", MOMENT), *SOURCE]),
}


class Unfit(Exception):
    """A record that no column takes."""


def scalar(value, name):
    if isinstance(value, (dict, list)):
        raise Unfit(f"The field {name} must be no object or array.")
    return value


def text(value, name):
    value = scalar(value, name)
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise Unfit(f"The field {name} holds half a character.") from None
        return value
    if value is None:
        return None
    return json.dumps(value) if isinstance(value, bool) else str(value)


def number(value, name, places):
    value = scalar(value, name)
    if value is None or value == "":
        return None
    try:
        exact = Decimal(str(value))
        rounded = exact.quantize(Decimal(1).scaleb(-places))
    except InvalidOperation:
        raise Unfit(f"The field {name} is no number that fits.") from None
    if not rounded.is_finite() or abs(rounded) >= Decimal(10) ** (18 - places):
        raise Unfit(f"The field {name} is no number that fits.")
    return rounded


def whole(value, name, most=2**31):
    exact = number(value, name, 0)
    if exact is not None and abs(exact) >= most:
        raise Unfit(f"The field {name} is too large.")
    return None if exact is None else int(exact)


def moment(value, name):
    value = text(value, name)
    if not value:
        return None
    try:
        found = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        raise Unfit(f"The field {name} is no time.") from None
    return found if found.tzinfo else found.replace(tzinfo=WIB)


def part(record, name, kind):
    value = record.get(name)
    if value is None:
        return kind()
    if not isinstance(value, kind):
        raise Unfit(f"The field {name} is not what it must be.")
    return value


def common(record):
    return {"event_id": text(record.get("event_id"), "event_id"),
            "event_type": text(record.get("event_type"), "event_type"),
            "version": whole(record.get("version"), "version", 2**53),
            "occurred_at": moment(record.get("occurred_at"), "occurred_at")}


def item(record):
    if not isinstance(record, dict):
        raise Unfit("An element of items is no object.")
    row = {name: text(record.get(name), "items." + name) for name in ("sku", "name", "unit")}
    row["line"] = whole(record.get("line"), "items.line")
    row["qty"] = number(record.get("qty"), "items.qty", 3)
    for name in ("unit_price", "discount", "line_total"):
        row[name] = number(record.get(name), "items." + name, 4)
    return row


def order(record):
    row = common(record)
    for name in ("order_id", "status", "channel", "currency"):
        row[name] = text(record.get(name), name)
    customer = part(record, "customer", dict)
    for name in ("id", "name", "email", "city"):
        row["customer_" + name] = text(customer.get(name), "customer." + name)
    row["order_total"] = number(record.get("order_total"), "order_total", 4)
    row["item_count"] = whole(record.get("item_count"), "item_count")
    row["ordered_at"] = moment(record.get("ordered_at"), "ordered_at")
    row["items"] = [item(each) for each in part(record, "items", list)]
    return row


def activity(record):
    row = common(record)
    for name in ("activity_id", "nim", "name", "program", "faculty", "term", "regulation"):
        row[name] = text(record.get(name), name)
    detail = part(record, "activity", dict)
    for name in ("kind", "title", "level", "rank"):
        row[name] = text(detail.get(name), "activity." + name)
    row["sks"] = whole(detail.get("sks"), "activity.sks")
    row["weight"] = number(record.get("weight"), "weight", 4)
    row["recorded_at"] = moment(record.get("recorded_at"), "recorded_at")
    return row


ROWS = {"orders": (order, "order_id"), "activities": (activity, "activity_id")}


def row_of(dataset, value):
    try:
        record = json.loads(value.decode("utf-8"), parse_float=Decimal)
    except (ValueError, RecursionError):
        raise Unfit("The record is no JSON.") from None
    if not isinstance(record, dict):
        raise Unfit("The record is no object.")
    make, key = ROWS[dataset]
    row = make(record)
    if not row[key]:
        raise Unfit(f"The field {key} is missing.")
    return row


def field(source):
    size = int(source.readline())
    value = source.read(size)
    if len(value) != size:
        raise EOFError
    return value


def store(folder, path, table):
    """The file appears in its place whole, or not at all."""
    writing = os.path.join(folder, "_writing")
    target = os.path.join(folder, path)
    os.makedirs(writing, exist_ok=True)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    half = os.path.join(writing, f"{path.split('/')[0]}-{os.getpid()}-{os.path.basename(path)}")
    pq.write_table(table, half, compression="zstd")
    with open(half, "rb+") as done:
        os.fsync(done.fileno())
    os.replace(half, target)
    holder = os.open(os.path.dirname(target), os.O_RDONLY)
    os.fsync(holder)
    os.close(holder)
    return os.path.getsize(target)


def rows_in(path):
    try:
        return pq.read_metadata(path).num_rows
    except (OSError, pa.ArrowException):
        return None


def write(folder, source, count, tag):
    groups, refused = {}, []
    for index in range(int(count)):
        dataset, epoch, partition, offset, timestamp = source.readline().decode().split()
        topic, _, correlation, raw, value = (field(source) for _ in range(5))
        try:
            row = row_of(dataset, value)
            happened = row["occurred_at"] or datetime.fromtimestamp(int(timestamp) / 1000, WIB)
            day = happened.astimezone(WIB).date().isoformat()
        except (Unfit, OverflowError) as unfit:
            refused.append({"record": index, "code": "pk.lake.BadValue", "message": str(unfit)})
            continue
        row.update(correlation_id=correlation.decode("utf-8", "replace") or None, topic=topic.decode(),
                   raw_position=raw.decode("utf-8", "replace") or None, partition=int(partition), offset=int(offset))
        groups.setdefault((dataset, day, int(epoch), int(partition)), (index, []))[1].append(row)
    files = []
    for (dataset, day, epoch, partition), (index, rows) in groups.items():
        first, last = rows[0]["offset"], rows[-1]["offset"]
        path = f"{dataset}/date={day}/{tag.decode()}-e{epoch}-p{partition:03d}-{first:020d}-{last:020d}.parquet"
        size = store(folder, path, pa.Table.from_pylist(rows, schema=SCHEMAS[dataset]))
        files.append({"record": index, "path": path, "date": day, "first": first, "last": last, "rows": len(rows),
                      "bytes": size})
    return {"files": files, "refused": refused}


def count_rows(folder, source, count):
    paths = [field(source).decode() for _ in range(int(count))]
    return {"rows": [rows_in(os.path.join(folder, path)) for path in paths]}


def main():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that waits for this one
    folder, source = sys.argv[1], sys.stdin.buffer
    say({"ready": "pyarrow " + pa.__version__})
    while head := source.readline():
        try:
            verb, *arguments = head.split()
            answer = {b"write": write, b"rows": count_rows}[verb](folder, source, *arguments)
        except EOFError:
            return
        except OSError as error:
            answer = {"error": str(error), "kind": "full" if error.errno == errno.ENOSPC else "folder"}
        say(answer)


main()
