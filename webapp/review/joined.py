"""What merges leave behind: who holds whom, and how two workers become two again."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select

from webapp import clock
from webapp.errors import NotDecidable, NotFound
from webapp.extensions import db
from webapp.models import Decision, Merge, Registration, Status, User, Verdict
from webapp.registry import operations as registry
from webapp.registry import verdicts
from webapp.registry.queries import links_of, workers_of
from webapp.registry.verdicts import Pair
from webapp.review.around import ENROLLED
from webapp.review.judge import TAKEN_BACK, Seen, move, write_down
from webapp.words import gettext

# a merged registration stands behind an approved one
APPROVED = tuple(status for status in ENROLLED if status != Status.MERGED)


def is_approved(worker_id: str) -> bool:
    """Whether a registration of this worker is approved, or went on to BPJS."""
    held = links_of([worker_id])[worker_id]
    found = registrations([link.registration_id for link in held])
    return any(one.status in APPROVED for one in found)


def holding_others(registration_ids: Collection[str]) -> set[str]:
    """Of these approved ones, those whose worker has merged registrations beside them."""
    owners = workers_of(registration_ids)
    links = links_of(set(owners.values()))
    beside = {
        link.registration_id
        for held in links.values()
        for link in held
        if link.registration_id not in registration_ids
    }
    merged = {one.id for one in registrations(beside) if one.status == Status.MERGED}
    return {
        one
        for one, worker_id in owners.items()
        if merged & {link.registration_id for link in links[worker_id]}
    }


def by_workers(decisions: Sequence[Decision]) -> dict[str, str]:
    """Registration id -> the merge of two workers that made it a merged one."""
    ids = [one.registration_id for one in decisions if one.action == "merge"]
    if not ids:
        return {}
    links = links_of(set(workers_of(ids).values()))
    merges = {
        link.registration_id: link.merge_id
        for held in links.values()
        for link in held
        if link.merge_id and link.registration_id in ids
    }
    approved = approved_before([one for one in decisions if one.registration_id in merges])
    return {one: merge_id for one, merge_id in merges.items() if one in approved}


def approved_before(decisions: Sequence[Decision]) -> set[str]:
    """The registrations that stood approved until these decisions."""
    if not decisions:
        return set()
    rows = db.session.execute(
        select(Decision.registration_id, Decision.id, Decision.action)
        .where(Decision.registration_id.in_([one.registration_id for one in decisions]))
        .order_by(Decision.id)
    ).all()
    upto = {one.registration_id: one.id for one in decisions}
    before = {row.registration_id: row.action for row in rows if row.id < upto[row.registration_id]}
    return {one for one, action in before.items() if action == "approve"}


def split_many(merge_ids: Collection[str], by: User, *, at: datetime) -> list[str]:
    """Take these merges of workers back; return the registrations that are approved again."""
    return [one for merge_id in sorted(merge_ids) for one in split(merge_id, by, at=at)]


def split(merge_id: str, by: User, *, at: datetime | None = None) -> list[str]:
    """Two workers again, and who stood approved stands approved."""
    merge = db.session.get(Merge, merge_id)
    if merge is None:
        raise NotFound
    registry.unmerge(merge_id=merge_id, by=by, reason=TAKEN_BACK)
    links = links_of([merge.gone_id, merge.keep_id])
    gone, kept = (
        {link.registration_id for link in links[worker]}
        for worker in (merge.gone_id, merge.keep_id)
    )
    stood = stood_approved(gone)
    moved = move([Seen(one.id, one.revision) for one in stood], "approve", by, before=Status.MERGED)
    if len(moved) < len(stood):
        raise NotDecidable(
            gettext(
                "Salah satu pendaftarannya ada di wilayah lain. Minta penyelia wilayah itu"
                " memisahkannya."
            )
        )
    again = sorted(registrations(moved), key=lambda one: one.id)
    if again:
        write_down(again, "approve", by, at=at or clock.now(), note=TAKEN_BACK)
    withdraw_same(gone, by, other_side=kept)
    return [one.id for one in again]


def stood_approved(registration_ids: Collection[str]) -> list[Registration]:
    """Those of a worker that was merged away whose approval the merge took."""
    merged = [one for one in registrations(registration_ids) if one.status == Status.MERGED]
    last = last_merges([one.id for one in merged])
    before = approved_before(list(last.values()))
    return [one for one in merged if one.id in before]


def last_merges(registration_ids: Collection[str]) -> dict[str, Decision]:
    rows = db.session.scalars(
        select(Decision)
        .where(Decision.registration_id.in_(registration_ids), Decision.action == "merge")
        .order_by(Decision.id)
    )
    return {row.registration_id: row for row in rows}


def withdraw_same(
    registration_ids: Collection[str], by: User, *, other_side: Collection[str] | None = None
) -> None:
    """Nobody says any more that these are one person with whoever they were merged with."""
    touching = (Verdict.left_id.in_(registration_ids)) | (
        (Verdict.right_kind == "registration") & Verdict.right_id.in_(registration_ids)
    )
    said = verdicts.in_force(
        db.session.scalars(select(Verdict).where(touching).order_by(Verdict.id))
    )
    pairs: dict[Pair, None] = {
        pair: None
        for pair, row in said.items()
        if row.verdict == "same" and (other_side is None or set(pair.registrations) & {*other_side})
    }
    if pairs:
        verdicts.say_many(pairs=pairs, verdict="withdrawn", by=by)


def said_about(registration_id: str) -> dict[Pair, Verdict]:
    """What holds of every pair with this registration in it."""
    rows = db.session.scalars(
        select(Verdict)
        .where(or_(Verdict.left_id == registration_id, Verdict.right_id == registration_id))
        .order_by(Verdict.id)
    )
    return {
        pair: row
        for pair, row in verdicts.in_force(rows).items()
        if row.verdict in ("other", "unsure")
    }


def registrations(registration_ids: Collection[str]) -> Sequence[Registration]:
    """As they are now, wherever they lie: ask about the territory before."""
    if not registration_ids:
        return []
    return db.session.scalars(
        select(Registration)
        .where(Registration.id.in_(registration_ids))
        .execution_options(populate_existing=True)
    ).all()
