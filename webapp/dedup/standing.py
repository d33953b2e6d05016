"""Where the other registration of a match stands now: waiting, or about which worker."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from webapp.models import Link, Registration, Status, Worker

# a rejected one no longer claims to be anybody
WAITING = frozenset({Status.RECEIVED, Status.RETURNED})


@dataclass(frozen=True, slots=True)
class Standing:
    status: str
    # the worker it is linked to now, after merges
    worker_id: str | None

    @property
    def counts(self) -> bool:
        """Whether a newcomer can be about the same person at all."""
        return self.worker_id is not None or self.status in WAITING


def standings(connection: Connection, registration_ids: Collection[str]) -> dict[str, Standing]:
    """Of these registrations, by id."""
    if not registration_ids:
        return {}
    ids = set(registration_ids)
    newest = (
        select(func.max(Link.id))
        .where(Link.registration_id.in_(ids))
        .group_by(Link.registration_id)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(
            Registration.id, Registration.status, Link.action, Link.worker_id, Worker.redirect_to
        )
        .outerjoin(Link, (Link.registration_id == Registration.id) & Link.id.in_(newest))
        .outerjoin(Worker, Worker.id == Link.worker_id)
        .where(Registration.id.in_(ids))
    )
    return {
        row.id: Standing(
            row.status, (row.redirect_to or row.worker_id) if row.action == "link" else None
        )
        for row in rows
    }
