"""Shows the worker a registration is about: where each value came from, who was merged into them,
and of whom a supervisor said that it is somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from webapp import contents
from webapp.accounts.territories import lies_within
from webapp.extensions import db
from webapp.models import Member, Registration, User, Worker
from webapp.registry.queries import PastMerge, links_of, merges_of, workers_of
from webapp.review import joined, sheet
from webapp.review.comparison import pieces
from webapp.review.masks import Piece
from webapp.review.pairs import other_end, veiled
from webapp.review.sheet import Places


@dataclass(frozen=True, slots=True)
class Value:
    """A field of the golden record; no pieces for a value from outside the territory."""

    label: str
    shown: tuple[Piece, ...]
    # the registration it came from
    source: "Source | None"


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    volunteer: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class TheWorker:
    """The person behind a registration."""

    registrations: Sequence[tuple[Registration, str]]
    outside: int
    values: Sequence[Value]
    merges: Sequence[PastMerge]


@dataclass(frozen=True, slots=True)
class Told:
    """What a supervisor said of the registration and somebody else; no name outside."""

    # see Pair.handle
    handle: str
    name: str | None
    link: str | None
    by: str
    at: datetime
    note: str | None


def worker_of(found: Registration, territory: str, places: Places) -> TheWorker | None:
    worker_id = workers_of([found.id]).get(found.id)
    if worker_id is None:
        return None
    worker = db.session.get_one(Worker, worker_id)
    ids = [link.registration_id for link in links_of([worker_id])[worker_id]]
    rows = db.session.execute(
        select(Registration, User.full_name)
        .join(User, User.id == Registration.user_id)
        .where(Registration.id.in_(ids))
        .order_by(Registration.first_received_at, Registration.id)
    ).all()
    near = [
        (row.Registration, row.full_name)
        for row in rows
        if lies_within(row.Registration.region_code, territory)
    ]
    sources = {one.id: Source(one.id, name, one.first_received_at) for one, name in near}
    content = contents.open_worker(worker)
    values = []
    for name in sheet.PERSON:
        if name not in content:
            continue
        source = sources.get(worker.provenance[name].partition("/")[0])
        shown = sheet.shown(name, content[name], places)
        values.append(Value(sheet.label(name), pieces(name, shown, "") if source else (), source))
    return TheWorker(near, len(rows) - len(near), values, merges_of(worker_id))


def told_apart(found: Registration, territory: str) -> list[Told]:
    """The newest first."""
    said = {
        pair: row for pair, row in joined.said_about(found.id).items() if row.verdict == "other"
    }
    if not said:
        return []
    ends = {other_end(pair, found.id): row for pair, row in said.items()}
    ids = set(ends)
    names = {
        one.id: one.full_name
        for one in joined.registrations(ids)
        if lies_within(one.region_code, territory)
    }
    members = db.session.execute(select(Member.id, Member.full_name).where(Member.id.in_(ids)))
    people = {row.id: row.full_name for row in members}
    users = db.session.execute(
        select(User.id, User.full_name).where(
            User.id.in_({row.decided_by for row in said.values()})
        )
    )
    supervisors = {row.id: row.full_name for row in users}
    return [
        Told(
            handle=other if other in names or other in people else veiled(other),
            name=names.get(other) or people.get(other),
            link=other if other in names else None,
            by=supervisors[row.decided_by],
            at=row.decided_at,
            note=row.note,
        )
        for other, row in sorted(ends.items(), key=lambda one: -one[1].id)
    ]
