"""What Splink learns of a level holds for the matcher, because both mean the same by it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from webapp.dedup import model as models
from webapp.dedup.comparison import LEVELS
from webapp.dedup.person import Person
from webapp.dedup.scorer import Pair, Rarity, weigh
from webapp.learning.comparisons import RARITY, comparisons, level_at
from webapp.learning.engines import Engine, linker
from webapp.learning.pairs import block, shares
from webapp.learning.people import Known

Content = Mapping[str, Any]

# pairs alike in one thing and different in all others, so that every level is met
LOOSE = (
    "l.nik = r.nik",
    "substr(l.whole_nik, 7, 6) = substr(r.whole_nik, 7, 6)",
    "substr(l.nik, 1, 14) = substr(r.nik, 1, 14)",
    "l.phone = r.phone",
    "substr(l.phone, 1, 10) = substr(r.phone, 1, 10)",
    "l.family = r.family",
    "l.born = r.born",
    "l.born = r.swapped",
    "l.first_sound = r.first_sound AND substr(l.born, 1, 4) = substr(r.born, 1, 4)",
    "l.sorted_sounds = r.sorted_sounds AND l.district = r.district",
)


def test_duckdb_weighs_every_pair_as_the_matcher_does(
    duckdb: Engine, townspeople: Sequence[Person], shipped: Content
) -> None:
    met = compare(duckdb, townspeople, shipped)

    assert met.total() > 5_000
    assert met.keys() >= {(name, level) for name, levels in LEVELS.items() for level in levels} - {
        ("nik", "same_date")
    }


def test_spark_weighs_every_pair_as_the_matcher_does(
    spark: Engine, townspeople: Sequence[Person], shipped: Content
) -> None:
    met = compare(spark, [*townspeople[:400], *townspeople[-1_100:]], shipped)

    assert met.total() > 2_000


def compare(engine: Engine, people: Sequence[Person], content: Content) -> Counter[tuple[str, str]]:
    """Weigh loosely alike people with Splink and with the matcher; return the levels met."""
    model = models.read(content, "shipped")
    engine.load("people", map(Known, range(len(people)), people))
    block(engine)
    splink = linker(
        engine,
        ["blocked"],
        comparisons=comparisons(engine.dialect, content["comparisons"]),
        probability_two_random_records_match=content["probability_two_random_records_match"],
        blocking_rules_to_generate_predictions=list(LOOSE),
        retain_intermediate_calculation_columns=True,
    )
    share: dict[str, dict[str, float]] = {}
    for level, column in RARITY.items():
        table = f"share_of_{column}"
        engine.keep(table, shares(column, content["comparisons"]["name"][level]["u"]))
        splink.table_management.register_term_frequency_lookup(engine.shown(table), column)
        share[level] = dict(engine.rows(f"SELECT {column}, tf_{column} FROM {table}"))
    gammas = ", ".join(f"gamma_{name}" for name in LEVELS)
    weighed = splink.inference.predict().physical_name
    met: Counter[tuple[str, str]] = Counter()
    for one, two, weight, *levels in engine.rows(
        f"SELECT id_l, id_r, match_weight, {gammas} FROM {weighed}"
    ):
        left, right = people[one], people[two]
        rarity = Rarity(
            share["exact"].get(left.sorted_name, 0), share["sound"].get(left.sorted_sounds, 0)
        )
        total, parts, _ = weigh(Pair(left, right, rarity), model)
        assert [level_at(name, at) for name, at in zip(LEVELS, levels, strict=True)] == [
            level for _, level, _ in parts
        ], (left, right)
        assert weight == pytest.approx(total, abs=1e-6), (left, right, parts)
        met.update((name, level) for name, level, _ in parts)
    return met
