"""Reads how far each volunteer of a territory is, and when their phone last spoke."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, func, or_, select

from webapp.accounts.territories import within
from webapp.extensions import db
from webapp.models import Device, Quota, Registration, Role, User
from webapp.rules.quota import Progress
from webapp.tally.queries import progress_of


@dataclass(frozen=True)
class Member:
    """A volunteer's month, and when one of their phones last spoke to the office."""

    user: User
    progress: Progress
    last_seen_at: datetime | None


def members(territory: str, *, period: str, today: date) -> list[Member]:
    """The volunteers of a territory, who is furthest behind first.

    Somebody disabled stays in the months in which they registered or had a target.
    """
    users = db.session.scalars(
        select(User)
        .where(
            within(User.region_code, territory),
            User.role == Role.VOLUNTEER,
            or_(User.disabled_at.is_(None), had_part_in(period)),
        )
        .order_by(User.full_name, User.id)
    ).all()
    ids = [user.id for user in users]
    progress = progress_of(user_ids=ids, period=period, today=today)
    seen = last_seen(ids)
    found = [Member(user, progress[user.id], seen.get(user.id)) for user in users]
    return sorted(found, key=lambda member: -member.progress.gap)


def had_part_in(period: str) -> ColumnElement[bool]:
    return or_(
        exists().where(Registration.user_id == User.id, Registration.period == period),
        exists().where(Quota.user_id == User.id, Quota.period == period, Quota.target > 0),
    )


def last_seen(user_ids: Sequence[str]) -> dict[str, datetime]:
    """When a phone of each user last spoke to the office."""
    rows = db.session.execute(
        select(Device.user_id, func.max(Device.last_seen_at))
        .where(Device.user_id.in_(user_ids))
        .group_by(Device.user_id)
    )
    return dict(iter(rows))
