"""What people and their mistakes are made from: dice, names, places, numbers."""

from dataclasses import dataclass
from random import Random

from benchmarks.dedup.worlds.names import NameGiver
from benchmarks.dedup.worlds.numbers import Numbers
from benchmarks.dedup.worlds.places import Places


@dataclass(frozen=True, slots=True)
class Makings:
    """One set a world; all draw from the same dice, so a seed gives the same world."""

    dice: Random
    names: NameGiver
    places: Places
    numbers: Numbers
