"""Reads what is held already of what a phone sends."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import Registration, Revision, Visit


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
