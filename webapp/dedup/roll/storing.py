"""Brings prepared people into the register of members: new ones come in, changed ones change."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

import orjson
from sqlalchemy import Connection, Row, bindparam, select, update

from webapp.contents import member_place
from webapp.dedup import index
from webapp.dedup.people_csv.sheet import Note
from webapp.dedup.people_csv.troubles import Trouble
from webapp.dedup.roll.preparing import Listed, listed
from webapp.models.bulk import insert_rows
from webapp.models.tables import MEMBERS
from webapp.sealing import Sealer


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of some people: how many are "added", "changed" and the "same"."""

    counts: Counter[str]
    notes: Sequence[Note]


def store(
    connection: Connection,
    people: Iterable[Listed],
    *,
    sealer: Sealer,
    since: datetime,
    now: datetime,
) -> Stored:
    """In one transaction, holding the turn; `since` is when this roll's import began.

    The last line about a member counts, and says so: in the end a roll leaves the same members
    whoever cut it into chunks, and however often it is read.
    """
    index.take_turn(connection)
    latest, notes = last_of_each(people)
    held = held_under(connection, list(latest))
    counts: Counter[str] = Counter()
    new, changed = [], []
    for one in latest.values():
        known = held.get(one.number_index)
        if known is None:
            new.append(one)
        elif sealer.open(known.content, bound_to=member_place(known.id)) == one.body:
            counts["same"] += 1
        else:
            changed.append(listed(one.line, orjson.loads(one.body), known.id, sealer))
            if known.imported_at >= since:
                notes.append(Note(one.line, "member_number", Trouble.NUMBER_AGAIN))
    add(connection, new, now)
    change(connection, changed, sealer, now)
    counts.update(added=len(new), changed=len(changed))
    return Stored(counts, notes)


def last_of_each(people: Iterable[Listed]) -> tuple[dict[str, Listed], list[Note]]:
    latest: dict[str, Listed] = {}
    notes = []
    for one in people:
        earlier = latest.get(one.number_index)
        if earlier and earlier.body != one.body:
            notes.append(Note(one.line, "member_number", Trouble.NUMBER_AGAIN))
        latest[one.number_index] = one
    return latest, notes


def held_under(
    connection: Connection, number_indexes: Sequence[str]
) -> Mapping[str, Row[Any, Any, Any, Any]]:
    """The members that are known by these."""
    return {
        known.number_index: known
        for some in index.slices(number_indexes)
        for known in connection.execute(
            select(
                MEMBERS.c.number_index, MEMBERS.c.id, MEMBERS.c.content, MEMBERS.c.imported_at
            ).where(MEMBERS.c.number_index.in_(some))
        )
    }


def add(connection: Connection, people: Sequence[Listed], now: datetime) -> None:
    # by their ids: neighbours in the indexes on them are written together
    sorted_people = sorted(people, key=attrgetter("id"))
    insert_rows(connection, MEMBERS, [{"id": one.id, **columns(one, now)} for one in sorted_people])
    index.add(connection, [one.entry() for one in sorted_people])


def change(connection: Connection, people: Sequence[Listed], sealer: Sealer, now: datetime) -> None:
    if not people:
        return
    connection.execute(
        update(MEMBERS).where(MEMBERS.c.id == bindparam("member_id")),
        [{"member_id": one.id, **columns(one, now)} for one in people],
    )
    index.replace(connection, [one.entry() for one in people], sealer)


def columns(one: Listed, now: datetime) -> dict[str, Any]:
    return {
        "number_index": one.number_index,
        "nik_index": one.nik_index,
        "full_name": one.full_name,
        "birth_date": one.birth_date,
        "content": one.content,
        "imported_at": now,
    }
