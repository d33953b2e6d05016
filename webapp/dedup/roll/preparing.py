"""Makes rows of the roll ready to be stored: who each is, sealed, with the keys to find them by."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from webapp.contents import canonical, member_place, nik_value
from webapp.dedup.entries import Entry
from webapp.dedup.people_csv.fields import calendar_day, is_possible
from webapp.dedup.people_csv.header import Header
from webapp.dedup.people_csv.lines import Place
from webapp.dedup.people_csv.records import Record
from webapp.dedup.people_csv.sheet import Note, row
from webapp.dedup.people_csv.troubles import Trouble
from webapp.models.columns import new_id
from webapp.sealing import Sealer

REQUIRED = ("full_name", "member_number")
# a number is the same with and without its spaces and dashes
NO_PART_OF_A_NUMBER = re.compile(r"[^0-9A-Z]+")


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the roll: a row of `members` and what it is found by; the entry has its id."""

    line: int
    number_index: str
    nik_index: str | None
    full_name: str
    birth_date: date | None
    # what the roll says, as canonical JSON, open and sealed
    body: bytes
    sealed: bytes
    entry: Entry


@dataclass(frozen=True, slots=True)
class Piece:
    """Some neighbouring lines of the roll."""

    end: Place
    people: Sequence[Listed]
    # about lines that gave nobody, and about lines of people
    unread: Sequence[Note]
    notes: Sequence[Note]


def prepare(records: Sequence[Record], header: Header, sealer: Sealer) -> Piece:
    """What can be known of these lines without the database."""
    people: list[Listed] = []
    unread: list[Note] = []
    notes: list[Note] = []
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
        people.append(listed(record.number, values, new_id(), sealer))
    return Piece(records[-1].end, people, unread, notes)


def reason(notes: Sequence[Note]) -> Note:
    """Why a line gave nobody."""
    return next((note for note in notes if note.column == "full_name"), notes[0])


def listed(line: int, values: Mapping[str, str], member_id: str, sealer: Sealer) -> Listed:
    body = canonical(values)
    nik = values.get("nik", "")
    return Listed(
        line=line,
        number_index=sealer.index(identity(values, body)),
        nik_index=sealer.index(nik_value(nik)) if is_possible(nik) else None,
        full_name=values["full_name"],
        birth_date=calendar_day(values.get("birth_date", "")),
        body=body,
        sealed=sealer.seal(body, bound_to=member_place(member_id)),
        entry=light(Entry.of("member", member_id, values, sealer)),
    )


def identity(values: Mapping[str, str], body: bytes) -> str:
    """What makes a member the same one in the next roll: the number, or the best there is."""
    if known := number(values):
        return f"member {known}"
    if is_possible(nik := values.get("nik", "")):
        return f"member with nik {nik}"
    return f"member {body.decode()}"


def number(values: Mapping[str, str]) -> str:
    """The member number (KPJ) in one spelling, "" for none and for zeros."""
    plain = NO_PART_OF_A_NUMBER.sub("", values.get("member_number", "").upper())
    return plain if plain.strip("0") else ""


def light(entry: Entry) -> Entry:
    """Without what only newcomers need, which took half the time between processes."""
    return replace(entry, person=replace(entry.person), sought=frozenset())
