"""The sign-in door and everybody's own account page."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user

from webapp import places, words
from webapp.accounts import guards, operations, queries, sessions
from webapp.accounts.forms import PasswordForm, PressForm, SignInForm
from webapp.errors import Invalid, NotFound, TooManyRequests, WrongCredentials
from webapp.extensions import db, settings
from webapp.models import Role, User
from webapp.words import gettext

sign_in = Blueprint("sign_in", __name__)
account = Blueprint("account", __name__, url_prefix="/account")

FIRST_PAGE = {
    Role.VOLUNTEER: "account.show",
    Role.SUPERVISOR: "review.inbox",
    Role.COORDINATOR: "coordination.overview",
}


@sign_in.get("/login")
def form() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(url_for(FIRST_PAGE[Role(current_user.user.role)]))
    return render_template("accounts/sign_in.html", form=SignInForm(next=request.args.get("next")))


@sign_in.post("/login")
def enter() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form), 422
    try:
        user = operations.check_password(
            username=form.username.data or "",
            password=form.password.data or "",
            address=request.remote_addr or "",
        )
    except (WrongCredentials, TooManyRequests) as problem:
        db.session.rollback()
        page = render_template("accounts/sign_in.html", form=form, problem=problem)
        return page, problem.status
    db.session.commit()
    sessions.begin(user)
    return redirect(own_address(form.next.data) or first_page(user))


@sign_in.post("/logout")
def leave() -> ResponseReturnValue:
    logout_user()
    flash(gettext("Anda sudah keluar."))
    return redirect(url_for("sign_in.form"))


@sign_in.post("/language")
def speak() -> ResponseReturnValue:
    """From now on in that language, on the page where this was asked for."""
    wanted = request.form.get("language")
    if wanted not in words.LANGUAGES:
        raise Invalid
    response = redirect(own_address(request.form.get("next")) or url_for("sign_in.form"))
    words.choose(response, wanted, secure=settings().secure_cookies)
    return response


@account.get("")
def show() -> ResponseReturnValue:
    return account_page(PasswordForm())


@account.post("")
def change_password() -> ResponseReturnValue:
    form = PasswordForm()
    if not form.validate_on_submit():
        return account_page(form), 422
    try:
        operations.change_password(
            user=guards.user(), old=form.old.data or "", new=form.password.data or ""
        )
    except Invalid as problem:
        form.old.errors = (problem.errors or {}).get("old", [])
        return account_page(form), problem.status
    db.session.commit()
    sessions.begin(guards.user())
    flash(gettext("Kata sandi diganti. Di perangkat lain Anda perlu masuk lagi."))
    return redirect(url_for("account.show"))


@account.post("/devices/<device_id>/revoke")
def revoke(device_id: str) -> ResponseReturnValue:
    own = {device.id: device for device in queries.devices_of(guards.user().id)}
    if device_id not in own:
        raise NotFound
    operations.revoke_device(device=own[device_id], by=guards.user())
    db.session.commit()
    flash(
        gettext(
            "HP itu tidak bisa lagi membuka data. Kirimannya yang belum terkirim tetap ada di HP."
        )
    )
    return redirect(url_for("account.show"))


def account_page(form: PasswordForm) -> str:
    return render_template(
        "accounts/account.html",
        form=form,
        press=PressForm(),
        user=guards.user(),
        territory=places.region(guards.user().region_code),
        devices=queries.devices_of(guards.user().id),
    )


def first_page(user: User) -> str:
    return url_for(FIRST_PAGE[Role(user.role)])


def own_address(address: str | None) -> str | None:
    """The address only if it lies on this site: a foreign one could imitate the office."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return None
    parts = urlsplit(address)
    return address if not parts.netloc and not parts.scheme else None
