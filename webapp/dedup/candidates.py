"""Finds whoever shares a key with a newcomer: one query a batch, however many people are known."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select, union_all

from webapp.dedup import index
from webapp.dedup.entries import Entry, Kind, opened, unpacked_keys
from webapp.dedup.person import Person
from webapp.dedup.statements import FIND, read
from webapp.models.tables import PROFILES
from webapp.sealing import Sealer

# a key that more share says little: so many of its records are looked at, the first that came
MOST_OF_A_KEY = 64
# of those with the same key in one batch, so many are compared with each newcomer
MOST_IN_A_BATCH = 16

# two look-ups rather than one with OR, for which SQLite reads the whole table
WRITTEN = union_all(
    *(
        select(
            PROFILES.c.id, PROFILES.c.registration_id, PROFILES.c.member_id, PROFILES.c["keys"]
        ).where(number >= bindparam("since"))
        for number in (PROFILES.c.id, PROFILES.c.changed)
    )
)


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
    """Those in the register; never the newcomer."""
    sought = [(place, key) for place, entry in enumerate(entries) for key in entry.sought]
    if not sought:
        return []
    rows = read(
        connection,
        FIND,
        {"n": [place for place, _ in sought], "key": [key for _, key in sought]},
        most=MOST_OF_A_KEY,
    )
    persons: dict[int, tuple[Kind, str, Person]] = {}
    found = []
    for row in rows:
        if (row.registration_id or row.member_id) == entries[row.n].id:
            continue
        if row.id not in persons:
            persons[row.id] = who(row, sealer)
        found.append(Found(row.n, *persons[row.id]))
    return found


def who(row: Any, sealer: Sealer) -> tuple[Kind, str, Person]:
    """Whom a profile is of."""
    kind: Kind = "registration" if row.registration_id else "member"
    record_id = row.registration_id or row.member_id
    return kind, record_id, opened(kind, record_id, row.content, sealer)


def written_since(
    connection: Connection, entries: Sequence[Entry], sealer: Sealer, *, since: int
) -> tuple[set[str], list[Found]]:
    """(ids of records that are new or were written anew since, whom of them the newcomers meet).

    However many were written, only those met are opened, and as few of a key as elsewhere: the
    turn is held meanwhile.
    """
    looking: dict[int, set[int]] = {}
    for place, entry in enumerate(entries):
        for key in entry.sought:
            looking.setdefault(key, set()).add(place)
    written: set[str] = set()
    of_a_key: Counter[int] = Counter()
    meeting: dict[int, set[int]] = {}
    # who is new may have been changed too
    rows = {row.id: row for row in connection.execute(WRITTEN, {"since": since})}
    for _, row in sorted(rows.items()):
        written.add(row.registration_id or row.member_id)
        for key in unpacked_keys(row.keys):
            if key in looking and of_a_key[key] < MOST_OF_A_KEY:
                of_a_key[key] += 1
                meeting.setdefault(row.id, set()).update(looking[key])
    found = []
    for some in index.slices([*meeting]):
        for row in connection.execute(select(PROFILES).where(PROFILES.c.id.in_(some))):
            kind, record_id, person = who(row, sealer)
            found += [
                Found(place, kind, record_id, person)
                for place in sorted(meeting[row.id])
                if entries[place].id != record_id
            ]
    return written, found


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
