"""Quotas, pace and coverage for supervisors and coordinators."""

from flask import Blueprint

team = Blueprint("team", __name__, url_prefix="/progress")
coordination = Blueprint("coordination", __name__, url_prefix="/coordination")


@coordination.get("")
def overview() -> str:
    return ""
