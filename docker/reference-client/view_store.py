"""Where the reference client keeps a view: SQLite, so that a change and the place behind it are stored together or not at all."""
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass

SCHEMA = """CREATE TABLE IF NOT EXISTS place (part INT PRIMARY KEY, place TEXT);
    CREATE TABLE IF NOT EXISTS entry (part INT, building INT, key BLOB, value BLOB, PRIMARY KEY (part, building, key)) WITHOUT ROWID"""


def entry_digest(key: bytes, value: bytes | None) -> int:
    return 0 if value is None else int.from_bytes(hashlib.sha256(key + b"\n" + value).digest(), "big")


@dataclass
class Place:
    """Up to where a partition was read, and what its view is there."""
    partition: int
    next: int  # offset
    horizon: int  # the end when the reading began: before it compaction may have left gaps
    since: float  # when the end was last reached, or the reading from the start began
    sequence: int = 0
    count: int = 0
    digest: str = "0" * 64
    claim: tuple[int, str] = (0, "0" * 64)  # count and digest as the last message says them
    building: bool = True  # is being read from its start, beside what is served

    def fits(self) -> bool:
        return (self.count, self.digest) == tuple(self.claim)

    def after(self, key: bytes, old: bytes | None, new: bytes | None) -> tuple[int, str]:
        """Count and digest with one entry changed."""
        digest = (int(self.digest, 16) - entry_digest(key, old) + entry_digest(key, new)) % (1 << 256)
        return self.count + (new is not None) - (old is not None), f"{digest:064x}"


class ViewStore:
    def __init__(self, path: str) -> None:
        self.db = sqlite3.connect(path)
        self.db.executescript(SCHEMA)

    def places(self) -> dict[int, Place]:
        return {part: Place(**json.loads(text)) for part, text in self.db.execute("SELECT part, place FROM place")}

    def save(self, place: Place) -> None:
        self.db.execute("INSERT OR REPLACE INTO place VALUES (?, ?)", (place.partition, json.dumps(asdict(place))))

    def served(self) -> Iterator[tuple[bytes, bytes]]:
        return self.db.execute("SELECT key, value FROM entry WHERE NOT building")

    def value(self, place: Place, key: bytes) -> bytes | None:
        where = (place.partition, place.building, key)
        row = self.db.execute("SELECT value FROM entry WHERE part = ? AND building = ? AND key = ?", where).fetchone()
        return row[0] if row else None

    def set(self, place: Place, key: bytes, value: bytes | None) -> None:
        self.db.execute("DELETE FROM entry WHERE part = ? AND building = ? AND key = ?", (place.partition, place.building, key))
        if value is not None:
            self.db.execute("INSERT INTO entry VALUES (?, ?, ?, ?)", (place.partition, place.building, key, value))

    def discard(self, part: int) -> None:
        """Drops what was being built."""
        self.db.execute("DELETE FROM entry WHERE part = ? AND building", (part,))

    def serve(self, place: Place) -> list[tuple[bytes, bytes | None]]:
        """Puts what was built in the place of what was served; returns what is other than it was."""
        query = "SELECT key, value FROM entry WHERE part = ? AND building = ?"
        old, new = (dict(self.db.execute(query, (place.partition, building))) for building in (False, True))
        self.db.execute("DELETE FROM entry WHERE part = ? AND NOT building", (place.partition,))
        self.db.execute("UPDATE entry SET building = 0 WHERE part = ?", (place.partition,))
        place.building = False
        return [(key, new.get(key)) for key in sorted(old.keys() | new.keys()) if old.get(key) != new.get(key)]
