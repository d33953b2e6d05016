"""Cuts lines into cells as RFC 4180 has it, and mends what a forgotten quote would swallow.

A quote that nobody closed takes all that follows with it, in every CSV reader that believes it.
Here a line that is a whole record by itself is never part of another one's cell.
"""

import csv
import string
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from webapp.dedup.people_csv.lines import MOST_OF_A_LINE, Line, Place
from webapp.dedup.people_csv.troubles import Trouble

# an address typed over several lines has three or four
MOST_LINES_OF_A_RECORD = 20


class Record(NamedTuple):
    """The cells of one record, or None and why there are none."""

    # the line it begins on
    number: int
    # the line it ends on
    end: Place
    cells: Sequence[str] | None
    trouble: Trouble | None


class Shape(NamedTuple):
    """How the header says all records are cut."""

    delimiter: str
    width: int

    def fits(self, cells: Sequence[str]) -> bool:
        """As many cells as the header has; more of them may be there if they are empty."""
        return len(cells) == self.width or (
            len(cells) > self.width and not any(cell.strip() for cell in cells[self.width :])
        )


def records(lines: Iterator[Line], shape: Shape) -> Iterator[Record]:
    """Every record that is not empty, in order; what cannot be cut comes with its reason."""
    ahead: deque[Line] = deque()
    blank = string.whitespace + shape.delimiter
    while (line := ahead.popleft() if ahead else next(lines, None)) is not None:
        if line.text is None:
            yield unread(line, Trouble.LINE_LONG)
        elif not line.text.strip(blank):
            continue
        elif (cells := cut(line.text, shape.delimiter)) is None:
            yield over_several_lines(line, ahead, lines, shape) or unread(line, Trouble.QUOTES)
        elif shape.fits(cells):
            yield read(line, line, cells)
        else:
            yield unread(line, Trouble.CELLS)


def cut(text: str, delimiter: str) -> list[str] | None:
    """The cells of a complete record, or None where quotes are broken or still open."""
    if '"' not in text:
        return text.split(delimiter)
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True, skipinitialspace=True))
    except csv.Error:
        return None


def over_several_lines(
    line: Line, ahead: deque[Line], lines: Iterator[Line], shape: Shape
) -> Record | None:
    """The record that begins here and ends on a later line, or None; then none was taken."""
    text = line.text or ""
    if text.count('"') % 2 == 0:
        return None
    for count, later in enumerate(looked_at(ahead, lines), start=1):
        if later.text is None or is_whole(later.text, shape) or len(text) > MOST_OF_A_LINE:
            return None
        text = f"{text}\n{later.text}"
        cells = cut(text, shape.delimiter)
        if cells is not None:
            if not shape.fits(cells):
                return None
            for _ in range(count):
                ahead.popleft()
            return read(line, later, cells)
    return None


def looked_at(ahead: deque[Line], lines: Iterator[Line]) -> Iterator[Line]:
    """The next few lines, which stay where they are."""
    for place in range(MOST_LINES_OF_A_RECORD):
        if place == len(ahead):
            ahead.extend(islice(lines, 1))
        if place == len(ahead):
            return
        yield ahead[place]


def is_whole(text: str, shape: Shape) -> bool:
    """Whether this line is a record without its neighbours."""
    if text.count('"') % 2:
        return False
    cells = cut(text, shape.delimiter)
    return cells is not None and shape.fits(cells)


def read(first: Line, last: Line, cells: Sequence[str]) -> Record:
    trouble = Trouble.NUL if first.had_nul or last.had_nul else None
    return Record(first.number, Place(last.number, last.end), cells, trouble)


def unread(line: Line, trouble: Trouble) -> Record:
    return Record(line.number, Place(line.number, line.end), None, trouble)
