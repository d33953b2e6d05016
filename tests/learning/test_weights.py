"""The weights: learnt from people, complete, and never a guess of nobody's."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.dedup.worlds.world import World
from webapp.dedup.comparison import COMPARISONS, LEVELS, UNKNOWN
from webapp.dedup.model import UnfitModel
from webapp.dedup.person import Person
from webapp.learning.weights import train_weights

Content = Mapping[str, Any]

FEW = 300_000


@pytest.fixture(scope="module")
def sides(town: World, townspeople: Sequence[Person]) -> tuple[list[Person], list[Person]]:
    """The register, and those who come to it."""
    size = len(town.register)
    return list(townspeople[:size]), list(townspeople[size:])


@pytest.fixture(scope="module")
def learnt(sides: tuple[list[Person], list[Person]]) -> Content:
    return train_weights(*sides, random_pairs=FEW)


def test_every_level_has_a_weight(learnt: Content) -> None:
    for name, levels in LEVELS.items():
        assert set(learnt["comparisons"][name]) == set(levels) - {UNKNOWN}
        for kind in ("m", "u"):
            values = [level[kind] for level in learnt["comparisons"][name].values()]
            assert min(values) > 0
            assert sum(values) == pytest.approx(1)


def test_what_is_learnt_of_one_person_is_what_is_true(
    learnt: Content, town: World, sides: tuple[list[Person], list[Person]]
) -> None:
    register = {row.id: who for row, who in zip(town.register, sides[0], strict=True)}
    newcomers = {row.id: who for row, who in zip(town.newcomers, sides[1], strict=True)}
    pairs = [(newcomers[one], register[other]) for one, other in town.truth.items()]
    for name, levels in learnt["comparisons"].items():
        highest = LEVELS[name][-1]
        met = [level for pair in pairs if (level := COMPARISONS[name](*pair)) != UNKNOWN]
        assert levels[highest]["m"] == pytest.approx(met.count(highest) / len(met), abs=0.1), name


def test_a_comparison_nobody_could_learn_is_refused_by_name(
    sides: tuple[list[Person], list[Person]],
) -> None:
    without = [[replace(who, phone="") for who in side] for side in sides]
    with pytest.raises(UnfitModel, match="phone"):
        train_weights(*without, random_pairs=FEW)


def test_what_a_register_lacks_the_model_in_use_knows(
    sides: tuple[list[Person], list[Person]], shipped: Content
) -> None:
    without = [[replace(who, phone="") for who in side] for side in sides]
    made = train_weights(*without, before=shipped, random_pairs=FEW)
    for level, known in shipped["comparisons"]["phone"].items():
        assert made["comparisons"]["phone"][level]["m"] == pytest.approx(known["m"], rel=1e-4)
        assert made["comparisons"]["phone"][level]["u"] == pytest.approx(known["u"], rel=1e-4)


def test_strangers_alone_change_hardly_anything(shipped: Content, sides: Any) -> None:
    """A hundred people of whom none is there twice have no pair of one person to learn from."""
    made = train_weights(sides[0][:100], before=shipped, random_pairs=FEW)
    for name, levels in made["comparisons"].items():
        for level, found in levels.items():
            known = shipped["comparisons"][name][level]
            assert found["m"] == pytest.approx(known["m"], abs=0.01)


def test_nobody_twice_and_nothing_known_is_refused(sides: Any) -> None:
    with pytest.raises(UnfitModel):
        train_weights(sides[0][:100], random_pairs=FEW)
