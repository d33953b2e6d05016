"""The guards in front of the doors; app.DOORS names one for each."""

import hmac
from typing import cast

from flask import g, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from webapp.accounts import operations, queries
from webapp.errors import DeviceRevoked, Forbidden, Unauthenticated
from webapp.extensions import only_read
from webapp.models import Device, Role, User


def anyone() -> None:
    """No guard, said out loud."""


def phone_of_volunteer() -> None:
    """A live device token of an active volunteer; sets g.device and g.user."""
    # looking up a token must not wait for a batch that is being written
    only_read()
    token = bearer_token()
    found = queries.device_of_token(token)
    if found is None:
        raise DeviceRevoked if queries.is_revoked(token) else Unauthenticated
    g.device, g.user = found
    if g.user.role != Role.VOLUNTEER:
        raise Forbidden


def depositor() -> None:
    """A phone that may leave sealed work, revoked or not; sets g.device and g.user."""
    only_read()
    token = bearer_token()
    device_id = token.partition(".")[0]
    # compared before the database is asked: a guess learns nothing about which phones exist
    if not hmac.compare_digest(token.encode(), operations.deposit_token(device_id).encode()):
        raise Unauthenticated
    found = queries.device_with_user(device_id)
    if found is None:
        raise Unauthenticated
    g.device, g.user = found


def bearer_token() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def signed_in() -> None:
    """Anybody with an office session."""
    office(*Role)


def supervisor() -> None:
    office(Role.SUPERVISOR)


def coordinator() -> None:
    office(Role.COORDINATOR)


def office(*roles: Role) -> None:
    """An office session with one of these roles; sets g.user."""
    if not current_user.is_authenticated:
        raise SignInFirst
    g.user = current_user.user
    if g.user.role not in roles:
        raise Forbidden


class SignInFirst(HTTPException):
    """Sends a browser to the sign-in page and back again afterwards."""

    code = 302

    def __init__(self) -> None:
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        super().__init__(response=redirect(url_for("sign_in.form", next=back)))


def user() -> User:
    """Whoever passed the guard."""
    return cast(User, g.user)


def device() -> Device:
    """The phone that passed the guard."""
    return cast(Device, g.device)
