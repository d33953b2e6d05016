"""The worlds by name: a register, newcomers and the truth, the same for the same seed."""

from typing import Literal, Protocol

from benchmarks.dedup.worlds.lab import lab
from benchmarks.dedup.worlds.mixed import mixed
from benchmarks.dedup.worlds.other import other
from benchmarks.dedup.worlds.rows import Row, World

__all__ = ["GENERATORS", "Name", "Row", "World", "world"]

Name = Literal["lab", "other", "mixed"]


class Generator(Protocol):
    """Makes a world; `people` is the length of the register."""

    def __call__(self, *, people: int, newcomers: int, seed: int, hard: bool) -> World: ...


GENERATORS: dict[Name, Generator] = {"lab": lab, "other": other, "mixed": mixed}


def world(name: Name, *, people: int, newcomers: int, seed: int, hard: bool) -> World:
    """The world of that name; `hard` doubles every mistake made with the newcomers."""
    return GENERATORS[name](people=people, newcomers=newcomers, seed=seed, hard=hard)
