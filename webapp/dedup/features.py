"""What the re-ranker looks at in a pair, beyond the level of each comparison.

Family number, phone and address are not independent, and twins share a birth date and almost a
NIK: so what separates them is said outright (design/dedup.md, "Why plain Fellegi-Sunter loses").
"""

from collections.abc import Sequence

from rapidfuzz.distance import Hamming, Indel, JaroWinkler

from webapp.dedup.comparison import COMPARISONS, LEVELS
from webapp.dedup.person import Person
from webapp.rules.folding import may_be_short_for

ORDER = {
    name: {level: float(place) for place, level in enumerate(levels)}
    for name, levels in LEVELS.items()
}
UNKNOWN = -1.0
FURTHEST_SERIAL = 50
# dates that stand for "not known" on many cards
DEFAULT_DAYS = frozenset({"0101", "0107", "0701", "3112", "1231", "0817", "0601"})

NAMES = (
    *COMPARISONS,
    "weight",
    "rarity",
    "name_alike",
    "sorted_alike",
    "first_alike",
    "words_alike",
    "least_word_alike",
    "short_form",
    "fewer_words",
    "more_words",
    "nik_places",
    "nik_serial_step",
    "nik_reads_left",
    "nik_reads_right",
    "nik_born_left_right",
    "nik_born_right_left",
    "both_niks_read",
    "nik_in_family",
    "years_apart",
    "default_day",
    "shared_house",
    "known_fields",
)


def features(
    left: Person, right: Person, levels: Sequence[str], weight: float, rarity: float
) -> list[float]:
    """In the order of NAMES. `weight` and `rarity` in bits, as the scorer has them."""
    ordered = [ORDER[name][level] for name, level in zip(COMPARISONS, levels, strict=True)]
    return [
        *ordered,
        weight,
        rarity,
        *of_names(left, right),
        *of_niks(left, right),
        years_apart(left.born, right.born),
        float(left.born[4:] in DEFAULT_DAYS or right.born[4:] in DEFAULT_DAYS),
        float((levels[3] == "exact") + (levels[4] == "exact") + (levels[5] == "rt_rw")),
        float(sum(place > 0 for place in ordered)),
    ]


def of_names(left: Person, right: Person) -> list[float]:
    words = float(len(left.names))
    if left.names == right.names and words:
        # half of all pairs worth a look
        return [1.0] * 5 + [0.0, words, words]
    fewer, more = sorted((left.names, right.names), key=len)
    if not fewer:
        return [UNKNOWN] * 6 + [float(len(fewer)), float(len(more))]
    alike = JaroWinkler.similarity
    best = [max(alike(word, other) for other in more) for word in fewer]
    short = any(
        may_be_short_for(word, other) or may_be_short_for(other, word)
        for word in set(fewer) - set(more)
        for other in more
    )
    return [
        alike(left.name, right.name),
        Indel.normalized_similarity(left.sorted_name, right.sorted_name),
        alike(left.names[0], right.names[0]),
        sum(best) / len(best),
        min(best),
        float(short),
        float(len(fewer)),
        float(len(more)),
    ]


def of_niks(left: Person, right: Person) -> list[float]:
    one, two = left.whole_nik, right.whole_nik
    reads_left, reads_right = reads(left), reads(right)
    return [
        float(Hamming.distance(one, two)) if one and two else UNKNOWN,
        serial_step(one, two),
        reads_left,
        reads_right,
        born_in_nik_of(left, right),
        born_in_nik_of(right, left),
        float(reads_left == 2 and reads_right == 2 and one != two),
        float(bool(one and one == right.family) or bool(two and two == left.family)),
    ]


def serial_step(one: str, two: str) -> float:
    """How far two serials of the same region and day lie apart: twins are neighbours."""
    if not one or one[:12] != two[:12]:
        return UNKNOWN
    return float(min(FURTHEST_SERIAL, abs(int(one[12:]) - int(two[12:]))))


def reads(person: Person) -> float:
    """2 where the NIK's date and sex are the card's, 1 where not, 0 where it cannot be told."""
    if not person.whole_nik or not person.born:
        return 0.0
    woman = person.whole_nik[6] > "3"
    agrees = person.nik_date == person.born_date and woman == (person.sex == "F")
    return 2.0 if agrees else 1.0


def born_in_nik_of(holder: Person, other: Person) -> float:
    if not holder.whole_nik or not other.born:
        return UNKNOWN
    return float(holder.nik_date == other.born_date)


def years_apart(one: str, two: str) -> float:
    return float(abs(int(one[:4]) - int(two[:4]))) if one and two else UNKNOWN
