"""A list of people in a file of any size: one row at a time, and every line accounted for."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from webapp.dedup.people_csv.fields import read_field
from webapp.dedup.people_csv.header import Header, header
from webapp.dedup.people_csv.lines import Place, lines
from webapp.dedup.people_csv.records import Record, records
from webapp.dedup.people_csv.troubles import Trouble, UnreadableFile

# what people take for CSV, by its first bytes
NOT_CSV = {
    b"\xff\xfe": "Berkas ini ditulis dalam UTF-16.",
    b"\xfe\xff": "Berkas ini ditulis dalam UTF-16.",
    b"PK\x03\x04": "Ini berkas Excel atau ZIP, bukan CSV.",
    b"\xd0\xcf\x11\xe0": "Ini berkas Excel lama, bukan CSV.",
    b"\x1f\x8b": "Berkas ini masih dimampatkan.",
}


class Note(NamedTuple):
    """What is wrong with a line, and in which column if it is one; never what stands there."""

    line: int
    column: str | None
    trouble: Trouble


class Row(NamedTuple):
    """One record: those of the fields of design/api.md that are known and can be used.

    Without any value the line could not be read, and its note says why.
    """

    line: int
    values: Mapping[str, str]
    notes: Sequence[Note]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An open file whose header was understood."""

    header: Header
    file: BinaryIO

    def records(self, after: Place | None = None) -> Iterator[Record]:
        """All of them, or those after a place where an earlier reading stopped."""
        return records(lines(self.file, after or self.header.end), self.header.shape)

    def rows(self) -> Iterator[Row]:
        return (row(record, self.header) for record in self.records())


@contextmanager
def opened(path: Path, *, required: Sequence[str]) -> Iterator[Sheet]:
    """Raise UnreadableFile for what is no CSV, or lacks a required column."""
    if not path.is_file():
        raise UnreadableFile("Ini bukan berkas biasa. Simpan daftar ini sebagai berkas CSV.")
    with path.open("rb") as file:
        refuse_what_is_no_csv(file)
        yield Sheet(header(lines(file), required), file)


def refuse_what_is_no_csv(file: BinaryIO) -> None:
    start = file.read(4)
    for magic, what in NOT_CSV.items():
        if start.startswith(magic):
            raise UnreadableFile(f"{what} Simpan daftar ini sebagai CSV UTF-8.")


def row(record: Record, header: Header) -> Row:
    """The record's fields as they were meant."""
    notes = [Note(record.number, None, record.trouble)] if record.trouble else []
    values: dict[str, str] = {}
    if record.cells is not None:
        for column, place in header.places.items():
            value, trouble = read_field(column, record.cells[place])
            if value:
                values[column] = value
            if trouble:
                notes.append(Note(record.number, column, trouble))
    return Row(record.number, values, notes)
