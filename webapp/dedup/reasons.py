"""Says in words why two records may be one person: a sentence and the length of a bar a field.

The sentences are in webapp/data/match-reasons.json, in Indonesian and English. Nothing here
knows a value of a field, so a reason may be told where the other person may not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from webapp import reference_data
from webapp.dedup.comparison import LEVELS, UNKNOWN
from webapp.wording import fraction
from webapp.words import gettext, language

# comparison -> (level, bits), as a match keeps them
Parts = Mapping[str, Sequence[Any]]

# a field that weighs this many bits fills its half of the bar: odds of a million to one
FULL_BITS = 20.0
# less than this speaks neither for nor against: odds of less than 1.2 to one
NOTHING = 0.25
LIKELY, POSSIBLE = 0.95, 0.4
# so many fields are named in the sentence on top
NAMED = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """What one comparison says; `bits` above 0 speak for one person, below 0 against."""

    comparison: str
    level: str
    bits: float

    @property
    def speaks(self) -> Literal["for", "against", "neither"]:
        if self.level == UNKNOWN or abs(self.bits) < NOTHING:
            return "neither"
        return "for" if self.bits > 0 else "against"

    @property
    def length(self) -> float:
        """Of the bar, from -1 (wholly against) to 1 (wholly for)."""
        if self.speaks == "neither":
            return 0.0
        return max(-1.0, min(1.0, self.bits / FULL_BITS))

    def worth(self) -> str:
        """The bits with their sign: +9,1."""
        number = f"{self.bits:+.1f}" if self.speaks != "neither" else "0"
        return fraction(number).replace("-", "\u2212")

    def label(self) -> str:
        return text(self.comparison, "label")

    def sentence(self) -> str:
        return text(self.comparison, self.level)

    def phrase(self) -> str:
        """The sentence without its explanation, to stand inside another."""
        short = self.sentence().rstrip(".").partition(":")[0]
        return short if short[:2].isupper() else short[:1].lower() + short[1:]


def reasons(parts: Parts) -> list[Reason]:
    """In the order of the comparisons; what an older model compared otherwise is left out."""
    return [
        Reason(name, str(parts[name][0]), float(parts[name][1]))
        for name, levels in LEVELS.items()
        if name in parts and parts[name][0] in levels
    ]


def summary(found: Iterable[Reason]) -> str:
    """What speaks most for one person, and what against: "NIK beda satu angka, nama sama"."""
    ordered = sorted(found, key=lambda reason: -abs(reason.bits))
    speaks_for = [one.phrase() for one in ordered if one.speaks == "for"][:NAMED]
    against = [one.phrase() for one in ordered if one.speaks == "against"][:NAMED]
    if speaks_for and against:
        return gettext(
            "%(many)s; tetapi %(few)s", many=", ".join(speaks_for), few=", ".join(against)
        )
    return ", ".join(speaks_for or against)


def chance(score: float) -> str:
    """A probability in words."""
    code = "likely" if score >= LIKELY else "possible" if score >= POSSIBLE else "unlikely"
    return text("chance", code)


def percent(score: float) -> str:
    """A probability as a number that never claims to be certain."""
    if score > 0.999:
        return gettext("lebih dari 99,9%")
    if score < 0.001:
        return gettext("kurang dari 0,1%")
    return f"{fraction(f'{score * 100:.1f}'.removesuffix('.0'))}%"


def stop(code: str) -> str:
    """Why a pair is not pre-selected, for a code of bands.stops."""
    return text("stops", code)


def text(group: str, code: str) -> str:
    found: Mapping[str, str] = reference_data.document("match-reasons").get(group, {}).get(code, {})
    return found.get(language(), code)
