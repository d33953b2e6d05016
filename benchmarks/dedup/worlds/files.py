"""A world as files: the CSV `dedup link` reads, and the truth beside it."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import fields
from operator import attrgetter
from pathlib import Path

from benchmarks.dedup.worlds.rows import Row, World

COLUMNS = tuple(field.name for field in fields(Row))


def write_csv(rows: Iterable[Row], path: Path) -> None:
    """The rows under the names of their columns."""
    write_lines(path, COLUMNS, map(attrgetter(*COLUMNS), rows))


def write_world(world: World, folder: Path) -> None:
    """left.csv is the register, right.csv the newcomers; truth.csv and kinds.csv tell on them."""
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(world.register, folder / "left.csv")
    write_csv(world.newcomers, folder / "right.csv")
    pairs = ((left, right) for right, left in world.truth.items())
    write_lines(folder / "truth.csv", ("id_left", "id_right"), pairs)
    write_lines(folder / "kinds.csv", ("id", "kind"), world.kinds.items())


def write_lines(path: Path, head: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(lines)
