"""A supervisor decides: the inbox, the batch, the registration."""

from flask import Blueprint

review = Blueprint("review", __name__, url_prefix="/review")


@review.get("")
def inbox() -> str:
    return ""
