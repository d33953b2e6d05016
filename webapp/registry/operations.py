"""Keeps the workers, once each: enrols, links registrations to them, merges two who are one
person, and takes each of it back.

Links are events that are only ever added; a worker's record follows from them (docs/adr/0011).
"""

from collections.abc import Collection, Sequence
from typing import Any

from webapp import audit, clock
from webapp.errors import AlreadyEnrolled, Invalid, NotDecidable, NotFound
from webapp.extensions import db
from webapp.models import Link, Merge, Registration, User, Worker
from webapp.models.columns import new_id
from webapp.registry import events, queries
from webapp.registry.enrolment import Enrolment, enrolled
from webapp.registry.golden import FIELDS
from webapp.registry.locks import locked, locked_owners
from webapp.registry.records import settle
from webapp.registry.stories import stories
from webapp.registry.verdicts import Evidence, refuse_apart
from webapp.words import gettext, lazy_gettext

NIK_OF_ANOTHER = lazy_gettext(
    "NIK ini dimiliki pekerja lain. Pilih NIK yang lain, atau bandingkan dengan pekerja itu dan"
    " gabungkan bila orangnya sama."
)
NIK_GIVEN_AWAY = lazy_gettext(
    "Bila ini dibatalkan, seorang pekerja kembali ke NIK yang kini dimiliki pekerja lain."
    " Bandingkan dulu kedua pekerja dengan NIK itu dan gabungkan bila orangnya sama, atau"
    " batalkan dulu persetujuan yang memakai NIK itu."
)


def enrol_many(*, enrolments: Sequence[Enrolment], by: User) -> set[str]:
    """Enrol the worker that each of these makes, in a few statements however many they are.

    Return the ids of registrations whose worker is enrolled already: nothing is done for them.
    An approval that was taken back and is made again brings the same worker back.
    """
    made = enrolled(enrolments, by)
    audit.record_many(
        "worker.enrolled",
        kind="worker",
        subjects=[(made[one.id], told(one.registration)) for one in enrolments if one.id in made],
        by=by.id,
    )
    return {one.id for one in enrolments} - made.keys()


def link_to(
    *,
    registration: Registration,
    worker: Worker,
    by: User,
    reason: str,
    takes: Collection[str] = (),
    evidence: Evidence | None = None,
) -> None:
    """Say that this registration is about a worker who is enrolled already.

    `takes` names the golden fields whose value this registration gives from now on. Raise
    NotDecidable for a worker who is nobody any more, or of whom a supervisor said that it is
    another person, and AlreadyEnrolled for a NIK that another worker has.
    """
    taking = chosen(takes)
    links = standing([worker])
    if queries.workers_of([registration.id]):
        raise NotDecidable(
            gettext("Pendaftaran ini sudah tercatat pada seorang pekerja. Muat ulang.")
        )
    refuse_apart([registration.id], [link.registration_id for link in links[worker.id]])
    events.append(
        [events.event(registration, worker.id, takes=taking, evidence=evidence)], by, reason
    )
    settle([worker], taken=AlreadyEnrolled(NIK_OF_ANOTHER))
    audit.record(
        "worker.linked", kind="worker", subject_id=worker.id, by=by.id, **told(registration)
    )


def unlink(*, registration: Registration, by: User | None, reason: str) -> None:
    """Take the registration's link back, if it has one; the worker's record is made anew.

    `by` is None when a late correction, not a person, took it back.
    """
    unlink_many(registrations=[registration], by=by, reason=reason)


def unlink_many(*, registrations: Sequence[Registration], by: User | None, reason: str) -> None:
    """The same for many, in a few statements.

    Raise NotDecidable where a worker would go back to a NIK that is another's by now. A late
    correction is never refused: that worker stays without a NIK until the next decision.
    """
    owners = locked_owners([registration.id for registration in registrations])
    linked = [registration for registration in registrations if registration.id in owners]
    if not linked:
        return
    events.append([events.event(one, owners[one.id].id, "unlink") for one in linked], by, reason)
    settle(set(owners.values()), taken=NotDecidable(NIK_GIVEN_AWAY) if by else None)
    audit.record_many(
        "worker.unlinked",
        kind="worker",
        subjects=[(owners[one.id].id, told(one)) for one in linked],
        by=by.id if by else None,
    )


