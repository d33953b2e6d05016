"""Reads the progress of volunteers in a month: the one place that counts registrations."""

from collections.abc import Collection
from datetime import date
from typing import cast

from sqlalchemy import ColumnElement, and_, func, select

from webapp.extensions import db
from webapp.models import Quota, Registration, Status, User
from webapp.rules.quota import Progress, progress
from webapp.tally.targets import target_unless_set

# Every registration counts in exactly one place, so the four add up to all that was received.
COUNTED = {
    "approved": (Status.APPROVED, Status.HANDED_OVER, Status.REGISTERED),
    "waiting": (Status.RECEIVED,),
    "returned": (Status.RETURNED,),
    "rejected": (Status.REJECTED, Status.MERGED, Status.REFUSED),
}


def counted_as(name: str) -> ColumnElement[int]:
    """How many of the registrations at hand count as `name`, for a grouped query."""
    return func.count(Registration.id).filter(Registration.status.in_(COUNTED[name]))


def progress_of(*, user_ids: Collection[str], period: str, today: date) -> dict[str, Progress]:
    """The month `period` ("2026-11") of each of these users, in one query however many they are.

    A registration counts to the month in which the office first received it. A user without
    any registration is in the answer too: nothing yet, and a target.
    """
    if not user_ids:
        return {}
    set_target = cast("ColumnElement[int | None]", func.max(Quota.target))
    rows = db.session.execute(
        select(User, set_target, *(counted_as(name) for name in COUNTED))
        .outerjoin(Quota, and_(Quota.user_id == User.id, Quota.period == period))
        .outerjoin(
            Registration, and_(Registration.user_id == User.id, Registration.period == period)
        )
        .where(User.id.in_(user_ids))
        .group_by(User.id)
    )
    return {
        user.id: progress(
            period=period,
            target=target_unless_set(user, period) if target is None else target,
            today=today,
            **dict(zip(COUNTED, counts, strict=True)),
        )
        for user, target, *counts in rows
    }
