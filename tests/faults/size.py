"""How much the fault tests do: each run a little of everything, `make faults` a great deal."""

import os
from random import Random

LONG = os.environ.get("FAULTS") == "long"


def chance(seed: int) -> Random:
    """Chance that can be repeated."""
    return Random(seed)  # noqa: S311 - nobody must be unable to guess it


def times(usual: int, long: int) -> int:
    return long if LONG else usual
