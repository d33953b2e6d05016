"""A population: who is in the register, and their relatives who are not."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.dedup.worlds.households import Households
from benchmarks.dedup.worlds.person import Person


@dataclass(frozen=True, slots=True)
class Town:
    """People of a world, and the street that new people come from."""

    street: Households
    registered: Sequence[Person]
    families: Mapping[int, Sequence[Person]]  # by household, only who is registered
    # not registered themselves, but somebody of the household is
    twins: Sequence[Person]
    relatives: Sequence[Person]
    siblings: Sequence[Person]
    lookalikes: Sequence[Person]  # relatives of the same sex with the same last word


def settle(street: Households, *, people: int, share: float) -> Town:
    """A register of `people`, a `share` of each household in it."""
    dice = street.makings.dice
    registered: list[Person] = []
    outside: list[Person] = []
    while len(registered) < people:
        for person in street.household():
            (registered if dice.random() < share else outside).append(person)
    del registered[people:]
    families: dict[int, list[Person]] = defaultdict(list)
    for number, person in enumerate(registered, 1):
        person.number = number
        families[person.household].append(person)
    return town(street, registered, outside, families)


def town(
    street: Households,
    registered: Sequence[Person],
    outside: Sequence[Person],
    families: Mapping[int, Sequence[Person]],
) -> Town:
    kin = [person for person in outside if person.household in families]
    twins = [
        person
        for person in kin
        if person.role == "twin"
        and any(other.born == person.born for other in families[person.household])
    ]
    street.makings.dice.shuffle(twins)
    relatives = [person for person in kin if person.role != "twin"]
    alike = [
        person
        for person in relatives
        if any(look_alike(person, other) for other in families[person.household])
    ]
    siblings = [
        person
        for person in relatives
        if person.role == "child"
        and any(other.role == "child" for other in families[person.household])
    ]
    return Town(street, registered, families, twins, relatives, siblings, alike)


def look_alike(one: Person, other: Person) -> bool:
    return one.sex == other.sex and one.name.split()[-1] == other.name.split()[-1]
