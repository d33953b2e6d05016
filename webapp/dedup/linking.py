"""Links two lists of people the way a sync does: the first is a register of its own for a while.

The same tables, the same one query, the same judge; only the database is a passing one.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from webapp.dedup import index
from webapp.dedup.bands import Band
from webapp.dedup.entries import Entry
from webapp.dedup.model import Model
from webapp.dedup.recognition import recognise_alone
from webapp.extensions import Model as Tables
from webapp.models.tables import BLOCKING_KEYS, NAME_FREQUENCIES, PROFILES, VERDICTS
from webapp.sealing import Sealer

# rows a transaction; their keys are sorted together
REGISTERED_AT_ONCE = 50_000
# rows a query, as in the largest batches
SOUGHT_AT_ONCE = 300
TABLES = [PROFILES, BLOCKING_KEYS, NAME_FREQUENCIES, VERDICTS]
# the passing database needs to survive nothing
QUICK = (
    # the other side of a profile is in no table here
    "PRAGMA foreign_keys = OFF",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA cache_size = -400000",
)

# with the columns of design/api.md, "dedup link"; id is whatever the list calls the person
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Linked:
    id_left: str
    id_right: str
    # 0..1
    probability: float
    band: Band


def link(
    left: Iterable[Row], right: Iterable[Row], *, folder: Path, model: Model
) -> Iterator[Linked]:
    """Every pair at or above the review threshold, in the order of `right`.

    `folder` takes the passing database: about 600 bytes a person of `left`.
    """
    # nobody needs these keys again
    sealer = Sealer(os.urandom(32))
    with passing_register(folder).connect() as connection:
        for rows in chunks(left, REGISTERED_AT_ONCE):
            index.add(connection, [entry(row, sealer) for row in rows])
            connection.commit()
        for rows in chunks(right, SOUGHT_AT_ONCE):
            newcomers = [entry(row, sealer) for row in rows]
            for one in recognise_alone(connection, newcomers, sealer, model):
                yield Linked(one.other_id, one.registration_id, one.score, one.band)
            connection.rollback()


def passing_register(folder: Path) -> Engine:
    """An empty register on SQLite."""
    engine = create_engine(
        f"sqlite:///{folder / 'register.sqlite3'}", poolclass=NullPool, hide_parameters=True
    )
    event.listen(engine, "connect", hurry)
    with engine.begin() as connection:
        Tables.metadata.create_all(connection, tables=TABLES)
    return engine


def hurry(connection: Any, _entry: ConnectionPoolEntry) -> None:
    for pragma in QUICK:
        connection.execute(pragma)


def entry(row: Row, sealer: Sealer) -> Entry:
    return Entry.of("member", row["id"], row, sealer)


def chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, size)):
        yield chunk
