"""Reads who is enrolled, and which registrations are about whom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, func, select
from sqlalchemy.orm import aliased

from webapp.extensions import db
from webapp.models import Link, Merge, Revision, User, Worker

# Made once: building these anew for every decision takes longer than running them.
IDS: BindParameter[list[str]] = bindparam("ids", expanding=True)
LAST_WORKERS = (
    select(Link.registration_id, Link.worker_id, Link.action)
    .where(Link.registration_id.in_(IDS))
    .order_by(Link.id)
)
# SQLite gives the number of an event that was rolled back to the next one: forget what was read
EVENTS = select(Link).order_by(Link.id).execution_options(populate_existing=True)
EVENTS_BESIDE = EVENTS.where(
    Link.registration_id.in_(select(Link.registration_id).where(Link.worker_id.in_(IDS)))
)
OWN_LINKS = EVENTS.where(
    Link.merge_id.is_(None),
    Link.registration_id.in_(
        select(Link.registration_id).where(
            Link.worker_id.in_(IDS), Link.merge_id.is_(None), Link.action == "link"
        )
    ),
)
MERGES_INTO = select(Merge).where(Merge.keep_id.in_(IDS), Merge.undone_at.is_(None))


@dataclass(frozen=True, slots=True)
class PastMerge:
    """A merge that holds: which worker went into another, when, and who decided it."""

    id: str
    gone: Worker
    at: datetime
    by: User
    reason: str


def worker_with(nik_index: str) -> Worker | None:
    """The worker who has this NIK now."""
    return db.session.scalar(select(Worker).where(Worker.nik_index == nik_index))


def workers_of(registration_ids: Collection[str]) -> dict[str, str]:
    """The worker each of these registrations is linked to now; unlinked ones are missing."""
    return {
        one: worker_id for one, worker_id in last_workers(registration_ids).items() if worker_id
    }


def last_workers(registration_ids: Collection[str]) -> dict[str, str | None]:
    """The same with None for those unlinked since; those never linked are missing."""
    rows = db.session.execute(LAST_WORKERS, {"ids": list(registration_ids)})
    # the newest event has the last word
    return {
        registration_id: worker_id if action == "link" else None
        for registration_id, worker_id, action in rows
    }


def homes_of(registration_ids: Collection[str]) -> dict[str, str]:
    """The worker each was last linked to for its own sake, merges aside; taken back or not."""
    rows = db.session.execute(
        select(Link.registration_id, Link.worker_id)
        .where(
            Link.registration_id.in_(registration_ids),
            Link.merge_id.is_(None),
            Link.action == "link",
        )
        .order_by(Link.id)
    )
    return {row.registration_id: row.worker_id for row in rows}


def workers_with(nik_indexes: Collection[str]) -> dict[str, str]:
    """NIK index -> id of the worker who has it."""
    rows = db.session.execute(
        select(Worker.nik_index, Worker.id).where(Worker.nik_index.in_(nik_indexes))
    )
    return {str(row.nik_index): row.id for row in rows}


def links_of(worker_ids: Collection[str]) -> dict[str, list[Link]]:
    """Worker id -> the links that hold now, also those that a merge brought; the oldest first."""
    events = db.session.scalars(EVENTS_BESIDE, {"ids": list(worker_ids)})
    newest = {event.registration_id: event for event in events}
    found: dict[str, list[Link]] = {worker_id: [] for worker_id in worker_ids}
    for event in newest.values():
        # it may be linked to somebody else by now
        if event.action == "link" and event.worker_id in found:
            found[event.worker_id].append(event)
    return found


def own_links(worker_ids: Collection[str]) -> Sequence[Link]:
    """Every event but merges of the registrations that were ever linked to one of these."""
    return db.session.scalars(OWN_LINKS, {"ids": list(worker_ids)}).all()


def merges_into(worker_ids: Collection[str]) -> list[Merge]:
    """The merges that hold into these workers, and into those merged into them, and so on."""
    found: list[Merge] = []
    into: Collection[str] = worker_ids
    while into:
        step = db.session.scalars(MERGES_INTO, {"ids": list(into)}).all()
        found += step
        into = [merge.gone_id for merge in step]
    return found


def first_events(merge_ids: Collection[str]) -> dict[str, int]:
    """Merge id -> its place among all events."""
    if not merge_ids:
        return {}
    rows = db.session.execute(
        select(Link.merge_id, func.min(Link.id).label("first"))
        .where(Link.merge_id.in_(merge_ids))
        .group_by(Link.merge_id)
    )
    return {str(row.merge_id): row.first for row in rows}


def merge(merge_id: str) -> Merge | None:
    return db.session.get(Merge, merge_id)


def merges_of(worker_id: str) -> list[PastMerge]:
    """The merges into this worker that hold, the newest first.

    What was merged into a worker before that one was merged away is the other's: it can be
    taken back only after.
    """
    gone = aliased(Worker)
    rows = db.session.execute(
        select(Merge, gone, User)
        .join(gone, gone.id == Merge.gone_id)
        .join(User, User.id == Merge.merged_by)
        .where(Merge.keep_id == worker_id, Merge.undone_at.is_(None))
        .order_by(Merge.merged_at.desc(), Merge.id.desc())
    )
    return [
        PastMerge(merge.id, worker, merge.merged_at, user, merge.reason)
        for merge, worker, user in rows
    ]


def revisions_of(links: Collection[Link]) -> dict[tuple[str, int], Revision]:
    """(registration id, revision) -> what these links rest on, and other revisions beside it."""
    rows = db.session.scalars(
        select(Revision).where(
            Revision.registration_id.in_({link.registration_id for link in links})
        )
    )
    return {(row.registration_id, row.revision): row for row in rows}
