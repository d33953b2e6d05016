"""What the office does meanwhile, in a thread of its own; each tells how it ended."""

from flask import Flask

from tests.support.people import REGENCY
from tests.support.phones import Json
from webapp.errors import Problem
from webapp.extensions import db
from webapp.handover import operations as handover
from webapp.models import User
from webapp.review import operations as review
from webapp.review.judge import Seen


def approve(app: Flask, supervisor: str, one: Json) -> str:
    """The supervisor approves the first revision, over whatever stands against it."""
    with app.app_context():
        by = db.session.get_one(User, supervisor)
        try:
            review.approve(seen=Seen(one["id"], 1), note="orangnya benar", by=by)
            db.session.commit()
        except Problem as problem:
            return problem.code
        return "approved"


def hand_over(app: Flask) -> str:
    with app.app_context():
        made = handover.hand_over(territory=REGENCY, by=None)
        db.session.commit()
        return "handed over" if made else "nothing to hand over"
