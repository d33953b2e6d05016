"""Finds whoever shares a key with a newcomer: one query a batch, however many people are known."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection

from webapp.dedup.entries import Entry, Kind, opened
from webapp.dedup.person import Person
from webapp.dedup.statements import FIND
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


def known(connection: Connection, entries: Sequence[Entry], sealer: Sealer) -> list[Found]:
    """Those in the register; never the newcomer's own earlier revision."""
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
    own = {entry.id for entry in entries}
    for place, profile_id, registration_id, member_id, content in connection.exec_driver_sql(
        FIND[dialect], {**values, "most": MOST_OF_A_KEY}
    ):
        # whoever is in the batch is met there, as the batch has them
        if registration_id in own:
            continue
        kind: Kind = "registration" if registration_id else "member"
        record_id = registration_id or member_id
        if profile_id not in persons:
            persons[profile_id] = opened(kind, record_id, content, sealer)
        found.append(Found(place, kind, record_id, persons[profile_id]))
    return found


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


def crowded(found: Sequence[Found]) -> set[int]:
    """The newcomers for whom more people share a key than are looked at."""
    counts: dict[int, int] = defaultdict(int)
    for one in found:
        counts[one.newcomer] += 1
    return {place for place, count in counts.items() if count >= MOST_OF_A_KEY}
