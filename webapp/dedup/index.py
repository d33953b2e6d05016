"""Keeps profiles, keys and name counts in step with registrations and the member roll."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, tuple_

from webapp.dedup import frequencies
from webapp.dedup.entries import Entry, Kind
from webapp.dedup.person import RULES
from webapp.models.bulk import insert_columns, insert_rows
from webapp.models.tables import BLOCKING_KEYS, PROFILES
from webapp.sealing import Sealer

# "jangkau" on a telephone: the turn at the register is one lock for everybody
TURN = 5_264_528


def take_turn(connection: Connection) -> None:
    """Until this transaction ends nobody else adds anybody: two phones never miss each other.

    SQLite's writers stand in a queue already (extensions.take_turn).
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%(turn)s)", {"turn": TURN})


def next_number(connection: Connection) -> int:
    """What the next profile will be called."""
    return int(connection.scalar(select(func.coalesce(func.max(PROFILES.c.id), 0))) or 0) + 1


def add(connection: Connection, entries: Sequence[Entry], *, first: int | None = None) -> None:
    """Let these be found. Hold the turn; none of them may be in the register yet.

    `first` is the number of the first one, where profiles were taken away a moment ago whose
    numbers their keys still carry.
    """
    if not entries:
        return
    first = first or next_number(connection)
    add_profiles(connection, entries, first)
    add_keys(
        connection,
        [
            (key, number)
            for number, entry in enumerate(entries, start=first)
            for key in entry.stored
        ],
    )
    frequencies.count(connection, entries)


def add_profiles(connection: Connection, entries: Sequence[Entry], first: int) -> None:
    insert_rows(
        connection,
        PROFILES,
        [
            {
                "id": number,
                "registration_id": entry.id if entry.kind == "registration" else None,
                "member_id": entry.id if entry.kind == "member" else None,
                "rules": RULES,
                "content": entry.sealed,
            }
            for number, entry in enumerate(entries, start=first)
        ],
    )


def add_keys(connection: Connection, keys: list[tuple[int, int]]) -> None:
    """(key, profile number): sorted here, so that neighbours in the index are written together."""
    keys.sort(key=itemgetter(0))
    insert_columns(
        connection,
        BLOCKING_KEYS,
        {"key": [key for key, _ in keys], "profile_id": [number for _, number in keys]},
    )


def replace(connection: Connection, entries: Sequence[Entry], sealer: Sealer) -> None:
    """Let these registrations be found by what they say now, and no longer by what they said."""
    remove(connection, [entry.id for entry in entries], sealer)
    add(connection, entries)


def remove(
    connection: Connection, ids: Sequence[str], sealer: Sealer, *, kind: Kind = "registration"
) -> None:
    """Let these no longer be found. Hold the turn."""
    source = PROFILES.c.registration_id if kind == "registration" else PROFILES.c.member_id
    rows = connection.execute(
        select(PROFILES.c.id, source.label("source_id"), PROFILES.c.content).where(source.in_(ids))
    ).all()
    if not rows:
        return
    before = [(row.id, Entry.reopened(kind, row.source_id, row.content, sealer)) for row in rows]
    pairs = [(key, number) for number, entry in before for key in entry.stored]
    connection.execute(
        delete(BLOCKING_KEYS).where(
            tuple_(BLOCKING_KEYS.c.key, BLOCKING_KEYS.c.profile_id).in_(pairs)
        )
    )
    connection.execute(delete(PROFILES).where(PROFILES.c.id.in_([row.id for row in rows])))
    frequencies.count(connection, [entry for _, entry in before], step=-1)


def entry_of(row: Row[Any], sealer: Sealer) -> Entry:
    """The entry in a row of profiles."""
    if row.registration_id:
        return Entry.reopened("registration", row.registration_id, row.content, sealer)
    return Entry.reopened("member", row.member_id, row.content, sealer)
