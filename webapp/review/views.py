"""A supervisor decides: the inbox, the batch, the registration."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from webapp import clock, places, reference_data
from webapp.accounts import guards
from webapp.dedup.keys import nik_key
from webapp.deposits.queries import count_waiting as count_deposited
from webapp.errors import (
    AlreadyEnrolled,
    Invalid,
    NotDecidable,
    NotFound,
    Problem,
    StaleRevision,
)
from webapp.extensions import db, only_read
from webapp.models import Decision
from webapp.review import desk, operations, queries, resolve, sheet
from webapp.review.forms import (
    PREVIEW,
    DecisionForm,
    ManyForm,
    PairForm,
    PhotoForm,
    SearchForm,
    UndoForm,
    UndoManyForm,
    reasons_by_field,
)
from webapp.review.inbox import inbox as read_inbox
from webapp.review.judge import Seen
from webapp.review.strips import remember, strip
from webapp.wording import counted
from webapp.words import gettext

review = Blueprint("review", __name__, url_prefix="/review")

# what the supervisor can mend on the same page
MENDABLE = (Invalid, StaleRevision, NotDecidable, AlreadyEnrolled)


@review.get("")
def inbox() -> str:
    closed = request.args.get("state") == "closed"
    found = read_inbox(territory(), closed=closed, page=request.args.get("page", 1, type=int))
    return render_template(
        "review/inbox.html",
        inbox=found,
        closed=closed,
        names=places.region_names(),
        deposited=count_deposited(territory()),
        search=SearchForm(),
        decided=strip(guards.user()),
    )


@review.route("/search", methods=["GET", "POST"])
def search() -> ResponseReturnValue:
    """By name or NIK; the answer to a POST, so that neither stands in an address or a log."""
    form = SearchForm()
    found = None
    if form.validate_on_submit():
        only_read()
        text = form.q.data or ""
        found = queries.search(territory(), nik_index=nik_key(text), name=text)
    return render_template(
        "review/search.html",
        search=form,
        records=found,
        at_most=queries.FOUND_AT_MOST,
        names=places.region_names(),
    ), 422 if form.errors else 200


@review.get("/batches/<uuid:batch_id>")
def batch(batch_id: UUID) -> str:
    return render_template(
        "review/batch.html",
        page=desk.batch_page(str(batch_id), territory()),
        ticked=request.args.get("tick") == "all",
        form=ManyForm(),
        occupations=reference_data.occupation_labels(),
        search=SearchForm(),
        decided=strip(guards.user()),
        approved=session.pop("approved", None),
    )


@review.post("/batches/<uuid:batch_id>/approve")
def approve_many(batch_id: UUID) -> ResponseReturnValue:
    here = own_batch(batch_id)
    seen = ManyForm().seen()
    if not seen:
        flash(
            gettext("Belum ada yang dicentang. Centang dulu pendaftaran yang ingin Anda setujui.")
        )
        return redirect(here)
    many = operations.approve_many(seen=seen, by=guards.user())
    db.session.commit()
    if many.done:
        session["approved"] = {"count": many.done, "at": clock.iso(many.at)}
    if many.left:
        # no names: a message waits in a cookie
        why = " ".join(dict.fromkeys(problem.detail for problem in many.left.values()))
        flash(counted("%(n)s belum disetujui.", len(many.left)) + f" {why}")
    return redirect(here)


@review.post("/batches/<uuid:batch_id>/undo")
def undo_many(batch_id: UUID) -> ResponseReturnValue:
    here = own_batch(batch_id)
    many = operations.reopen_many(at=moment(UndoManyForm()), by=guards.user())
    db.session.commit()
    flash(counted("%(n)s persetujuan dibatalkan.", many.done))
    return redirect(here)


@review.get("/registrations/<uuid:registration_id>")
def registration(registration_id: UUID) -> str:
    return record_page(str(registration_id), DecisionForm(formdata=None))


@review.post("/registrations/<uuid:registration_id>/decide")
def decide(registration_id: UUID) -> ResponseReturnValue:
    form = DecisionForm()
    if not form.validate_on_submit():
        return record_page(str(registration_id), form, problem=Invalid()), 422
    if form.action.data == PREVIEW:
        return record_page(str(registration_id), form)
    try:
        decision = act(form, Seen(str(registration_id), form.revision.data or 0))
    except MENDABLE as problem:
        return record_page(str(registration_id), form, problem=problem), problem.status
    db.session.commit()
    remember(decision)
    return redirect(after(str(registration_id)))


@review.post("/registrations/<uuid:registration_id>/undo")
def undo(registration_id: UUID) -> ResponseReturnValue:
    form = UndoForm()
    if not form.validate_on_submit():
        raise NotFound
    try:
        operations.reopen(decision_id=form.decision.data or 0, by=guards.user())
    except MENDABLE as problem:
        blank = DecisionForm(formdata=None)
        return record_page(str(registration_id), blank, problem=problem), problem.status
    db.session.commit()
    flash(gettext("Keputusan dibatalkan. Pendaftaran ini menunggu lagi."))
    return redirect(url_for("review.registration", registration_id=registration_id))


def territory() -> str:
    return guards.user().region_code


def own_batch(batch_id: UUID) -> str:
    """The batch's page; raise NotFound when it lies in another territory."""
    if queries.batch(str(batch_id), territory()) is None:
        raise NotFound
    return url_for("review.batch", batch_id=batch_id)


