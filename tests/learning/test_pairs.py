"""Both engines bring the same pairs before the judge, and all that a sync would."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from webapp.dedup import model as models
from webapp.dedup.keys import stored_keys, swapped_keys
from webapp.dedup.person import Person
from webapp.dedup.scorer import Pair, Rarity, weigh
from webapp.learning import in_duckdb
from webapp.learning import pairs as finding
from webapp.learning.engines import Engine
from webapp.learning.pairs import MOST_OF_A_KEY, block, pairs
from webapp.learning.people import Known

Content = Mapping[str, Any]
Numbers = set[tuple[int, int]]


def found(engine: Engine, people: Iterable[Known], content: Content) -> Numbers:
    count = engine.load("people", people)
    block(engine)
    return {pair for some in pairs(engine, count, content) for pair in some}


def known(people: Sequence[Person], members: int = 0) -> list[Known]:
    """The first so many of them are on the member roll."""
    return [Known(number, who, number < members) for number, who in enumerate(people)]


def test_spark_finds_the_pairs_that_duckdb_finds(
    duckdb: Engine, spark: Engine, townspeople: Sequence[Person], shipped: Content
) -> None:
    some = known([*townspeople[:700], *townspeople[-700:]], members=350)
    ours = found(duckdb, some, shipped)
    assert len(ours) > 100
    assert found(spark, some, shipped) == ours


def test_everybody_a_sync_would_meet_is_met(
    duckdb: Engine, townspeople: Sequence[Person], shipped: Content
) -> None:
    model = models.read(shipped, "shipped")
    met = found(duckdb, known(townspeople), shipped)
    by_key: dict[object, set[int]] = defaultdict(set)
    for number, who in enumerate(townspeople):
        for key in stored_keys(who, lambda *made: made) | swapped_keys(who, lambda *made: made):
            by_key[key].add(number)
    shared = {
        (later, earlier)
        for numbers in by_key.values()
        if len(numbers) <= MOST_OF_A_KEY
        for earlier, later in combinations(sorted(numbers), 2)
    }
    # a name that everybody has is worth least; who is worth a look even so must have been met
    common = Rarity(0.05, 0.05)
    worth = {
        (one, other)
        for one, other in shared
        if weigh(Pair(townspeople[one], townspeople[other], common), model)[0] >= model.least_weight
    }
    assert len(worth) > 500
    assert worth <= met


def test_two_of_the_member_roll_are_no_pair(
    duckdb: Engine, townspeople: Sequence[Person], shipped: Content
) -> None:
    twice = [*townspeople[:200], *townspeople[:200]]
    assert found(duckdb, known(twice, members=400), shipped) == set()


def test_a_register_of_any_size_is_taken_in_turns(
    duckdb: Engine, townspeople: Sequence[Person], shipped: Content, monkeypatch: Any
) -> None:
    whole = found(duckdb, known(townspeople), shipped)
    monkeypatch.setattr(finding, "AT_A_TIME", 1_000)
    with in_duckdb.opened() as engine:
        count = engine.load("people", known(townspeople))
        block(engine)
        turns = [set(some) for some in pairs(engine, count, shipped)]
    assert len(turns) == 4
    assert set().union(*turns) == whole
    # nobody's pairs are in two of them
    laters = [{later for later, _ in some} for some in turns]
    assert sum(map(len, laters)) == len(set().union(*laters))


def test_what_very_many_share_makes_no_pairs(
    duckdb: Engine, townspeople: Sequence[Person], shipped: Content
) -> None:
    """A volunteer who writes one number for everybody brings nobody before the judge by it."""
    crowd = [replace(who, phone="81234567890") for who in townspeople[: MOST_OF_A_KEY + 1]]
    duckdb.load("people", known(crowd))
    assert block(duckdb) == 1
