"""The right number in the wrong box, or from the wrong person; boxes left empty in a row."""

from benchmarks.dedup.worlds.makings import Makings
from benchmarks.dedup.worlds.person import Draft
from benchmarks.dedup.worlds.slips.digits import doubled, dropped, lookalike, swapped


def nik_lookalike(draft: Draft, makings: Makings) -> None:
    draft.nik = lookalike(draft.nik, makings.dice)


def nik_doubled(draft: Draft, makings: Makings) -> None:
    draft.nik = doubled(draft.nik, makings.dice)


def nik_serial_guessed(draft: Draft, makings: Makings) -> None:
    """The end of the number is worn off the card."""
    draft.nik = f"{draft.nik[:12]}{makings.dice.randint(1, 9):04d}"


def nik_is_kk(draft: Draft, makings: Makings) -> None:
    """The family's number where the person's belongs, half the time in both boxes."""
    draft.nik, draft.kk = draft.kk, draft.nik if makings.dice.random() < 0.5 else draft.kk


def nik_of_spouse(draft: Draft, makings: Makings) -> None:
    """The other card on the table; who has no spouse here lends somebody else's."""
    others = [person for person in draft.family if person is not draft.of]
    couple = [person for person in others if person.role in ("head", "wife")]
    if others:
        draft.nik = makings.dice.choice(couple or others).nik


def kk_lookalike(draft: Draft, makings: Makings) -> None:
    draft.kk = lookalike(draft.kk, makings.dice)


def kk_swapped(draft: Draft, makings: Makings) -> None:
    draft.kk = swapped(draft.kk, makings.dice)


def kk_is_nik(draft: Draft, _: Makings) -> None:
    draft.kk = draft.nik


def phone_lookalike(draft: Draft, makings: Makings) -> None:
    draft.phone = draft.phone[:1] + lookalike(draft.phone[1:], makings.dice)


def phone_dropped(draft: Draft, makings: Makings) -> None:
    draft.phone = draft.phone[:1] + dropped(draft.phone[1:], makings.dice)


def phone_of_village(draft: Draft, makings: Makings) -> None:
    draft.phone = makings.numbers.shared_phone(draft.of.village)


def left_empty(draft: Draft, makings: Makings) -> None:
    """A volunteer in a hurry: what is not asked for twice stays empty."""
    draft.kk = draft.phone = draft.rt = draft.rw = ""
    if makings.dice.random() < 0.25:
        draft.nik = ""


def phone_written(draft: Draft, makings: Makings) -> None:
    """0812-3456-7890, +62 812 3456 7890, 812...: each is the same number."""
    if not draft.phone:
        return
    number, luck = draft.phone, makings.dice.random()
    if luck < 0.15:
        number = f"{number[:3]}-{number[3:7]}-{number[7:]}"
    elif luck < 0.25:
        number = f"{number[:3]} {number[3:7]} {number[7:]}"
    draft.phone = makings.dice.choice(("0", "0", "0", "0", "+62", "62", "+62 ")) + number
