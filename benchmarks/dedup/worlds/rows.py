"""What a generator hands out: rows as `dedup link` reads them, and who is who."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A person as somebody wrote them down; blank is unknown."""

    id: str
    nik: str
    full_name: str
    birth_date: str  # YYYY-MM-DD
    sex: str  # M, F
    phone: str
    kk_number: str
    village_code: str  # 32.16.01.2001
    rt: str
    rw: str


@dataclass(frozen=True, slots=True)
class World:
    """A register, people who come to register, and which of them are in it already."""

    register: Sequence[Row]
    newcomers: Sequence[Row]
    # newcomer to register; a newcomer who is in nobody's register is absent
    truth: Mapping[str, str]
    # newcomer to why they are there: dup, twin, relative, ...
    kinds: Mapping[str, str]
