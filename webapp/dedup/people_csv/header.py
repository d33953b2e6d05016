"""Understands the first line of a list: what separates its cells, and which column is where."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from webapp.dedup.people_csv.lines import Line, Place
from webapp.dedup.people_csv.records import Shape, cut
from webapp.dedup.people_csv.troubles import UnreadableFile

# design/api.md, "Command line"
COLUMNS = (
    "id",
    "nik",
    "full_name",
    "birth_date",
    "sex",
    "phone",
    "kk_number",
    "village_code",
    "rt",
    "rw",
    "member_number",
)
DELIMITERS = ",;\t|"
# Excel's own first line
SEPARATOR = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
GAPS = re.compile(r"[\s-]+")
# of a column that nobody asked for; it is said to whoever sits at the screen
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Header:
    shape: Shape
    # column -> its place in a record
    places: Mapping[str, int]
    # where the first record begins
    end: Place
    # columns this has no use for, as they are called
    ignored: Sequence[str]


def header(lines: Iterator[Line], required: Sequence[str]) -> Header:
    """Take the header off the lines; raise UnreadableFile when it names no list of people."""
    title = next((line for line in lines if line.text is None or is_title(line.text)), None)
    if title is None:
        raise UnreadableFile("Berkas ini kosong.")
    if title.text is None or "\r" in title.text:
        raise UnreadableFile(
            "Baris pertama bukan judul kolom. Simpan ulang daftar ini sebagai CSV UTF-8."
        )
    return understood(title, title.text.lstrip("\ufeff"), required)


def is_title(text: str) -> bool:
    plain = text.lstrip("\ufeff").strip()
    return bool(plain) and not SEPARATOR.fullmatch(plain)


def understood(line: Line, title: str, required: Sequence[str]) -> Header:
    read = {delimiter: names(title, delimiter) for delimiter in DELIMITERS}
    delimiter = max(read, key=lambda one: (len(known(read[one])), len(read[one])))
    found = Counter(known(read[delimiter]))
    if missing := [column for column in required if column not in found]:
        raise UnreadableFile(
            f"Kolom {' dan '.join(missing)} tidak ada di baris pertama."
            f" Kolom yang dikenal: {', '.join(COLUMNS)}."
        )
    if doubled := [column for column, count in found.items() if count > 1]:
        raise UnreadableFile(f"Kolom {' dan '.join(doubled)} ada lebih dari sekali.")
    return Header(
        Shape(delimiter, len(read[delimiter])),
        {name: place for place, name in enumerate(read[delimiter]) if name in COLUMNS},
        Place(line.number, line.end),
        [printable(name) for name in read[delimiter] if name and name not in COLUMNS],
    )


def names(title: str, delimiter: str) -> list[str]:
    cells = cut(title, delimiter) or title.split(delimiter)
    return [GAPS.sub("_", cell.strip().strip('"').lower()) for cell in cells]


def known(found: Sequence[str]) -> list[str]:
    return [name for name in found if name in COLUMNS]


def printable(name: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:LONGEST_NAME]
