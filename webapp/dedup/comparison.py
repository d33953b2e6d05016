"""Compares two persons field by field: each comparison gives one of a few named levels.

The levels are those of the model file, which Splink trains on the same definitions in SQL
(webapp/learning/comparisons.py); a test holds both against each other on real pairs.
"""

from collections.abc import Callable, Mapping

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from webapp.dedup.person import Person

alike = JaroWinkler.similarity
edits = DamerauLevenshtein.distance

# Splink computes the same similarity with another rounding
ROUNDING = 1e-9
NEARLY = 0.92 - ROUNDING
SIMILAR = 0.84 - ROUNDING

UNKNOWN = "unknown"
Compare = Callable[[Person, Person], str]


def compare_names(left: Person, right: Person) -> str:
    if not left.names or not right.names:
        return UNKNOWN
    if left.sorted_name == right.sorted_name:
        return "exact"
    if left.sorted_sounds == right.sorted_sounds:
        return "sound"
    within = left.tokens <= right.tokens or right.tokens <= left.tokens
    if within and min(len(left.names), len(right.names)) >= 2:
        return "two_within"
    similarity = alike(left.name, right.name)
    if similarity >= NEARLY or alike(left.sorted_name, right.sorted_name) >= NEARLY:
        return "nearly"
    if within:
        return "one_within"
    if similarity >= SIMILAR:
        return "similar"
    (first, last), (other_first, other_last) = left.telling, right.telling
    return "one_sound" if first == other_first or last == other_last else "other"


def compare_births(left: Person, right: Person) -> str:
    one, two = left.born, right.born
    if not one or not two:
        return UNKNOWN
    if one == two:
        return "exact"
    if one == right.swapped:
        return "swapped"
    if edits(one, two, score_cutoff=1) <= 1:
        return "one_digit"
    same_year = one[:4] == two[:4]
    if one[4:] == two[4:] or (same_year and (one[4:6] == two[4:6] or one[6:] == two[6:])):
        return "two_parts"
    return "year" if same_year else "other"


def compare_niks(left: Person, right: Person) -> str:
    one, two = left.nik, right.nik
    if not one or not two:
        return UNKNOWN
    if one == two:
        return "exact"
    both_whole = bool(left.whole_nik and right.whole_nik)
    if both_whole and one[:12] == two[:12]:
        return "serial"
    distance = edits(one, two, score_cutoff=2)
    if distance <= 2:
        return "one_digit" if distance <= 1 else "two_digits"
    return "same_date" if both_whole and one[6:12] == two[6:12] else "other"


def compare_phones(left: Person, right: Person) -> str:
    return compare_digits(left.phone, right.phone)


def compare_families(left: Person, right: Person) -> str:
    return compare_digits(left.family, right.family)


def compare_digits(one: str, two: str) -> str:
    if not one or not two:
        return UNKNOWN
    if one == two:
        return "exact"
    return "one_digit" if edits(one, two, score_cutoff=1) <= 1 else "other"


def compare_addresses(left: Person, right: Person) -> str:
    if not left.village or not right.village:
        return UNKNOWN
    if left.village == right.village:
        return "rt_rw" if left.rt_rw and left.rt_rw == right.rt_rw else "village"
    return "district" if left.district == right.district else "other"


def compare_sexes(left: Person, right: Person) -> str:
    if not left.sex or not right.sex:
        return UNKNOWN
    return "exact" if left.sex == right.sex else "other"


COMPARISONS: Mapping[str, Compare] = {
    "name": compare_names,
    "born": compare_births,
    "nik": compare_niks,
    "phone": compare_phones,
    "family": compare_families,
    "address": compare_addresses,
    "sex": compare_sexes,
}
# from nothing known over nothing alike to the same
LEVELS: Mapping[str, tuple[str, ...]] = {
    "name": (
        UNKNOWN,
        *("other", "one_sound", "similar", "one_within", "nearly", "two_within", "sound", "exact"),
    ),
    "born": (UNKNOWN, "other", "year", "two_parts", "one_digit", "swapped", "exact"),
    "nik": (UNKNOWN, "other", "same_date", "two_digits", "one_digit", "serial", "exact"),
    "phone": (UNKNOWN, "other", "one_digit", "exact"),
    "family": (UNKNOWN, "other", "one_digit", "exact"),
    "address": (UNKNOWN, "other", "district", "village", "rt_rw"),
    "sex": (UNKNOWN, "other", "exact"),
}
