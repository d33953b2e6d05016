"""Finds whoever shares a key with a newcomer: one query a batch, however many people are known."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection, select

from webapp.dedup.entries import Entry, Kind, opened
from webapp.dedup.index import entry_of
from webapp.dedup.person import Person
from webapp.dedup.statements import FIND
from webapp.models.tables import PROFILES
from webapp.sealing import Sealer

# a key that more share says little: so many of its records are looked at, the first that came
MOST_OF_A_KEY = 64
# of those with the same key in one batch, so many are compared with each newcomer
MOST_IN_A_BATCH = 16


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who shares a key with the newcomer at this place of the batch."""

    newcomer: int
    kind: Kind
    id: str
    person: Person
    # whether the two came in the same batch
    together: bool = False


def known(
    connection: Connection, entries: Sequence[Entry], sealer: Sealer, *, since: int = 0
) -> list[Found]:
    """Those in the register, or of them those numbered `since` or later; never the newcomer."""
    sought = [(place, key) for place, entry in enumerate(entries) for key in entry.sought]
    if not sought:
        return []
    dialect = connection.dialect.name
    values = (
        {"n": [place for place, _ in sought], "key": [key for _, key in sought]}
        if dialect == "postgresql"
        else {"sought": orjson.dumps(sought).decode()}
    )
    persons: dict[int, Person] = {}
    found = []
    for place, profile_id, registration_id, member_id, content in connection.exec_driver_sql(
        FIND[dialect], {**values, "since": since, "most": MOST_OF_A_KEY}
    ):
        kind: Kind = "registration" if registration_id else "member"
        record_id = registration_id or member_id
        if record_id == entries[place].id:
            continue
        if profile_id not in persons:
            persons[profile_id] = opened(kind, record_id, content, sealer)
        found.append(Found(place, kind, record_id, persons[profile_id]))
    return found


def changed(
    connection: Connection, entries: Sequence[Entry], sealer: Sealer, *, since: int
) -> tuple[set[str], list[Found]]:
    """(ids of records that were written anew since, whom of them the newcomers meet now)."""
    rows = connection.execute(select(PROFILES).where(PROFILES.c.changed >= since)).all()
    others = [entry_of(row, sealer) for row in rows]
    return {other.id for other in others}, [
        Found(place, other.kind, other.id, other.person)
        for other in others
        for place, entry in enumerate(entries)
        if other.id != entry.id and not entry.sought.isdisjoint(other.stored)
    ]


def beside(entries: Sequence[Entry]) -> list[Found]:
    """Those who stand before the newcomer in the same batch."""
    before: dict[int, list[int]] = {}
    found = []
    for place, entry in enumerate(entries):
        met = {
            other
            # most keys are nobody else's in this batch
            for key in entry.sought & before.keys()
            for other in before[key][:MOST_IN_A_BATCH]
        }
        found += [
            Found(place, entries[other].kind, entries[other].id, entries[other].person, True)
            for other in sorted(met)
        ]
        for key in entry.stored:
            before.setdefault(key, []).append(place)
    return found


def crowded(meetings: Sequence[int]) -> set[int]:
    """The newcomers, by place, for whom more people share a key than are looked at."""
    return {place for place, count in Counter(meetings).items() if count >= MOST_OF_A_KEY}
