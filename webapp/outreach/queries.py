"""Reads what keeps people out: obstacles met on visits, by village, and the visits behind them."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, func, select

from webapp.accounts.territories import within
from webapp.extensions import db
from webapp.models import Region, User, Visit

VISITS_A_PAGE = 50


@dataclass(frozen=True)
class Hindrance:
    """What was met in one village; a visit may meet several obstacles."""

    village: Region
    visits: int
    obstacles: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Met:
    visit: Visit
    volunteer: User
    village: Region


def hindrances(territory: str, *, since: datetime, before: datetime) -> list[Hindrance]:
    """The villages with obstacles in visits received in this time, the most visits first."""
    # grouped by the whole list, so that a month of visits comes as a few hundred rows
    answer = cast(Visit.obstacles, String)
    rows = db.session.execute(
        select(Region, answer, func.count())
        .join(Visit, Visit.village_code == Region.code)
        .where(*received(territory, since=since, before=before))
        .group_by(Region.code, answer)
    )
    found: dict[str, Hindrance] = {}
    for village, text, visits in rows:
        codes = json.loads(text)
        if not codes:
            continue
        known = found.get(village.code, Hindrance(village, 0))
        known.obstacles.update(dict.fromkeys(codes, visits))
        found[village.code] = Hindrance(village, known.visits + visits, known.obstacles)
    return sorted(found.values(), key=lambda met: (-met.visits, met.village.code))


def visits(
    territory: str, *, since: datetime, before: datetime, village: str | None, page: int
) -> list[Met]:
    """One page of the visits of a territory or one of its villages, the newest first."""
    wanted = (
        select(Visit, User, Region)
        .join(User, User.id == Visit.user_id)
        .join(Region, Region.code == Visit.village_code)
        .where(*received(territory, since=since, before=before))
    )
    if village:
        wanted = wanted.where(Visit.village_code == village)
    rows = db.session.execute(
        wanted.order_by(Visit.received_at.desc(), Visit.id)
        .offset((page - 1) * VISITS_A_PAGE)
        .limit(VISITS_A_PAGE)
    )
    return [Met(*row) for row in rows]


def received(territory: str, *, since: datetime, before: datetime) -> Iterator[ColumnElement[bool]]:
    yield within(Visit.village_code, territory)
    yield Visit.received_at >= since
    yield Visit.received_at < before
