"""Hands approved registrations over to BPJS: each registration and each person once."""

from collections.abc import Sequence

from sqlalchemy import update

from webapp import audit, clock, feed
from webapp.extensions import db
from webapp.handover import queries
from webapp.models import Handover, Registration, Status, User
from webapp.models.bulk import insert_rows
from webapp.models.columns import new_id
from webapp.models.tables import HANDOVER_ROWS
from webapp.registry.queries import homes_of, workers_of

# what one file holds at most; the others are ready for the next one
MOST_ROWS = 5_000


def hand_over(*, territory: str, by: User | None) -> Handover | None:
    """A file of what is approved and was never handed over; None when there is nothing.

    Two coordinators who press at once: the second waits for the first and finds what is left.
    The keys of handover_rows are the last word. `by` is None for the operator at the shell.
    """
    chosen = once_each(queries.lock_ready(territory, limit=MOST_ROWS))
    if not chosen:
        return None
    made = Handover(
        id=new_id(),
        region_code=territory,
        handed_over_by=by.id if by else None,
        handed_over_at=clock.now(),
        row_count=len(chosen),
    )
    db.session.add(made)
    db.session.flush()
    insert_rows(
        db.session.connection(),
        HANDOVER_ROWS,
        [
            {
                "registration_id": registration.id,
                "revision": registration.revision,
                "worker_id": worker_id,
                "handover_id": made.id,
                "position": position,
            }
            for position, (registration, worker_id) in enumerate(chosen, start=1)
        ],
    )
    mark(made, [registration for registration, _ in chosen], by)
    return made


def once_each(waiting: Sequence[Registration]) -> list[tuple[Registration, str]]:
    """Each registration with its worker; a person goes over with their first registration.

    What is written down is the worker before any merge: it stays true when a merge is taken back.
    """
    ids = [registration.id for registration in waiting]
    workers, homes = workers_of(ids), homes_of(ids)
    taken = queries.handed_over_workers(workers.values())
    chosen = []
    for registration in waiting:
        worker_id = workers.get(registration.id)
        if worker_id and worker_id not in taken:
            taken.add(worker_id)
            chosen.append((registration, homes[registration.id]))
    return chosen


def mark(made: Handover, registrations: Sequence[Registration], by: User | None) -> None:
    """The registrations are handed over now; their volunteers and the trail hear of it."""
    actor = by.id if by else None
    db.session.execute(
        update(Registration)
        .where(Registration.id.in_([registration.id for registration in registrations]))
        .values(status=Status.HANDED_OVER.value)
    )
    audit.record(
        "handover.made", kind="handover", subject_id=made.id, by=actor, rows=made.row_count
    )
    audit.record_many(
        "registration.handed_over",
        kind="registration",
        subjects=[
            (one.id, {"handover": made.id, "revision": one.revision}) for one in registrations
        ],
        by=actor,
    )
    feed.tell_many(
        kind="registration",
        changes=[
            (
                one.user_id,
                one.id,
                {
                    "revision": one.revision,
                    "status": Status.HANDED_OVER.value,
                    "reasons": [],
                    "note": None,
                    "decided_at": clock.iso(made.handed_over_at),
                },
            )
            for one in registrations
        ],
    )
