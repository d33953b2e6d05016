"""Makes rows of the roll ready to be stored: who each is, sealed, with the keys to find them by."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from webapp.contents import canonical, member_place, nik_value
from webapp.dedup.entries import Entry
from webapp.dedup.people_csv.fields import calendar_day, is_possible
from webapp.dedup.people_csv.header import Header
from webapp.dedup.people_csv.lines import Place
from webapp.dedup.people_csv.records import Record
from webapp.dedup.people_csv.sheet import Note, row
from webapp.dedup.people_csv.troubles import Trouble
from webapp.dedup.person import SEPARATOR, unpack
from webapp.models.columns import new_id
from webapp.sealing import Sealer

REQUIRED = ("full_name", "member_number")
# a number is the same with and without its spaces and dashes
NO_PART_OF_A_NUMBER = re.compile(r"[^0-9A-Z]+")


# an entry's person matters while it looks for others, which a member never does
NOBODY = unpack(SEPARATOR.encode() * 7)


class Listed(NamedTuple):
    """Somebody on the roll, made ready; as light as can be, for it travels between processes."""

    line: int
    id: str
    number_index: str
    nik_index: str | None
    full_name: str
    birth_date: date | None
    # what the roll says, as canonical JSON, open and sealed
    body: bytes
    content: bytes
    # what the entry has besides
    profile: bytes
    stored: frozenset[int]
    name_keys: tuple[int, int] | None

    def entry(self) -> Entry:
        """By which the matcher finds this member."""
        return Entry(
            "member", self.id, NOBODY, self.profile, self.stored, frozenset(), self.name_keys
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """Some neighbouring lines of the roll."""

    end: Place
    people: Sequence[Listed]
    # about lines that gave nobody, and about lines of people
    unread: Sequence[Note]
    notes: Sequence[Note]
    # how many have a NIK, and how many of those end in 0: one in ten, unless Excel rounded them
    counts: Counter[str]


def prepare(records: Sequence[Record], header: Header, sealer: Sealer) -> Piece:
    """What can be known of these lines without the database."""
    people: list[Listed] = []
    unread: list[Note] = []
    notes: list[Note] = []
    counts: Counter[str] = Counter()
    for record in records:
        read = row(record, header)
        if "full_name" not in read.values:
            unread.append(reason(read.notes))
            continue
        # which running number the list gave somebody says nothing about the person
        values = {column: value for column, value in read.values.items() if column != "id"}
        notes += read.notes
        if not number(values):
            notes.append(Note(record.number, "member_number", Trouble.NUMBER_MISSING))
        if nik := values.get("nik"):
            counts.update(nik=1, nik_ending_in_0=nik.endswith("0"))
        people.append(listed(record.number, values, new_id(), sealer))
    return Piece(records[-1].end, people, unread, notes, counts)


def reason(notes: Sequence[Note]) -> Note:
    """Why a line gave nobody."""
    return next((note for note in notes if note.column == "full_name"), notes[0])


def listed(line: int, values: Mapping[str, str], member_id: str, sealer: Sealer) -> Listed:
    body = canonical(values)
    nik = values.get("nik", "")
    sound_nik = nik if is_possible(nik) else ""
    entry = Entry.of("member", member_id, values, sealer)
    return Listed(
        line=line,
        id=member_id,
        number_index=sealer.index(identity(values, sound_nik, body)),
        nik_index=sealer.index(nik_value(nik)) if sound_nik else None,
        full_name=values["full_name"],
        birth_date=calendar_day(values.get("birth_date", "")),
        body=body,
        content=sealer.seal(body, bound_to=member_place(member_id)),
        profile=entry.sealed,
        stored=entry.stored,
        name_keys=entry.name_keys,
    )


def identity(values: Mapping[str, str], nik: str, body: bytes) -> str:
    """What makes a member the same one in the next roll: the number, or the best there is."""
    if known := number(values):
        return f"member {known}"
    return f"member with nik {nik}" if nik else f"member {body.decode()}"


def number(values: Mapping[str, str]) -> str:
    """The member number (KPJ) in one spelling, "" for none and for zeros."""
    plain = NO_PART_OF_A_NUMBER.sub("", values.get("member_number", "").upper())
    return plain if plain.strip("0") else ""
