"""A plain confluent-kafka client, run by test_interop.py with the Python that has it.

    interop_client.py read  ADDRESS TOPIC          one JSON line a record: key, value, headers
    interop_client.py write ADDRESS TOPIC          takes such lines
"""

import json
import sys

from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition


def text(data):
    return None if data is None else data.decode(errors="replace")  # some are dirty


def read(address, topic):
    consumer = Consumer({"bootstrap.servers": address, "group.id": "interop", "enable.auto.commit": False,
                         "enable.partition.eof": True})
    partitions = consumer.list_topics(topic, 30).topics[topic].partitions
    consumer.assign([TopicPartition(topic, number, OFFSET_BEGINNING) for number in partitions])
    open_ends = len(partitions)
    while open_ends:
        message = consumer.poll(30)
        if message is None:
            sys.exit("no answer")
        if message.error():
            open_ends -= 1
            continue
        print(json.dumps({"key": text(message.key()), "value": text(message.value()),
                          "headers": {name: text(value) for name, value in message.headers() or []}}))
    consumer.close()


def write(address, topic):
    producer = Producer({"bootstrap.servers": address, "acks": "all"})
    for line in sys.stdin:
        record = json.loads(line)
        producer.produce(topic, record["value"], record["key"], headers=record["headers"] or None)
    if producer.flush(60):
        sys.exit("not all were delivered")


if __name__ == "__main__":
    {"read": read, "write": write}[sys.argv[1]](*sys.argv[2:])
