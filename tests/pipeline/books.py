"""What became of every raw record, asked of the topics with kcat and of the warehouse by SQL: by code that shares nothing
with the stages or the program's own report."""

import json
import subprocess
from collections import Counter

AUDIT = "select raw_topic, raw_partition, raw_offset, action from etl_audit where raw_topic is not null"
ORDERS = "select order_id, version from fact_orders"
DOUBLED_ITEMS = "select count(*) from (select order_id, line from fact_order_items group by order_id, line having count(*) > 1) d"


def kcat_lines(address, topic, layout):
    """One line a committed record, in kcat's layout; nothing of a topic that is not there."""
    process = subprocess.run(["kcat", "-C", "-b", address, "-t", topic, "-o", "beginning", "-e", "-q", "-f", layout + "\\n",
                              "-X", "isolation.level=read_committed"], capture_output=True, text=True, timeout=120,
                             check=False)
    if process.returncode != 0 and "Unknown topic" not in process.stderr:
        raise AssertionError(process.stderr)
    return process.stdout.splitlines()


def origins(address, topic):
    """The raw positions that the outputs in a topic say they come from, with how many copies."""
    found = Counter()
    for line in kcat_lines(address, topic, "%h"):
        headers = dict(part.split("=", 1) for part in line.split(",") if "=" in part)
        if "raw_position" in headers:
            found[headers["raw_position"]] += 1
    return found


class Books:
    """Reads everything once. `rows(sql)` gives the warehouse's rows as tuples, of texts or of numbers."""

    def __init__(self, address, rows):
        self.raw = {f"raw_orders/{line.replace(' ', '/')}" for line in kcat_lines(address, "raw_orders", "%p %o")}
        self.raw_dead = origins(address, "raw_orders.dlq")
        self.dead = self.raw_dead + origins(address, "enriched_orders.dlq")
        self.filtered = origins(address, "raw_orders.filtered")
        self.enriched = origins(address, "enriched_orders")
        self.audited, self.effects = Counter(), Counter()
        for topic, partition, offset, action in rows(AUDIT):
            position = f"{topic}/{partition}/{offset}"
            self.audited[position] += 1
            self.effects[position] += action in ("insert", "update")
        self.newest, begins = {}, {}
        for line in kcat_lines(address, "enriched_orders", "%p %o %s"):
            partition, offset, value = line.split(" ", 2)
            begins.setdefault(partition, int(offset))
            order = json.loads(value)
            known = self.newest.get(order["order_id"], 0)
            self.newest[order["order_id"]] = max(known, order["version"])
        self.whole = not any(begins.values())  # the embedded broker keeps the newest part of a topic
        self.stored = [(key, int(version)) for key, version in rows(ORDERS)]
        self.doubled_items = int(rows(DOUBLED_ITEMS)[0][0])

    def without_outcome(self):
        return self.raw - set(self.audited) - set(self.dead) - set(self.filtered)

    def check(self, case, records, sent_again=False):
        """Every raw record has one outcome, and the warehouse is what the topic makes of it. The source has given so many
        `records`; where it had to begin anew, it may have sent some of them again."""
        (case.assertGreaterEqual if sent_again else case.assertEqual)(len(self.raw), records)
        case.assertEqual(self.without_outcome(), set(), "lost")
        case.assertEqual([position for position, n in self.effects.items() if n > 1], [], "doubled")
        case.assertEqual(set(self.audited) & (set(self.dead) | set(self.filtered)), set(), "two outcomes")
        case.assertEqual(set(self.audited) - self.raw, set(), "from nowhere")
        case.assertEqual(len(self.stored), len(dict(self.stored)), "doubled orders")
        if self.whole:
            case.assertEqual(dict(self.stored), self.newest, "not the newest version of each order")
        case.assertEqual(self.doubled_items, 0, "doubled items")

    def check_no_copies(self, case):
        """What transactions promise beyond that: no reader of committed records sees an output twice."""
        case.assertEqual([position for position, n in (self.enriched + self.raw_dead).items() if n > 1], [])

    def copies(self):
        return sum(self.enriched.values()) - len(self.enriched)
