"""Months as these pages name them: which can be chosen, and when they begin and end."""

import re
from datetime import datetime, timedelta

from webapp import clock

PERIOD = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
MONTHS_BACK = 12


def this_period() -> str:
    """The office's present month, as "2026-11"."""
    return clock.period_of(clock.now())


def chosen_period(text: str | None) -> str:
    """The month somebody asked for, or the present one when they named none."""
    return text if text and PERIOD.fullmatch(text) else this_period()


def choices(chosen: str) -> list[str]:
    """The next month, this one and a year of earlier ones, the latest first; `chosen` always."""
    months = {moved(this_period(), by) for by in range(-MONTHS_BACK, 2)}
    return sorted(months | {chosen}, reverse=True)


def moved(period: str, by: int) -> str:
    """The month so many months later."""
    year, month = map(int, period.split("-"))
    years, month_index = divmod(month - 1 + by, 12)
    return f"{year + years:04d}-{month_index + 1:02d}"


def bounds(period: str) -> tuple[datetime, datetime]:
    """The first moment of a month and the first after it, in the office's zone."""
    return first_moment(period), first_moment(moved(period, 1))


def first_moment(period: str) -> datetime:
    year, month = map(int, period.split("-"))
    return datetime(year, month, 1, tzinfo=clock.zone())


def days_since(moment: datetime | None) -> int | None:
    """Calendar days since then, 0 for today; None when it never happened."""
    if moment is None:
        return None
    passed: timedelta = clock.today() - clock.local_date(moment)
    return max(passed.days, 0)
