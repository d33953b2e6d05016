"""Stores a batch: every item once, however often and in whatever order it comes.

One transaction a batch. The batch's id and each (registration, revision) are keys of the
database, so what two requests do at once is decided there (design/trust.md, P3 and P4).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import update
from sqlalchemy.exc import DataError, IntegrityError

from webapp import audit, clock
from webapp.accounts.operations import touch_device
from webapp.dedup.candidates import Candidate, same_nik
from webapp.extensions import db
from webapp.models import Batch, Decision, Device, Registration, Status, User
from webapp.models.bulk import insert_for, insert_rows
from webapp.models.tables import BATCHES, MATCHES, REGISTRATIONS, REVISIONS, VISITS
from webapp.registry import operations as registry
from webapp.sync import queries
from webapp.sync.intake import Invalid, Prepared, Registered, Visited

Result = dict[str, Any]

# a correction moves the registration on as long as the office can still decide it anew
OPEN_TO_CORRECTION = (Status.RECEIVED, Status.RETURNED, Status.APPROVED, Status.REJECTED)
LATE_CORRECTION = {"field": "revision", "code": "late_correction", "confirmed": False}


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A batch as it arrived."""

    id: str
    digest: str
    device_seq: int
    sealed_at: datetime
    app_version: str
    schema_version: int


@dataclass
class Plan:
    """What is new in a batch; filled while its items are compared with what is held."""

    heads: dict[str, Registered] = field(default_factory=dict)
    moves: dict[str, Registered] = field(default_factory=dict)
    late: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    revisions: list[Registered] = field(default_factory=list)
    visits: list[Visited] = field(default_factory=list)


def receive(
    *, incoming: Incoming, prepared: Sequence[Prepared], device: Device, user: User
) -> list[Result] | None:
    """Store what is new and give each item its outcome; None when the batch was there already.

    Nothing is committed here. An item that the database will not take is answered retry_later
    and the others are stored.
    """
    if not claim(incoming, prepared, device, user):
        return None
    try:
        with db.session.begin_nested():
            results = store(prepared, incoming.id, user)
    except (IntegrityError, DataError):
        results = [result for item in prepared for result in store_alone(item, incoming.id, user)]
    db.session.execute(
        update(Batch).where(Batch.id == incoming.id).values(answer=orjson.dumps(results).decode())
    )
    touch_device(device_id=device.id, app_version=incoming.app_version)
    return results


def claim(incoming: Incoming, prepared: Sequence[Prepared], device: Device, user: User) -> bool:
    """Insert the batch's row; False when another request has. Waits for that request's end."""
    kinds = [item.kind if isinstance(item, Invalid) else type(item) for item in prepared]
    visit_count = sum(kind in ("visit", Visited) for kind in kinds)
    connection = db.session.connection()
    statement = insert_for(connection.dialect, BATCHES).values(
        id=incoming.id,
        user_id=user.id,
        device_id=device.id,
        region_code=user.region_code,
        device_seq=incoming.device_seq,
        sealed_at=incoming.sealed_at,
        received_at=clock.now(),
        app_version=incoming.app_version,
        schema_version=incoming.schema_version,
        digest=incoming.digest,
        registration_count=len(kinds) - visit_count,
        visit_count=visit_count,
        answer="[]",
    )
    claimed = statement.on_conflict_do_nothing().returning(BATCHES.c.id)
    return connection.execute(claimed).first() is not None


def store_alone(item: Prepared, batch_id: str, user: User) -> list[Result]:
    try:
        with db.session.begin_nested():
            return store([item], batch_id, user)
    except (IntegrityError, DataError):
        return [result_of(item, "retry_later")]


def store(prepared: Sequence[Prepared], batch_id: str, user: User) -> list[Result]:
    plan, results = compare(prepared, user)
    present = {**plan.heads, **plan.moves}
    connection = db.session.connection()
    candidates = same_nik(
        connection, [(item.id, item.nik_index) for item in present.values() if item.nik_index]
    )
    write(plan, candidates, batch_id, user)
    tell_matches(results, candidates)
    return results


def compare(prepared: Sequence[Prepared], user: User) -> tuple[Plan, list[Result]]:
    """Decide each item's outcome from what is held and from the batch itself."""
    registrations = {item.id for item in prepared if isinstance(item, Registered)}
    heads = queries.heads(registrations) if registrations else {}
    held = queries.revision_digests(heads.keys())
    visits = queries.visit_digests({item.id for item in prepared if isinstance(item, Visited)})
    plan = Plan()
    results = []
    for item in prepared:
        if isinstance(item, Invalid):
            results.append(result_of(item, "invalid", errors=item.errors))
        elif isinstance(item, Visited):
            results.append(result_of(item, visit_outcome(item, visits, plan, user)))
        else:
            outcome = registration_outcome(item, heads.get(item.id), held, plan, user)
            results.append(result_of(item, outcome))
    return plan, results


