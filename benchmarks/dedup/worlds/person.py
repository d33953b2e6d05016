"""A person as they are, and the draft of one as a volunteer writes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.dedup.worlds.rows import Row


@dataclass(slots=True)
class Person:
    """The truth about somebody; the register number is 0 for who is not in the register."""

    household: int
    role: str  # head, wife, child, twin
    nik: str
    kk: str
    name: str
    sex: str
    born: date
    phone: str  # from the 8 on
    village: str
    rt: int
    rw: int
    head: str = ""  # the name of the head of the household: husband or father
    number: int = 0


@dataclass(slots=True)
class Draft:
    """A person on the form, before it is sent; every slip changes one."""

    of: Person
    family: Sequence[Person]  # who of the household could be mistaken for them
    nik: str
    kk: str
    name: str
    sex: str
    born: date | None
    phone: str
    village: str
    rt: str
    rw: str

    def row(self, row_id: str) -> Row:
        born = self.born.isoformat() if self.born else ""
        return Row(
            row_id,
            self.nik,
            self.name,
            born,
            self.sex,
            self.phone,
            self.kk,
            self.village,
            self.rt,
            self.rw,
        )


def draft(person: Person, family: Sequence[Person] = ()) -> Draft:
    """The person written down without a mistake."""
    return Draft(
        of=person,
        family=family,
        nik=person.nik,
        kk=person.kk,
        name=person.name,
        sex=person.sex,
        born=person.born,
        phone=person.phone,
        village=person.village,
        rt=f"{person.rt:03d}",
        rw=f"{person.rw:03d}",
    )
