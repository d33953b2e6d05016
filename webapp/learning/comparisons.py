"""The matcher's comparisons in SQL: the levels of webapp/dedup/comparison.py, for Splink.

What Splink learns about a level holds for the matcher only if both mean the same by it; a test
weighs the same pairs with both (tests/learning/test_transfer.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.dedup.comparison import LEVELS, NEARLY, SIMILAR, UNKNOWN

# comparison -> level -> {"m": ..., "u": ...}, as the model file has it
Weights = Mapping[str, Mapping[str, Mapping[str, float]]]

# the levels at which a rare name says more than a common one, and where its share stands
RARITY = {"exact": "sorted_name", "sound": "sorted_sounds"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How an engine spells what SQL has no word for."""

    name: str
    alike: str
    edits: str
    length: str
    within: str
    hash: str
    set_of: str
    explode: str

    def similarity(self, column: str) -> str:
        return self.alike.format(l=f"{column}_l", r=f"{column}_r")

    def within_edits(self, column: str, most: int) -> str:
        """At most so many edits, where neighbours that changed places are one.

        For plain Levenshtein they are two: who has more than twice as many is out, in an eighth
        of the time.
        """
        both = f"({column}_l, {column}_r)"
        return f"(levenshtein{both} <= {2 * most} AND {self.edits}{both} <= {most})"


Level = tuple[str, str]


def names(sql: Dialect) -> Sequence[Level]:
    within = (
        f"({sql.within.format(more='names_l', fewer='names_r')}"
        f" OR {sql.within.format(more='names_r', fewer='names_l')})"
    )
    fewest = f"least({sql.length}(names_l), {sql.length}(names_r))"
    return [
        ("exact", "sorted_name_l = sorted_name_r"),
        ("sound", "sorted_sounds_l = sorted_sounds_r"),
        ("two_within", f"{fewest} >= 2 AND {within}"),
        (
            "nearly",
            " OR ".join(
                f"{sql.similarity(column)} >= {NEARLY!r}" for column in ("name", "sorted_name")
            ),
        ),
        ("one_within", within),
        ("similar", f"{sql.similarity('name')} >= {SIMILAR!r}"),
        ("one_sound", "first_sound_l = first_sound_r OR last_sound_l = last_sound_r"),
    ]


def births(sql: Dialect) -> Sequence[Level]:
    year, month, day = (same("born", *part) for part in ((1, 4), (5, 2), (7, 2)))
    return [
        ("exact", "born_l = born_r"),
        ("swapped", "born_l = swapped_r"),
        ("one_digit", sql.within_edits("born", 1)),
        ("two_parts", f"({month} AND {day}) OR ({year} AND ({month} OR {day}))"),
        ("year", year),
    ]


def niks(sql: Dialect) -> Sequence[Level]:
    return [
        ("exact", "nik_l = nik_r"),
        ("serial", same("whole_nik", 1, 12)),
        ("one_digit", sql.within_edits("nik", 1)),
        ("two_digits", sql.within_edits("nik", 2)),
        ("same_date", same("whole_nik", 7, 6)),
    ]


def digits(column: str, sql: Dialect) -> Sequence[Level]:
    return [("exact", f"{column}_l = {column}_r"), ("one_digit", sql.within_edits(column, 1))]


ADDRESSES = (
    ("rt_rw", "village_l = village_r AND rt_rw_l = rt_rw_r"),
    ("village", "village_l = village_r"),
    ("district", "district_l = district_r"),
)
SEXES = (("exact", "sex_l = sex_r"),)


def same(column: str, start: int, length: int) -> str:
    return f"substr({column}_l, {start}, {length}) = substr({column}_r, {start}, {length})"


def comparisons(sql: Dialect, weights: Weights | None = None) -> list[dict[str, Any]]:
    """As Splink takes them; with weights they are ready to judge, without they are to be learnt."""
    asked = {
        "name": ("name", names(sql)),
        "born": ("born", births(sql)),
        "nik": ("nik", niks(sql)),
        "phone": ("phone", digits("phone", sql)),
        "family": ("family", digits("family", sql)),
        "address": ("village", ADDRESSES),
        "sex": ("sex", SEXES),
    }
    return [
        {
            "output_column_name": name,
            "comparison_levels": [
                {
                    "label_for_charts": UNKNOWN,
                    "sql_condition": f"{column}_l IS NULL OR {column}_r IS NULL",
                    "is_null_level": True,
                },
                *(
                    level(name, label, condition, weights)
                    for label, condition in (*levels, ("other", "ELSE"))
                ),
            ],
        }
        for name, (column, levels) in asked.items()
    ]


def level(comparison: str, label: str, condition: str, weights: Weights | None) -> dict[str, Any]:
    made: dict[str, Any] = {"label_for_charts": label, "sql_condition": condition}
    if comparison == "name" and label in RARITY:
        made |= {"tf_adjustment_column": RARITY[label], "disable_tf_exact_match_detection": True}
    if weights is not None:
        of_level = weights[comparison][label]
        made |= {"m_probability": of_level["m"], "u_probability": of_level["u"]}
    return made


def level_at(comparison: str, gamma: int) -> str:
    """The level that Splink numbers so: from -1, unknown, upwards."""
    return LEVELS[comparison][gamma + 1]
