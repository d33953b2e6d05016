"""Keeps the workers, once each: enrols, links registrations to them, takes links back.

Links are events that are only ever added; a worker's record follows from them (design/dedup.md, 7).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from webapp import audit, clock, contents
from webapp.errors import AlreadyEnrolled, NotDecidable
from webapp.extensions import db
from webapp.models import Link, Registration, User, Worker
from webapp.models.columns import new_id
from webapp.registry import queries
from webapp.registry.golden import Golden, Source, golden


def enrol(
    *, registration: Registration, revision: int, content: Mapping[str, Any], by: User
) -> Worker:
    """The worker this registration makes; raise AlreadyEnrolled when another one made them before.

    A worker whose last link was taken back stands in the table still. The same NIK brings the
    same worker back.
    """
    if registration.nik_index is None:
        raise NotDecidable("Pendaftaran tanpa NIK belum bisa disetujui.")
    worker = new_worker(registration, golden([Source(registration.id, revision, content)]))
    try:
        with db.session.begin_nested():
            db.session.add(worker)
    except IntegrityError:
        worker = without_links(registration.nik_index)
        append_link(registration, revision, worker, by, "disetujui")
        remake(worker)
    else:
        append_link(registration, revision, worker, by, "disetujui")
    audit.record(
        "worker.enrolled",
        kind="worker",
        subject_id=worker.id,
        by=by.id,
        registration=registration.id,
        revision=revision,
    )
    return worker


def link_to(*, registration: Registration, worker: Worker, by: User, reason: str) -> None:
    """Say that this registration is about a worker who is enrolled already."""
    worker = locked(worker.id)
    append_link(registration, registration.revision, worker, by, reason)
    remake(worker)
    audit.record(
        "worker.linked",
        kind="worker",
        subject_id=worker.id,
        by=by.id,
        registration=registration.id,
        revision=registration.revision,
    )


def unlink(*, registration: Registration, by: User | None, reason: str) -> None:
    """Take the registration's link back, if it has one; the worker's record is made anew.

    `by` is None when a late correction, not a person, took it back.
    """
    worker_id = queries.workers_of([registration.id]).get(registration.id)
    if worker_id is None:
        return
    worker = locked(worker_id)
    link = next(
        link for link in queries.links_of(worker_id) if link.registration_id == registration.id
    )
    append_link(registration, link.revision, worker, by, reason, action="unlink")
    remake(worker)
    audit.record(
        "worker.unlinked",
        kind="worker",
        subject_id=worker_id,
        by=by.id if by else None,
        registration=registration.id,
        revision=link.revision,
    )


def new_worker(registration: Registration, record: Golden) -> Worker:
    worker = Worker(id=new_id(), nik_index=registration.nik_index, enrolled_at=clock.now())
    show(worker, record)
    return worker


def without_links(nik_index: str) -> Worker:
    """The worker in the way, locked, if nobody is linked to them any more."""
    worker = queries.worker_with(nik_index)
    if worker is None:
        raise AlreadyEnrolled
    worker = locked(worker.id)
    if queries.links_of(worker.id):
        raise AlreadyEnrolled
    return worker


def locked(worker_id: str) -> Worker:
    """The worker, for this transaction alone: two decisions never remake one record at once."""
    return db.session.scalars(
        select(Worker)
        .where(Worker.id == worker_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def append_link(
    registration: Registration,
    revision: int,
    worker: Worker,
    by: User | None,
    reason: str,
    *,
    action: str = "link",
) -> None:
    db.session.add(
        Link(
            registration_id=registration.id,
            revision=revision,
            worker_id=worker.id,
            action=action,
            linked_by=by.id if by else None,
            linked_at=clock.now(),
            reason=reason,
        )
    )
    db.session.flush()


def remake(worker: Worker) -> None:
    """Make the golden record again from the links that hold; without any it stays as it was."""
    links = queries.links_of(worker.id)
    if links:
        show(
            worker,
            golden(
                [
                    Source(row.registration_id, row.revision, contents.open_revision(row))
                    for row in queries.revisions_of(links)
                ]
            ),
        )
        db.session.flush()


def show(worker: Worker, record: Golden) -> None:
    """Put the golden record into the worker's row, sealed, with what lists and look-ups need."""
    worker.full_name = record.content["full_name"]
    worker.birth_date = date.fromisoformat(record.content["birth_date"])
    worker.sex = record.content["sex"]
    worker.village_code = record.content["village_code"]
    worker.content = contents.seal_worker(record.content, worker.id)
    worker.provenance = record.provenance
