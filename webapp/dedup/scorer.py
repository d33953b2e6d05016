"""Judges pairs: the weight of every field, then the re-ranker for those worth a look."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from webapp.dedup.comparison import COMPARISONS
from webapp.dedup.features import features
from webapp.dedup.model import Model
from webapp.dedup.person import Person

# a comparison, the level it came to, and what that is worth in bits
Part = tuple[str, str, float]


@dataclass(frozen=True, slots=True)
class Rarity:
    """How common this person's name is among all: shares of people, 0..1; 0 where not known."""

    exact: float = 0.0
    sound: float = 0.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """The probability that both are one person, and how it came about."""

    score: float
    weight: float
    parts: tuple[Part, ...]

    @property
    def levels(self) -> dict[str, str]:
        """Comparison -> the level it came to."""
        return {name: level for name, level, _ in self.parts}


@dataclass(frozen=True, slots=True)
class Pair:
    newcomer: Person
    other: Person
    rarity: Rarity


def judge(pairs: Sequence[Pair], model: Model) -> list[Judgement]:
    """One judgement a pair, in their order."""
    weighed = [weigh(pair, model) for pair in pairs]
    worth = [at for at, (weight, _, _) in enumerate(weighed) if weight >= model.least_weight]
    scores = [0.0] * len(pairs)
    if worth:
        rows = np.array(
            [
                features(
                    pairs[at].newcomer,
                    pairs[at].other,
                    [level for _, level, _ in weighed[at][1]],
                    weighed[at][0],
                    weighed[at][2],
                )
                for at in worth
            ]
        )
        for at, score in zip(worth, model.forest.probabilities(rows), strict=True):
            scores[at] = float(score)
    return [
        Judgement(score, weight, parts)
        for score, (weight, parts, _) in zip(scores, weighed, strict=True)
    ]


def weigh(pair: Pair, model: Model) -> tuple[float, tuple[Part, ...], float]:
    """(all bits together, the parts, what the name's rarity added), Fellegi and Sunter 1969."""
    total, rarity, parts = model.prior, 0.0, []
    for name, compare in COMPARISONS.items():
        level = compare(pair.newcomer, pair.other)
        bits = model.weights[name][level]
        if name == "name" and level in model.chance:
            rarity = rarity_bits(level, pair.rarity, model)
            bits += rarity
        total += bits
        parts.append((name, level, bits))
    return total, tuple(parts), rarity


def rarity_bits(level: str, rarity: Rarity, model: Model) -> float:
    """A name that fewer carry than chance would have it says more, a common one less."""
    share = rarity.exact if level == "exact" else rarity.sound
    return math.log2(model.chance[level] / share) if share > 0 else 0.0
