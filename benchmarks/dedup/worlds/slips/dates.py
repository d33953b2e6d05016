"""Birthdays misread, mistyped and guessed; always a day that exists."""

from datetime import date

from benchmarks.dedup.worlds.makings import Makings
from benchmarks.dedup.worlds.person import Draft
from benchmarks.dedup.worlds.slips.digits import changed

OLDEST, YOUNGEST = 1931, 2011


def no_birthday(draft: Draft, _: Makings) -> None:
    draft.born = None


def day_and_month_swapped(draft: Draft, makings: Makings) -> None:
    """Where there is no such month, another slip is made."""
    if draft.born and draft.born.day <= 12:
        draft.born = date(draft.born.year, draft.born.day, draft.born.month)
    else:
        birthday_digit(draft, makings)


def birthday_digit(draft: Draft, makings: Makings) -> None:
    """One digit wrong, of day and month more often than of the year, and it still is a day."""
    if not draft.born:
        return
    for _ in range(20):
        written = f"{draft.born:%d%m%Y}"
        if makings.dice.random() < 0.6:
            written = changed(written[:4], makings.dice) + written[4:]
        else:
            written = written[:6] + changed(written[6:], makings.dice)
        slip = day(int(written[4:]), int(written[2:4]), int(written[:2]))
        if slip:
            draft.born = slip if OLDEST <= slip.year <= YOUNGEST else draft.born
            return


def another_year(draft: Draft, makings: Makings) -> None:
    if draft.born:
        year = draft.born.year + makings.dice.choice((-1, 1, -10, 10))
        draft.born = day(year, draft.born.month, draft.born.day) or draft.born


def only_the_year(draft: Draft, makings: Makings) -> None:
    """1 January or 1 July, for who does not know the day."""
    if draft.born:
        draft.born = date(draft.born.year, makings.dice.choice((1, 7)), 1)


def wrong_sex(draft: Draft, _: Makings) -> None:
    draft.sex = "F" if draft.sex == "M" else "M"


def day(year: int, month: int, number: int) -> date | None:
    """The day, if there is one."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def likely(year: int, month: int, number: int) -> date | None:
    """The day, if there is one and somebody at work may be born on it."""
    return day(year, month, number) if OLDEST <= year <= YOUNGEST else None
