"""Targets where no coordinator set one."""

from webapp import clock
from webapp.extensions import settings
from webapp.models import User


def target_unless_set(user: User, period: str) -> int:
    """The default, but 0 for months before this user came and from the month they were disabled."""
    if period < clock.period_of(user.created_at):
        return 0
    if user.disabled_at and period >= clock.period_of(user.disabled_at):
        return 0
    return settings().default_quota
