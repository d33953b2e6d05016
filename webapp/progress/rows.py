"""Finds the registrations that a figure counts, so that every number can be looked into."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from webapp.accounts.territories import within
from webapp.extensions import db
from webapp.models import Region, Registration, Role, User
from webapp.tally.queries import COUNTED

ROWS_A_PAGE = 50


@dataclass(frozen=True)
class Figure:
    """Which registrations a figure counts; None leaves that side open."""

    period: str
    counted: str | None = None
    user_id: str | None = None
    district: str | None = None


@dataclass(frozen=True)
class Row:
    registration: Registration
    volunteer: User
    village: Region


def size(figure: Figure, territory: str) -> int:
    """The figure itself."""
    counted = (
        select(func.count(Registration.id))
        .join(User, User.id == Registration.user_id)
        .where(*behind(figure, territory))
    )
    return db.session.scalar(counted) or 0


def rows(figure: Figure, territory: str, *, page: int) -> list[Row]:
    """One page of them, the newest first; pages count from 1."""
    found = db.session.execute(
        select(Registration, User, Region)
        .join(User, User.id == Registration.user_id)
        .join(Region, Region.code == Registration.village_code)
        .where(*behind(figure, territory))
        .order_by(Registration.first_received_at.desc(), Registration.id)
        .offset((page - 1) * ROWS_A_PAGE)
        .limit(ROWS_A_PAGE)
    )
    return [Row(*row) for row in found]


def behind(figure: Figure, territory: str) -> Iterator[ColumnElement[bool]]:
    """The same conditions as the counting queries have."""
    yield within(User.region_code, territory)
    yield User.role == Role.VOLUNTEER
    yield Registration.period == figure.period
    if figure.counted:
        yield Registration.status.in_(COUNTED[figure.counted])
    if figure.user_id:
        yield Registration.user_id == figure.user_id
    if figure.district:
        yield within(Registration.village_code, figure.district)
