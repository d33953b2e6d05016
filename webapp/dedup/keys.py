"""The keys under which two records of one person meet: some fields right is enough.

Each key is a hash with the office's own key, so the index tells nothing to who has no key
(design/dedup.md, 2). Any one of them in common makes a pair worth comparing. There are nine a
person: the others of the design found three pairs in ten thousand that these do not (ADR 0014).
"""

from collections.abc import Callable, Iterator

from webapp.contents import nik_index
from webapp.dedup.person import NIK_DIGITS, Person

KeyOf = Callable[[str, str], int]
# what a key is made of, and what its neighbours in the index have in common: a volunteer's batch
# comes from one or two villages, and is written into few pages
Block = tuple[str, str]

# a two-digit year up to this one belongs to this century
LATEST_YEAR = "26"


def nik_key(typed: str) -> str | None:
    """The blind index of a NIK as a person types it, with or without gaps; None when it is none."""
    digits = "".join(typed.replace(".", " ").replace("-", " ").split())
    if len(digits) != NIK_DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    return nik_index(digits)


def stored_keys(person: Person, key: KeyOf) -> set[int]:
    """The keys this person is found under."""
    return {key(text, near) for text, near in blocks(person)}


def swapped_keys(person: Person, key: KeyOf) -> set[int]:
    """Where else to look for this person: as if day and month had been swapped on one side."""
    if not person.born or person.swapped == person.born or person.born[6:] > "12":
        return set()
    return {key(text, near) for text, near in by_date(person, person.swapped)}


def blocks(person: Person) -> Iterator[Block]:
    """What each key is made of; its first word keeps equal digits of different fields apart."""
    yield from by_nik(person)
    if person.phone:
        yield f"phone {person.phone}", ""
    yield from by_date(person, person.born)
    if (said := full_year(person.nik_date)) != person.born:
        # the card's date was typed wrong, or corrected after the NIK was given
        yield from by_date(person, said)
    yield from by_village(person)
    yield from by_family(person)


def by_nik(person: Person) -> Iterator[Block]:
    """Region and day, whatever serial was typed; a number of another length is met as it is."""
    if person.whole_nik:
        yield f"nik {person.nik[:12]}", f"nik {person.nik[:6]}"
    elif person.nik:
        yield f"nik {person.nik}", ""


def by_date(person: Person, born: str) -> Iterator[Block]:
    if born:
        for heard in telling(person):
            yield f"name-born {heard} {born}", ""


def by_village(person: Person) -> Iterator[Block]:
    near = f"village {person.village}"
    if person.village and person.names:
        yield f"name-village {person.sorted_sounds} {person.village}", near
    if person.village and person.born:
        yield f"born-village {person.born} {person.village}", near


def by_family(person: Person) -> Iterator[Block]:
    if not person.family:
        return
    near = f"family {person.family[:6]}"
    for heard in telling(person):
        yield f"family-name {person.family} {heard}", near
    if person.born:
        yield f"family-born {person.family} {person.born}", near


def telling(person: Person) -> set[str]:
    return {heard for heard in person.telling if heard}


def full_year(nik_date: str) -> str:
    """YYYYMMDD of a NIK's DDMMYY; "" of none."""
    if not nik_date:
        return ""
    century = "20" if nik_date[4:] <= LATEST_YEAR else "19"
    return f"{century}{nik_date[4:]}{nik_date[2:4]}{nik_date[:2]}"
