"""Who comes to register: people who are in it already, and people easily taken for them."""

from collections.abc import Callable, Sequence

from benchmarks.dedup.worlds.households import YOUNGEST
from benchmarks.dedup.worlds.person import Person
from benchmarks.dedup.worlds.places import region
from benchmarks.dedup.worlds.town import Town

# somebody of a kind, or nobody if the town has none
Arrival = Callable[[Town, int], Person | None]
Mix = Sequence[tuple[float, str, Arrival]]


def arrive(town: Town, mix: Mix, turn: int) -> tuple[str, Person]:
    """The newcomer whose `turn` it is; where a kind is missing, the next in the mix steps in."""
    luck = town.street.makings.dice.random()
    for chance, kind, arrival in mix:
        luck -= chance
        if luck < 0 and (person := arrival(town, turn)):
            return kind, person
    return "random_new", stranger(town, turn)


def dup(town: Town, _: int) -> Person:
    return town.street.makings.dice.choice(town.registered)


def twin(town: Town, turn: int) -> Person | None:
    """The twin of a registered person, each as often as any other."""
    return town.twins[turn % len(town.twins)] if town.twins else None


def lookalike(town: Town, _: int) -> Person | None:
    """A relative with the same last word: father and son, sisters."""
    return town.street.makings.dice.choice(town.lookalikes) if town.lookalikes else None


def relative(town: Town, _: int) -> Person | None:
    return town.street.makings.dice.choice(town.relatives) if town.relatives else None


def sibling(town: Town, _: int) -> Person | None:
    return town.street.makings.dice.choice(town.siblings) if town.siblings else None


def cousin(town: Town, _: int) -> Person:
    """Of the same village and about the same age, with the same last word, often a phone shared."""
    street, makings = town.street, town.street.makings
    other = makings.dice.choice(town.registered)
    roof = street.roof(other.village)
    year = min(max(other.born.year + makings.dice.randint(-6, 6), 1950), YOUNGEST)
    name = f"{makings.names.first(other.sex)} {other.name.split()[-1]}"
    born = street.birthday(year, year)
    made = street.member(roof, "head", other.sex, name, born, other.nik[:6])
    if makings.dice.random() < 0.3:
        made.phone = other.phone
    return made


def same_name_village(town: Town, _: int) -> Person:
    """Somebody of the same village who happens to have the same name."""
    return namesake(town, same_village=True)


def same_name_birthday(town: Town, _: int) -> Person:
    """Somebody of another village, with the same name, born on the same day."""
    return namesake(town, same_village=False)


def namesake(town: Town, *, same_village: bool) -> Person:
    street, makings = town.street, town.street.makings
    other = makings.dice.choice(town.registered)
    here = region(other.village)
    roof = street.roof(other.village if same_village else "")
    born = street.birthday(1962, 2008) if same_village else other.born
    roots = here if makings.dice.random() < 0.7 else makings.places.elsewhere()
    return street.member(roof, "head", other.sex, other.name, born, roots)


def stranger(town: Town, _: int) -> Person:
    return town.street.makings.dice.choice(town.street.household())
