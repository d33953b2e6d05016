"""An office's own model: learned from its supervisors, used only where it is better."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from benchmarks.dedup.registrations import Newcomers
from benchmarks.dedup.worlds.world import World
from config import Config
from tests.support.people import VILLAGE, People
from tests.support.phones import Phone, registration
from webapp import clock
from webapp.dedup import model as models
from webapp.extensions import db
from webapp.learning import labels, training
from webapp.learning.labels import set_apart
from webapp.learning.proof import Figures, objections
from webapp.models import AuditEntry, Match, User
from webapp.models.bulk import insert_rows
from webapp.models.tables import VERDICTS
from webapp.registry.verdicts import Pair, say

Content = Mapping[str, Any]

GOOD = Figures(log_loss=0.03, auto=200, auto_right=199, auto_expected=199.0, same=220, missed=1)


@pytest.fixture
def shipped_file(shipped: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shipped model with a fifth of its trees: one that an office can do better than."""
    file = tmp_path / "shipped.json"
    file.write_bytes(orjson.dumps({**shipped, "trees": shipped["trees"][:30]}))
    for module in (models, training):
        monkeypatch.setattr(module, "SHIPPED", file)
    return file


@pytest.fixture
def decided(app: Flask, people: People, phone: Phone, town: World, monkeypatch: Any) -> int:
    """An office whose supervisor decided every match, and was right; how many there are."""
    monkeypatch.setattr(training, "NEEDED", 300)
    monkeypatch.setattr(training, "RANDOM_PAIRS", 300_000)
    rows = [*town.register, *town.newcomers]
    of_row: dict[str, str] = {}
    sent = Newcomers(1, rows, {VILLAGE})
    for start in range(0, len(rows), 250):
        some = [(row, sent.registration()) for row in rows[start : start + 250]]
        of_row |= {content["id"]: row.id for row, content in some}
        phone.send(*(content for _, content in some))
    with app.app_context():
        pairs = {
            Pair.of(match.registration_id, "registration", match.other_id)
            for match in db.session.scalars(select(Match))
        }
        known = {row.id for row in town.register}
        said = {
            pair: town.truth.get(newcomer) == other
            for pair in pairs
            for other, newcomer in [
                sorted(
                    (of_row[pair.left_id], of_row[pair.right_id]), key=lambda one: one not in known
                )
            ]
            # of two newcomers the world does not say whether they are one person
            if other in known and newcomer not in known
        }
        insert_rows(
            db.session.connection(),
            VERDICTS,
            [verdict(pair, same, people.supervisor) for pair, same in said.items()],
        )
        db.session.commit()
    return len(said)


def verdict(pair: Pair, same: bool, by: str) -> dict[str, Any]:
    return {
        "left_id": pair.left_id,
        "right_kind": pair.right_kind,
        "right_id": pair.right_id,
        "verdict": "same" if same else "other",
        "decided_by": by,
        "decided_at": clock.now(),
    }


def test_a_better_model_judges_from_the_next_batch_on(
    app: Flask, shipped_file: Path, decided: int
) -> None:
    with app.app_context():
        before = models.in_use()
    answer = app.test_cli_runner().invoke(args=["dedup", "train"])
    assert answer.exit_code == 0, answer.output
    with app.app_context():
        own = models.in_use()
        assert own.name != before.name
        assert own.name in answer.output
        content = orjson.loads(models.file_in_use().read_bytes())
        assert content["trained"]["decided_pairs"] == decided
        # the shipped trees are all there, and some on top
        kept = orjson.loads(shipped_file.read_bytes())["trees"]
        assert content["trees"][: len(kept)] == kept
        assert len(content["trees"]) == len(kept) + training.ROUNDS
        entry = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "model.trained")
        ).one()
        assert (entry.subject_id, entry.details["before"]) == (own.name, before.name)


