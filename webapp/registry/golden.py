"""Makes one record of a worker out of all registrations that are about them.

Nothing is decided here that could not be made again: the same registrations in the same order
with the same choices give the same record, byte for byte, so a wrong link can be taken back
without a trace.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# what belongs to the person; programmes, months, payer and consent belong to each registration
FIELDS = (
    "nik",
    "full_name",
    "birth_place",
    "birth_date",
    "sex",
    "mother_name",
    "kk_number",
    "phone",
    "email",
    "address",
    "rt",
    "rw",
    "hamlet",
    "village_code",
    "occupation_code",
    "work_location",
    "income_tier",
    "previous_member_number",
)


@dataclass(frozen=True, slots=True)
class Source:
    """What one registration says: its linked revision, and the fields it was chosen for."""

    registration_id: str
    revision: int
    content: Mapping[str, Any]
    takes: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """What another worker's record says who turned out to be the same person."""

    parts: Sequence["Source | Whole"]
    takes: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Golden:
    """The best value of every known field, and "registration id/revision" where it came from."""

    content: dict[str, Any]
    provenance: dict[str, str]


def golden(parts: Sequence[Source | Whole]) -> Golden:
    """The registration that made the worker speaks first; later ones fill what it left blank.

    Where a supervisor chose the value of a later one, that value stands instead.
    """
    said = [(spoken(part), part.takes) for part in parts]
    content: dict[str, Any] = {}
    provenance: dict[str, str] = {}
    for name in FIELDS:
        for record, takes in said:
            if name in record.content and (name not in content or name in takes):
                content[name] = record.content[name]
                provenance[name] = record.provenance[name]
    return Golden(content, provenance)


def spoken(part: Source | Whole) -> Golden:
    """The fields that it does not leave blank."""
    if isinstance(part, Whole):
        return golden(part.parts)
    content = {
        name: value for name in FIELDS if (value := part.content.get(name)) not in (None, "")
    }
    return Golden(content, dict.fromkeys(content, f"{part.registration_id}/{part.revision}"))
