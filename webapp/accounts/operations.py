"""Signs people in and enrols, renews and revokes their phones."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from webapp import audit, clock, contents
from webapp.accounts import queries
from webapp.accounts.attempts import Limits, claim_attempt, forget_attempt
from webapp.accounts.passwords import hash_password, password_matches
from webapp.errors import Invalid, WrongCredentials
from webapp.extensions import db, settings, start_writing
from webapp.models import Device, EnrolmentCode, Role, User
from webapp.models.columns import new_id
from webapp.words import gettext

SEEN_JUST_NOW = timedelta(minutes=1)
CODE_LIFETIME = timedelta(hours=24)
# no 0, O, 1, I, L: the code is read aloud and typed with a thumb
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 14  # 69 bits
PASSWORD_LENGTHS = range(8, 129)


def check_password(*, username: str, password: str, address: str) -> User:
    """The active user with this password; raise WrongCredentials or TooManyRequests.

    Commits the attempt before the password is looked at: a thousand guesses at once are
    counted as a thousand. An unknown name takes as long and answers the same.
    """
    name = username.strip().lower()
    attempt = claim_sign_in(name, address)
    user = queries.user_named(name)
    known = user if user and user.disabled_at is None else None
    if not password_matches(password, known.password_hash if known else None):
        raise WrongCredentials
    start_writing()
    forget_attempt(attempt)
    return known  # type: ignore[return-value]  # nobody's password never matches


def claim_sign_in(name: str, address: str) -> int:
    """Count a guess at a user name or an enrolment code; raise TooManyRequests."""
    limits = Limits(settings().sign_in_limit_user, settings().sign_in_limit_address)
    return claim_attempt(door="sign-in", guessed_at=name, address=address, limits=limits)


def enrol_device(*, user: User, name: str) -> tuple[Device, str]:
    """A phone for this user and its token, which is shown this once."""
    token = secrets.token_urlsafe(32)
    moment = clock.now()
    device = Device(
        id=new_id(),
        user_id=user.id,
        name=name,
        token_hash=queries.token_hash(token),
        created_at=moment,
        last_seen_at=moment,
        expires_at=moment + token_lifetime(),
    )
    db.session.add(device)
    db.session.flush()
    audit.record("device.enrolled", kind="device", subject_id=device.id, by=user.id)
    return device, token


def enrol_device_by_code(*, code: str, name: str, address: str) -> tuple[Device, str, User]:
    """A phone for the user this code was made for; the code works once, within its day."""
    attempt = claim_sign_in(f"code {code_hash(code)}", address)
    start_writing()
    moment = clock.now()
    used = db.session.scalar(
        update(EnrolmentCode)
        .where(
            EnrolmentCode.code_hash == code_hash(code),
            EnrolmentCode.used_at.is_(None),
            EnrolmentCode.expires_at > moment,
        )
        .values(used_at=moment)
        .returning(EnrolmentCode.user_id)
    )
    user = queries.active_user(used) if used else None
    if user is None:
        raise WrongCredentials(gettext("Kode ini salah, sudah dipakai, atau sudah lewat waktunya."))
    forget_attempt(attempt)
    device, token = enrol_device(user=user, name=name)
    return device, token, user


def make_enrolment_code(*, user: User, by: User) -> str:
    """A code for the volunteer's phone, shown this once; earlier unused ones die."""
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    moment = clock.now()
    db.session.execute(
        delete(EnrolmentCode).where(
            EnrolmentCode.user_id == user.id, EnrolmentCode.used_at.is_(None)
        )
    )
    db.session.add(
        EnrolmentCode(
            code_hash=code_hash(code),
            user_id=user.id,
            created_by=by.id,
            created_at=moment,
            expires_at=moment + CODE_LIFETIME,
        )
    )
    audit.record("enrolment_code.made", kind="user", subject_id=user.id, by=by.id)
    return code


