"""Birthdays that nobody knows for certain: guessed, rounded, or read from the NIK."""

from datetime import date

from benchmarks.dedup.worlds.makings import Makings
from benchmarks.dedup.worlds.person import Draft
from benchmarks.dedup.worlds.slips.dates import YOUNGEST, day, likely
from benchmarks.dedup.worlds.slips.digits import lookalike, swapped

THIS_YEAR = 2026
WOMAN = 40


def birthday_from_nik(draft: Draft, _: Makings) -> None:
    """The card is not at hand: what the NIK says, with whatever is wrong in it."""
    if len(draft.nik) == 16:
        number, month, year = (int(draft.nik[place : place + 2]) for place in (6, 8, 10))
        century = 2000 if 2000 + year <= YOUNGEST else 1900
        draft.born = likely(century + year, month, number % WOMAN) or draft.born


def birthday_misread(draft: Draft, makings: Makings) -> None:
    """A digit taken for another of its shape, or two neighbours swapped."""
    if draft.born:
        slip = lookalike if makings.dice.random() < 0.6 else swapped
        written = slip(f"{draft.born:%d%m%y}", makings.dice)
        year = draft.born.year // 100 * 100 + int(written[4:])
        draft.born = likely(year, int(written[2:4]), int(written[:2])) or draft.born


def year_guessed(draft: Draft, makings: Makings) -> None:
    """The day is known, the year is not."""
    if draft.born:
        year = draft.born.year + makings.dice.choice((-5, -3, -2, -1, 1, 2, 3, 5))
        draft.born = day(year, draft.born.month, draft.born.day) or draft.born


def first_of_july(draft: Draft, _: Makings) -> None:
    if draft.born:
        draft.born = date(draft.born.year, 7, 1)


def age_rounded(draft: Draft, makings: Makings) -> None:
    """About forty, about forty-five: the year follows from it, the day is made up."""
    if draft.born:
        age = round((THIS_YEAR - draft.born.year) / 5) * 5
        draft.born = date(THIS_YEAR - age, makings.dice.choice((1, 1, 7, 12)), 1)


def day_off(draft: Draft, makings: Makings) -> None:
    """A day before or after, or the same day of the next month."""
    if draft.born:
        month = draft.born.month + makings.dice.choice((-1, 0, 0, 1))
        number = draft.born.day + makings.dice.choice((-1, 1))
        draft.born = day(draft.born.year, month, number) or draft.born
