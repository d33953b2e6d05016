"""Makes profiles where there are none, and anew where older folding rules made them.

After an upgrade of an office that has registrations already, and whenever RULES counts up. Phones
sync meanwhile; who is not made anew yet is not found for so long.
"""

from collections.abc import Callable, Iterator

from sqlalchemy import delete, func, or_, select

from webapp.contents import open_member, open_revision, sealer
from webapp.dedup import frequencies, index
from webapp.dedup.entries import Entry
from webapp.dedup.person import RULES
from webapp.extensions import db
from webapp.models import Member, Profile, Registration, Revision
from webapp.models.tables import BLOCKING_KEYS, NAME_FREQUENCIES, PROFILES

# whoever syncs meanwhile waits for so many at most
AT_ONCE = 500
# the keys are signed 64-bit numbers, swept in so many ranges
RANGES = 256
LEAST, MOST = -(2**63), 2**63 - 1

LACKING = or_(Profile.id.is_(None), Profile.rules != RULES)
# its outdated profile, if there is one
Lacking = tuple[int | None, Entry]


def rebuild() -> Iterator[int]:
    """Commit after every few hundred, and give how many were made so far."""
    outdated = db.session.scalar(
        select(func.count()).select_from(Profile).where(Profile.rules != RULES)
    )
    made = 0
    for lacking in (lacking_registrations, lacking_members):
        while step := make_some(lacking):
            made += step
            yield made
    if outdated:
        sweep()
        recount()


def make_some(lacking: Callable[[], list[Lacking]]) -> int:
    """Put a few into the register; the keys of their old profiles lead nowhere from now on."""
    connection = db.session.connection()
    index.take_turn(connection)
    found, first = lacking(), index.next_number(connection)
    old = [profile_id for profile_id, _ in found if profile_id is not None]
    connection.execute(delete(PROFILES).where(PROFILES.c.id.in_(old)))
    index.add(connection, [entry for _, entry in found], first=first)
    db.session.commit()
    return len(found)


def lacking_registrations() -> list[Lacking]:
    rows = db.session.execute(
        select(Profile.id, Revision)
        .select_from(Registration)
        .join(
            Revision,
            (Registration.id == Revision.registration_id)
            & (Registration.revision == Revision.revision),
        )
        .outerjoin(Profile, Profile.registration_id == Registration.id)
        .where(LACKING)
        .limit(AT_ONCE)
    )
    return [
        (row[0], Entry.of("registration", row[1].registration_id, open_revision(row[1]), sealer()))
        for row in rows
    ]


def lacking_members() -> list[Lacking]:
    rows = db.session.execute(
        select(Profile.id, Member)
        .select_from(Member)
        .outerjoin(Profile, Profile.member_id == Member.id)
        .where(LACKING)
        .limit(AT_ONCE)
    )
    return [(row[0], Entry.of("member", row[1].id, open_member(row[1]), sealer())) for row in rows]


def sweep() -> None:
    """Take away the keys that lead nowhere, a range at a time."""
    width = (MOST - LEAST) // RANGES + 1
    for start in range(LEAST, MOST, width):
        db.session.connection().execute(
            delete(BLOCKING_KEYS).where(
                BLOCKING_KEYS.c.key.between(start, min(MOST, start + width - 1)),
                BLOCKING_KEYS.c.profile_id.not_in(select(PROFILES.c.id)),
            )
        )
        db.session.commit()


def recount() -> None:
    """Count every name anew."""
    db.session.connection().execute(delete(NAME_FREQUENCIES))
    db.session.commit()
    after = 0
    while True:
        connection = db.session.connection()
        index.take_turn(connection)
        rows = connection.execute(
            select(PROFILES).where(PROFILES.c.id > after).order_by(PROFILES.c.id).limit(AT_ONCE)
        ).all()
        if not rows:
            break
        frequencies.count(connection, [index.entry_of(row, sealer()) for row in rows])
        after = rows[-1].id
        db.session.commit()
    db.session.rollback()
