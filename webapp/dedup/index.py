"""Keeps profiles, keys and name counts in step with registrations and the member roll."""

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, select, update

from webapp.dedup import frequencies
from webapp.dedup.entries import Entry, Kind
from webapp.dedup.person import RULES
from webapp.dedup.statements import ADD_KEYS, FORGET_KEYS, write
from webapp.models.bulk import insert_rows
from webapp.models.tables import PROFILES
from webapp.sealing import Sealer

# "jangkau" on a telephone: the turn at the register is one lock for everybody
TURN = 5_264_528
ASKED_AT_ONCE = 10_000


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
                "keys": entry.packed_keys,
            }
            for number, entry in enumerate(entries, start=first)
        ],
    )


def add_keys(connection: Connection, keys: list[tuple[int, int]]) -> None:
    """(key, profile number): sorted here, so that neighbours in the index are written together."""
    if keys:
        write(connection, ADD_KEYS, sorted_columns(keys))


def replace(connection: Connection, entries: Sequence[Entry], sealer: Sealer) -> None:
    """Let these, all of one kind, be found by what they say now, and no longer by what they said.

    What both say stays as it is: another phone number moves one key of a dozen. Hold the turn.
    """
    if not entries:
        return
    before = held(connection, [entry.id for entry in entries], sealer, kind=entries[0].kind)
    add(connection, [entry for entry in entries if entry.id not in before])
    both = [(*before[entry.id], entry) for entry in entries if entry.id in before]
    if not both:
        return
    changed = next_number(connection)
    connection.execute(
        update(PROFILES).where(PROFILES.c.id == bindparam("number")),
        [
            {
                "number": number,
                "rules": RULES,
                "changed": changed,
                "content": now.sealed,
                "keys": now.packed_keys,
            }
            for number, _, now in both
        ],
    )
    forget_keys(connection, [(key, n) for n, then, now in both for key in then.stored - now.stored])
    add_keys(connection, [(key, n) for n, then, now in both for key in now.stored - then.stored])
    renamed = [(then, now) for _, then, now in both if then.name_keys != now.name_keys]
    frequencies.count(connection, [then for then, _ in renamed], step=-1)
    frequencies.count(connection, [now for _, now in renamed])


def remove(
    connection: Connection, ids: Sequence[str], sealer: Sealer, *, kind: Kind = "registration"
) -> None:
    """Let these no longer be found. Hold the turn."""
    before = held(connection, ids, sealer, kind=kind).values()
    forget_keys(connection, [(key, number) for number, entry in before for key in entry.stored])
    for numbers in slices([number for number, _ in before]):
        connection.execute(delete(PROFILES).where(PROFILES.c.id.in_(numbers)))
    frequencies.count(connection, [entry for _, entry in before], step=-1)


def held(
    connection: Connection, ids: Sequence[str], sealer: Sealer, *, kind: Kind
) -> dict[str, tuple[int, Entry]]:
    """(number of the profile, what it is found by) of those of these that are in the register."""
    source = PROFILES.c.registration_id if kind == "registration" else PROFILES.c.member_id
    return {
        record_id: (number, Entry.reopened(kind, record_id, content, sealer))
        for some in slices(ids)
        for number, record_id, content in connection.execute(
            select(PROFILES.c.id, source, PROFILES.c.content).where(source.in_(some))
        )
    }


def forget_keys(connection: Connection, keys: list[tuple[int, int]]) -> None:
    """(key, profile number)."""
    if keys:
        write(connection, FORGET_KEYS, sorted_columns(keys))


def sorted_columns(keys: list[tuple[int, int]]) -> dict[str, list[int]]:
    keys.sort(key=itemgetter(0))
    return {"key": [key for key, _ in keys], "profile_id": [number for _, number in keys]}


def slices(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """SQLite takes 32,766 values in one statement."""
    for start in range(0, len(values), ASKED_AT_ONCE):
        yield values[start : start + ASKED_AT_ONCE]


def entry_of(row: Row[Any], sealer: Sealer) -> Entry:
    """The entry in a row of profiles."""
    if row.registration_id:
        return Entry.reopened("registration", row.registration_id, row.content, sealer)
    return Entry.reopened("member", row.member_id, row.content, sealer)
