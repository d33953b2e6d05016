"""Holds a new model against the present one, on people neither may have learned from."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from webapp.dedup.model import Model
from webapp.dedup.scorer import judge
from webapp.learning.examples import Meeting, pairs
from webapp.learning.labels import Label

# a score of exactly 0 or 1 that is wrong costs so much, and not without end
LEAST = 1e-6
# so seldom a sound model would look as badly calibrated as that by chance
BY_CHANCE = 0.01


@dataclass(frozen=True, slots=True)
class Figures:
    """What a model makes of the decided pairs kept apart."""

    # the mean of -ln of the probability given to what the supervisor said; 0 is perfect
    log_loss: float
    # pairs at or above the threshold of auto, how many of them are one person, and are expected to
    auto: int
    auto_right: int
    auto_expected: float
    # pairs of one person, and how many of them nobody would be asked about
    same: int
    missed: int

    @property
    def auto_precision(self) -> float:
        return self.auto_right / self.auto if self.auto else 1.0

    @property
    def recall(self) -> float:
        return 1 - self.missed / self.same if self.same else 1.0


def figures(said: Sequence[Label], model: Model) -> Figures:
    meetings: list[Meeting] = [(one.newcomer, one.other.person) for one in said]
    scores = [one.score for one in judge(pairs(meetings, model), model)]
    loss = 0.0
    for score, one in zip(scores, said, strict=True):
        given = score if one.same else 1 - score
        loss -= math.log(max(LEAST, given))
    auto = [
        (score, one.same)
        for score, one in zip(scores, said, strict=True)
        if score >= model.auto_from
    ]
    return Figures(
        log_loss=loss / len(said),
        auto=len(auto),
        auto_right=sum(same for _, same in auto),
        auto_expected=sum(score for score, _ in auto),
        same=sum(one.same for one in said),
        missed=sum(
            one.same and score < model.review_from for score, one in zip(scores, said, strict=True)
        ),
    )


def objections(new: Figures, present: Figures) -> list[str]:
    """Why the new model must not judge; nothing where it may."""
    found = []
    if new.log_loss > present.log_loss:
        found.append(
            f"peluangnya lebih sering meleset (log loss {new.log_loss:.4f},"
            f" kini {present.log_loss:.4f})"
        )
    if new.auto - new.auto_right > present.auto - present.auto_right:
        found.append(
            f"{new.auto - new.auto_right} pasangan orang berbeda masuk pita otomatis"
            f" (kini {present.auto - present.auto_right})"
        )
    if new.missed > present.missed:
        found.append(
            f"{new.missed} pasangan orang yang sama tidak akan diperiksa (kini {present.missed})"
        )
    if too_sure(new):
        found.append(
            f"di pita otomatis {new.auto_right} dari {new.auto} benar, padahal menurut peluangnya"
            f" {new.auto_expected:.1f}"
        )
    return found


def too_sure(figures: Figures) -> bool:
    """Whether so few right ones in the band of auto are no accident (exact binomial test)."""
    if not figures.auto:
        return False
    chance = min(1 - LEAST, figures.auto_expected / figures.auto)
    return at_most(figures.auto_right, figures.auto, chance) < BY_CHANCE


def at_most(right: int, of: int, chance: float) -> float:
    """The probability of at most so many, each with this chance."""
    return math.fsum(
        math.exp(
            math.lgamma(of + 1)
            - math.lgamma(count + 1)
            - math.lgamma(of - count + 1)
            + count * math.log(chance)
            + (of - count) * math.log1p(-chance)
        )
        for count in range(right + 1)
    )
