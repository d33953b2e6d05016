"""Says how far a volunteer is this month and where the month asks them to be today."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Progress:
    """A month ("2026-11") of one volunteer, counted in registrations.

    gap is how many approved ones are missing today; negative when ahead.
    """

    period: str
    target: int
    approved: int
    waiting: int
    returned: int
    rejected: int
    expected_by_today: int
    gap: int


def expected_by_today(target: int, period: str, today: date) -> int:
    """The part of a target that the days gone by ask for, today included, halves rounded up."""
    this_month = f"{today:%Y-%m}"
    if period < this_month:
        return target
    if period > this_month:
        return 0
    _, days = monthrange(today.year, today.month)
    return (2 * target * today.day + days) // (2 * days)


def progress(
    *,
    period: str,
    target: int,
    approved: int,
    waiting: int,
    returned: int,
    rejected: int,
    today: date,
) -> Progress:
    """Put a month's counts beside what the month asks for by today."""
    expected = expected_by_today(target, period, today)
    return Progress(
        period=period,
        target=target,
        approved=approved,
        waiting=waiting,
        returned=returned,
        rejected=rejected,
        expected_by_today=expected,
        gap=expected - approved,
    )
