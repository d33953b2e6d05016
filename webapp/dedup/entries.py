"""One record made ready for the matcher: folded, sealed, and with its keys.

This costs processor time and needs no database, so it is done before a batch has its turn.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

from webapp.dedup.keys import stored_keys, swapped_keys
from webapp.dedup.person import Person, person, unpack
from webapp.sealing import Sealer

Kind = Literal["registration", "member"]
KEY_BYTES = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A registration or somebody on the member roll, by id; keys are signed 64-bit numbers."""

    kind: Kind
    id: str
    person: Person
    sealed: bytes
    # under which it is found, and under which it looks for others
    stored: frozenset[int]
    sought: frozenset[int]
    # under which the frequency of the name and of its sound is kept; None without a name
    name_keys: tuple[int, int] | None

    @classmethod
    def of(cls, kind: Kind, record_id: str, row: Mapping[str, Any], sealer: Sealer) -> Self:
        """From a row with the fields of design/api.md, any of which may be absent."""
        who = person(row)
        return cls.keyed(
            kind, record_id, who, sealer.seal(who.pack(), bound_to=place(kind, record_id)), sealer
        )

    @classmethod
    def reopened(cls, kind: Kind, record_id: str, sealed: bytes, sealer: Sealer) -> Self:
        """As it was put into the register."""
        return cls.keyed(kind, record_id, opened(kind, record_id, sealed, sealer), sealed, sealer)

    @classmethod
    def keyed(cls, kind: Kind, record_id: str, who: Person, sealed: bytes, sealer: Sealer) -> Self:
        stored = frozenset(stored_keys(who, sealer.number))
        sought = stored | swapped_keys(who, sealer.number)
        return cls(kind, record_id, who, sealed, stored, sought, name_keys(who, sealer))

    @property
    def packed_keys(self) -> bytes:
        """The keys it is found under, for `unpacked_keys` to read."""
        return struct.pack(f"<{len(self.stored)}q", *sorted(self.stored))


def unpacked_keys(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(packed) // KEY_BYTES}q", packed)


def opened(kind: Kind, record_id: str, sealed: bytes, sealer: Sealer) -> Person:
    """The person in a profile; raise BrokenSeal for what was not sealed for this record."""
    return unpack(sealer.open(sealed, bound_to=place(kind, record_id)))


def place(kind: Kind, record_id: str) -> str:
    """The record a profile's content is bound to."""
    return f"profiles|{kind}|{record_id}"


def name_keys(who: Person, sealer: Sealer) -> tuple[int, int] | None:
    if not who.names:
        return None
    return (
        sealer.number(f"name {who.sorted_name}"),
        sealer.number(f"sound {who.sorted_sounds}"),
    )
