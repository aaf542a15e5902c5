"""What `credithub bench ingest` runs beside the hub: the same job on confluent-kafka, orjson and jsonschema-rs.

Usage: bench-ingest-peer.py BOOTSTRAP SCHEMA INPUT LEDGER RECEIPTS EVENTS. Reads one line a round from standard input, the name of
the round, and answers with one JSON object: the seconds from the first message to the last commit, and the seconds of CPU.
Each record is parsed, validated, and gives the same two messages as the hub's ingest, in transactions with the consumed offsets.
"""

import hashlib
import json
import sys
import time

import jsonschema_rs
import orjson
from confluent_kafka import Consumer, Producer, TopicPartition

bootstrap, schema, source, ledger, receipts, events = sys.argv[1:7]
events = int(events)
validator = jsonschema_rs.validator_for(json.load(open(schema, "rb")))


def run(name):
    consumer = Consumer(
        {
            "bootstrap.servers": bootstrap,
            "group.id": name,
            "enable.auto.commit": False,
            "enable.auto.offset.store": False,
            "auto.offset.reset": "earliest",
            "isolation.level": "read_committed",
            "fetch.wait.max.ms": 50,
            "receive.message.max.bytes": 512 << 20,
        }
    )
    producer = Producer(
        {
            "bootstrap.servers": bootstrap,
            "transactional.id": name,
            "enable.idempotence": True,
            "linger.ms": 5,
            "compression.codec": "lz4",
            "partitioner": "murmur2_random",
        }
    )
    producer.init_transactions(30)
    consumer.subscribe([source])
    moved = 0
    start = None
    cpu = 0.0
    offsets = {}
    in_transaction = 0
    opened = 0.0
    while moved < events:
        messages = consumer.consume(500, 0.02 if in_transaction else 0.1)
        now = time.monotonic()
        if messages and start is None:
            start, cpu = now, time.process_time()
        if messages and not in_transaction:
            producer.begin_transaction()
            opened = now
        for message in messages:
            take(message, producer)
            offsets[message.partition()] = message
            in_transaction += 1
        producer.poll(0)
        if in_transaction and (not messages or in_transaction >= 10_000 or now - opened > 0.1):
            producer.send_offsets_to_transaction(
                [TopicPartition(source, p, m.offset() + 1) for p, m in offsets.items()],
                consumer.consumer_group_metadata(),
                30,
            )
            producer.commit_transaction(30)
            moved += in_transaction
            in_transaction = 0
    answer = {"seconds": time.monotonic() - start, "cpu": time.process_time() - cpu}
    consumer.close()
    return answer


def take(message, producer):
    headers = dict(message.headers())
    record = orjson.loads(message.value())
    if not validator.is_valid(record):
        raise SystemExit("the bench's records must be valid")
    origin = f"{source}/{message.partition()}/{message.offset()}"
    subject = record["CF_XDR_SHXYM"] if "CF_XDR_SHXYM" in record else hashlib.sha256(record["CF_XDR_ZJHM"].encode()).hexdigest()[:33]
    identity = hashlib.sha256(
        f"administrative-penalty\0{record['CF_WSH']}\0{subject}\0{record['CF_CFJGDM']}".encode()
    ).hexdigest()[:32]
    out = [
        ("ce_specversion", b"1.0"),
        ("ce_id", headers["ce_id"]),
        ("ce_source", b"market-regulation"),
        ("ce_type", headers["ce_type"]),
        ("ce_time", headers["ce_time"]),
        ("ce_subject", subject.encode()),
        ("ce_dataschema", headers["ce_dataschema"]),
        ("content-type", b"application/json"),
        ("ce_recordid", identity.encode()),
        ("ce_subjectkind", b"organisation"),
        ("ce_origin", origin.encode()),
        ("credithub.original.timestamp", str(message.timestamp()[1]).encode()),
    ]
    send(producer, ledger, subject.encode(), orjson.dumps(record), out)
    receipt = {
        "event": headers["ce_id"].decode(),
        "status": "received",
        "stage": "ingest",
        "record": identity,
        "contract": "administrative-penalty@2",
        "operation": "reported",
        "errors": [],
        "source": {"topic": source, "partition": message.partition(), "offset": message.offset()},
        "time": "2026-01-01T00:00:00.000+08:00",
    }
    send(producer, receipts, headers["ce_id"], orjson.dumps(receipt), None)


def send(producer, topic, key, value, headers):
    while True:
        try:
            return producer.produce(topic, value, key, headers=headers)
        except BufferError:
            producer.poll(0.01)


for line in sys.stdin:
    print(json.dumps(run(line.strip())), flush=True)
