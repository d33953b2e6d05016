"""The workers' page: anybody with a receipt reads where it stands, and nothing of who it is about.

The code and the date are posted and the answer is shown at once: neither is ever in an address.
"""

from datetime import date
from typing import cast

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from webapp.errors import NotFound, TooManyRequests
from webapp.extensions import db
from webapp.models import Status
from webapp.receipts import operations
from webapp.receipts.forms import ReceiptForm
from webapp.receipts.words import WORDS

receipts = Blueprint("receipts", __name__)


@receipts.get("/status")
def form() -> str:
    return page(ReceiptForm())


@receipts.post("/status")
def ask() -> ResponseReturnValue:
    form = ReceiptForm()
    if not form.validate_on_submit():
        return page(form), 422
    try:
        found = operations.look_up(
            short_code=form.short_code,
            birth_date=cast(date, form.birth_date),
            address=request.remote_addr or "",
        )
    except TooManyRequests as problem:
        db.session.rollback()
        waits = {"Retry-After": str(problem.retry_after)}
        return page(form, "wait", problem.detail), problem.status, waits
    db.session.commit()
    if not found:
        return page(form, "unknown"), NotFound.status
    if len(found) > 1:
        return page(form, "several")
    (standing,) = found
    return render_template(
        "receipts/standing.html",
        code=form.code.data,
        standing=standing,
        words=WORDS[Status(standing.status)],
    )


def page(form: ReceiptForm, answer: str = "", detail: str = "") -> str:
    """The empty or filled form; `answer` names what was found instead of one registration."""
    return render_template("receipts/form.html", form=form, answer=answer, detail=detail)
