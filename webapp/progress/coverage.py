"""Counts by district: the same registrations as the volunteers', by where the worker lives."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select

from webapp.accounts.territories import within
from webapp.extensions import db
from webapp.models import Region, Registration, Role, User
from webapp.tally.queries import COUNTED, counted_as

# 32.16.09: what stands before it in a village's code names its district
DISTRICT_LENGTH = 8


@dataclass(frozen=True)
class District:
    """A month of one district, counted in registrations, and who works there."""

    code: str
    name: str
    approved: int = 0
    waiting: int = 0
    returned: int = 0
    rejected: int = 0
    volunteers: int = 0


def districts(territory: str, *, period: str) -> list[District]:
    """By code; districts without any registration too, so that nobody overlooks one."""
    home = func.substr(Registration.village_code, 1, DISTRICT_LENGTH)
    counts = {
        code: dict(zip(COUNTED, numbers, strict=True))
        for code, *numbers in db.session.execute(
            select(home, *(counted_as(name) for name in COUNTED))
            .join(User, User.id == Registration.user_id)
            .where(volunteer_within(territory), Registration.period == period)
            .group_by(home)
        )
    }
    volunteers = volunteers_by_district(territory)
    return [
        District(code=code, name=name, volunteers=volunteers.get(code, 0), **counts.get(code, {}))
        for code, name in names_of(territory, and_also=counts.keys()).items()
    ]


def volunteers_by_district(territory: str) -> dict[str, int]:
    """How many active volunteers have their territory in each district."""
    district = func.substr(User.region_code, 1, DISTRICT_LENGTH)
    rows = db.session.execute(
        select(district, func.count())
        .where(volunteer_within(territory), User.disabled_at.is_(None))
        .group_by(district)
    )
    return dict(iter(rows))


def names_of(territory: str, *, and_also: Collection[str]) -> dict[str, str]:
    rows = db.session.execute(
        select(Region.code, Region.name)
        .where(
            Region.level == "district",
            or_(within(Region.code, territory), Region.code.in_(and_also)),
        )
        .order_by(Region.code)
    )
    return dict(iter(rows))


def volunteer_within(territory: str) -> ColumnElement[bool]:
    return and_(within(User.region_code, territory), User.role == Role.VOLUNTEER)