def merge_workers(
    *,
    keep: Worker,
    gone: Worker,
    by: User,
    reason: str,
    takes: Collection[str] = (),
    evidence: Evidence | None = None,
) -> str:
    """Say that two enrolled workers are one person; return the id of the merge.

    From now on `keep` stands for both. `takes` names the golden fields whose value the record of
    `gone` gives. Raise NotDecidable and AlreadyEnrolled as link_to does.
    """
    taking = chosen(takes)
    if keep.id == gone.id:
        raise NotDecidable(gettext("Keduanya sudah tercatat sebagai satu pekerja. Muat ulang."))
    links = standing([keep, gone])
    refuse_apart(
        [link.registration_id for link in links[gone.id]],
        [link.registration_id for link in links[keep.id]],
    )
    merge_id = new_id()
    db.session.add(
        Merge(
            id=merge_id,
            keep_id=keep.id,
            gone_id=gone.id,
            takes=taking,
            reason=reason,
            merged_by=by.id,
            merged_at=clock.now(),
            **events.evidence_values(evidence),
        )
    )
    db.session.flush()
    moves = events.moves(links[gone.id], from_worker=gone.id, to_worker=keep.id, merge_id=merge_id)
    events.append(moves, by, reason)
    settle([keep], taken=AlreadyEnrolled(NIK_OF_ANOTHER))
    audit.record(
        "worker.merged", kind="worker", subject_id=keep.id, by=by.id, gone=gone.id, merge=merge_id
    )
    return merge_id


def unmerge(*, merge_id: str, by: User, reason: str) -> None:
    """Take a merge back: both workers are as if it had never been.

    What was linked to the kept worker since stays there; what was taken back since stays so.
    Raise NotDecidable when the kept worker was merged into another after, and where one of the
    two would go back to a NIK that is another's by now.
    """
    found = queries.merge(merge_id)
    if found is None:
        raise NotFound
    # who stands first, then who is in them
    (keep,) = locked([found.keep_id])
    db.session.refresh(found)
    if found.undone_at:
        raise NotDecidable(gettext("Penggabungan ini sudah dibatalkan. Muat ulang."))
    if keep.redirect_to:
        raise NotDecidable(
            gettext(
                "Sesudah ini pekerjanya digabung lagi dengan pekerja lain. Batalkan dulu"
                " penggabungan yang lebih baru itu, lalu batalkan yang ini."
            )
        )
    found.undone_by, found.undone_at, found.undone_reason = by.id, clock.now(), reason
    db.session.flush()
    (story,) = stories([found.gone_id])
    moves = events.moves(
        [*story.links()], from_worker=found.keep_id, to_worker=found.gone_id, merge_id=merge_id
    )
    events.append(moves, by, reason)
    settle([keep, *locked([found.gone_id])], taken=NotDecidable(NIK_GIVEN_AWAY))
    audit.record(
        "worker.unmerged",
        kind="worker",
        subject_id=found.keep_id,
        by=by.id,
        gone=found.gone_id,
        merge=merge_id,
    )


def standing(workers: Sequence[Worker]) -> dict[str, list[Link]]:
    """Who is linked to these workers, who are held from now on and read anew.

    Raise NotDecidable for one who is in another by now, or to whom nobody is linked any more.
    """
    held = locked([worker.id for worker in workers])
    links = queries.links_of([worker.id for worker in held])
    if any(worker.redirect_to for worker in held):
        raise NotDecidable(
            gettext(
                "Pekerja ini sudah digabung dengan pekerja lain. Muat ulang, lalu putuskan lagi."
            )
        )
    if not all(links.values()):
        raise NotDecidable(
            gettext(
                "Pekerja ini tidak lagi punya pendaftaran yang berlaku. Muat ulang, lalu setujui"
                " pendaftaran yang baru."
            )
        )
    return links


def chosen(takes: Collection[str]) -> list[str] | None:
    """The fields of a choice, as the log keeps them."""
    if not set(takes) <= set(FIELDS):
        raise Invalid(
            gettext("Ada isian pilihan yang tidak dikenal. Muat ulang halaman, lalu pilih lagi.")
        )
    return sorted(set(takes)) or None


def told(registration: Registration) -> dict[str, Any]:
    """What the trail says of a registration."""
    return {"registration": registration.id, "revision": registration.revision}
