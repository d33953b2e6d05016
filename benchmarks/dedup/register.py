"""A register of people that grows to the sizes to be measured: prepared once for every database.

Everybody in it is on the member roll, so nothing but profiles, keys and names is in the way.
"""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
from sqlalchemy import Connection

from benchmarks.dedup.worlds.rows import Row
from webapp.dedup import frequencies, index
from webapp.dedup.entries import Entry
from webapp.models.bulk import insert_rows
from webapp.models.tables import MEMBERS
from webapp.sealing import Sealer

CHUNK = 50_000
ROWS = 500_000
PROCESSES = 2


@dataclass(frozen=True)
class Prepared:
    """Entries in files of CHUNK people each, sealed with `key`."""

    key: bytes
    files: Sequence[Path]

    def put_into(self, connection: Connection, *, up_to: int, already: int = 0) -> None:
        """Let these people be known; both numbers are multiples of CHUNK.

        The keys of all of them go in at once, in their order: a B-tree that grows by a few people
        at a time is written anew each time.
        """
        numbers, keys = [], []
        for file in self.files[already // CHUNK : up_to // CHUNK]:
            entries: list[Entry] = pickle.loads(file.read_bytes())  # noqa: S301 - our own
            first = index.next_number(connection)
            insert_rows(connection, MEMBERS, [member(entry) for entry in entries])
            index.add_profiles(connection, entries, first)
            frequencies.count(connection, entries)
            connection.commit()
            for number, entry in enumerate(entries, start=first):
                keys.append(np.fromiter(entry.stored, np.int64, len(entry.stored)))
                numbers.append(np.full(len(entry.stored), number, np.int64))
        all_keys, owners = np.concatenate(keys), np.concatenate(numbers)
        order = np.argsort(all_keys, kind="stable")
        for some in np.array_split(order, max(1, len(order) // ROWS)):
            index.add_keys(
                connection, list(zip(all_keys[some].tolist(), owners[some].tolist(), strict=True))
            )
            connection.commit()


def prepare(people: Iterable[Row], key: bytes, folder: Path) -> Prepared:
    """Fold, key and seal everybody, on all cores."""
    with ProcessPoolExecutor(PROCESSES) as pool:
        files = list(
            pool.map(partial(prepare_chunk, key=key, folder=folder), numbered_chunks(people))
        )
    return Prepared(key, files)


def prepare_chunk(chunk: tuple[int, list[Row]], *, key: bytes, folder: Path) -> Path:
    number, rows = chunk
    sealer = Sealer(key)
    file = folder / f"people-{number:03d}.pickle"
    file.write_bytes(pickle.dumps([entry(row, sealer) for row in rows], protocol=5))
    return file


def entry(row: Row, sealer: Sealer) -> Entry:
    return Entry.of("member", row.id, asdict(row), sealer)


def member(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "number_index": entry.id,
        "nik_index": None,
        "full_name": entry.person.name,
        "birth_date": None,
        "content": b"",
        "imported_at": datetime.now(UTC),
    }


def numbered_chunks(people: Iterable[Row]) -> Iterator[tuple[int, list[Row]]]:
    waiting, number = iter(people), 0
    while rows := list(islice(waiting, CHUNK)):
        yield number, rows
        number += 1
