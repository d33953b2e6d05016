"""Who may be registered twice: the list of a territory, one pair, and what is decided about it."""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from webapp import clock
from webapp.accounts import guards
from webapp.errors import Invalid, NotFound, Problem
from webapp.extensions import db, only_read
from webapp.review import doubles, operations, resolve
from webapp.review.forms import (
    DecisionForm,
    PairForm,
    PairsForm,
    SearchForm,
    SplitForm,
    UndoManyForm,
)
from webapp.review.pairs import Pair
from webapp.review.strips import remember_press, remember_said, strip
from webapp.review.views import MENDABLE, after, moment, record_page, territory
from webapp.wording import counted
from webapp.words import gettext

duplicates = Blueprint("duplicates", __name__, url_prefix="/review/duplicates")


@duplicates.get("")
def listing() -> str:
    return render_template(
        "review/duplicates.html",
        listed=doubles.listed(territory(), request.args.get("page", 1, type=int)),
        tick_all=request.args.get("tick") == "all",
        search=SearchForm(),
        decided=strip(guards.user()),
        merged=session.pop("merged", None),
    )


@duplicates.post("/merge")
def merge_many() -> ResponseReturnValue:
    """What was ticked, a page at most."""
    here = url_for("duplicates.listing")
    sights = PairsForm().sights()[: doubles.A_PAGE]
    if not sights:
        flash(gettext("Belum ada yang dicentang. Centang dulu pasangan yang ingin Anda gabungkan."))
        return redirect(here)
    many = resolve.same_many(sights=sights, by=guards.user())
    db.session.commit()
    if many.done:
        session["merged"] = {"count": many.done, "at": clock.iso(many.at)}
    if many.left:
        # no names: a message waits in a cookie
        why = " ".join(dict.fromkeys(problem.detail for problem in many.left.values()))
        flash(counted("%(n)s belum digabungkan.", len(many.left)) + f" {why}")
    return redirect(here)


@duplicates.post("/undo")
def undo_many() -> ResponseReturnValue:
    """All of one press: its merges, and the approvals that they needed."""
    many = operations.reopen_many(at=moment(UndoManyForm()), by=guards.user())
    db.session.commit()
    flash(counted("%(n)s keputusan dibatalkan.", many.done))
    for why in dict.fromkeys(problem.detail for problem in many.left.values()):
        flash(why)
    return redirect(url_for("duplicates.listing"))


@duplicates.get("/<uuid:registration_id>/<uuid:other_id>")
def pair(registration_id: UUID, other_id: UUID) -> ResponseReturnValue:
    return pair_page(str(registration_id), str(other_id), PairForm(formdata=None))


@duplicates.post("/<uuid:registration_id>/<uuid:other_id>")
def decide(registration_id: UUID, other_id: UUID) -> ResponseReturnValue:
    mine, other = str(registration_id), str(other_id)
    form = PairForm()
    if not form.validate_on_submit():
        return mended(mine, other, form, Invalid())
    following = next_pair(mine, other) if form.back.data == "list" else None
    at = clock.now()
    try:
        act(form, form.sight(mine, other), at)
    except MENDABLE as problem:
        return mended(mine, other, form, problem)
    db.session.commit()
    if form.verdict.data == "same":
        remember_press(at)
    else:
        remember_said(mine, other, form.verdict.data or "")
    if form.back.data == "list":
        return redirect(following or url_for("duplicates.listing"))
    if form.verdict.data == "same":
        return redirect(after(mine))
    return redirect(url_for("review.registration", registration_id=mine))


@duplicates.post("/<uuid:registration_id>/<uuid:other_id>/withdraw")
def withdraw(registration_id: UUID, other_id: UUID) -> ResponseReturnValue:
    """Whatever was said of the two is taken back."""
    if not FlaskForm().validate_on_submit():
        raise NotFound
    one, by = str(registration_id), guards.user()
    try:
        resolve.withdraw(registration_id=one, other=str(other_id), by=by)
    except MENDABLE as problem:
        blank = DecisionForm(formdata=None)
        return record_page(one, blank, problem=problem), problem.status
    db.session.commit()
    flash(gettext("Putusan dibatalkan. Pasangan ini perlu dibandingkan lagi."))
    return redirect(url_for("review.registration", registration_id=registration_id))


@duplicates.post("/<uuid:registration_id>/split")
def split(registration_id: UUID) -> ResponseReturnValue:
    """One worker becomes two again."""
    form = SplitForm()
    if not form.validate_on_submit():
        raise NotFound
    try:
        resolve.split(
            registration_id=str(registration_id),
            merge_id=form.merge.data or "",
            by=guards.user(),
        )
    except MENDABLE as problem:
        blank = DecisionForm(formdata=None)
        return record_page(str(registration_id), blank, problem=problem), problem.status
    db.session.commit()
    flash(gettext("Dipisahkan lagi. Kedua pekerja kembali seperti sebelum digabung."))
    return redirect(url_for("review.registration", registration_id=registration_id))


def act(form: PairForm, sight: resolve.Sight, at: datetime) -> None:
    by = guards.user()
    note = form.pair_note.data or None
    if form.verdict.data == "other":
        resolve.other(sight=sight, note=note, by=by)
    elif form.verdict.data == "unsure":
        resolve.unsure(sight=sight, note=note, by=by)
    elif said := resolve.same(sight=sight, choice=form.choice(), by=by, at=at):
        flash(said)


def next_pair(registration_id: str, other_id: str) -> str | None:
    """Where the list goes on."""
    page = doubles.pair_page(registration_id, other_id, territory())
    following = page.after if page else None
    return address(following) if following else None


def address(one: Pair) -> str:
    return url_for("duplicates.pair", registration_id=one.mine.id, other_id=one.handle(territory()))


def mended(
    registration_id: str, other_id: str, form: PairForm, problem: Problem
) -> ResponseReturnValue:
    """The page again, with what was typed."""
    db.session.rollback()
    if form.back.data == "list":
        return pair_page(registration_id, other_id, form, problem=problem)
    page = record_page(
        registration_id, DecisionForm(formdata=None), problem=problem, typed={other_id: form}
    )
    return page, problem.status


def pair_page(
    registration_id: str, other_id: str, form: PairForm, *, problem: Problem | None = None
) -> ResponseReturnValue:
    """Two people, as they are now; a pair that is decided leads to the record."""
    only_read()
    page = doubles.pair_page(registration_id, other_id, territory())
    if page is None:
        flash(problem.detail if problem else gettext("Pasangan ini sudah diputuskan."))
        return redirect(url_for("review.registration", registration_id=registration_id))
    body = render_template(
        "review/pair.html",
        page=page,
        form=form,
        problem=problem,
        address=address,
        search=SearchForm(),
        decided=strip(guards.user()),
    )
    return body, problem.status if problem else 200