def act(form: DecisionForm, seen: Seen) -> Decision:
    by = guards.user()
    if form.action.data == "approve":
        return operations.approve(seen=seen, note=form.note, by=by)
    if form.action.data == "return":
        return operations.send_back(seen=seen, reasons=form.chosen(), note=form.note, by=by)
    if form.action.data == "reject":
        return operations.reject(seen=seen, note=form.note, by=by)
    return resolve.same_by_nik(seen=seen, note=form.note, by=by)


def record_page(
    registration_id: str,
    form: DecisionForm,
    *,
    problem: Problem | None = None,
    typed: Mapping[str, PairForm] | None = None,
    photo_form: PhotoForm | None = None,
) -> str:
    """The registration as it is now, with what the supervisor had typed."""
    if problem:
        # half a decision must not be shown as one
        db.session.rollback()
    only_read()
    page = desk.record_page(registration_id, territory())
    seen = form.revision.data if isinstance(problem, StaleRevision) else None
    return render_template(
        "review/registration.html",
        page=page,
        form=form,
        problem=problem,
        # what changed since the supervisor opened the page
        since=next((one for one in page.earlier if one.revision.revision == seen), None),
        opened=form.action.data if form.is_submitted() else None,
        preview=form.chosen() if form.action.data == PREVIEW else None,
        reasons=reasons_by_field(),
        label=sheet.label,
        search=SearchForm(),
        # by the other side of the pair it is about
        typed=typed or {},
        pair_form=PairForm(formdata=None),
        photo_form=photo_form or PhotoForm(formdata=None),
        photo_reasons=reference_data.rows("photo-reasons"),
        decided=strip(guards.user()),
    )


def after(registration_id: str) -> str:
    """Where the work goes on: the next in this batch, else the batch, which says it is done."""
    only_read()
    found = queries.registration(registration_id, territory())
    if found is None:
        return url_for("review.inbox")
    following = desk.next_undecided(registration_id, found.batch_id, territory())
    if following:
        return url_for("review.registration", registration_id=following)
    return url_for("review.batch", batch_id=found.batch_id)


def moment(form: UndoManyForm) -> datetime:
    try:
        found = datetime.fromisoformat(form.at.data or "")
    except ValueError:
        raise NotFound from None
    if found.tzinfo is None:
        raise NotFound
    return found
