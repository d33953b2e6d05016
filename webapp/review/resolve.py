"""Decides about pairs: the same person, another, not sure yet.

The words are kept as verdicts with the evidence that was before the supervisor's eyes, so that
the next model can learn from them. One press carries one moment, by which it is taken back.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp import clock
from webapp.accounts.territories import lies_within
from webapp.errors import Invalid, NotDecidable, NotFound, Problem, StaleRevision
from webapp.extensions import db
from webapp.models import Decision, Registration, Status, User, Worker
from webapp.registry import operations as registry
from webapp.registry import verdicts
from webapp.registry.queries import links_of, merges_of, worker_with, workers_of
from webapp.registry.verdicts import Pair as SaidPair
from webapp.review import joined, operations, queries
from webapp.review.judge import (
    ALREADY_A_MEMBER,
    LEFT_THE_OFFICE,
    Seen,
    in_the_way,
    move,
    write_down,
)
from webapp.review.operations import DUPLICATE, Many
from webapp.review.pairs import Pair, around, around_one, is_meant, other_end, persons_of
from webapp.words import gettext, lazy_gettext

SAME_PERSON = "orang yang sama"
GONE = lazy_gettext(
    "Pasangan ini sudah diputuskan atau berubah sejak Anda membukanya. Lihat keadaannya sekarang."
)


@dataclass(frozen=True, slots=True)
class Sight:
    """A pair as it stood before the supervisor's eyes; somebody on the roll has revision 0."""

    mine: Seen
    # see Pair.handle
    other: str
    other_revision: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What a merge keeps: golden fields by the side that gives their value, and of two that
    wait the one that is approved."""

    mine: Collection[str] = ()
    other: Collection[str] = ()
    approve_mine: bool = False
    note: str | None = None


def same(
    *, sight: Sight, by: User, choice: Choice = Choice(), at: datetime | None = None
) -> str | None:
    """Both are one person: one worker from now on. Return words where not all is as usual."""
    at = at or clock.now()
    group = in_sight(sight, by)
    pair = group[0]
    said: str | None = None
    if pair.other is None:
        join_member(pair, choice, by, at)
    elif pair.enrolled:
        said = join_workers(pair, choice, by, at)
    else:
        join_registration(pair, choice, by, at)
    verdicts.say_many(
        pairs={one.said: one.evidence for one in group}, verdict="same", by=by, note=choice.note
    )
    return said


def same_by_nik(*, seen: Seen, note: str | None, by: User) -> Decision:
    """About the worker who has its NIK."""
    found = queries.registration(seen.registration_id, by.region_code)
    worker = worker_with(found.nik_index) if found and found.nik_index else None
    for pair in around_one(found) if found and worker else ():
        if worker and pair.person == worker.id and pair.other:
            sight = Sight(seen, pair.other.id, pair.other.revision)
            same(sight=sight, choice=Choice(note=note), by=by)
            return queries.last_decision(seen.registration_id)
    # says what is in the way
    return operations.merge(seen=seen, note=note, by=by)


def same_many(*, sights: Sequence[Sight], by: User) -> Many:
    """The same of many, each for itself: what cannot be done is left with its reason."""
    at = clock.now()
    left: dict[str, Problem] = {}
    done = 0
    for sight in sights:
        try:
            with db.session.begin_nested():
                same(sight=sight, by=by, at=at)
            done += 1
        except Problem as problem:
            left[sight.mine.registration_id] = problem
    return Many(at, done, left)


def other(*, sight: Sight, note: str | None, by: User) -> None:
    """They are two people, for ever or until somebody takes it back."""
    say(sight, "other", note, by)


def unsure(*, sight: Sight, note: str | None, by: User) -> None:
    """The pair stays open, marked with what is still to be asked."""
    if not note:
        raise Invalid(gettext("Tulis apa yang masih perlu ditanyakan, supaya Anda ingat nanti."))
    say(sight, "unsure", note, by)


def say(sight: Sight, verdict: verdicts.Said, note: str | None, by: User) -> None:
    group = in_sight(sight, by)
    verdicts.say_many(
        pairs={one.said: one.evidence for one in group}, verdict=verdict, by=by, note=note
    )


def withdraw(*, registration_id: str, other: str, by: User) -> None:
    """Nothing was said of this registration and whoever the other is about."""
    if queries.registration(registration_id, by.region_code) is None:
        raise NotFound
    said = joined.said_about(registration_id)
    ends = {pair: other_end(pair, registration_id) for pair in said}
    persons = persons_of({*ends.values(), registration_id})
    meant = {persons[end] for end in ends.values() if is_meant(end, other)}
    pairs: dict[SaidPair, None] = {
        pair: None for pair, end in ends.items() if persons[end] in meant
    }
    if not pairs:
        raise StaleRevision(GONE)
    verdicts.say_many(pairs=pairs, verdict="withdrawn", by=by)


def split(*, registration_id: str, merge_id: str, by: User) -> None:
    """The worker of this registration is two people after all."""
    if queries.registration(registration_id, by.region_code) is None:
        raise NotFound
    owner = workers_of([registration_id]).get(registration_id)
    if owner is None or merge_id not in {merge.id for merge in merges_of(owner)}:
        raise StaleRevision(
            gettext("Penggabungan ini sudah dibatalkan. Lihat keadaannya sekarang.")
        )
    joined.split(merge_id, by)


def in_sight(sight: Sight, by: User) -> list[Pair]:
    """The open pairs about this person, the one that was seen first; raise what changed."""
    found = queries.registration(sight.mine.registration_id, by.region_code)
    if found is None:
        raise NotFound
    if found.revision != sight.mine.revision:
        raise in_the_way(found, sight.mine.revision)
    open_pairs = around_one(found)
    seen = next((pair for pair in open_pairs if is_meant(pair.other_id, sight.other)), None)
    if seen is None:
        raise StaleRevision(GONE)
    if seen.other and seen.other.revision != sight.other_revision:
        raise StaleRevision(
            gettext("Yang lain diperbaiki relawan sejak Anda membukanya. Bandingkan lagi.")
        )
    return [seen] + [pair for pair in open_pairs if pair.person == seen.person and pair is not seen]


def join_registration(pair: Pair, choice: Choice, by: User, at: datetime) -> None:
    """Who waits is merged with a worker; of two that wait one is approved first."""
    if pair.worker_id:
        merged, takes, worker_id = pair.mine, choice.mine, pair.worker_id
    else:
        kept, merged, takes = order(pair, choice, by)
        approve_kept(kept, merged, choice, by, at)
        worker_id = workers_of([kept.id])[kept.id]
    operations.merge(
        seen=Seen(merged.id, merged.revision),
        note=choice.note,
        by=by,
        worker=db.session.get_one(Worker, worker_id),
        takes=takes,
        evidence=pair.evidence,
        at=at,
    )


def order(
    pair: Pair, choice: Choice, by: User
) -> tuple[Registration, Registration, Collection[str]]:
    """(who is approved, who is merged, the fields that the merged one gives)."""
    waits = pair.other
    if waits is None or not lies_within(waits.region_code, by.region_code):
        raise NotDecidable(
            gettext(
                "Pendaftaran yang lain menunggu di wilayah lain. Tunggu sampai diputuskan di sana,"
                " atau hubungi penyelianya."
            )
        )
    if Status.RETURNED in (pair.mine.status, waits.status):
        raise NotDecidable(
            gettext(
                "Salah satunya sedang diperbaiki relawan. Putuskan setelah perbaikannya datang."
            )
        )
    if choice.approve_mine:
        return pair.mine, waits, choice.other
    return waits, pair.mine, choice.mine


def approve_kept(
    kept: Registration, merged: Registration, choice: Choice, by: User, at: datetime
) -> None:
    others = {pair.person for pair in around([kept.id])} - {merged.id}
    many = operations.approve_many(
        seen=[Seen(kept.id, kept.revision)],
        by=by,
        note=choice.note,
        at=at,
        looked_at=() if others else DUPLICATE,
    )
    for problem in many.left.values():
        if isinstance(problem, Invalid):
            raise Invalid(
                gettext(
                    "Pendaftaran yang akan disetujui masih punya hal yang perlu dilihat. Tulis di"
                    " catatan mengapa tetap disetujui."
                )
            )
        raise problem


def join_member(pair: Pair, choice: Choice, by: User, at: datetime) -> None:
    """Covered by BPJS already: there is nobody to enrol."""
    found = pair.mine
    before = Status.APPROVED if pair.enrolled else Status.RECEIVED
    if not move([Seen(found.id, found.revision)], "merge", by, before=before):
        raise in_the_way(found, found.revision)
    db.session.refresh(found)
    if pair.enrolled:
        registry.unlink(registration=found, by=by, reason=ALREADY_A_MEMBER)
    note = f"{ALREADY_A_MEMBER} {choice.note or ''}".strip()[:500]
    write_down([found], "merge", by, at=at, note=note)


def join_workers(pair: Pair, choice: Choice, by: User, at: datetime) -> str | None:
    """Both are enrolled: one worker stands for both, and nobody is counted twice."""
    if pair.worker_id is None:
        raise NotDecidable(
            gettext("Yang lain masih menunggu. Buka pendaftaran itu, lalu gabungkan dari sana.")
        )
    held = registrations_of((pair.my_person, pair.worker_id))
    gone = min(held, key=lambda one: leaving(one, pair, held, by))
    keep = pair.worker_id if gone == pair.my_person else pair.my_person
    approved = [one for one in held[gone] if one.status == Status.APPROVED]
    if any(not lies_within(one.region_code, by.region_code) for one in approved):
        raise NotDecidable(
            gettext(
                "Pekerja yang lain disetujui di wilayah lain. Minta penyelia wilayah itu atau"
                " penyelia kabupaten menggabungkannya."
            )
        )
    registry.merge_workers(
        keep=db.session.get_one(Worker, keep),
        gone=db.session.get_one(Worker, gone),
        by=by,
        reason=choice.note or SAME_PERSON,
        takes=choice.mine if gone == pair.my_person else choice.other,
        evidence=pair.evidence,
    )
    moved = move(
        [Seen(one.id, one.revision) for one in approved], "merge", by, before=Status.APPROVED
    )
    if len(moved) < len(approved):
        raise StaleRevision(GONE)
    if moved:
        again = sorted(joined.registrations(moved), key=lambda one: one.id)
        write_down(again, "merge", by, at=at, note=choice.note)
    if any(one.status in LEFT_THE_OFFICE for one in held[gone]):
        return gettext(
            "Keduanya digabung. Yang sudah diserahkan ke BPJS tetap tercatat begitu: beri tahu"
            " koordinator bahwa orang ini diserahkan dua kali."
        )
    return None


def leaving(
    worker_id: str, pair: Pair, held: Mapping[str, Sequence[Registration]], by: User
) -> tuple[bool, bool, bool]:
    """Rather who did not go to BPJS yet, was approved here, and came later."""
    found = held[worker_id]
    return (
        any(one.status in LEFT_THE_OFFICE for one in found),
        any(not lies_within(one.region_code, by.region_code) for one in found),
        worker_id != pair.my_person,
    )


def registrations_of(worker_ids: Collection[str]) -> dict[str, list[Registration]]:
    """Worker id -> the registrations that are about them."""
    links = links_of(worker_ids)
    owner = {
        link.registration_id: worker_id for worker_id, found in links.items() for link in found
    }
    held: dict[str, list[Registration]] = {worker_id: [] for worker_id in worker_ids}
    for one in joined.registrations(owner):
        held[owner[one.id]].append(one)
    return held
