"""Families under one roof: a head, often a wife, children a few years apart, now and then twins."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.dedup.worlds.makings import Makings
from benchmarks.dedup.worlds.names import Names
from benchmarks.dedup.worlds.person import Person
from benchmarks.dedup.worlds.places import region

# days that are written down for who knows the year only
HEAPS = ((1, 1), (7, 1), (12, 31), (8, 17), (6, 1))
YOUNGEST = 2009

# the second twin's name from the first's, the sex and the family's names
TwinName = Callable[[str, str, Names], str]


@dataclass(frozen=True, slots=True)
class Customs:
    """How likely things are in a household."""

    twin_name: TwinName
    born_here: float = 0.70  # the head's NIK was issued in the district
    married: float = 0.85
    another_child: float = 0.80
    twins: float = 0.012
    same_phone: float = 0.35  # as the household's
    junior: float = 0.03  # a son with his father's name
    longer: float = 0.03  # a son with his father's name and one word more
    patronym_son: float = 0.10  # the father's last word, also when it is his only one
    patronym: float = 0.06  # the same where the father has several; for daughters this is all
    patronym_daughter: float = 0.22
    other_birthday: float = 0.0  # the NIK was issued for another day than the one on the card


@dataclass(frozen=True, slots=True)
class Roof:
    """What a household shares."""

    number: int
    names: Names
    village: str
    roots: str  # the region where the head's NIK was issued
    kk: str
    phone: str
    rt: int
    rw: int


class Households:
    """An endless street."""

    def __init__(self, makings: Makings, customs: Customs) -> None:
        self.makings = makings
        self._customs = customs
        self._number = 0

    def household(self) -> list[Person]:
        """A new household, whose numbers were never given before."""
        dice, places, roof = self.makings.dice, self.makings.places, self.roof()
        head = self.member(roof, "head", "M", roof.names.full("M"), self.birthday(1960, 2002))
        members = [head]
        if dice.random() < self._customs.married:
            born = self.birthday(max(1958, head.born.year - 4), min(2006, head.born.year + 8))
            roots = roof.roots if dice.random() < 0.5 else places.district()
            members.append(self.member(roof, "wife", "F", roof.names.full("F"), born, roots))
        year = head.born.year + dice.randint(20, 28)
        while year <= YOUNGEST and dice.random() < self._customs.another_child:
            members += self._birth(roof, head.name, year)
            year += dice.randint(1, 6)
        for member in members[1:]:
            member.head = head.name
        return members

    def roof(self, village: str = "") -> Roof:
        """A place to live, in the village or anywhere."""
        dice, places, numbers = self.makings.dice, self.makings.places, self.makings.numbers
        village = village or places.village()
        here = region(village)
        roots = here if dice.random() < self._customs.born_here else places.elsewhere()
        rt, rw = places.neighbourhood()
        self._number += 1
        return Roof(
            number=self._number,
            names=self.makings.names.family(),
            village=village,
            roots=roots,
            kk=numbers.family_card(here if dice.random() < 0.95 else roots),
            phone=numbers.phone(),
            rt=rt,
            rw=rw,
        )

    def member(
        self, roof: Roof, role: str, sex: str, name: str, born: date, roots: str = ""
    ) -> Person:
        """Somebody more under the roof."""
        dice, numbers = self.makings.dice, self.makings.numbers
        other = dice.random() < self._customs.other_birthday
        return Person(
            household=roof.number,
            role=role,
            nik=numbers.nik(roots or roof.roots, self._misread(born) if other else born, sex),
            kk=roof.kk,
            name=name,
            sex=sex,
            born=born,
            phone=roof.phone if dice.random() < self._customs.same_phone else numbers.phone(),
            village=roof.village,
            rt=roof.rt,
            rw=roof.rw,
        )

    def birthday(self, first_year: int, last_year: int) -> date:
        """A day in those years."""
        dice = self.makings.dice
        year = dice.randint(first_year, last_year)
        if dice.random() < 0.04:
            return date(year, *dice.choice(HEAPS))
        return date(year, 1, 1) + timedelta(days=dice.randint(0, 364))

    def _misread(self, born: date) -> date:
        """The day the registry understood: a few days or a year off, or the first of January."""
        dice = self.makings.dice
        return dice.choice(
            (
                born + timedelta(days=dice.choice((-10, -1, 1, 10))),
                born + timedelta(days=dice.choice((-365, 365))),
                born.replace(month=1, day=1),
            )
        )

    def _birth(self, roof: Roof, father: str, year: int) -> Iterator[Person]:
        dice = self.makings.dice
        sex = dice.choice("MF")
        roots = region(roof.village) if dice.random() < 0.85 else roof.roots
        born, name = self.birthday(year, year), self._child_name(sex, father, roof.names)
        child = self.member(roof, "child", sex, name, born, roots)
        yield child
        if dice.random() < self._customs.twins:
            child.role = "twin"
            name = self._customs.twin_name(child.name, sex, roof.names)
            other_sex = "F" if sex == "M" else "M"
            twin_sex = sex if dice.random() < 0.75 else other_sex
            yield self.member(roof, "twin", twin_sex, name, born, roots)

    def _child_name(self, sex: str, father: str, names: Names) -> str:
        customs, dice = self._customs, self.makings.dice
        if dice.random() < names.ways.clan:
            return f"{names.first(sex)} {father.split()[-1]}"
        luck = dice.random()
        if sex == "M":
            if luck < customs.junior:
                return father
            luck -= customs.junior
            if luck < customs.longer:
                return f"{father} {names.last(sex)}"
            luck -= customs.longer
        if luck < self._patronyms(sex, father):
            return f"{names.full(sex).split()[0]} {father.split()[-1]}"
        return names.full(sex)

    def _patronyms(self, sex: str, father: str) -> float:
        """How many children get their father's last word."""
        one_word = " " not in father
        if sex == "M":
            return self._customs.patronym_son + (0 if one_word else self._customs.patronym)
        return 0 if one_word else self._customs.patronym_daughter
