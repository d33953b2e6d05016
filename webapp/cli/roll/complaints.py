"""FILE.errors.csv: which lines of a roll need a look and why, but nothing of what stands there."""

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TextIO

from webapp.dedup.people_csv.sheet import Note

HEADER = ("baris", "kolom", "alasan", "akibat")
LEFT_OUT, TAKEN_IN = "tidak dimasukkan", "orangnya dimasukkan"


class Complaints:
    """Lines are written before their chunk is stored, so that none is stored and not told of."""

    def __init__(self, path: Path, file: TextIO) -> None:
        self.path = path
        self._file = file
        self._rows = csv.writer(file, lineterminator="\n")
        self._rows.writerow(HEADER)
        self._empty = file.tell()

    def write(self, left_out: Iterable[Note], taken_in: Iterable[Note]) -> None:
        said = [(note, LEFT_OUT) for note in left_out] + [(note, TAKEN_IN) for note in taken_in]
        said.sort(key=lambda one: one[0].line)
        self.keep((*note, effect) for note, effect in said)

    def keep(self, rows: Iterable[Sequence[object]]) -> None:
        self._rows.writerows(rows)
        self._file.flush()

    @contextmanager
    def only_if_stored(self) -> Iterator[None]:
        """Take back what is written inside when it fails."""
        before = self._file.tell()
        try:
            yield
        except BaseException:
            self._file.seek(before)
            self._file.truncate()
            raise

    def first(self, most: int) -> Sequence[Sequence[str]]:
        """The first rows, for the screen."""
        return list(islice(written(self.path), most))

    @property
    def any(self) -> bool:
        return self._file.tell() > self._empty


@contextmanager
def complaints(path: Path, *, until: int) -> Iterator[Complaints]:
    """With what an earlier run wrote about the lines up to `until`, and nothing else.

    Raise OSError where nothing can be written. No file is left when there is nothing to tell.
    """
    part = path.with_name(f"{path.name}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        made = Complaints(path, file)
        if until and path.exists():
            made.keep(row for row in written(path) if int(row[0]) <= until)
        part.replace(path)
        yield made
        if not made.any:
            path.unlink()


def written(path: Path) -> Iterator[Sequence[str]]:
    """The rows of such a file; a last one that was cut off by a crash does not count."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in islice(csv.reader(file), 1, None):
            if len(row) == len(HEADER) and row[0].isdecimal():
                yield row
