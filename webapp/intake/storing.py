"""Writes what is new in a batch: each table's rows in one round trip, corrections one by one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, or_, update

from webapp import audit, clock
from webapp.contents import sealer
from webapp.dedup import index
from webapp.dedup.evidence import match_row
from webapp.dedup.model import in_use
from webapp.dedup.recognition import Recognition
from webapp.extensions import db
from webapp.intake.plan import Plan
from webapp.intake.preparing import Registered, Visited
from webapp.models import Decision, Registration, Status, User
from webapp.models.bulk import insert_rows
from webapp.models.columns import short_code
from webapp.models.tables import MATCHES, REGISTRATIONS, REVISIONS, VISITS
from webapp.registry import operations as registry

# more people share a key with this one than the matcher looks at
MANY_ALIKE = {"field": "full_name", "code": "many_alike", "confirmed": True}
# the supervisor was done with it; a return waits for just this correction
DECIDED = (Status.APPROVED, Status.REJECTED, Status.MERGED)


def write(plan: Plan, recognition: Recognition, batch_id: str, user: User) -> None:
    connection = db.session.connection()
    now = clock.now()
    # in the order of ids: two batches that share items wait for each other instead of
    # locking each other out
    heads = sorted(plan.heads.values(), key=lambda item: item.id)
    alike = {
        "batch_id": batch_id,
        "user_id": user.id,
        "region_code": user.region_code,
        "status": Status.RECEIVED.value,
        "first_received_at": now,
        "period": clock.period_of(now),
    }
    revisions = sorted(plan.revisions, key=lambda item: (item.id, item.revision))
    insert_rows(
        connection,
        REGISTRATIONS,
        [
            {
                "id": item.id,
                "short_code": short_code(item.id),
                **alike,
                **present_values(item, recognition, now),
            }
            for item in heads
        ],
    )
    insert_rows(
        connection,
        REVISIONS,
        [
            {
                "registration_id": item.id,
                "revision": item.revision,
                "batch_id": batch_id,
                "digest": item.digest,
                "content": item.sealed,
                "received_at": now,
            }
            for item in revisions
        ],
    )
    insert_rows(connection, VISITS, [visit_row(item, batch_id, user, now) for item in plan.visits])
    audit.record_many(
        "registration.received",
        kind="registration",
        subjects=[(item.id, {"revision": item.revision, "batch": batch_id}) for item in revisions],
        by=user.id,
    )
    audit.record_many(
        "visit.received",
        kind="visit",
        subjects=[(item.id, {"batch": batch_id}) for item in plan.visits],
        by=user.id,
    )
    moves = sorted(plan.moves.values(), key=lambda item: item.id)
    for moved in moves:
        move_head(moved, recognition, batch_id, user, now)
    for registration_id, flags in sorted(plan.late.items()):
        connection.execute(
            update(Registration).where(Registration.id == registration_id).values(flags=flags)
        )
    index.add(connection, [item.entry for item in heads])
    if moves:
        index.replace(connection, [item.entry for item in moves], sealer())
        forget_matches(connection, [item.id for item in moves])
    model = in_use().name
    insert_rows(
        connection,
        MATCHES,
        [match_row(one, model=model, now=now) for one in recognition.candidates],
        skip_existing=True,
    )


def forget_matches(connection: Connection, registration_ids: Sequence[str]) -> None:
    """What was found of an earlier text says nothing about the present one."""
    connection.execute(
        delete(MATCHES).where(
            or_(
                MATCHES.c.registration_id.in_(registration_ids),
                (MATCHES.c.kind == "registration") & MATCHES.c.other_id.in_(registration_ids),
            )
        )
    )


def present_values(item: Registered, recognition: Recognition, now: datetime) -> dict[str, Any]:
    """What the head shows of its present revision."""
    content = item.content
    flags = [*item.flags, MANY_ALIKE] if item.id in recognition.crowded else item.flags
    return {
        "revision": item.revision,
        "received_at": now,
        "full_name": content["full_name"],
        "birth_date": item.birth_date,
        "sex": content["sex"],
        "village_code": content["village_code"],
        "occupation_code": content["occupation_code"],
        "nik_index": item.nik_index,
        "flags": flags,
    }


def visit_row(item: Visited, batch_id: str, user: User, now: datetime) -> dict[str, Any]:
    content = item.content
    follow_up_on = content.get("follow_up_on")
    return {
        "id": item.id,
        "batch_id": batch_id,
        "user_id": user.id,
        "village_code": content["village_code"],
        "occupation_code": content.get("occupation_code"),
        "result": content["result"],
        "obstacles": content["obstacles"],
        "follow_up_on": datetime.fromisoformat(follow_up_on).date() if follow_up_on else None,
        "registration_id": content.get("registration_id"),
        "visited_at": datetime.fromisoformat(content["visited_at"]),
        "received_at": now,
        "digest": item.digest,
        "content": item.sealed,
    }


def move_head(
    item: Registered, recognition: Recognition, batch_id: str, user: User, now: datetime
) -> None:
    """A correction becomes the present revision; a decision on an older one is reopened (P7)."""
    registration = db.session.get_one(Registration, item.id, with_for_update=True)
    if registration.status in DECIDED:
        db.session.add(
            Decision(
                registration_id=item.id,
                revision=registration.revision,
                action="reopen",
                reasons=[],
                note=None,
                decided_by=None,
                decided_at=now,
            )
        )
        audit.record(
            "registration.reopened",
            kind="registration",
            subject_id=item.id,
            by=user.id,
            revision=item.revision,
        )
        registry.unlink(registration=registration, by=None, reason="koreksi datang kemudian")
    registration.status = Status.RECEIVED
    registration.batch_id = batch_id
    for name, value in present_values(item, recognition, now).items():
        setattr(registration, name, value)
    db.session.flush()
