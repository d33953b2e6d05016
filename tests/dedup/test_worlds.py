"""Worlds to measure on: the truth holds, a seed repeats itself, mistakes are as often as said."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest

from benchmarks.dedup.worlds import lab, mixed, other
from benchmarks.dedup.worlds.files import COLUMNS, write_world
from benchmarks.dedup.worlds.households import Customs, Households
from benchmarks.dedup.worlds.makings import Makings
from benchmarks.dedup.worlds.numbers import Numbers
from benchmarks.dedup.worlds.person import Person
from benchmarks.dedup.worlds.places import Places
from benchmarks.dedup.worlds.rows import Row, World
from benchmarks.dedup.worlds.slips import spoken
from benchmarks.dedup.worlds.slips.digits import doubled, dropped, lookalike, swapped
from benchmarks.dedup.worlds.slips.model import Model, Slip
from benchmarks.dedup.worlds.town import Town, settle
from benchmarks.dedup.worlds.world import GENERATORS, Name, world

PEOPLE, NEWCOMERS = 800, 600


@pytest.fixture(scope="module", params=GENERATORS)
def small(request: pytest.FixtureRequest) -> World:
    return world(request.param, people=PEOPLE, newcomers=NEWCOMERS, seed=5, hard=False)


@pytest.fixture(scope="module")
def town() -> Town:
    dice = seeded(5)
    makings = Makings(dice, lab.lab_names(dice), Places(dice, country=lab.COUNTRY), Numbers(dice))
    return settle(Households(makings, Customs(twin_name=lab.twin_name)), people=4_000, share=0.62)


def test_everybody_is_there_once(small: World) -> None:
    assert [row.id for row in small.register] == [f"L{n}" for n in range(1, PEOPLE + 1)]
    assert [row.id for row in small.newcomers] == [f"R{n}" for n in range(1, NEWCOMERS + 1)]


def test_the_truth_names_who_is_in_the_register_and_nobody_else(small: World) -> None:
    assert small.kinds.keys() == {row.id for row in small.newcomers}
    assert small.truth.keys() == {row for row, kind in small.kinds.items() if kind == "dup"}
    assert set(small.truth.values()) <= {row.id for row in small.register}


def test_two_records_of_one_person_are_alike_in_most_things(small: World) -> None:
    register = {row.id: row for row in small.register}
    newcomers = {row.id: row for row in small.newcomers}
    alike = sum(similar(newcomers[there], register[here]) for there, here in small.truth.items())
    assert alike > 0.97 * len(small.truth)


def test_every_field_is_blank_or_has_the_form_of_the_csv(small: World) -> None:
    for row in (*small.register, *small.newcomers):
        assert row.full_name
        assert row.full_name == row.full_name.strip()
        assert row.sex in ("M", "F")
        assert not row.birth_date or 1930 < date.fromisoformat(row.birth_date).year < 2026
        assert [len(part) for part in row.village_code.split(".")] == [2, 2, 2, 4]
        assert f"0{row.nik}{row.kk_number}{row.rt}{row.rw}".isdecimal()
        assert len(row.nik) in (0, 15, 16)


@pytest.mark.parametrize("name", GENERATORS)
def test_the_same_seed_gives_the_same_world(name: Name) -> None:
    first, again, another = (
        world(name, people=100, newcomers=100, seed=seed, hard=True) for seed in (1, 1, 2)
    )
    assert first == again
    assert first.newcomers != another.newcomers


def test_a_world_without_relatives_still_has_its_newcomers() -> None:
    assert len(world("lab", people=1, newcomers=50, seed=1, hard=False).newcomers) == 50


def test_no_nik_is_given_twice_and_each_tells_birthday_and_sex(town: Town) -> None:
    assert len({person.nik for person in town.registered}) == len(town.registered)
    for person in town.registered:
        day = person.born.day + (40 if person.sex == "F" else 0)
        assert len(person.nik) == 16
        assert person.nik[6:12] == f"{day:02d}{person.born:%m%y}"
        assert int(person.nik[12:]) > 0


def test_twins_have_neighbouring_niks(town: Town) -> None:
    twins = [person for person in town.registered if person.role == "twin"]
    couples = [
        (one, two)
        for one, two in zip(twins, twins[1:], strict=False)
        if one.household == two.household and one.sex == two.sex and one.born == two.born
    ]
    near = sum(abs(int(one.nik) - int(two.nik)) == 1 for one, two in couples)
    assert len(couples) > 3
    assert near > 0.7 * len(couples)


def test_lab_mistakes_are_as_often_as_said(town: Town) -> None:
    makings = town.street.makings
    found = Counter[str]()
    for person in town.registered:
        draft = lab.MODEL.write(person, makings, strength=1)
        found.update(
            {
                "no nik": not draft.nik,
                "other nik": draft.nik not in ("", person.nik),
                "no birthday": not draft.born,
                "other birthday": draft.born not in (None, person.born),
                "no phone": not draft.phone,
                "other phone": bool(draft.phone) and not draft.phone.endswith(person.phone),
                "no kk": not draft.kk,
                "other village": draft.village != person.village,
                "fewer words": len(draft.name.split()) < len(person.name.split()),
                "capitals": draft.name.isupper(),
            }
        )
    expected = {
        "no nik": 0.04,
        "other nik": 0.088,
        "no birthday": 0.01,
        "other birthday": 0.055,
        "no phone": 0.20,
        "other phone": 0.18,
        "no kk": 0.10,
        "other village": 0.075,
        "fewer words": 0.065,
        "capitals": 0.5,
    }
    rates = {mistake: found[mistake] / len(town.registered) for mistake in expected}
    assert rates == pytest.approx(expected, abs=0.025)


def test_hard_doubles_the_mistakes() -> None:
    unlike = []
    for hard in (False, True):
        made = world("other", people=300, newcomers=1_000, seed=2, hard=hard)
        unlike.append(sum(not row.phone for row in made.newcomers))
    assert unlike[1] == pytest.approx(2 * unlike[0], rel=0.25)


def test_no_group_of_mistakes_is_certain_even_in_a_hard_world() -> None:
    drawn = [mixed.drawn_model(seeded(seed)) for seed in range(9)]
    for model in (lab.MODEL, other.MODEL, *drawn):
        assert all(sum(chance for chance, _ in group) <= 0.46 for group in model.groups)


def test_the_mix_of_newcomers_is_as_said() -> None:
    made = world("lab", people=2_500, newcomers=1_500, seed=3, hard=False)
    shares = {kind: count / 1_500 for kind, count in Counter(made.kinds.values()).items()}
    assert shares == pytest.approx({kind: chance for chance, kind, _ in lab.MIX}, abs=0.04)
    assert {kind for _, kind, _ in other.MIX} > {"sibling", "cousin", "twin"}


def test_digits_slip_as_named() -> None:
    dice = seeded(1)
    assert lookalike("2222", dice) == "2222"
    assert lookalike("2522", dice) == "2622"
    assert swapped("12", dice) == "21"
    assert dropped("777", dice) == "77"
    assert doubled("3333", dice) == "3333"
    assert dropped("", dice) == swapped("", dice) == doubled("", dice) == ""


def test_spoken_names(town: Town) -> None:
    assert said("Nurhayati Sari", spoken.joined_or_split(["Nur"]), town) == "Nur Hayati Sari"
    assert said("Dewi Sari", spoken.joined_or_split(["Nur"]), town) == "Dewisari"
    assert said("Supriyadi", spoken.called, town) == "Yadi"
    assert said("Tuti", spoken.heard_wrongly([("t", "d")]), town) == "Tudi"


def test_it_writes_what_dedup_link_reads(small: World, tmp_path: Path) -> None:
    write_world(small, tmp_path / "out")
    with (tmp_path / "out" / "left.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert tuple(lines[0]) == COLUMNS
    assert Row(**lines[-1]) == small.register[-1]
    with (tmp_path / "out" / "truth.csv").open(encoding="utf-8", newline="") as file:
        pairs = list(csv.reader(file))
    assert pairs[0] == ["id_left", "id_right"]
    assert {right: left for left, right in pairs[1:]} == small.truth


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same people each time


def similar(one: Row, other_row: Row) -> bool:
    """At least two of what tells people apart are equal."""
    telling = ("nik", "birth_date", "kk_number", "village_code", "sex", "rt")
    equal = [name for name in telling if getattr(one, name) == getattr(other_row, name) != ""]
    return len(equal) >= 2


def said(name: str, slip: Slip, town: Town) -> str:
    person = Person(1, "child", "", "", name, "F", date(1990, 1, 1), "", "", 1, 1)
    model = Model([[(1.0, slip)]], [])
    return model.write(person, town.street.makings, strength=1).name
