"""Makes one record of a worker out of all registrations that are about them.

Nothing is decided here that could not be made again: the same registrations in the same order
give the same record, byte for byte, so a wrong link can be taken back without a trace.
"""

from collections.abc import Mapping, Sequence
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
    """What one registration says: its present linked revision."""

    registration_id: str
    revision: int
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Golden:
    """The best value of every known field, and "registration id/revision" where it came from."""

    content: dict[str, Any]
    provenance: dict[str, str]


def golden(sources: Sequence[Source]) -> Golden:
    """The registration that made the worker speaks first; later ones fill what it left blank."""
    content: dict[str, Any] = {}
    provenance: dict[str, str] = {}
    for source in sources:
        for name in FIELDS:
            value = source.content.get(name)
            if name not in content and value not in (None, ""):
                content[name] = value
                provenance[name] = f"{source.registration_id}/{source.revision}"
    return Golden(content, provenance)
