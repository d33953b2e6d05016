"""The keys under which two records of one person meet: some fields right is enough.

Each key is a hash with the office's own key, so the index tells nothing to who has no key
(design/dedup.md, 2). Any one of them in common makes a pair worth comparing.
"""

from collections.abc import Callable, Iterator

from webapp.contents import nik_index
from webapp.dedup.person import NIK_DIGITS, Person

KeyOf = Callable[[str], int]

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
    return {key(text) for text in blocks(person)}


def swapped_keys(person: Person, key: KeyOf) -> set[int]:
    """Where else to look for this person: as if day and month had been swapped on one side."""
    if not person.born or person.swapped == person.born or person.born[6:] > "12":
        return set()
    return {key(text) for text in by_date(person, person.swapped)}


def blocks(person: Person) -> Iterator[str]:
    """What each key is made of; its first word keeps equal digits of different fields apart."""
    yield from by_nik(person)
    if person.phone:
        yield f"phone {person.phone}"
    yield from by_date(person, person.born)
    if (said := full_year(person.nik_date)) != person.born:
        # the card's date was typed wrong, or corrected after the NIK was given
        yield from by_date(person, said)
    yield from by_village(person)
    yield from by_family(person)
    yield from by_rare_name(person)


def by_nik(person: Person) -> Iterator[str]:
    """The whole number, and what is left of it when one part was typed wrong."""
    if person.nik:
        yield f"nik {person.nik}"
    if not person.whole_nik:
        return
    nik, (first, _) = person.whole_nik, person.telling
    region, day_month, year, serial = nik[:6], nik[6:10], nik[10:12], nik[12:]
    yield f"nik-serial? {nik[:12]}"
    yield f"nik-region? {nik[6:]} {first}"
    yield f"nik-day? {region} {year} {serial} {first}"
    yield f"nik-year? {region} {day_month} {serial} {first}"


def by_date(person: Person, born: str) -> Iterator[str]:
    if born:
        for heard in telling(person):
            yield f"name-born {heard} {born}"


def by_village(person: Person) -> Iterator[str]:
    if person.village and person.names:
        yield f"name-village {person.sorted_sounds} {person.village}"
    if person.village and person.born:
        yield f"born-village {person.born} {person.village}"


def by_family(person: Person) -> Iterator[str]:
    if not person.family:
        return
    for heard in telling(person):
        yield f"family-name {person.family} {heard}"
    if person.born:
        yield f"family-born {person.family} {person.born}"


def by_rare_name(person: Person) -> Iterator[str]:
    """A name of several words and half a date; too many share a single word."""
    if person.born and len(person.names) > 1:
        yield f"name-year {person.sorted_sounds} {person.born[:4]}"
        yield f"name-day {person.sorted_sounds} {person.born[4:]}"


def telling(person: Person) -> set[str]:
    return {heard for heard in person.telling if heard}


def full_year(nik_date: str) -> str:
    """YYYYMMDD of a NIK's DDMMYY; "" of none."""
    if not nik_date:
        return ""
    century = "20" if nik_date[4:] <= LATEST_YEAR else "19"
    return f"{century}{nik_date[4:]}{nik_date[2:4]}{nik_date[:2]}"
