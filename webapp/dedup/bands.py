"""Sorts judgements into auto, review and new, and names what keeps a pair from auto.

Nobody is merged or rejected by a machine (UU 27/2022 article 34: matching is high-risk). Auto only
pre-selects a merge, so that a supervisor may confirm many of them at once.
"""

from collections.abc import Mapping
from typing import Literal

from webapp.dedup.comparison import UNKNOWN
from webapp.dedup.model import Model
from webapp.dedup.scorer import Judgement

Band = Literal["auto", "review"]

# another person as likely as not: too close to choose between the two unseen
CLOSE = 0.5


def band(judgement: Judgement, model: Model, *, runner_up: float, crowded: bool) -> Band | None:
    """None is new: nobody has to look. `runner_up` is the score of the next other person."""
    levels = judgement.levels
    if judgement.score < model.review_from:
        # a NIK is mistyped and borrowed, but two people with one NIK always need a decision
        return "review" if levels["nik"] == "exact" else None
    if judgement.score < model.auto_from:
        return "review"
    return "review" if stops(levels, runner_up=runner_up, crowded=crowded) else "auto"


def stops(levels: Mapping[str, str], *, runner_up: float = 0.0, crowded: bool = False) -> list[str]:
    """Codes of what keeps a pair from being pre-selected, whatever its score."""
    same_nik = levels["nik"] == "exact"
    same_name = levels["name"] in ("exact", "sound")
    reasons = []
    if levels["nik"] == "serial":
        # twins, and people registered on one day, differ in the serial alone
        reasons.append("niks_differ_in_serial")
    if levels["name"] in ("other", UNKNOWN) and not same_nik:
        reasons.append("names_differ")
    if levels["sex"] == "other" and not (same_nik and same_name):
        reasons.append("sexes_differ")
    if levels["born"] in ("other", UNKNOWN) and not same_nik:
        reasons.append("births_differ")
    if runner_up >= CLOSE:
        reasons.append("another_is_close")
    if crowded:
        reasons.append("too_many_alike")
    return reasons
