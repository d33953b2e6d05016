"""Draws the districts as tiles in the places where they roughly lie: a scheme, not a map."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from webapp import reference_data
from webapp.progress.coverage import District

SIZE = 112
GAP = 6
SHADES = 4


@dataclass(frozen=True)
class Tile:
    """One district: its square in the picture and how dark it is, 0 for none to SHADES."""

    district: District
    x: int
    y: int
    shade: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Scheme:
    """The picture with the meaning of its shades: (shade, "1-9")."""

    tiles: Sequence[Tile]
    width: int
    height: int
    legend: Sequence[tuple[int, str]]
    size: int = SIZE


def scheme(districts: Sequence[District]) -> Scheme | None:
    """The districts that have a place on the grid; None where none has."""
    places = {
        row["code"]: (int(row["col"]), int(row["row"]))
        for row in reference_data.rows("tilegrid-districts")
    }
    placed = [
        (district, *places[district.code]) for district in districts if district.code in places
    ]
    if not placed:
        return None
    # every shade spans equally many registrations, so a tile twice as dark holds twice as many
    step = max(1, ceil(max(district.approved for district, _, _ in placed) / SHADES))
    left = min(column for _, column, _ in placed)
    top = min(row for _, _, row in placed)
    tiles = [
        Tile(
            district=district,
            x=(column - left) * (SIZE + GAP),
            y=(row - top) * (SIZE + GAP),
            shade=ceil(district.approved / step),
            lines=lines_of(district.name),
        )
        for district, column, row in placed
    ]
    return Scheme(
        tiles=tiles,
        width=max(tile.x for tile in tiles) + SIZE,
        height=max(tile.y for tile in tiles) + SIZE,
        legend=[(0, "0"), *((shade, span(shade, step)) for shade in range(1, SHADES + 1))],
    )


def span(shade: int, step: int) -> str:
    first, last = (shade - 1) * step + 1, shade * step
    return str(last) if first == last else f"{first}-{last}"


def lines_of(name: str) -> tuple[str, ...]:
    """A name in at most two lines, as SVG text does not wrap."""
    first, _, rest = name.partition(" ")
    return (first, rest) if rest else (first,)
