"""Targets where no coordinator set one."""

from typing import cast

from flask import current_app

from config import Config
from webapp import clock
from webapp.models import User


def target_unless_set(user: User, period: str) -> int:
    """The default, but 0 for months before this user came and from the month they were disabled."""
    if period < clock.period_of(user.created_at):
        return 0
    if user.disabled_at and period >= clock.period_of(user.disabled_at):
        return 0
    return cast(Config, current_app.config["JANGKAU"]).default_quota
