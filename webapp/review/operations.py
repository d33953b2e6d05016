"""Decides: approve, send back, reject, merge, and take a decision back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp import clock
from webapp.errors import AlreadyEnrolled, Invalid, NotDecidable, NotFound, Problem, StaleRevision
from webapp.models import Decision, Registration, Status, User, Worker
from webapp.registry import operations as registry
from webapp.registry.enrolment import Enrolment
from webapp.registry.queries import worker_with
from webapp.registry.verdicts import Evidence
from webapp.review import joined, queries
from webapp.review.concerns import Rank, rank
from webapp.review.judge import AFTER, Reason, Seen, in_the_way, move, put_back, write_down
from webapp.review.queries import Record
from webapp.words import gettext

# what is answered by saying that two are one person
DUPLICATE = (
    "possible_duplicate",
    "same_nik_worker",
    "same_nik_registration",
    "same_nik_batch",
)


@dataclass(frozen=True, slots=True)
class Many:
    """What became of many at once: the moment their decisions carry, and who was left and why."""

    at: datetime
    done: int
    left: Mapping[str, Problem]


def approve(*, seen: Seen, note: str | None, by: User) -> Decision:
    """Enrol the worker; a reason is needed over anything the volunteer could not settle."""
    many = approve_many(seen=[seen], note=note, by=by)
    for problem in many.left.values():
        raise problem
    return queries.last_decision(seen.registration_id)


def approve_many(
    *,
    seen: Sequence[Seen],
    by: User,
    note: str | None = None,
    at: datetime | None = None,
    looked_at: Collection[str] = (),
) -> Many:
    """Approve what can be approved; the others stay as they are, each with its reason.

    `looked_at` are codes of concerns that this very press answers.
    """
    at = at or clock.now()
    records = queries.chosen([one.registration_id for one in seen], by.region_code)
    left = {
        one.registration_id: problem
        for one in seen
        if (problem := hindrance(records.get(one.registration_id), one, note, looked_at))
    }
    ready = [one for one in seen if one.registration_id not in left]
    moved = move(ready, "approve", by, before=Status.RECEIVED)
    left |= {
        one.registration_id: StaleRevision() for one in ready if one.registration_id not in moved
    }
    texts = queries.contents_of(moved)
    enrolments = [Enrolment(records[one].registration, texts[one]) for one in sorted(moved)]
    refused = registry.enrol_many(enrolments=enrolments, by=by)
    put_back(refused, Status.RECEIVED)
    left |= {one: AlreadyEnrolled() for one in refused}
    approved = [one.registration for one in enrolments if one.registration.id not in refused]
    write_down(approved, "approve", by, at=at, note=note)
    return Many(at, len(approved), left)


def send_back(*, seen: Seen, reasons: Sequence[Reason], note: str | None, by: User) -> Decision:
    """Back to the phone that made it, to be corrected field by field."""
    if not reasons:
        raise Invalid(
            gettext(
                "Pilih atau tulis paling sedikit satu alasan,"
                " supaya relawan tahu apa yang diperbaiki."
            )
        )
    found = moved_one(seen, "return", by)
    write_down([found], "return", by, at=clock.now(), reasons=reasons, note=note)
    return queries.last_decision(found.id)


def reject(*, seen: Seen, note: str | None, by: User) -> Decision:
    """For good, with a reason in words."""
    if not note:
        raise Invalid(gettext("Tulis alasan menolak. Relawan membacanya."))
    found = moved_one(seen, "reject", by)
    write_down([found], "reject", by, at=clock.now(), note=note)
    return queries.last_decision(found.id)


def merge(
    *,
    seen: Seen,
    note: str | None,
    by: User,
    worker: Worker | None = None,
    takes: Collection[str] = (),
    evidence: Evidence | None = None,
    at: datetime | None = None,
) -> Decision:
    """About a worker who is enrolled already: this one, or the one with the same NIK.

    A worker whose own approval was taken back meanwhile gets this one's instead, so that
    nobody is left without an approval.
    """
    at = at or clock.now()
    found = queries.registration(seen.registration_id, by.region_code)
    if found is None:
        raise NotFound
    if worker is None and found.nik_index:
        worker = worker_with(found.nik_index)
    if worker is None:
        raise NotDecidable(gettext("Belum ada pekerja terdaftar dengan NIK ini."))
    action = "merge" if joined.is_approved(worker.id) else "approve"
    if action == "approve":
        record = queries.chosen([found.id], by.region_code)[found.id]
        problem = hindrance(record, seen, note, DUPLICATE)
        if problem:
            raise problem
    found = moved_one(seen, action, by)
    registry.link_to(
        registration=found,
        worker=worker,
        by=by,
        reason=note or "orang yang sama",
        takes=takes,
        evidence=evidence,
    )
    write_down([found], action, by, at=at, note=note)
    return queries.last_decision(found.id)


def reopen(*, decision_id: int, by: User) -> Decision:
    """Take back the last decision, as long as it did not leave the office and nothing is newer."""
    decision = queries.decision(decision_id)
    if decision is None or decision.action == "reopen":
        raise NotFound
    many = take_back([decision], by)
    for problem in many.left.values():
        raise problem
    return queries.last_decision(decision.registration_id)


def reopen_many(*, at: datetime, by: User) -> Many:
    """Take back what this supervisor decided at once, at this moment: first who was merged,
    then who was approved."""
    made = queries.decided_at(at, by=by.id)
    parts = [
        take_back([one for one in made if one.action == action], by)
        for action in ("merge", "approve")
    ]
    left: dict[str, Problem] = {}
    for many in parts:
        left |= many.left
    return Many(at, sum(many.done for many in parts), left)


def hindrance(
    record: Record | None, seen: Seen, note: str | None, looked_at: Collection[str] = ()
) -> Problem | None:
    """What stands in the way of an approval."""
    if record is None:
        return NotFound()
    if record.registration.revision != seen.revision or not record.undecided:
        return in_the_way(record.registration, seen.revision)
    if record.registration.nik_index is None:
        return NotDecidable(
            gettext("Pekerja ini belum punya NIK. Kembalikan supaya relawan melengkapinya.")
        )
    open_still = [one for one in record.concerns if one.code not in looked_at]
    if rank(open_still) is Rank.OPEN and not note:
        return Invalid(gettext("Ada yang belum beres. Tulis alasan Anda menyetujuinya."))
    return None


def moved_one(seen: Seen, action: str, by: User) -> Registration:
    """The registration after its move; raise what stands in the way."""
    moved = move([seen], action, by, before=Status.RECEIVED)
    found = queries.registration(seen.registration_id, by.region_code)
    if found is None:
        raise NotFound
    if not moved:
        raise in_the_way(found, seen.revision)
    return found


def take_back(decisions: Sequence[Decision], by: User) -> Many:
    """Reopen what these decided, all of them with the same action."""
    at = clock.now()
    if not decisions:
        return Many(at, 0, {})
    workers = joined.by_workers(decisions)
    split = joined.split_many(set(workers.values()), by, at=at)
    alone = [one for one in decisions if one.registration_id not in workers]
    many = reopen_alone(alone, by, at) if alone else Many(at, 0, {})
    return Many(at, many.done + len(split), many.left)


def reopen_alone(decisions: Sequence[Decision], by: User, at: datetime) -> Many:
    before = AFTER[decisions[0].action]
    moved = move(
        [Seen(one.registration_id, one.revision) for one in decisions], "reopen", by, before=before
    )
    # only now nobody else can decide on them
    last = queries.last_decisions(moved)
    replaced = {
        one.registration_id for one in decisions if last.get(one.registration_id, one.id) != one.id
    }
    held = joined.holding_others(moved - replaced) if before == Status.APPROVED else set()
    put_back(replaced | held, before)
    found = queries.registrations([one.registration_id for one in decisions], by.region_code)
    left = {
        one.registration_id: why_left(one, found.get(one.registration_id), replaced, held)
        for one in decisions
        if one.registration_id not in moved - replaced - held
    }
    reopened = [found[one] for one in sorted(moved - replaced - held)]
    registry.unlink_many(registrations=reopened, by=by, reason="keputusan dibatalkan")
    if before == Status.MERGED:
        joined.withdraw_same([one.id for one in reopened], by)
    write_down(reopened, "reopen", by, at=at)
    return Many(at, len(reopened), left)


def why_left(
    decision: Decision,
    found: Registration | None,
    replaced: Collection[str],
    held: Collection[str],
) -> Problem:
    """Why a decision could not be taken back."""
    if found is None:
        return NotFound()
    if found.id in replaced:
        return StaleRevision(gettext("Keputusan ini sudah diganti. Lihat keputusan terakhir."))
    if found.id in held:
        return NotDecidable(
            gettext(
                "Pendaftaran lain sudah digabung dengan yang ini. Batalkan dulu penggabungan itu."
            )
        )
    return in_the_way(found, decision.revision)
