"""Reads the inbox: the batches of a territory, what waits in them, and how much needs a look."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from webapp.accounts.territories import within
from webapp.extensions import db
from webapp.models import Batch, Registration, Status, User
from webapp.review.around import labelled, looks, matched, seen
from webapp.review.concerns import Rank, concerns, rank
from webapp.review.queries import NOTHING, in_open_pairs

BATCHES_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A batch as the inbox shows it. `odd` and `doubled` count what waits and needs a look."""

    id: str
    received_at: datetime
    volunteer: str
    region_code: str
    total: int
    waiting: int
    odd: int
    doubled: int


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of it, and over all pages: how many batches, how many registrations wait."""

    lines: Sequence[Line]
    page: int
    pages: int
    batches: int
    waiting: int


def inbox(territory: str, *, closed: bool = False, page: int = 1) -> Inbox:
    """Batches with something to decide, the oldest first; or closed ones, the newest first."""
    batches = closed_batches(territory) if closed else open_batches(territory)
    count = db.session.scalar(select(func.count()).select_from(batches.subquery())) or 0
    waiting = db.session.scalar(select(func.count(Registration.id)).where(undecided(territory)))
    pages = max(1, -(-count // BATCHES_A_PAGE))
    page = min(max(page, 1), pages)
    oldest_first = (Batch.received_at, Batch.id)
    rows = db.session.execute(
        batches.order_by(*([Batch.received_at.desc(), Batch.id] if closed else oldest_first))
        .limit(BATCHES_A_PAGE)
        .offset((page - 1) * BATCHES_A_PAGE)
    ).all()
    return Inbox(lines(rows, territory), page, pages, count, waiting or 0)


# id, received_at, region_code, full_name of the volunteer
Batches = Select[str, datetime, str, str]
BatchRow = Row[str, datetime, str, str]


def open_batches(territory: str) -> Batches:
    return batches().where(Batch.id.in_(holding(undecided(territory))))


def closed_batches(territory: str) -> Batches:
    """All in them is decided; what was corrected meanwhile lies in a later batch."""
    return batches().where(
        Batch.id.in_(holding(within(Registration.region_code, territory))),
        Batch.id.not_in(holding(undecided(territory))),
    )


def batches() -> Batches:
    return select(Batch.id, Batch.received_at, Batch.region_code, User.full_name).join(
        User, User.id == Batch.user_id
    )


def holding(condition: ColumnElement[bool]) -> Select[str]:
    """Batches by what lies in them: a volunteer who moved still corrects for the old territory."""
    return select(Registration.batch_id).where(condition)


def undecided(territory: str) -> ColumnElement[bool]:
    """Waits for a supervisor of this territory."""
    return and_(Registration.status == Status.RECEIVED, within(Registration.region_code, territory))


def lines(rows: Sequence[BatchRow], territory: str) -> list[Line]:
    ids = [row.id for row in rows]
    totals = {
        row.batch_id: row
        for row in db.session.execute(
            select(
                Registration.batch_id,
                func.count().label("total"),
                func.count().filter(Registration.status == Status.RECEIVED).label("waiting"),
            )
            .where(Registration.batch_id.in_(ids), within(Registration.region_code, territory))
            .group_by(Registration.batch_id)
        )
    }
    odd, doubled = need_a_look(ids, territory)
    return [
        Line(
            id=row.id,
            received_at=row.received_at,
            volunteer=row.full_name,
            region_code=row.region_code,
            total=totals[row.id].total if row.id in totals else 0,
            waiting=totals[row.id].waiting if row.id in totals else 0,
            odd=odd[row.id],
            doubled=doubled[row.id],
        )
        for row in rows
    ]


def need_a_look(batch_ids: Collection[str], territory: str) -> tuple[Counter[str], Counter[str]]:
    """By batch: how many that wait have an open concern, and how many may be known already."""
    around = looks()
    rows = db.session.execute(
        select(
            Registration.id,
            Registration.batch_id,
            Registration.flags,
            Registration.nik_index,
            *labelled(around),
            matched().label("matched"),
        ).where(
            Registration.batch_id.in_(batch_ids),
            undecided(territory),
            # most have nothing odd and stay in the database
            or_(
                func.json_array_length(Registration.flags) > 0,
                Registration.nik_index.is_(None),
                *around.values(),
                matched(),
            ),
        )
    ).all()
    pairs = in_open_pairs([row.id for row in rows if row.matched])
    odd, doubled = Counter[str](), Counter[str]()
    for row in rows:
        codes = seen(row, around) | pairs.get(row.id, NOTHING)
        found = concerns(row.flags, has_nik=row.nik_index is not None, also=codes)
        odd[row.batch_id] += rank(found) is Rank.OPEN
        doubled[row.batch_id] += bool(codes - {"late_correction"})
    return odd, doubled
