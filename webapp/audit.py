"""Writes the trail: one row beside every write, in the same transaction (UU 27/2022 article 31)."""

from collections.abc import Iterable
from typing import Any

from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEntry
from webapp.models.bulk import insert_rows
from webapp.models.tables import AUDIT_ENTRIES


def record(
    action: str, *, kind: str, subject_id: str, by: str | None, **details: str | int | None
) -> None:
    """One entry. `details` carry codes and counts, never a person's data."""
    db.session.add(
        AuditEntry(
            at=clock.now(),
            actor_id=by,
            action=action,
            subject_kind=kind,
            subject_id=subject_id,
            details=details,
        )
    )


def record_many(
    action: str, *, kind: str, subjects: Iterable[tuple[str, dict[str, Any]]], by: str | None
) -> None:
    """One entry for each (subject id, details), in one round trip."""
    at = clock.now()
    insert_rows(
        db.session.connection(),
        AUDIT_ENTRIES,
        [
            {
                "at": at,
                "actor_id": by,
                "action": action,
                "subject_kind": kind,
                "subject_id": subject_id,
                "details": details,
            }
            for subject_id, details in subjects
        ],
    )
