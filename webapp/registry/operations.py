"""Keeps the workers, once each: enrols, links registrations to them, takes links back.

Links are events that are only ever added; a worker's record follows from them (design/dedup.md, 7).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from webapp import audit, clock, contents
from webapp.errors import NotDecidable
from webapp.extensions import db
from webapp.models import Registration, User, Worker
from webapp.models.bulk import insert_rows
from webapp.models.columns import new_id
from webapp.models.tables import LINKS, WORKERS
from webapp.registry import queries
from webapp.registry.golden import Golden, Source, golden


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A registration with a NIK, and what its approved revision says."""

    registration: Registration
    content: Mapping[str, Any]


def enrol_many(*, enrolments: Sequence[Enrolment], by: User) -> set[str]:
    """Enrol the worker that each of these makes, in a few statements however many they are.

    Return the ids of registrations whose worker is enrolled already: nothing is done for them.
    A worker whose last link was taken back stands in the table still, and the same NIK brings
    the same worker back.
    """
    made = {one.registration.id: worker_values(one) for one in by_nik(enrolments)}
    connection = db.session.connection()
    insert_rows(connection, WORKERS, list(made.values()), skip_existing=True)
    holders = queries.workers_with({str(worker["nik_index"]) for worker in made.values()})
    new = [one for one in enrolments if holders[nik_of(one)] == made[one.registration.id]["id"]]
    append_links([(one.registration, holders[nik_of(one)]) for one in new], by, "disetujui")
    refused = set()
    for one in by_nik(enrolments):
        if one in new:
            continue
        worker = locked([holders[nik_of(one)]])[0]
        if queries.links_of([worker.id])[worker.id]:
            refused.add(one.registration.id)
        else:
            append_links([(one.registration, worker.id)], by, "disetujui")
            remake(worker)
    audit.record_many(
        "worker.enrolled",
        kind="worker",
        subjects=[
            (holders[nik_of(one)], told(one.registration))
            for one in enrolments
            if one.registration.id not in refused
        ],
        by=by.id,
    )
    return refused


def link_to(*, registration: Registration, worker: Worker, by: User, reason: str) -> None:
    """Say that this registration is about a worker who is enrolled already.

    Raise NotDecidable for one whose last link was taken back: nobody is enrolled there.
    """
    (worker,) = locked([worker.id])
    if not queries.links_of([worker.id])[worker.id]:
        raise NotDecidable("Belum ada pekerja terdaftar dengan NIK ini.")
    append_links([(registration, worker.id)], by, reason)
    remake(worker)
    audit.record(
        "worker.linked", kind="worker", subject_id=worker.id, by=by.id, **told(registration)
    )


def unlink(*, registration: Registration, by: User | None, reason: str) -> None:
    """Take the registration's link back, if it has one; the worker's record is made anew.

    `by` is None when a late correction, not a person, took it back.
    """
    unlink_many(registrations=[registration], by=by, reason=reason)


def unlink_many(*, registrations: Sequence[Registration], by: User | None, reason: str) -> None:
    """The same for many, in a few statements and one more for each worker who has others."""
    owners = queries.workers_of([registration.id for registration in registrations])
    linked = [registration for registration in registrations if registration.id in owners]
    workers = locked(set(owners.values()))
    append_links(
        [(registration, owners[registration.id]) for registration in linked],
        by,
        reason,
        action="unlink",
    )
    still = queries.links_of([worker.id for worker in workers])
    for worker in workers:
        if still[worker.id]:
            remake(worker)
    audit.record_many(
        "worker.unlinked",
        kind="worker",
        subjects=[(owners[registration.id], told(registration)) for registration in linked],
        by=by.id if by else None,
    )


def by_nik(enrolments: Sequence[Enrolment]) -> list[Enrolment]:
    """In the order of their keys: two who enrol many at once never wait in a ring."""
    return sorted(enrolments, key=nik_of)


def nik_of(one: Enrolment) -> str:
    if one.registration.nik_index is None:
        raise ValueError("nobody is enrolled without a NIK")
    return one.registration.nik_index


def worker_values(one: Enrolment) -> dict[str, Any]:
    worker_id = new_id()
    source = Source(one.registration.id, one.registration.revision, one.content)
    return {
        "id": worker_id,
        "nik_index": one.registration.nik_index,
        "enrolled_at": clock.now(),
        **golden_values(golden([source]), worker_id),
    }


def golden_values(record: Golden, worker_id: str) -> dict[str, Any]:
    """The golden record as columns: sealed, with what lists and look-ups need."""
    return {
        "full_name": record.content["full_name"],
        "birth_date": date.fromisoformat(record.content["birth_date"]),
        "sex": record.content["sex"],
        "village_code": record.content["village_code"],
        "content": contents.seal_worker(record.content, worker_id),
        "provenance": record.provenance,
    }


def append_links(
    pairs: Sequence[tuple[Registration, str]],
    by: User | None,
    reason: str,
    *,
    action: str = "link",
) -> None:
    """One event for each (registration, worker id)."""
    now = clock.now()
    insert_rows(
        db.session.connection(),
        LINKS,
        [
            {
                "registration_id": registration.id,
                "revision": registration.revision,
                "worker_id": worker_id,
                "action": action,
                "linked_by": by.id if by else None,
                "linked_at": now,
                "reason": reason,
            }
            for registration, worker_id in pairs
        ],
    )


def locked(worker_ids: Collection[str]) -> list[Worker]:
    """The workers, for this transaction alone: two decisions never remake one record at once."""
    return list(
        db.session.scalars(
            select(Worker)
            .where(Worker.id.in_(worker_ids))
            .order_by(Worker.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def remake(worker: Worker) -> None:
    """Make the golden record again from the links that hold."""
    links = queries.links_of([worker.id])[worker.id]
    record = golden(
        [
            Source(row.registration_id, row.revision, contents.open_revision(row))
            for row in queries.revisions_of(links)
        ]
    )
    for name, value in golden_values(record, worker.id).items():
        setattr(worker, name, value)
    db.session.flush()


def told(registration: Registration) -> dict[str, Any]:
    """What the trail says of a registration."""
    return {"registration": registration.id, "revision": registration.revision}
