"""Pairs as the re-ranker sees them, with what it is to learn of each.

Supervisors decide only what the present model shows them. So that the trees forget nothing about
all the other pairs, some that nobody was asked about are learned as well, with the answer the
shipped model gives (learning without forgetting: Li and Hoiem 2016).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from webapp.contents import sealer
from webapp.dedup import candidates, frequencies, index
from webapp.dedup.entries import Entry
from webapp.dedup.features import features
from webapp.dedup.model import Model
from webapp.dedup.person import Person
from webapp.dedup.scorer import Pair, judge, weigh
from webapp.extensions import db
from webapp.learning.labels import Label
from webapp.learning.register import profiles
from webapp.models.tables import PROFILES

Numbers = NDArray[np.float64]
# somebody, and who they may be
Meeting = tuple[Entry, Person]

# of so many records, drawn from all, those they share a key with
LOOKED_UP = 3_000
AT_ONCE = 300
SEED = 11


@dataclass(frozen=True, slots=True)
class Examples:
    """Rows of features, the answers 0 or 1, and how much each counts."""

    rows: Numbers
    answers: Numbers
    counts: Numbers


def never_asked(said: Sequence[Label]) -> list[Meeting]:
    """Pairs as a sync meets them, but those that a supervisor decided."""
    decided_ones = {frozenset((one.newcomer.id, one.other.id)) for one in said}
    highest = index.next_number(db.session.connection())
    numbers = Random(SEED).sample(range(highest), min(LOOKED_UP, highest))  # noqa: S311
    met: list[Meeting] = []
    for start in range(0, len(numbers), AT_ONCE):
        connection = db.session.connection()
        some = profiles(connection, PROFILES.c.id.in_(numbers[start : start + AT_ONCE]))
        newcomers = [one.entry() for one in some if one.kind == "registration"]
        met += [
            (newcomers[one.newcomer], one.person)
            for one in candidates.known(connection, newcomers, sealer())
            if frozenset((newcomers[one.newcomer].id, one.id)) not in decided_ones
        ]
        db.session.rollback()
    return met


def pairs(meetings: Sequence[Meeting], model: Model) -> list[Pair]:
    """With how common the newcomer's name is, in the model's eyes."""
    rarities = frequencies.rarities(
        db.session.connection(), [newcomer for newcomer, _ in meetings], model
    )
    db.session.rollback()
    return [
        Pair(newcomer.person, other, rarity)
        for (newcomer, other), rarity in zip(meetings, rarities, strict=True)
    ]


def seen(some: Sequence[Pair], model: Model) -> Numbers:
    """The features of each pair, with the model's weights."""
    made = []
    for pair in some:
        weight, parts, rarity = weigh(pair, model)
        levels = [level for _, level, _ in parts]
        made.append(features(pair.newcomer, pair.other, levels, weight, rarity))
    return np.array(made)


def decided(some: Sequence[Label], weights: Model) -> Examples:
    rows = seen(pairs([(one.newcomer, one.other.person) for one in some], weights), weights)
    return Examples(rows, np.array([float(one.same) for one in some]), np.ones(len(some)))


def remembered(meetings: Sequence[Meeting], weights: Model, base: Model, counts: float) -> Examples:
    """What `base` answers: a bit of a yes and a bit of a no for each; `counts` for all together."""
    rows = seen(pairs(meetings, weights), weights)
    scores = np.array([one.score for one in judge(pairs(meetings, base), base)])
    each = counts / max(1, len(meetings))
    return Examples(
        np.concatenate([rows, rows]),
        np.concatenate([np.ones(len(rows)), np.zeros(len(rows))]),
        np.concatenate([scores, 1 - scores]) * each,
    )