def revoke_device(*, device: Device, by: User) -> None:
    """The phone's token is dead from the next request on."""
    if device.revoked_at is None:
        device.revoked_at = clock.now()
        audit.record("device.revoked", kind="device", subject_id=device.id, by=by.id)


def leave_device(*, device: Device) -> None:
    """Its own user signs out: the token is dead, and what is unsent may still be deposited."""
    if device.left_at is None:
        device.left_at = clock.now()
        audit.record("device.left", kind="device", subject_id=device.id, by=device.user_id)


def deposit_token(device_id: str) -> str:
    """With which a phone may leave sealed work here, and read nothing, for as long as it exists.

    It follows from the device's id and a key, so nothing is kept that could be stolen.
    """
    return f"{device_id}.{contents.sealer().index(f'deposit {device_id}')}"


def touch_device(*, device: Device, app_version: str) -> None:
    """Note a sync, once a minute at most: the token lives for another 30 days from here."""
    moment = clock.now()
    if device.app_version == app_version and moment - device.last_seen_at < SEEN_JUST_NOW:
        return
    db.session.execute(
        update(Device)
        .where(Device.id == device.id)
        .values(last_seen_at=moment, expires_at=moment + token_lifetime(), app_version=app_version)
    )


def create_user(
    *,
    username: str,
    full_name: str,
    password: str,
    role: Role,
    region_code: str,
    by: User | None,
) -> User:
    """A new account; raise Invalid when the name is taken or the password too short."""
    check_new_password(password)
    user = User(
        id=new_id(),
        username=username.strip().lower(),
        full_name=full_name.strip(),
        password_hash=hash_password(password),
        role=role,
        region_code=region_code,
        created_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError as error:
        # the key is asked, not the table before: two may want the same name at once
        raise Invalid(errors={"username": [gettext("Nama pengguna ini sudah dipakai.")]}) from error
    audit.record("user.created", kind="user", subject_id=user.id, by=by.id if by else None)
    return user


def change_password(*, user: User, old: str, new: str) -> None:
    """A new password; every other office session of this user ends."""
    if not password_matches(old, user.password_hash):
        raise Invalid(errors={"old": [gettext("Kata sandi lama tidak cocok.")]})
    check_new_password(new)
    user.password_hash = hash_password(new)
    user.session_version += 1
    audit.record("password.changed", kind="user", subject_id=user.id, by=user.id)


def disable_user(*, user: User, by: User | None) -> None:
    """No sign-in, no session and no phone of this user works from now on."""
    user.disabled_at = clock.now()
    user.session_version += 1
    audit.record("user.disabled", kind="user", subject_id=user.id, by=by.id if by else None)


def enable_user(*, user: User, by: User | None) -> None:
    """What `disable_user` ended works again: the password, and the phones that were not revoked."""
    user.disabled_at = None
    audit.record("user.enabled", kind="user", subject_id=user.id, by=by.id if by else None)


def reset_password(*, user: User, password: str, by: User) -> None:
    """A password for somebody who forgot theirs; every office session of theirs ends."""
    check_new_password(password)
    user.password_hash = hash_password(password)
    user.session_version += 1
    audit.record("password.reset", kind="user", subject_id=user.id, by=by.id)


def move_user(*, user: User, region_code: str, by: User) -> None:
    """Another territory from now on; what was received before stays where it was received."""
    before, user.region_code = user.region_code, region_code
    audit.record(
        "user.moved",
        kind="user",
        subject_id=user.id,
        by=by.id,
        before=before,
        region=region_code,
    )


def check_new_password(password: str) -> None:
    if len(password) not in PASSWORD_LENGTHS:
        raise Invalid(errors={"password": [gettext("Kata sandi paling sedikit 8 huruf.")]})


def code_hash(code: str) -> str:
    letters = "".join(letter for letter in code.upper() if letter in CODE_LETTERS)
    return hashlib.sha256(letters.encode()).hexdigest()


def token_lifetime() -> timedelta:
    return timedelta(days=settings().device_token_days)
