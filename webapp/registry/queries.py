"""Reads who is enrolled, and which registrations are about whom."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select

from webapp.extensions import db
from webapp.models import Link, Revision, Worker


def worker_with(nik_index: str) -> Worker | None:
    """The worker with this NIK, who may have no registration left."""
    return db.session.scalar(select(Worker).where(Worker.nik_index == nik_index))


def workers_of(registration_ids: Collection[str]) -> dict[str, str]:
    """The worker each of these registrations is linked to now; unlinked ones are missing."""
    newest = (
        select(func.max(Link.id))
        .where(Link.registration_id.in_(registration_ids))
        .group_by(Link.registration_id)
    )
    rows = db.session.execute(
        select(Link.registration_id, Link.worker_id).where(
            Link.id.in_(newest), Link.action == "link"
        )
    )
    return {row.registration_id: row.worker_id for row in rows}


def workers_with(nik_indexes: Collection[str]) -> dict[str, str]:
    """NIK index -> id of the worker who has it."""
    rows = db.session.execute(
        select(Worker.nik_index, Worker.id).where(Worker.nik_index.in_(nik_indexes))
    )
    return {str(row.nik_index): row.id for row in rows}


def links_of(worker_ids: Collection[str]) -> dict[str, list[Link]]:
    """Worker id -> the links that hold now, of the registration that was first linked first."""
    newest: dict[str, dict[str, Link]] = {worker_id: {} for worker_id in worker_ids}
    for event in db.session.scalars(
        select(Link).where(Link.worker_id.in_(worker_ids)).order_by(Link.id)
    ):
        # a key keeps its place when a corrected registration is linked again
        newest[event.worker_id][event.registration_id] = event
    return {
        worker_id: [event for event in events.values() if event.action == "link"]
        for worker_id, events in newest.items()
    }


def revisions_of(links: Sequence[Link]) -> list[Revision]:
    """What these links rest on, in their order."""
    found = {
        (row.registration_id, row.revision): row
        for row in db.session.scalars(
            select(Revision).where(
                Revision.registration_id.in_([link.registration_id for link in links])
            )
        )
    }
    return [found[link.registration_id, link.revision] for link in links]
