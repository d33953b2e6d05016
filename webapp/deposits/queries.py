"""Finds deposits that wait for a supervisor."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select

from webapp.accounts.territories import within
from webapp.extensions import db
from webapp.models import Deposit, Device, User

WAITING = Deposit.closed_at.is_(None)


def waiting_phones(territory: str) -> Sequence[Any]:
    """Each phone of this territory with waiting work, the longest waiting first."""
    return db.session.execute(
        select(
            Deposit.device_id,
            Deposit.cause,
            Device.name.label("phone"),
            Device.revoked_at,
            User.full_name.label("volunteer"),
            func.count().label("count"),
            func.min(Deposit.received_at).label("first"),
            func.max(Deposit.received_at).label("last"),
        )
        .join(Device, Device.id == Deposit.device_id)
        .join(User, User.id == Deposit.user_id)
        .where(WAITING, within(Deposit.region_code, territory))
        .group_by(Deposit.device_id, Deposit.cause, Device.name, Device.revoked_at, User.full_name)
        .order_by(func.min(Deposit.received_at))
    ).all()


def count_waiting(territory: str) -> int:
    """How many items of this territory wait."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Deposit)
            .where(WAITING, within(Deposit.region_code, territory))
        )
        or 0
    )


def waiting_from(device_id: str, territory: str, *, locked: bool = False) -> Sequence[Deposit]:
    """What waits of this phone, the oldest first; locked: nobody else changes it meanwhile."""
    wanted = (
        select(Deposit)
        .where(WAITING, Deposit.device_id == device_id, within(Deposit.region_code, territory))
        .order_by(Deposit.received_at, Deposit.item_id)
    )
    return db.session.scalars(wanted.with_for_update() if locked else wanted).all()


def count_waiting_from(device_id: str) -> int:
    return (
        db.session.scalar(
            select(func.count()).select_from(Deposit).where(WAITING, Deposit.device_id == device_id)
        )
        or 0
    )


def users(ids: Collection[str]) -> dict[str, User]:
    """The volunteers of these ids, disabled or not."""
    found = db.session.scalars(select(User).where(User.id.in_(ids)))
    return {user.id: user for user in found}
