"""Decides: approve, send back, reject, merge, and take a decision back.

Every decision names the revision that was seen, and one UPDATE with that revision and the
status before is the judge: who comes second, or saw an older text, changes nothing (P7).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import update

from webapp import audit, clock, feed
from webapp.accounts.territories import within
from webapp.errors import AlreadyEnrolled, Invalid, NotDecidable, NotFound, Problem, StaleRevision
from webapp.extensions import db
from webapp.models import Decision, Registration, Status, User
from webapp.registry import operations as registry
from webapp.registry.queries import worker_with
from webapp.review import queries
from webapp.review.concerns import Rank

AFTER: Mapping[str, Status] = {
    "approve": Status.APPROVED,
    "return": Status.RETURNED,
    "reject": Status.REJECTED,
    "merge": Status.MERGED,
    "reopen": Status.RECEIVED,
}
LEFT_THE_OFFICE = (Status.HANDED_OVER, Status.REGISTERED, Status.REFUSED)


@dataclass(frozen=True, slots=True)
class Seen:
    """A registration as it stood before the supervisor's eyes."""

    registration_id: str
    revision: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field goes back; `text` is what the volunteer reads."""

    field: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Many:
    """What became of many at once: the moment their decisions carry, and who was left and why."""

    at: datetime
    done: int
    left: Mapping[str, Problem]


def approve(*, seen: Seen, note: str | None, by: User, at: datetime | None = None) -> Decision:
    """Enrol the worker; a reason is needed over anything the volunteer could not settle."""
    found = move(seen, "approve", by)
    record = queries.record(found.id, by.region_code)
    if found.nik_index is None:
        raise NotDecidable("Pekerja ini belum punya NIK. Kembalikan supaya relawan melengkapinya.")
    if record and record.rank is Rank.OPEN and not note:
        raise Invalid(
            "Ada yang belum beres di pendaftaran ini. Tulis alasan Anda menyetujuinya.",
            errors={"note": ["Tulis alasan Anda menyetujuinya."]},
        )
    registry.enrol(
        registration=found, revision=seen.revision, content=queries.content(found), by=by
    )
    return decide(found, "approve", by, note=note, at=at)


def approve_many(*, seen: Sequence[Seen], by: User) -> Many:
    """Approve whatever of these needs no reason; the others stay as they are."""
    at = clock.now()
    return each(
        seen,
        # in the order of ids, as batches are stored: nobody waits for each other in a circle
        key=lambda one: one.registration_id,
        act=lambda one: approve(seen=one, note=None, by=by, at=at),
        at=at,
    )


def send_back(*, seen: Seen, reasons: Sequence[Reason], note: str | None, by: User) -> Decision:
    """Back to the phone that made it, to be corrected field by field."""
    if not reasons:
        raise Invalid(
            "Pilih atau tulis paling sedikit satu alasan, supaya relawan tahu apa yang diperbaiki.",
            errors={"reasons": ["Pilih atau tulis paling sedikit satu alasan."]},
        )
    return decide(move(seen, "return", by), "return", by, reasons=reasons, note=note)


def reject(*, seen: Seen, note: str | None, by: User) -> Decision:
    """For good, with a reason in words."""
    if not note:
        raise Invalid(
            "Tulis alasan menolak. Relawan membacanya.",
            errors={"note": ["Tulis alasan menolak."]},
        )
    return decide(move(seen, "reject", by), "reject", by, note=note)


def merge(*, seen: Seen, note: str | None, by: User) -> Decision:
    """About a worker who is enrolled already: the one with the same NIK."""
    found = move(seen, "merge", by)
    worker = worker_with(found.nik_index) if found.nik_index else None
    if worker is None:
        raise NotDecidable("Belum ada pekerja terdaftar dengan NIK ini.")
    registry.link_to(registration=found, worker=worker, by=by, reason=note or "NIK sama")
    return decide(found, "merge", by, note=note)


def reopen(*, decision_id: int, by: User) -> Decision:
    """Take back the last decision, as long as it did not leave the office and nothing is newer."""
    taken_back = db.session.get(Decision, decision_id)
    if taken_back is None or taken_back.action == "reopen":
        raise NotFound
    seen = Seen(taken_back.registration_id, taken_back.revision)
    found = move(seen, "reopen", by, before=AFTER[taken_back.action])
    last = queries.last_decision(found.id)
    if last is None or last.id != decision_id:
        raise StaleRevision("Keputusan ini sudah diganti. Lihat keputusan terakhir.")
    registry.unlink(registration=found, by=by, reason="keputusan dibatalkan")
    return decide(found, "reopen", by)


def reopen_many(*, at: datetime, by: User) -> Many:
    """Take back what this supervisor approved at once, at this moment."""
    return each(
        queries.decisions_made(at=at, by=by.id),
        key=lambda one: one.registration_id,
        act=lambda one: reopen(decision_id=one.id, by=by),
        at=at,
    )


One = TypeVar("One")


def each(
    ones: Sequence[One], *, key: Callable[[One], str], act: Callable[[One], object], at: datetime
) -> Many:
    """Each in a savepoint of its own: one that cannot be done does not sink the others."""
    left: dict[str, Problem] = {}
    for one in sorted(ones, key=key):
        try:
            with db.session.begin_nested():
                act(one)
        except (StaleRevision, NotDecidable, AlreadyEnrolled, Invalid, NotFound) as problem:
            left[key(one)] = problem
    return Many(at, len(ones) - len(left), left)


def move(seen: Seen, action: str, by: User, *, before: Status = Status.RECEIVED) -> Registration:
    """The registration with its new status; raise what stands in the way and change nothing."""
    moved = db.session.execute(
        update(Registration)
        .where(
            Registration.id == seen.registration_id,
            Registration.revision == seen.revision,
            Registration.status == before,
            within(Registration.region_code, by.region_code),
        )
        .values(status=AFTER[action])
        .returning(Registration.id)
        .execution_options(synchronize_session=False)
    ).scalar()
    found = queries.registration(seen.registration_id, by.region_code)
    if found is None:
        raise NotFound
    if moved is None:
        raise in_the_way(found, seen)
    return found


def in_the_way(found: Registration, seen: Seen) -> Problem:
    if found.revision != seen.revision:
        return StaleRevision(
            f"Relawan mengirim perbaikan sejak Anda membukanya: sekarang isi ke-{found.revision}."
            " Keputusan Anda belum disimpan."
        )
    if found.status in LEFT_THE_OFFICE:
        return NotDecidable("Pendaftaran ini sudah diserahkan ke BPJS dan tidak bisa diubah lagi.")
    return StaleRevision("Pendaftaran ini sudah diputuskan. Keputusan Anda belum disimpan.")


def decide(
    found: Registration,
    action: str,
    by: User,
    *,
    reasons: Sequence[Reason] = (),
    note: str | None = None,
    at: datetime | None = None,
) -> Decision:
    """Write the decision down and tell the volunteer's phone."""
    decision = Decision(
        registration_id=found.id,
        revision=found.revision,
        action=action,
        reasons=[asdict(reason) for reason in reasons],
        note=note,
        decided_by=by.id,
        decided_at=at or clock.now(),
    )
    db.session.add(decision)
    db.session.flush()
    audit.record(
        f"registration.{'reopened' if action == 'reopen' else found.status}",
        kind="registration",
        subject_id=found.id,
        by=by.id,
        revision=found.revision,
        decision=decision.id,
    )
    feed.tell(
        user_id=found.user_id,
        kind="registration",
        subject_id=found.id,
        content={
            "revision": found.revision,
            "status": found.status,
            "reasons": decision.reasons,
            "note": note,
            "decided_at": clock.iso(decision.decided_at),
        },
    )
    return decision
