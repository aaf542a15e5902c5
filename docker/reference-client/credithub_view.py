"""Keeps a subscriber's view of CreditHub's lists in SQLite, and proves it by count and digest: see PROTOCOL.md. A change and the place
behind it are stored in one transaction, so it may be killed at any moment; what is read again from its start replaces what is served
in one transaction as well, and only if it is proven."""
import hashlib
import json
import sqlite3
import time
from collections.abc import Callable
from typing import NamedTuple

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer, TopicPartition

DELETE_RETENTION = 7 * 86_400  # delete.retention.ms of the topic, in seconds: for so long removals are kept
MOST_TRIES = 3  # a partition that still does not fit is left alone until the next start
SCHEMA = """CREATE TABLE IF NOT EXISTS place (part INT PRIMARY KEY, place TEXT);
    CREATE TABLE IF NOT EXISTS entry (part INT, key BLOB, value BLOB, PRIMARY KEY (part, key)) WITHOUT ROWID"""


class Place(NamedTuple):
    next: int  # offset up to which a partition was read; what follows is what its view is there
    since: float  # when the end was last reached
    sequence: int = 0
    count: int = 0
    digest: str = "0" * 64


def entry_digest(key: bytes, value: bytes | None) -> int:
    return 0 if value is None else int.from_bytes(hashlib.sha256(key + b"\n" + value).digest(), "big")


