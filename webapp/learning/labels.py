"""What supervisors said of pairs, as something to learn from: the newest word on each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from sqlalchemy import select

from webapp.dedup.entries import Entry
from webapp.extensions import db
from webapp.learning.register import Profile, profiles
from webapp.models.tables import PROFILES, VERDICTS

AT_ONCE = 5_000
# of so many people one is never learned from: on them a new model is held against the present one
HELD_OUT = 4
ONE_PERSON = {"same": True, "other": False}

# registration or member, and its id
Side = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Label:
    """A registration, the record it may be about, and whether a supervisor said so."""

    newcomer: Entry
    other: Entry
    same: bool
    held_out: bool


def labels() -> list[Label]:
    """Of every pair that was decided and is still in the register."""
    said = decided()
    apart = set_apart(said)
    records = read({side for pair in said for side in pair})
    made = []
    for pair, same in said.items():
        # who was erased, or taken off the roll, is no longer learned from
        if records.keys() >= set(pair):
            other, newcomer = sorted((records[side] for side in pair), key=lambda one: one.number)
            made.append(Label(newcomer.entry(), other.entry(), same, pair[0] in apart))
    return made


def decided() -> dict[tuple[Side, Side], bool]:
    rows = db.session.execute(
        select(
            VERDICTS.c.left_id, VERDICTS.c.right_kind, VERDICTS.c.right_id, VERDICTS.c.verdict
        ).order_by(VERDICTS.c.id)
    )
    newest = {
        (("registration", row.left_id), (row.right_kind, row.right_id)): row.verdict for row in rows
    }
    db.session.rollback()
    return {pair: ONE_PERSON[verdict] for pair, verdict in newest.items() if verdict in ONE_PERSON}


def set_apart(said: Iterable[tuple[Side, Side]]) -> set[Side]:
    """Whole circles of records that were compared with each other: nobody is on both sides.

    The first record of a circle is drawn by its id, so that it is the same people next time.
    """
    nearer: dict[Side, Side] = {}

    def first(side: Side) -> Side:
        while (one := nearer.setdefault(side, side)) != side:
            nearer[side] = nearer[one]
            side = one
        return side

    for pair in said:
        low, high = sorted(map(first, pair))
        nearer[high] = low
    return {side for side in nearer if drawn(first(side))}


def drawn(side: Side) -> bool:
    return blake2b(side[1].encode(), digest_size=4).digest()[0] % HELD_OUT == 0


def read(sides: Iterable[Side]) -> Mapping[Side, Profile]:
    ids = sorted(record_id for _, record_id in sides)
    found: dict[Side, Profile] = {}
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        which = PROFILES.c.registration_id.in_(some) | PROFILES.c.member_id.in_(some)
        for one in profiles(db.session.connection(), which):
            found[one.kind, one.id] = one
        db.session.rollback()
    return found
