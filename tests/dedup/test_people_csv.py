"""Whatever bytes a list is made of: it is read to its end, and goes on from wherever it stopped."""

import csv
import io
import tracemalloc
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from webapp.dedup.people_csv.lines import lines
from webapp.dedup.people_csv.records import MOST_LINES_OF_A_RECORD, Record, Shape, is_whole, records
from webapp.dedup.people_csv.sheet import opened
from webapp.dedup.people_csv.troubles import Trouble, UnreadableFile

SHAPE = Shape(",", 4)
# what breaks readers, more often than what does not
nasty = st.lists(
    st.sampled_from(
        [b'"', b'""', b",", b"\n", b"\r\n", b"a", b"b,c", b"\0", b"\xff", b"1,2,3,4\n"]
    ),
    max_size=60,
).map(b"".join)
# no line of a cell looks like a whole record of four
cells = st.text(alphabet='ab" ,\n', max_size=12).filter(
    lambda cell: cell == cell.strip() and all(line.count(",") < 2 for line in cell.split("\n"))
)


def read(content: bytes) -> list[Record]:
    return list(records(lines(io.BytesIO(content)), SHAPE))


@given(st.one_of(st.binary(max_size=300), nasty))
def test_every_line_with_ink_is_accounted_for_once(content: bytes):
    found = read(content)
    covered = [number for record in found for number in range(record.number, record.end.line + 1)]
    assert covered == sorted(set(covered))
    written = content.replace(b"\0", b"").split(b"\n")
    for number, line in enumerate(written, start=1):
        if line.decode("cp1252", errors="replace").strip(" \t\r\n\v\f,") and number not in covered:
            raise AssertionError(number)
    assert all((record.cells is None) <= (record.trouble is not None) for record in found)


@given(nasty)
def test_reading_goes_on_from_any_record_as_if_it_had_not_stopped(content: bytes):
    found = read(content)
    for place, record in enumerate(found, start=1):
        rest = list(records(lines(io.BytesIO(content), record.end), SHAPE))
        assert rest == found[place:]


@settings(max_examples=300)
@given(st.lists(st.tuples(cells, cells, cells, cells), min_size=1, max_size=8))
def test_what_a_program_writes_is_read_as_it_was_meant(rows: Sequence[tuple[str, ...]]):
    rows = [row for row in rows if "".join(row).strip(' ,\n"')]
    # a line in the midst of a cell that is a whole record by itself is taken for one, on purpose
    assume(not any(is_whole(line, SHAPE) for row in rows for line in later_lines(row)))
    # and one that goes on and on is given up
    assume(all(len(later_lines(row)) <= MOST_LINES_OF_A_RECORD for row in rows))
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    assert [tuple(record.cells or ()) for record in read(text.getvalue().encode())] == rows


def later_lines(row: Sequence[str]) -> list[str]:
    """The lines of a record after its first."""
    text = io.StringIO()
    csv.writer(text).writerow(row)
    return text.getvalue().removesuffix("\r\n").split("\n")[1:]


def test_a_list_of_any_size_is_read_with_little_memory(tmp_path: Path):
    file = tmp_path / "list.csv"
    with file.open("wb") as written:
        written.write(b"id,full_name\n")
        for part in big():
            written.write(part)
    tracemalloc.start()
    with opened(file, required=("id",)) as sheet:
        troubles = [note.trouble for row in sheet.rows() for note in row.notes]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000
    assert set(troubles) == {Trouble.LINE_LONG, Trouble.QUOTES}


def big() -> Iterator[bytes]:
    """30 MB: a great line, an open quote before many others, and ordinary lines."""
    yield from [b"x" * 1_000_000] * 20
    yield b'\n1,"open\n'
    for number in range(20_000):
        yield b"%d,Nama\n" % number
    yield from [b'"' * 60_000 + b'"\n'] * 100
    yield from [b"\0" * 1_000_000] * 4


@given(st.binary(max_size=200))
@settings(max_examples=200)
def test_no_header_is_so_odd_that_it_is_not_refused_in_words(tmp_path_factory, content: bytes):
    file = tmp_path_factory.mktemp("odd") / "list.csv"
    file.write_bytes(content)
    with pytest.raises(UnreadableFile) as refused, opened(file, required=("full_name",)):
        pass
    assert str(refused.value).endswith(".")