def registration_outcome(
    item: Registered, head: Any, held: dict[tuple[str, int], str], plan: Plan, user: User
) -> str:
    if head is not None and head.user_id != user.id:
        return "conflict"
    key = (item.id, item.revision)
    if key in held:
        return "stored_before" if held[key] == item.digest else "conflict"
    held[key] = item.digest
    plan.revisions.append(item)
    if head is None:
        newest = plan.heads.get(item.id)
        if newest is None or newest.revision < item.revision:
            plan.heads[item.id] = item
    elif item.revision > max(head.revision, newest_revision(plan.moves.get(item.id))):
        if head.status in OPEN_TO_CORRECTION:
            plan.moves[item.id] = item
        else:
            plan.late[item.id] = [*head.flags, LATE_CORRECTION]
    return "stored"


def newest_revision(item: Registered | None) -> int:
    return item.revision if item else 0


def visit_outcome(item: Visited, held: dict[str, tuple[str, str]], plan: Plan, user: User) -> str:
    if item.id in held:
        return "stored_before" if held[item.id] == (user.id, item.digest) else "conflict"
    held[item.id] = (user.id, item.digest)
    plan.visits.append(item)
    return "stored"


def result_of(item: Prepared, outcome: str, **more: Any) -> Result:
    result: Result = {"id": item.id, "outcome": outcome, **more}
    if isinstance(item, Visited):
        return {**result, "kind": "visit"}
    if isinstance(item, Invalid):
        result["kind"] = item.kind
        return result if item.revision is None else {**result, "revision": item.revision}
    return {**result, "kind": "registration", "revision": item.revision}


def write(plan: Plan, candidates: Sequence[Candidate], batch_id: str, user: User) -> None:
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
        [{"id": item.id, **alike, **present_values(item, now)} for item in heads],
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
                "captured_at": item.captured_at,
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
    for moved in sorted(plan.moves.values(), key=lambda item: item.id):
        move_head(moved, batch_id, user, now)
    for registration_id, flags in sorted(plan.late.items()):
        connection.execute(
            update(Registration).where(Registration.id == registration_id).values(flags=flags)
        )
    insert_rows(
        connection, MATCHES, [match_row(one, now) for one in candidates], skip_existing=True
    )


def present_values(item: Registered, now: datetime) -> dict[str, Any]:
    """What the head shows of its present revision."""
    content = item.content
    return {
        "revision": item.revision,
        "received_at": now,
        "full_name": content["full_name"],
        "birth_date": item.birth_date,
        "sex": content["sex"],
        "village_code": content["village_code"],
        "occupation_code": content["occupation_code"],
        "nik_index": item.nik_index,
        "flags": item.flags,
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


def move_head(item: Registered, batch_id: str, user: User, now: datetime) -> None:
    """A correction becomes the present revision; a decision on an older one is reopened (P7)."""
    registration = db.session.get_one(Registration, item.id, with_for_update=True)
    if registration.status in (Status.APPROVED, Status.REJECTED):
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
    if registration.status == Status.APPROVED:
        registry.unlink(registration=registration, by=None, reason="koreksi datang kemudian")
    registration.status = Status.RECEIVED
    registration.batch_id = batch_id
    for name, value in present_values(item, now).items():
        setattr(registration, name, value)
    db.session.flush()


def match_row(candidate: Candidate, now: datetime) -> dict[str, Any]:
    return {
        "registration_id": candidate.registration_id,
        "kind": candidate.kind,
        "other_id": candidate.other_id,
        "code": candidate.code,
        "score": candidate.score,
        "band": candidate.band,
        "found_at": now,
    }


def tell_matches(results: Sequence[Result], candidates: Sequence[Candidate]) -> None:
    """The phone hears that somebody may be registered already, and nothing about that person."""
    codes: dict[str, list[str]] = {}
    for candidate in candidates:
        known = codes.setdefault(candidate.registration_id, [])
        if candidate.code not in known:
            known.append(candidate.code)
    for result in results:
        if result["outcome"] == "stored" and result["id"] in codes:
            result["matches"] = [{"code": code} for code in codes[result["id"]]]
