"""Holds workers for one transaction: two decisions never remake one record at once.

Always those who stand first, then those merged into them, each in the order of ids; whoever
waits in a ring nonetheless is told by the database and asked to try again.
"""

from collections.abc import Collection

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import Registration, Worker
from webapp.registry import queries


def locked(worker_ids: Collection[str]) -> list[Worker]:
    """These workers as they are now, in the order of ids."""
    return list(
        db.session.scalars(
            select(Worker)
            .where(Worker.id.in_(worker_ids))
            .order_by(Worker.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def locked_owners(registration_ids: Collection[str]) -> dict[str, Worker]:
    """Registration id -> the worker it is linked to, who is held; unlinked ones are missing."""
    while owners := queries.workers_of(registration_ids):
        held = {worker.id: worker for worker in locked(set(owners.values()))}
        # another decision may have moved a registration while this one waited
        if queries.workers_of(registration_ids) == owners:
            return {one: held[worker_id] for one, worker_id in owners.items()}
    return {}


def lock_registrations(registration_ids: Collection[str]) -> None:
    """Nobody decides on these meanwhile."""
    db.session.execute(
        select(Registration.id)
        .where(Registration.id.in_(registration_ids))
        .order_by(Registration.id)
        .with_for_update()
    )