class CreditView:
    def __init__(self, bootstrap: str, party: str, prefix: str = "", state: str = "credit-view.sqlite", confirm: bool = False,
                 report: Callable[[dict], None] = lambda line: None) -> None:
        self.topic, self.feedback, self.party, self.report = f"{prefix}subscriber.{party}", f"{prefix}feedback.{party}", party, report
        self.consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": f"{party}.view", "enable.auto.commit": False,
                                  "auto.offset.reset": "error", "isolation.level": "read_committed", "enable.partition.eof": True})
        self.producer = Producer({"bootstrap.servers": bootstrap, "enable.idempotence": True}) if confirm else None
        self.db = sqlite3.connect(state)
        self.db.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {SCHEMA}")  # entries and places go together
        self.places = {part: Place(*json.loads(text)) for part, text in self.db.execute("SELECT part, place FROM place")}
        self.tries, self.confirmed, self.ended, self.lines = dict[int, int](), dict[int, int](), set[int](), list[dict]()

    def run(self, once: bool = False) -> list[dict]:
        """Follows the feed, or reads up to its present end; returns the proof of each partition."""
        parts = sorted(self.consumer.list_topics(self.topic, timeout=30).topics[self.topic].partitions)
        for part in parts:
            low, high = self.consumer.get_watermark_offsets(TopicPartition(self.topic, part), timeout=30)
            place = self.places.get(part)
            if place is None or not low <= place.next <= high or time.time() - place.since > DELETE_RETENTION:
                self.rebuild(part)
        self.assign()
        while not once or any(part not in self.ended and self.tries.get(part, 0) <= MOST_TRIES for part in parts):
            for message in self.consumer.consume(500, 0.1):
                if not self.follow(message):
                    break  # the others of this batch come again
            for part, place in self.places.items() if self.producer else ():
                self.confirm(part, place)
        if self.producer:
            self.producer.flush(30)
        return [{"partition": part, **self.places.get(part, Place(0, 0))._asdict(), "ok": part in self.ended} for part in parts]

    def assign(self) -> None:
        self.consumer.assign([TopicPartition(self.topic, part, place.next) for part, place in self.places.items()
                              if self.tries.get(part, 0) <= MOST_TRIES])

    def follow(self, message: Message) -> bool:
        """Takes a message; if it does not fit, reads again: from the last good place, then from the start."""
        part, error = message.partition(), message.error()
        if error and error.code() == KafkaError._PARTITION_EOF:
            self.places[part] = self.places[part]._replace(since=time.time())
            self.ended.add(part)
            return True
        if error and error.code() != KafkaError._AUTO_OFFSET_RESET:
            if error.fatal() or error.code() > 0 and not error.retriable():
                raise KafkaException(error)
            return True
        self.ended.discard(part)
        try:
            if error:
                raise ValueError(error.str())
            self.keep(part, lambda: self.apply(part, self.places[part], message)[0])
        except (KeyError, ValueError) as fault:
            if self.again(part, message.offset(), fault, "last good place") == "start":
                self.rebuild(part)
            self.assign()
            return False
        self.tries.pop(part, None)
        return True

    def keep(self, part: int, change: Callable[[], Place]) -> None:
        """Stores a change and the place behind it together, and tells it then."""
        self.lines.clear()
        with self.db:
            place = change()
            self.db.execute("INSERT OR REPLACE INTO place VALUES (?, ?)", (part, json.dumps(place)))
        self.places[part] = place
        list(map(self.report, self.lines))

    def apply(self, part: int, place: Place, message: Message, building: bool = False) -> tuple[Place, bool]:
        """Applies a message; returns the place behind it and whether count and digest are those that it says."""
        key, value = message.key() or b"", message.value()
        headers = {name: (text or b"").decode() for name, text in message.headers() or []}
        sequence, claim = int(headers["ce_sequence"]), (int(headers["ce_viewcount"]), headers["ce_viewdigest"])
        if sequence <= place.sequence or not building and sequence != place.sequence + 1:
            raise ValueError(f"sequence {sequence} after {place.sequence}")
        place = place._replace(next=message.offset() + 1, sequence=sequence)
        if key != b"@digest":
            row = self.db.execute("DELETE FROM entry WHERE part = ? AND key = ? RETURNING value", (part, key)).fetchone()
            if value is not None:
                self.db.execute("INSERT INTO entry VALUES (?, ?, ?)", (part, key, value))
            digest = int(place.digest, 16) - entry_digest(key, row and row[0]) + entry_digest(key, value)
            place = place._replace(count=place.count + (value is not None) - (row is not None), digest=f"{digest % (1 << 256):064x}")
            self.lines.append({"partition": part, "sequence": sequence, "entry": key.decode(errors="replace"), "on": value is not None,
                               "reason": headers.get("ce_reason")})
        if not building and claim != place[3:]:
            raise ValueError("count or digest differs")
        return place, claim == place[3:]

    def rebuild(self, part: int) -> None:
        """Reads a partition from its start to its present end: on the way compaction may have left gaps."""
        low, high = self.consumer.get_watermark_offsets(TopicPartition(self.topic, part), timeout=30)
        self.consumer.assign([TopicPartition(self.topic, part, low)])

        def read() -> Place:
            self.db.execute("DELETE FROM entry WHERE part = ?", (part,))
            place, fits = Place(low, time.time()), True
            while place.next < high and not ((message := self.consumer.poll(30)) is None or message.error()):
                place, fits = self.apply(part, place, message, building=True)
            if not fits:
                raise ValueError("count or digest differs at the end")
            return place
        try:
            self.keep(part, read)
        except (KeyError, ValueError) as fault:
            if self.again(part, low, fault, "start") == "start":
                self.rebuild(part)

    def again(self, part: int, offset: int, fault: Exception, first: str) -> str:
        self.tries[part] = tries = self.tries.get(part, 0) + 1
        action = "none" if tries > MOST_TRIES else "start" if tries > 1 else first
        self.report({"partition": part, "offset": offset, "fault": str(fault), "again": action})
        return action

    def confirm(self, part: int, place: Place) -> None:
        """Tells the hub what is stored; what is lost of it the next confirmation makes good."""
        if place.sequence > self.confirmed.get(part, 0):
            self.confirmed[part] = place.sequence
            self.producer.produce(self.feedback, json.dumps({"partition": part, "sequence": place.sequence}),
                                  headers={"ce_type": "cn.credit.view.confirmed"})
