"""Keeps a subscriber's view of CreditHub's lists and proves it by count and digest: see PROTOCOL.md.

What is served was always proven: a partition that is read again from its start is built beside the view that is served."""
import argparse
import json
import signal
import sys
import time
from collections.abc import Callable, Iterator

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer, TopicPartition

from view_store import Place, ViewStore, entry_digest  # noqa: F401

DELETE_RETENTION = 7 * 86_400  # delete.retention.ms of the topic, in seconds: for so long removals are kept


class CreditView:
    def __init__(self, bootstrap: str, party: str, prefix: str = "", state: str = "credit-view.sqlite", confirm: bool = False,
                 report: Callable[[dict], None] = lambda line: None, properties: dict[str, str] | None = None) -> None:
        self.topic, self.feedback, self.party, self.report = f"{prefix}subscriber.{party}", f"{prefix}feedback.{party}", party, report
        client = {**(properties or {}), "bootstrap.servers": bootstrap}
        self.consumer = Consumer({**client, "group.id": f"{party}.view", "enable.auto.commit": False, "auto.offset.reset": "error",
                                  "isolation.level": "read_committed", "enable.partition.eof": True, "fetch.wait.max.ms": 50})
        self.producer = Producer({**client, "enable.idempotence": True}) if confirm else None
        self.store = ViewStore(state)
        self.places = self.store.places()
        self.stopped, self.lines, self.ended, self.broken = False, list[dict](), set[int](), set[int]()
        self.faults, self.confirmed = dict[int, int](), dict[int, int]()  # by partition: faults in a row, last sequence confirmed

    def entries(self) -> Iterator[tuple[str, dict]]:
        """The view: each entry's id and value."""
        return ((key.decode(), json.loads(value)) for key, value in self.store.served())

    def proof(self) -> list[dict]:
        return [{"partition": part, "sequence": place.sequence, "count": place.count, "digest": place.digest,
                 "ok": place.fits() and not place.building and part in self.ended} for part, place in sorted(self.places.items())]

    def run(self, once: bool = False) -> list[dict]:
        """Follows the feed until `stopped`, or up to its present end."""
        metadata = self.consumer.list_topics(self.topic, timeout=30).topics[self.topic]
        if metadata.error:
            raise KafkaException(metadata.error)
        with self.store.db:
            for part in metadata.partitions:
                low, high = self.consumer.get_watermark_offsets(TopicPartition(self.topic, part), timeout=30)
                place = self.places.get(part)
                if place is None or not low <= place.next <= high or time.time() - place.since > DELETE_RETENTION:
                    place = self._from_start(part)
                place.horizon = high
        self.consumer.assign([TopicPartition(self.topic, part, place.next) for part, place in self.places.items()])
        try:
            while not (self.stopped or once and self.ended | self.broken == self.places.keys()):
                if messages := self.consumer.consume(500, 0.1):
                    self._take(messages)
        finally:
            self.consumer.close()
            if self.producer:
                self.producer.flush(30)
        return self.proof()

    def _take(self, messages: list[Message]) -> None:
        again: dict[int, Place] = {}
        with self.store.db:  # changes and offsets in one transaction: whoever dies here goes on where it was
            for message in messages:
                part, error = message.partition(), message.error()
                if error and error.code() not in (KafkaError._PARTITION_EOF, KafkaError._AUTO_OFFSET_RESET):
                    if error.fatal() or not error.retriable() and error.code() > 0:
                        raise KafkaException(error)
                elif part not in again and part not in self.broken:
                    fault = self._end(self.places[part], error.code()) if error else self._apply(self.places[part], message)
                    if fault:
                        again[part] = self._recover(self.places[part], message.offset(), fault)
            for place in self.places.values():
                self.store.save(place)
        for place in again.values():
            self.consumer.seek(TopicPartition(self.topic, place.partition, place.next))
        while self.lines:
            self.report(self.lines.pop(0))
        for place in self.places.values() if self.producer else ():
            self._confirm(place)

    def _apply(self, place: Place, message: Message) -> str | None:
        """Takes a message; if it does not fit, says why and leaves everything as it was."""
        key, value = message.key() or b"", message.value()
        try:
            headers = {name: (text or b"").decode() for name, text in message.headers() or []}
            sequence, claim = int(headers["ce_sequence"]), (int(headers["ce_viewcount"]), headers["ce_viewdigest"])
        except (KeyError, ValueError):
            return "no proof in the headers"
        if place.building and message.offset() >= place.horizon and place.fits():
            self._serve(place)
        if sequence <= place.sequence or not place.building and sequence != place.sequence + 1:
            return f"sequence {sequence} after {place.sequence}"
        is_entry = key != b"@digest"
        after = place.after(key, self.store.value(place, key), value) if is_entry else (place.count, place.digest)
        if not place.building and claim != after:
            return "count or digest differs"
        if is_entry:
            self.store.set(place, key, value)
        place.next, place.sequence, (place.count, place.digest), place.claim = message.offset() + 1, sequence, after, claim
        self.ended.discard(place.partition)
        if not place.building:
            self.faults.pop(place.partition, None)
            if is_entry:
                self._say(place, key, value, headers.get("ce_reason"))
        return None

    def _end(self, place: Place, code: int) -> str | None:
        if code == KafkaError._AUTO_OFFSET_RESET:
            return "the offset is not in the log"
        if not place.fits():
            return "count or digest differs at the end"
        if place.building:
            self._serve(place)
        place.since = time.time()
        self.ended.add(place.partition)
        return None

    def _serve(self, place: Place) -> None:
        for key, value in self.store.serve(place):
            self._say(place, key, value, "rebuilt")
        self.faults.pop(place.partition, None)

    def _recover(self, place: Place, offset: int, fault: str) -> Place:
        """Reads again: from the last good place, then from the start, but not for ever: after that not until it is started anew."""
        self.faults[place.partition] = tries = self.faults.get(place.partition, 0) + 1
        action = "none" if tries > 3 else "start" if tries > 1 or place.building else "last good place"
        self.lines.append({"partition": place.partition, "offset": offset, "fault": fault, "again": action})
        self.ended.discard(place.partition)
        if action == "none":
            self.broken.add(place.partition)
        return self._from_start(place.partition) if action == "start" else place

    def _from_start(self, part: int) -> Place:
        low, high = self.consumer.get_watermark_offsets(TopicPartition(self.topic, part), timeout=30)
        self.store.discard(part)
        self.places[part] = Place(part, low, high, time.time())
        self.store.save(self.places[part])
        return self.places[part]

    def _confirm(self, place: Place) -> None:
        """Tells the hub what is stored; what is lost of it the next confirmation makes good."""
        if place.building or place.sequence <= self.confirmed.get(place.partition, 0):
            return
        self.confirmed[place.partition] = place.sequence
        headers = {"ce_specversion": "1.0", "ce_id": f"{self.party}:confirmed:{place.partition}:{place.sequence}",
                   "ce_source": self.party, "ce_type": "cn.credit.view.confirmed", "content-type": "application/json"}
        value = json.dumps({"partition": place.partition, "sequence": place.sequence})
        self.producer.produce(self.feedback, value, str(place.partition), headers=headers)

    def _say(self, place: Place, key: bytes, value: bytes | None, reason: str | None) -> None:
        self.lines.append({"partition": place.partition, "sequence": place.sequence, "entry": key.decode(errors="replace"),
                           "on": value is not None, "reason": reason})


def main() -> int:
    parser = argparse.ArgumentParser(description="Keeps a subscriber's view of CreditHub's lists.")
    parser.add_argument("--bootstrap", required=True, help="host:port of Kafka")
    parser.add_argument("--party", required=True, help="the subscriber")
    parser.add_argument("--prefix", default="", help="prefix of the topics")
    parser.add_argument("--state", default="credit-view.sqlite", help="SQLite file of the view and its places")
    parser.add_argument("--once", action="store_true", help="end at the present end, and print the proof")
    parser.add_argument("--confirm", action="store_true", help="confirm on feedback.<party> what was stored")
    arguments = vars(parser.parse_args())
    once = arguments.pop("once")
    view = CreditView(**arguments, report=lambda line: print(json.dumps(line), flush=True))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: setattr(view, "stopped", True))
    proof = view.run(once)
    for line in proof if once else []:
        print(json.dumps(line))
    return int(once and not all(line["ok"] for line in proof))


if __name__ == "__main__":
    sys.exit(main())
