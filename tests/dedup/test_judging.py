"""The model, its judgements and the bands: fit files only, and a person where it matters."""

import json

import numpy as np
import pytest

from tests.dedup.people import siti
from webapp.dedup import model
from webapp.dedup.bands import band, stops
from webapp.dedup.comparison import LEVELS
from webapp.dedup.features import NAMES, features
from webapp.dedup.forest import Forest
from webapp.dedup.scorer import Pair, Rarity, judge

COMMON, RARE = Rarity(0.01, 0.02), Rarity(1e-6, 1e-6)
SAME = {"name": "exact", "born": "exact", "nik": "exact", "sex": "exact"}


def judged(other, rarity=RARE):
    (judgement,) = judge([Pair(siti(), other, rarity)], model.in_use())
    return judgement


def test_the_same_person_written_twice_is_nearly_certain():
    assert judged(siti()).score > 0.98


def test_somebody_else_is_not_worth_a_look():
    stranger = siti(full_name="Udung Warsito", nik="3275031708650001", birth_date="1965-08-17")
    assert judged(stranger).score < 0.02


def test_a_rare_name_says_more_than_a_common_one():
    assert judged(siti(), RARE).weight > judged(siti(), COMMON).weight


def test_the_parts_add_up_to_the_weight():
    judgement = judged(siti(nik="", phone="0856-7777-1234"))
    total = model.in_use().prior + sum(bits for _, _, bits in judgement.parts)
    assert judgement.weight == pytest.approx(total)
    assert set(judgement.levels) == set(LEVELS)


def test_absent_fields_everywhere_are_compared_without_complaint():
    nobody = siti(**dict.fromkeys(("nik", "full_name", "birth_date", "sex", "phone"), ""))
    assert 0 <= judged(nobody).score < 0.98


def test_every_feature_has_a_name_and_a_finite_value():
    judgement = judged(siti(full_name="N"))
    row = features(siti(), siti(full_name="N"), list(judgement.levels.values()), 1.0, 0.0)
    assert len(row) == len(NAMES)
    assert np.isfinite(row).all()


@pytest.mark.parametrize(
    ("levels", "code"),
    [
        ({"nik": "serial"}, "niks_differ_in_serial"),
        ({"nik": "unknown", "name": "other"}, "names_differ"),
        ({"nik": "other", "sex": "other"}, "sexes_differ"),
        ({"nik": "unknown", "born": "unknown"}, "births_differ"),
    ],
)
def test_what_a_supervisor_has_to_look_at_is_never_pre_selected(levels, code):
    assert code in stops({**SAME, **levels})


def test_a_rival_or_a_crowd_stops_it_too():
    assert stops(SAME) == []
    assert stops(SAME, runner_up=0.6) == ["another_is_close"]
    assert stops(SAME, crowded=True) == ["too_many_alike"]


def test_two_with_one_nik_are_always_shown_to_a_person():
    relative = judged(siti(full_name="Udung Warsito", birth_date="1965-08-17", sex="M"))
    assert band(relative, model.in_use(), runner_up=0.0, crowded=False) == "review"


def test_a_forest_walks_as_its_trees_say():
    # left of 1.5 in the first feature: -1; else by the second feature
    tree = {
        "feature": [0, -1, 1, -1, -1],
        "threshold": [1.5, 0.0, 0.5, 0.0, 0.0],
        "left": [1, 1, 3, 3, 4],
        "right": [2, 1, 4, 3, 4],
        "value": [0.0, -1.0, 0.0, 2.0, 3.0],
    }
    leaf = {"feature": [-1], "threshold": [0.0], "left": [0], "right": [0], "value": [0.5]}
    rows = np.array([[1.5, 9.0], [2.0, 0.5], [2.0, 0.6]])
    expected = 1 / (1 + np.exp(-(np.array([-1.0, 2.0, 3.0]) + 0.5)))
    assert Forest.of([tree, leaf]).probabilities(rows) == pytest.approx(expected)


@pytest.fixture
def content():
    return json.loads(model.SHIPPED.read_text())


def test_a_model_without_a_number_is_refused_and_says_which(content):
    content["comparisons"]["nik"]["serial"]["m"] = None
    with pytest.raises(model.UnfitModel, match="nik, serial: m"):
        model.read(content, "x")


@pytest.mark.parametrize("value", [0, -1, 1.5])
def test_a_probability_that_is_none_is_refused(content, value):
    content["comparisons"]["name"]["exact"]["u"] = value
    with pytest.raises(model.UnfitModel):
        model.read(content, "x")


def test_a_model_of_other_folding_rules_or_features_is_refused(content):
    with pytest.raises(model.UnfitModel, match="folding rules"):
        model.read({**content, "rules": 0}, "x")
    with pytest.raises(model.UnfitModel, match="features"):
        model.read({**content, "features": ["weight"]}, "x")


def test_a_torn_file_is_refused(tmp_path):
    file = tmp_path / "model.json"
    file.write_text(model.SHIPPED.read_text()[:5000])
    with pytest.raises(model.UnfitModel):
        model.load(file)
