"""Holds two people against each other: a row a field, with what the matcher makes of it.

Numbers are masked but for what differs. Of somebody outside the territory there are reasons and
no values.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from webapp.dedup.reasons import Reason
from webapp.registry.golden import FIELDS
from webapp.review import sheet
from webapp.review.masks import MASKS, Piece, masked
from webapp.review.sheet import Content, Places

# the field that stands for each comparison of the matcher, in the order of the page
COMPARED: Mapping[str, str] = {
    "full_name": "name",
    "birth_date": "born",
    "nik": "nik",
    "kk_number": "family",
    "phone": "phone",
    "village_code": "address",
    "sex": "sex",
}
# what belongs to the person; programmes and months belong to each registration
ROWS = (*COMPARED, *(name for name in FIELDS if name not in COMPARED))
# of somebody on the member roll nothing more is shown
OF_A_MEMBER = ("full_name", "birth_date", "nik", "kk_number", "phone")


@dataclass(frozen=True, slots=True)
class Facing:
    """One field of two people. No pieces: it was not said, or is not for these eyes."""

    name: str
    label: str
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    # None where nobody here may say
    same: bool | None
    reason: Reason | None

    @property
    def choosable(self) -> bool:
        """Whether a merge has to choose one of two values; a blank never wins."""
        return bool(self.name in FIELDS and self.left and self.right and not self.same)


@dataclass(frozen=True, slots=True)
class Shown:
    """What of the other side may be shown; of the hidden fields there are reasons alone."""

    content: Content
    hidden: Collection[str] = ()


NOTHING = Shown({}, ROWS)


def facing(left: Content, right: Shown, reasons: Sequence[Reason], places: Places) -> list[Facing]:
    """Row by row, what the matcher compared first."""
    by_field = {one.comparison: one for one in reasons}
    rows = [row(name, left, right, by_field.get(COMPARED.get(name, "")), places) for name in ROWS]
    return [
        one for one in rows if (one.reason if one.name in right.hidden else one.left or one.right)
    ]


def row(name: str, left: Content, right: Shown, reason: Reason | None, places: Places) -> Facing:
    label = sheet.label(name)
    mine = said(name, left, places)
    if name in right.hidden:
        return Facing(name, label, pieces(name, mine, ""), (), None, reason)
    theirs = said(name, right.content, places)
    return Facing(
        name,
        label,
        pieces(name, mine, theirs),
        pieces(name, theirs, mine),
        mine == theirs,
        reason,
    )


def said(name: str, content: Content, places: Places) -> str:
    return sheet.shown(name, content.get(name), places)


def pieces(name: str, value: str, other: str) -> tuple[Piece, ...]:
    if name in MASKS:
        return masked(name, value, other)
    return (Piece(value),) if value else ()


def of_a_member(content: Content) -> Shown:
    """What of the member roll's row may be compared."""
    shown = {name: content[name] for name in OF_A_MEMBER if content.get(name)}
    return Shown(shown, [name for name in ROWS if name not in OF_A_MEMBER])
