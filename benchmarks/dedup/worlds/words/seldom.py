"""Seldom names, put together from syllables."""

from collections.abc import Sequence
from random import Random


def seldom_names(syllables: Sequence[str], count: int, *, seed: int) -> list[str]:
    """So many different names of 4 to 10 letters; the same for the same seed."""
    dice = Random(seed)  # noqa: S311  # names do not change from world to world
    made: dict[str, None] = {}
    while len(made) < count:
        name = "".join(dice.choices(syllables, k=dice.choice((2, 3, 3, 4)))).capitalize()
        if 4 <= len(name) <= 10:
            made[name] = None
    return list(made)
