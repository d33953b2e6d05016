"""Overnight the whole register is compared with itself, and supervisors find what is new."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, select

from benchmarks.dedup.registrations import Newcomers
from benchmarks.dedup.worlds.rows import Row
from benchmarks.dedup.worlds.world import World
from tests.support.people import VILLAGE, People
from tests.support.phones import Phone, registration
from webapp import clock
from webapp.cli import learning
from webapp.contents import sealer
from webapp.dedup import index
from webapp.dedup.entries import Entry
from webapp.extensions import db
from webapp.learning import in_duckdb, in_spark
from webapp.learning.engines import Engine
from webapp.learning.relinking import relink
from webapp.models import AuditEntry, Match, Registration, Status, User
from webapp.models.bulk import insert_rows
from webapp.models.tables import MEMBERS
from webapp.registry.verdicts import Pair, say
from webapp.review import operations as review
from webapp.review.judge import Seen

SITI = {
    "nik": "3216094505879017",
    "full_name": "Siti Nurhayati",
    "birth_date": "1987-05-05",
    "sex": "F",
    "phone": "0813-1111-2222",
    "kk_number": "3216091201100007",
}
AGAIN = {**SITI, "full_name": "Hj. St. Noerhajati", "nik": "3216094505879071"}


@pytest.fixture
def siti(app: Flask, phone: Phone) -> Sequence[str]:
    """She registered twice, and the match has gone."""
    first, again = registration(**SITI), registration(**AGAIN)
    phone.send(first)
    phone.send(again)
    forget(app)
    return [first["id"], again["id"]]


def forget(app: Flask) -> None:
    with app.app_context():
        db.session.execute(delete(Match))
        db.session.commit()


def matches(app: Flask) -> list[Match]:
    with app.app_context():
        found = list(db.session.scalars(select(Match).order_by(Match.id)))
        db.session.expunge_all()
    return found


def run(app: Flask) -> int:
    """How many matches are new."""
    with in_duckdb.opened() as engine, app.app_context():
        return relink(engine, print).matches


def enter_on_the_roll(app: Flask, *people: Row | dict[str, Any]) -> list[str]:
    """They are covered already; nobody who is registered was compared with them."""
    ids = [str(uuid4()) for _ in people]
    rows = [row if isinstance(row, dict) else asdict(row) for row in people]
    with app.app_context():
        connection = db.session.connection()
        entries = [
            Entry.of("member", one, row, sealer()) for one, row in zip(ids, rows, strict=True)
        ]
        insert_rows(
            connection,
            MEMBERS,
            [
                {
                    "id": one,
                    "number_index": uuid4().hex,
                    "nik_index": None,
                    "full_name": row["full_name"],
                    "birth_date": None,
                    "content": b"",
                    "imported_at": clock.now(),
                }
                for one, row in zip(ids, rows, strict=True)
            ],
        )
        index.add(connection, entries)
        db.session.commit()
    return ids


def test_whom_a_sync_missed_waits_for_a_supervisor(app: Flask, siti: Sequence[str]) -> None:
    assert run(app) == 1
    (match,) = matches(app)
    assert (match.registration_id, match.kind, match.other_id) == (
        siti[1],
        "registration",
        siti[0],
    )
    # a machine that nobody waited for preselects nothing
    assert (match.code, match.band) == ("similar_registration", "review")
    assert match.score > 0.9
    assert match.parts["family"][0] == "exact"


def test_an_empty_office_has_nothing_to_compare(app: Flask, people: People) -> None:
    assert run(app) == 0


def test_it_says_what_it_did(app: Flask, siti: Sequence[str]) -> None:
    run(app)
    with app.app_context():
        entry = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "register.relinked")
        ).one()
        assert entry.details == {"people": 2, "pairs": 1, "matches": 1}


def test_nothing_is_said_twice(app: Flask, phone: Phone) -> None:
    phone.send(registration(**SITI))
    phone.send(registration(**AGAIN))
    before = [(match.id, match.band) for match in matches(app)]
    assert run(app) == 0
    assert [(match.id, match.band) for match in matches(app)] == before


@pytest.mark.parametrize("verdict", ["same", "other"])
def test_what_a_supervisor_said_is_not_asked_again(
    app: Flask, people: People, siti: Sequence[str], verdict: Any
) -> None:
    with app.app_context():
        supervisor = db.session.get_one(User, people.supervisor)
        say(pair=Pair.of(siti[1], "registration", siti[0]), verdict=verdict, by=supervisor)
        db.session.commit()
    assert run(app) == 0


def test_a_rejected_registration_is_about_nobody(app: Flask, siti: Sequence[str]) -> None:
    for one in siti:
        with app.app_context():
            db.session.get_one(Registration, one).status = Status.REJECTED
            db.session.commit()
        assert run(app) == 0
        with app.app_context():
            db.session.get_one(Registration, one).status = Status.RECEIVED
            db.session.commit()


def test_two_workers_may_be_one_person(app: Flask, people: People, siti: Sequence[str]) -> None:
    with app.app_context():
        by = db.session.get_one(User, people.supervisor)
        for one in siti:
            review.approve(seen=Seen(one, 1), note="benar", by=by)
        db.session.commit()
    assert run(app) == 1
    assert [match.code for match in matches(app)] == ["similar_worker"]


def test_a_roll_that_came_later_is_held_against_those_who_wait(app: Flask, phone: Phone) -> None:
    one = registration(**SITI)
    phone.send(one)
    twice = {**AGAIN, "village_code": VILLAGE}
    members = enter_on_the_roll(app, twice, twice)
    assert run(app) == 2
    found = matches(app)
    assert {match.registration_id for match in found} == {one["id"]}
    assert {(match.kind, match.other_id) for match in found} == {
        ("member", member) for member in members
    }


def test_all_that_a_sync_finds_is_found_again(app: Flask, phone: Phone, town: World) -> None:
    rows = [*town.register[:250], *town.newcomers[:350]]
    enter_on_the_roll(app, *town.register[250:1_000])
    people = Newcomers(1, rows, {VILLAGE})
    for _ in range(0, len(rows), 100):
        phone.send(*(people.registration() for _ in range(100)))
    before = {pair(match): match.score for match in matches(app)}
    assert len(before) > 30
    forget(app)
    run(app)
    after = {pair(match): match.score for match in matches(app)}
    assert before.keys() <= after.keys()


def test_spark_finds_them_too(app: Flask, spark: Engine, siti: Sequence[str]) -> None:
    with app.app_context():
        assert relink(spark, print).matches == 1
    assert {match.registration_id for match in matches(app)} == {siti[1]}


def test_the_command_tells_how_far_it_is(app: Flask, siti: Sequence[str]) -> None:
    answer = app.test_cli_runner().invoke(args=["dedup", "relink"])
    assert answer.exit_code == 0
    assert answer.output.splitlines() == [
        "1 pasangan dinilai, 1 kecocokan baru.",
        "2 orang dibandingkan, 1 kecocokan baru menunggu diperiksa.",
    ]


def test_without_java_spark_says_what_to_install(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(in_spark.shutil, "which", lambda _: None)
    answer = app.test_cli_runner().invoke(args=["dedup", "relink", "--engine", "spark"])
    assert answer.exit_code == 1
    assert "apt-get install default-jre-headless" in answer.output


def test_a_register_that_does_not_fit_into_memory_is_one_for_spark(
    app: Flask, siti: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_duckdb, "MEMORY", "1MB")
    answer = app.test_cli_runner().invoke(args=["dedup", "relink"])
    assert answer.exit_code == 1
    assert "--engine spark" in answer.output
    assert matches(app) == []


def test_without_its_packages_it_says_what_to_install(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_: str) -> None:
        raise ModuleNotFoundError(name="splink")

    monkeypatch.setattr(learning.importlib, "import_module", missing)
    answer = app.test_cli_runner().invoke(args=["dedup", "relink"])
    assert answer.exit_code == 1
    assert "pip install -r requirements-dedup.txt" in answer.output


def pair(match: Match) -> Pair:
    return Pair.of(match.registration_id, match.kind, match.other_id)
