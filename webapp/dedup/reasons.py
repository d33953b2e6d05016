"""Says in words why two records may be one person: a sentence and the length of a bar a field.

The sentences are in webapp/data/match-reasons.json, in Indonesian and English. Nothing here
knows a value of a field, so a reason may be told where the other person may not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from webapp import reference_data
from webapp.dedup.comparison import LEVELS, UNKNOWN

Language = Literal["id", "en"]
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

    def worth(self, language: Language = "id") -> str:
        """The bits with their sign: +9,1."""
        number = f"{self.bits:+.1f}" if self.speaks != "neither" else "0"
        return comma(number, language).replace("-", "\u2212")

    def label(self, language: Language = "id") -> str:
        return text(self.comparison, "label", language)

    def sentence(self, language: Language = "id") -> str:
        return text(self.comparison, self.level, language)

    def phrase(self, language: Language = "id") -> str:
        """The sentence without its explanation, to stand inside another."""
        short = self.sentence(language).rstrip(".").partition(":")[0]
        return short if short[:2].isupper() else short[:1].lower() + short[1:]


def reasons(parts: Parts) -> list[Reason]:
    """In the order of the comparisons; what an older model compared otherwise is left out."""
    return [
        Reason(name, str(parts[name][0]), float(parts[name][1]))
        for name, levels in LEVELS.items()
        if name in parts and parts[name][0] in levels
    ]


def summary(found: Iterable[Reason], language: Language = "id") -> str:
    """What speaks most for one person, and what against: "NIK beda satu angka, nama sama"."""
    ordered = sorted(found, key=lambda reason: -abs(reason.bits))
    speaks_for = [one.phrase(language) for one in ordered if one.speaks == "for"][:NAMED]
    against = [one.phrase(language) for one in ordered if one.speaks == "against"][:NAMED]
    but = {"id": "tetapi", "en": "but"}[language]
    if speaks_for and against:
        return f"{', '.join(speaks_for)}; {but} {', '.join(against)}"
    return ", ".join(speaks_for or against)


def chance(score: float, language: Language = "id") -> str:
    """A probability in words."""
    code = "likely" if score >= LIKELY else "possible" if score >= POSSIBLE else "unlikely"
    return text("chance", code, language)


def percent(score: float, language: Language = "id") -> str:
    """A probability as a number that never claims to be certain."""
    if score > 0.999:
        return {"id": "lebih dari 99,9%", "en": "more than 99.9%"}[language]
    if score < 0.001:
        return {"id": "kurang dari 0,1%", "en": "less than 0.1%"}[language]
    return f"{comma(f'{score * 100:.1f}'.removesuffix('.0'), language)}%"


def comma(number: str, language: Language) -> str:
    return number.replace(".", ",") if language == "id" else number


def stop(code: str, language: Language = "id") -> str:
    """Why a pair is not pre-selected, for a code of bands.stops."""
    return text("stops", code, language)


def text(group: str, code: str, language: Language) -> str:
    found: Mapping[str, str] = reference_data.document("match-reasons").get(group, {}).get(code, {})
    return found.get(language, code)
