"""A supervisor in doubt asks for a photo of one identity card, and looks at what came."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import guards
from webapp.errors import Invalid, NotDecidable, NotFound, Problem
from webapp.extensions import db, settings, start_writing
from webapp.photos import operations, queries
from webapp.review.forms import PREVIEW, DecisionForm, PhotoForm
from webapp.review.views import record_page, territory
from webapp.words import gettext

photos = Blueprint("photos", __name__, url_prefix="/review")


@photos.before_request
def only_when_photos_are_taken() -> None:
    """Switched off, these addresses do not exist."""
    if not settings().photos:
        raise NotFound


@photos.post("/registrations/<uuid:registration_id>/photo")
def ask(registration_id: UUID) -> ResponseReturnValue:
    form, here = PhotoForm(), str(registration_id)
    if form.validate_on_submit() and form.action.data == PREVIEW:
        return page(here, form)
    try:
        reason = " ".join(sound(form).sentences())
        operations.ask(registration_id=here, reason=reason, by=guards.user())
    except (Invalid, NotDecidable) as problem:
        return page(here, form, problem), problem.status
    db.session.commit()
    flash(gettext("Foto KTP diminta. Relawan membacanya di HP begitu ada sinyal."))
    return redirect(url_for("review.registration", registration_id=here))


@photos.post("/photos/<uuid:request_id>/withdraw")
def withdraw(request_id: UUID) -> ResponseReturnValue:
    asked = queries.request(str(request_id), territory())
    if asked is None:
        raise NotFound
    here = asked.registration_id
    try:
        operations.withdraw(request_id=asked.id, by=guards.user())
    except NotDecidable as problem:
        return page(here, None, problem), problem.status
    db.session.commit()
    flash(gettext("Permintaan foto ditarik. Relawan tidak perlu memotret lagi."))
    return redirect(url_for("review.registration", registration_id=here))


@photos.get("/photos/<uuid:request_id>")
def picture(request_id: UUID) -> ResponseReturnValue:
    """The photo itself, never kept by the browser; every look leaves a row."""
    start_writing()
    jpeg = operations.look(request_id=str(request_id), by=guards.user())
    db.session.commit()
    return Response(jpeg, mimetype="image/jpeg")


def sound(form: PhotoForm) -> PhotoForm:
    """The form, when it says why; raise Invalid otherwise."""
    if form.errors:
        raise Invalid
    if not form.sentences():
        raise Invalid(
            gettext("Pilih atau tulis alasannya, supaya relawan tahu mengapa foto diperlukan.")
        )
    return form


def page(registration_id: str, form: PhotoForm | None, problem: Problem | None = None) -> str:
    blank = DecisionForm(formdata=None)
    return record_page(registration_id, blank, problem=problem, photo_form=form)