def test_with_out_it_is_only_written(
    app: Flask,
    shipped: Content,
    shipped_file: Path,
    decided: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    learnt(monkeypatch, shipped)
    file = tmp_path / "new.json"
    answer = app.test_cli_runner().invoke(args=["dedup", "train", "--out", str(file)])
    assert answer.exit_code == 0, answer.output
    assert models.load(file).name in answer.output
    assert_nothing_changed(app, shipped_file)


def test_a_worse_or_incomplete_model_is_refused(
    app: Flask,
    shipped: Content,
    shipped_file: Path,
    decided: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    learnt(monkeypatch, shipped)
    # a tree that calls everybody the same person
    blind = {"feature": [-1], "threshold": [0.0], "left": [0], "right": [0], "value": [20.0]}
    monkeypatch.setattr(training, "fit", lambda *_, **__: [blind])
    answer = app.test_cli_runner().invoke(args=["dedup", "train"])
    assert answer.exit_code == 1
    assert "Model baru tidak dipakai" in answer.output
    assert "Model sekarang tetap dipakai" in answer.output

    phone = {**shipped["comparisons"]["phone"], "exact": {"m": None, "u": 0.001}}
    learnt(monkeypatch, {**shipped, "comparisons": {**shipped["comparisons"], "phone": phone}})
    answer = app.test_cli_runner().invoke(args=["dedup", "train"])
    assert answer.exit_code == 1
    assert "phone, exact: m is None" in answer.output
    assert_nothing_changed(app, shipped_file)


def test_too_few_decisions_change_nothing(app: Flask, shipped_file: Path, phone: Phone) -> None:
    answer = app.test_cli_runner().invoke(args=["dedup", "train"])
    assert answer.exit_code == 1
    assert "Perlu 1.000 pasangan" in answer.output
    assert "masih kurang 1.000" in answer.output
    assert_nothing_changed(app, shipped_file)


def test_a_model_that_no_longer_fits_steps_back(
    app: Flask, shipped: Content, config: Config
) -> None:
    """After an upgrade that folds names in another way."""
    own = config.instance_path / models.OWN
    own.parent.mkdir(parents=True)
    own.write_bytes(orjson.dumps({**shipped, "rules": -1}))
    with app.app_context():
        assert models.file_in_use() == models.SHIPPED
        assert models.in_use().name == models.load(models.SHIPPED).name


@pytest.mark.parametrize(
    ("worse", "word"),
    [
        ({"log_loss": 0.031}, "log loss"),
        ({"auto": 201}, "pasangan orang berbeda masuk pita otomatis"),
        ({"missed": 2}, "tidak akan diperiksa"),
        ({"auto_right": 190, "auto": 191, "auto_expected": 190.999}, "menurut peluangnya"),
    ],
)
def test_what_speaks_against_a_model_is_said(worse: dict[str, float], word: str) -> None:
    found = objections(replace(GOOD, **worse), GOOD)
    assert found
    assert any(word in one for one in found)


def test_nothing_speaks_against_one_that_is_as_good() -> None:
    assert objections(GOOD, GOOD) == []


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).filter(lambda p: p[0] != p[1])))
def test_nobody_is_learned_from_and_asked_about(numbers: list[tuple[int, int]]) -> None:
    pairs = [(("registration", str(one)), ("registration", str(two))) for one, two in numbers]
    apart = set_apart(pairs)
    assert all((one in apart) == (other in apart) for one, other in pairs)
    # the same people next time, in whatever order the pairs come
    assert set_apart(reversed(pairs)) == apart


def test_the_newest_word_on_a_pair_counts(app: Flask, people: People, phone: Phone) -> None:
    first, again, third = registration(), registration(), registration()
    phone.send(first, again, third)
    one, two = (Pair.of(other["id"], "registration", first["id"]) for other in (again, third))
    with app.app_context():
        by = db.session.get_one(User, people.supervisor)
        for pair, word in ((one, "same"), (two, "other"), (one, "other"), (two, "withdrawn")):
            say(pair=pair, verdict=word, by=by)
        db.session.commit()
        (label,) = labels.labels()
        assert not label.same
        assert {label.newcomer.id, label.other.id} == {first["id"], again["id"]}


def learnt(monkeypatch: pytest.MonkeyPatch, content: Content) -> None:
    """As if these weights had been learnt."""
    names = ("probability_two_random_records_match", "comparisons")
    weights = {name: content[name] for name in names}
    monkeypatch.setattr(training, "train_weights", lambda *_, **__: weights)


def assert_nothing_changed(app: Flask, shipped_file: Path) -> None:
    with app.app_context():
        assert models.file_in_use() == shipped_file
        assert not db.session.scalar(
            select(AuditEntry.id).where(AuditEntry.action == "model.trained")
        )
