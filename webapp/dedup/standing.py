"""Where the other registration of a match stands now, and what supervisors said of the pair."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select

from webapp.models import Link, Registration, Status, Verdict, Worker

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


# left id, right kind, right id: how the verdicts spell a pair
Spelled = tuple[str, str, str]


def apart(connection: Connection, registration_ids: Collection[str]) -> set[Spelled]:
    """Every pair with one of these in it that a supervisor said is two persons."""
    if not registration_ids:
        return set()
    rows = connection.execute(
        select(Verdict.left_id, Verdict.right_kind, Verdict.right_id, Verdict.verdict)
        .where(or_(Verdict.left_id.in_(registration_ids), Verdict.right_id.in_(registration_ids)))
        .order_by(Verdict.id)
    )
    # the newest of a pair is what holds
    newest = {(row.left_id, row.right_kind, row.right_id): row.verdict for row in rows}
    return {pair for pair, verdict in newest.items() if verdict == "other"}


def spelled(registration_id: str, kind: str, other_id: str) -> Spelled:
    if kind == "member":
        return registration_id, kind, other_id
    return min(registration_id, other_id), kind, max(registration_id, other_id)
