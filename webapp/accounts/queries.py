"""Finds users and devices."""

import hashlib
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from webapp import clock
from webapp.accounts.territories import within
from webapp.extensions import db
from webapp.models import Device, Role, User


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def device_of_token(token: str) -> tuple[Device, User] | None:
    """The live device with this token and its active user."""
    found = db.session.execute(
        select(Device, User)
        .join(User, User.id == Device.user_id)
        .where(
            Device.token_hash == token_hash(token),
            Device.revoked_at.is_(None),
            Device.left_at.is_(None),
            Device.expires_at > clock.now(),
            User.disabled_at.is_(None),
        )
    ).one_or_none()
    return (found[0], found[1]) if found else None


def is_revoked(token: str) -> bool:
    """Whether this is the token of a phone the office revoked, or whose user it disabled."""
    refused = Device.revoked_at.is_not(None) | User.disabled_at.is_not(None)
    found = db.session.scalar(
        select(Device.id)
        .join(User, User.id == Device.user_id)
        .where(Device.token_hash == token_hash(token), refused)
    )
    return found is not None


def device_with_user(device_id: str) -> tuple[Device, User] | None:
    """Any phone that was ever enrolled, whatever became of it."""
    found = db.session.execute(
        select(Device, User).join(User, User.id == Device.user_id).where(Device.id == device_id)
    ).one_or_none()
    return (found[0], found[1]) if found else None


def user_named(username: str) -> User | None:
    return db.session.scalar(select(User).where(User.username == username.strip().lower()))


def active_user(user_id: str) -> User | None:
    return db.session.scalar(select(User).where(User.id == user_id, User.disabled_at.is_(None)))


def users_within(territory: str, role: Role | None = None) -> Sequence[User]:
    """Active users whose territory lies in this one, by name."""
    wanted = select(User).where(within(User.region_code, territory), User.disabled_at.is_(None))
    if role:
        wanted = wanted.where(User.role == role)
    return db.session.scalars(wanted.order_by(User.full_name, User.id)).all()


def user_within(user_id: str, territory: str) -> User | None:
    """A user of this territory, disabled or not."""
    return db.session.scalar(
        select(User).where(User.id == user_id, within(User.region_code, territory))
    )


def people_within(territory: str) -> Sequence[User]:
    """Everybody of this territory, the disabled ones last."""
    return db.session.scalars(
        select(User)
        .where(within(User.region_code, territory))
        .order_by(User.disabled_at.is_not(None), User.full_name, User.id)
    ).all()


def devices_of(user_id: str) -> Sequence[Device]:
    """All phones of a user, the last seen first."""
    return db.session.scalars(
        select(Device).where(Device.user_id == user_id).order_by(Device.last_seen_at.desc())
    ).all()


def phones_of(user_ids: Collection[str]) -> Mapping[str, Sequence[Device]]:
    """The phones of many users that are in use, each user's last seen first."""
    found: dict[str, list[Device]] = {}
    for device in db.session.scalars(
        select(Device)
        .where(Device.user_id.in_(user_ids), Device.revoked_at.is_(None), Device.left_at.is_(None))
        .order_by(Device.last_seen_at.desc())
    ):
        found.setdefault(device.user_id, []).append(device)
    return found
