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


def links_of(worker_id: str) -> list[Link]:
    """The links of a worker that hold now, of the registration that was first linked first."""
    events = db.session.scalars(
        select(Link).where(Link.worker_id == worker_id).order_by(Link.id)
    ).all()
    # a key keeps its place when a corrected registration is linked again
    newest = {event.registration_id: event for event in events}
    return [event for event in newest.values() if event.action == "link"]


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
