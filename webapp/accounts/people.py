"""The coordinator's people: who works where, with which phones, and how they get in."""

import secrets
from typing import Any

import segno
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug import Response

from webapp import places
from webapp.accounts import guards, operations, queries
from webapp.accounts.forms import NewPasswordForm, PersonForm, PressForm, TerritoryForm
from webapp.accounts.territories import lies_within
from webapp.errors import Invalid, NotFound
from webapp.extensions import db
from webapp.models import Role, User
from webapp.words import gettext

people = Blueprint("people", __name__, url_prefix="/coordination/people")

# coordinators are made and ended at the shell: nobody at the office locks out another one
MANAGED = (Role.VOLUNTEER, Role.SUPERVISOR)


@people.get("")
def overview() -> str:
    """Everybody of the territory, or of one region in it."""
    territory = guards.user().region_code
    asked = request.args.get("region", territory)
    region = places.region(asked) if lies_within(asked, territory) else None
    if region is None:
        raise NotFound
    found = queries.people_within(region.code)
    return render_template(
        "people/overview.html",
        region=region,
        whole=region.code == territory,
        users=found,
        phones=queries.phones_of([user.id for user in found]),
        managed=MANAGED,
        region_names=places.region_names(),
    )


@people.get("/new")
def new() -> str:
    return render_template("people/new.html", form=person_form())


@people.post("/new")
def create() -> ResponseReturnValue:
    form = person_form()
    if form.role.data == Role.SUPERVISOR and not form.password.data:
        form.password.errors = [gettext("Penyelia masuk dengan kata sandi. Isi kata sandi awal.")]
    elif form.validate_on_submit():
        try:
            user = operations.create_user(
                username=form.username.data or "",
                full_name=form.full_name.data or "",
                # nobody knows this one: the volunteer enters with a code
                password=form.password.data or secrets.token_urlsafe(24),
                role=Role(form.role.data),
                region_code=form.region_code.data,
                by=guards.user(),
            )
        except Invalid as problem:
            form.username.errors = (problem.errors or {}).get("username", [])
        else:
            db.session.commit()
            flash(gettext("%(name)s ditambahkan.", name=user.full_name))
            return redirect(url_for("people.show", user_id=user.id))
    return render_template("people/new.html", form=form), 422


@people.get("/<user_id>")
def show(user_id: str) -> str:
    return person_page(managed(user_id))


@people.post("/<user_id>/code")
def make_code(user_id: str) -> str:
    """A code for the volunteer's phone: shown now and never again."""
    user = managed(user_id)
    if user.role != Role.VOLUNTEER or user.disabled_at:
        raise NotFound
    code = operations.make_enrolment_code(user=user, by=guards.user())
    db.session.commit()
    # behind the #, so that the code never stands in a server's log
    address = url_for("field.page", _external=True, _anchor=f"/masuk/{code}")
    picture = segno.make(address, error="m").svg_inline(scale=5, border=4, light="#fff")
    return person_page(user, code=code, picture=picture, hours=operations.CODE_LIFETIME.days * 24)


@people.post("/<user_id>/devices/<device_id>/revoke")
def revoke(user_id: str, device_id: str) -> Response:
    user = managed(user_id)
    device = next((one for one in queries.devices_of(user.id) if one.id == device_id), None)
    if device is None:
        raise NotFound
    operations.revoke_device(device=device, by=guards.user())
    return done(
        user,
        gettext(
            "%(phone)s tidak bisa lagi membuka data. Yang belum terkirim tetap di HP.",
            phone=device.name,
        ),
    )


@people.post("/<user_id>/disable")
def disable(user_id: str) -> Response:
    user = managed(user_id)
    operations.disable_user(user=user, by=guards.user())
    return done(
        user,
        gettext(
            "%(name)s dinonaktifkan. Bisa diaktifkan lagi di halaman ini.", name=user.full_name
        ),
    )


@people.post("/<user_id>/enable")
def enable(user_id: str) -> Response:
    user = managed(user_id)
    operations.enable_user(user=user, by=guards.user())
    return done(user, gettext("%(name)s aktif lagi.", name=user.full_name))


@people.post("/<user_id>/territory")
def move(user_id: str) -> ResponseReturnValue:
    user = managed(user_id)
    form = TerritoryForm()
    form.region_code.choices = regions()
    if not form.validate_on_submit():
        return person_page(user, territory=form), 422
    operations.move_user(user=user, region_code=form.region_code.data, by=guards.user())
    return done(
        user, gettext("Wilayah diganti. Kiriman yang sudah diterima tetap di wilayah lamanya.")
    )


@people.post("/<user_id>/password")
def reset_password(user_id: str) -> ResponseReturnValue:
    user = managed(user_id)
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return person_page(user, password=form), 422
    operations.reset_password(user=user, password=form.password.data or "", by=guards.user())
    return done(user, gettext("Kata sandi diganti. Sampaikan langsung kepada orangnya."))


def managed(user_id: str) -> User:
    """A volunteer or supervisor of the own territory; nobody else can be looked at."""
    user = queries.user_within(user_id, guards.user().region_code)
    if user is None or user.role not in MANAGED:
        raise NotFound
    return user


def done(user: User, message: str) -> Response:
    db.session.commit()
    flash(message)
    return redirect(url_for("people.show", user_id=user.id))


def person_page(
    user: User,
    *,
    territory: TerritoryForm | None = None,
    password: NewPasswordForm | None = None,
    **code: str | int,
) -> str:
    if territory is None:
        territory = TerritoryForm(region_code=user.region_code)
        territory.region_code.choices = regions()
    return render_template(
        "people/show.html",
        user=user,
        region=places.region(user.region_code),
        devices=queries.devices_of(user.id),
        press=PressForm(),
        territory=territory,
        password=password or NewPasswordForm(),
        **code,
    )


def person_form() -> PersonForm:
    form = PersonForm()
    form.region_code.choices = regions()
    return form


def regions() -> dict[str, Any]:
    """The regions of the own territory, {code: name} under the name of their district."""
    territory = guards.user().region_code
    names = places.region_names()
    found: dict[str, Any] = {"": gettext("Pilih wilayah")}
    for code in sorted(code for code in names if lies_within(code, territory)):
        parent = names.get(code.rpartition(".")[0], "") if is_village(code) else names[code]
        label = names[code] if is_village(code) else gettext("Seluruh %(place)s", place=names[code])
        found.setdefault(parent, {})[code] = label
    return found


def is_village(code: str) -> bool:
    return code.count(".") == 3
