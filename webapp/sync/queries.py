"""Reads what the server already holds of a phone's work."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select

from webapp.extensions import db
from webapp.models import (
    Backup,
    Batch,
    Change,
    Decision,
    Registration,
    Revision,
    ServerEpoch,
)


def batch(batch_id: str) -> Batch | None:
    return db.session.get(Batch, batch_id)


def own_registration(registration_id: str, user_id: str) -> Registration | None:
    return db.session.scalar(
        select(Registration).where(
            Registration.id == registration_id, Registration.user_id == user_id
        )
    )


def revision(registration_id: str, number: int) -> Revision:
    """A revision that is known to exist."""
    return db.session.get_one(Revision, (registration_id, number))


def last_decision(registration_id: str, number: int) -> Decision | None:
    """The newest decision on this revision."""
    return db.session.scalar(
        select(Decision)
        .where(Decision.registration_id == registration_id, Decision.revision == number)
        .order_by(Decision.id.desc())
        .limit(1)
    )


def changes_after(user_id: str, number: int, limit: int) -> Sequence[Change]:
    return db.session.scalars(
        select(Change)
        .where(Change.user_id == user_id, Change.number > number)
        .order_by(Change.number)
        .limit(limit)
    ).all()


def own_digests(user_id: str, ids: Collection[str]) -> dict[tuple[str, int], str]:
    """(registration, revision) -> digest, for this volunteer's own registrations."""
    rows = db.session.execute(
        select(Revision.registration_id, Revision.revision, Revision.digest)
        .join(Registration, Registration.id == Revision.registration_id)
        .where(Registration.user_id == user_id, Revision.registration_id.in_(ids))
    )
    return {(row.registration_id, row.revision): row.digest for row in rows}


def epoch_and_watermark() -> tuple[str, datetime | None]:
    """Which database this is, and up to when it is in a backup; None without any backup."""
    newest = select(func.max(Backup.watermark)).scalar_subquery()
    row = db.session.execute(select(ServerEpoch.id, newest)).one()
    return row[0], row[1]
