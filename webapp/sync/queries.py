"""Reads what the server already holds of a phone's work."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

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
    Visit,
)


def batch(batch_id: str) -> Batch | None:
    return db.session.get(Batch, batch_id)


def heads(ids: Collection[str]) -> dict[str, Any]:
    """The present state of these registrations, by id, which stays so until the commit.

    Locked in the order of ids: meanwhile no other phone corrects them and no desk decides.
    """
    rows = db.session.execute(
        select(
            Registration.id,
            Registration.user_id,
            Registration.revision,
            Registration.status,
            Registration.flags,
        )
        .where(Registration.id.in_(ids))
        .order_by(Registration.id)
        .with_for_update(key_share=True)
    )
    return {row.id: row for row in rows}


def revision_digests(ids: Collection[str]) -> dict[tuple[str, int], str]:
    """(registration, revision) -> digest of what was stored."""
    if not ids:
        return {}
    rows = db.session.execute(
        select(Revision.registration_id, Revision.revision, Revision.digest).where(
            Revision.registration_id.in_(ids)
        )
    )
    return {(row.registration_id, row.revision): row.digest for row in rows}


def visit_digests(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Visit id -> (volunteer, digest)."""
    if not ids:
        return {}
    rows = db.session.execute(
        select(Visit.id, Visit.user_id, Visit.digest).where(Visit.id.in_(ids))
    )
    return {row.id: (row.user_id, row.digest) for row in rows}


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
