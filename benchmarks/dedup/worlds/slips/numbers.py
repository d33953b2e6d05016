"""NIK, family card and phone as they should not have been written."""

from benchmarks.dedup.worlds.makings import Makings
from benchmarks.dedup.worlds.person import Draft
from benchmarks.dedup.worlds.places import region
from benchmarks.dedup.worlds.slips.digits import changed, dropped, swapped


def no_nik(draft: Draft, _: Makings) -> None:
    draft.nik = ""


def nik_digit(draft: Draft, makings: Makings) -> None:
    draft.nik = changed(draft.nik, makings.dice)


def nik_two_digits(draft: Draft, makings: Makings) -> None:
    draft.nik = changed(draft.nik, makings.dice, places=2)


def nik_swapped(draft: Draft, makings: Makings) -> None:
    draft.nik = swapped(draft.nik, makings.dice)


def nik_digit_dropped(draft: Draft, makings: Makings) -> None:
    draft.nik = dropped(draft.nik, makings.dice)


def nik_of_relative(draft: Draft, makings: Makings) -> None:
    """The NIK on another line of the family card, perhaps by luck the right line."""
    if draft.family:
        draft.nik = makings.dice.choice(draft.family).nik
    else:
        nik_digit_dropped(draft, makings)


def no_kk(draft: Draft, _: Makings) -> None:
    draft.kk = ""


def kk_digit(draft: Draft, makings: Makings) -> None:
    draft.kk = changed(draft.kk, makings.dice)


def new_kk(draft: Draft, makings: Makings) -> None:
    """The household has split since."""
    draft.kk = makings.numbers.family_card(region(draft.of.village))


def no_phone(draft: Draft, _: Makings) -> None:
    draft.phone = ""


def new_phone(draft: Draft, makings: Makings) -> None:
    draft.phone = makings.numbers.phone()


def phone_digit(draft: Draft, makings: Makings) -> None:
    draft.phone = draft.phone[:1] + changed(draft.phone[1:], makings.dice)


def phone_prefix(draft: Draft, makings: Makings) -> None:
    """0812..., +62812... and 62812... are the same number."""
    if draft.phone:
        draft.phone = makings.dice.choice(("0", "0", "0", "+62", "62")) + draft.phone
