"""Slips of the finger in a row of digits."""

from random import Random

DIGITS = "0123456789"
# what is read for what
SHAPES = {"5": "6", "6": "58", "1": "7", "7": "1", "0": "8", "8": "03", "3": "8"}


def changed(number: str, dice: Random, *, places: int = 1) -> str:
    """Some digits replaced by others."""
    written = list(number)
    for place in dice.sample(range(len(written)), min(places, len(written))):
        written[place] = dice.choice([digit for digit in DIGITS if digit != written[place]])
    return "".join(written)


def swapped(number: str, dice: Random) -> str:
    """Two neighbours the other way round, perhaps the same digit twice."""
    if len(number) < 2:
        return number
    place = dice.randrange(len(number) - 1)
    return number[:place] + number[place + 1] + number[place] + number[place + 2 :]


def dropped(number: str, dice: Random) -> str:
    """One digit left out."""
    if not number:
        return number
    place = dice.randrange(len(number))
    return number[:place] + number[place + 1 :]


def lookalike(number: str, dice: Random) -> str:
    """One digit taken for one of the same shape, where there is such a digit."""
    places = [place for place, digit in enumerate(number) if digit in SHAPES]
    if not places:
        return number
    place = dice.choice(places)
    return number[:place] + dice.choice(SHAPES[number[place]]) + number[place + 1 :]


def doubled(number: str, dice: Random) -> str:
    """A digit typed twice; the box is full before the last."""
    if not number:
        return number
    place = dice.randrange(len(number))
    return (number[:place] + number[place] + number[place:])[: len(number)]
