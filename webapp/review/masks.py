"""Hides the numbers of two people from a supervisor who compares them, but for what differs.

A comparison needs the digits in which two numbers disagree, not the numbers (UU 27/2022
article 16: no more than the purpose needs). At least half of a NIK stays hidden.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from webapp.rules.phones import normalise_phone

HIDDEN = "•"
# so many differing digits are shown where they would be hidden; with more it is another number
SHOWN_AT_MOST = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Some signs of a number; `differs` where the other number has others."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Mask:
    """How many digits stay visible at either end, and in which groups people read them."""

    first: int
    last: int
    groups: tuple[int, ...]
    gap: str


FOURS = Mask(4, 4, (4, 4, 4, 4), " ")
PHONE = Mask(4, 2, (4, 4), "-")
MEMBER_NUMBER = Mask(2, 3, (), "")

MASKS = {
    "nik": FOURS,
    "kk_number": FOURS,
    "phone": PHONE,
    "previous_member_number": MEMBER_NUMBER,
}


def masked(name: str, value: str, other: str) -> tuple[Piece, ...]:
    """The field's number held against the other side's; empty for an empty one."""
    digits, others = plain(name, value), plain(name, other)
    if not digits:
        return ()
    mask = MASKS[name]
    apart = differing(digits, others)
    ends = {*range(mask.first), *range(len(digits) - mask.last, len(digits))}
    if len(digits) <= mask.first + mask.last:
        # too short to hide a middle: it is no such number, and its end tells enough
        ends = {len(digits) - 1}
    shown = ends | (apart if len(apart) <= SHOWN_AT_MOST else set())
    signs = [
        (digit if place in shown else HIDDEN, place in apart and place in shown)
        for place, digit in enumerate(digits)
    ]
    return tuple(
        Piece("".join(text for text, _ in some), differs)
        for differs, some in groupby(spaced(signs, mask), key=lambda sign: sign[1])
    )


def differing(digits: str, others: str) -> set[int]:
    """The places where two numbers of one length disagree; all of them otherwise."""
    if not others:
        return set()
    if len(digits) != len(others):
        return set(range(len(digits)))
    return {place for place, digit in enumerate(digits) if others[place] != digit}


def spaced(signs: Sequence[tuple[str, bool]], mask: Mask) -> list[tuple[str, bool]]:
    """With gaps between the groups."""
    ends, end = set(), 0
    for size in mask.groups:
        end += size
        ends.add(end)
    spread = []
    for place, sign in enumerate(signs):
        if place in ends:
            spread.append((mask.gap, False))
        spread.append(sign)
    return spread


def plain(name: str, value: str) -> str:
    """The digits alone, a phone's as it is dialled inside the country."""
    if name == "phone" and (number := normalise_phone(value)):
        return f"0{number[3:]}"
    return "".join(letter for letter in value if letter.isdecimal())
