"""Migrations go up, down and up again on a database with rows, and end where the models stand."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import func, inspect, select, text

from config import ROOT, Config
from tests.conftest import staffed
from tests.support.databases import Databases
from tests.support.objects import Objects
from tests.support.people import People, staff
from tests.support.phones import enrolled, registration, visit
from webapp import clock
from webapp.accounts import operations as accounts
from webapp.app import create_app
from webapp.dedup.roll import operations as roll
from webapp.extensions import Model, db
from webapp.models import Backup, Member, Quota, Registration, SignInAttempt, User, Worker
from webapp.models.columns import new_id
from webapp.registry import operations as registry
from webapp.registry import queries, verdicts
from webapp.registry.verdicts import Pair

FOLDER = str(ROOT / "migrations")
SCRIPTS = ScriptDirectory(FOLDER)
# from the newest to the oldest
REVISIONS = [script.revision for script in SCRIPTS.walk_revisions()]


@contextmanager
def application(url: str, folder: Path) -> Iterator[Flask]:
    app = create_app(Config(mode="test", database_url=url, instance_path=folder, photos=True))
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def empty(all_databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    with all_databases.empty() as url, application(url, tmp_path) as app:
        yield app


@pytest.fixture
def busy(all_databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """An office with rows in every table."""
    with all_databases.prepared(staffed) as url, application(url, tmp_path) as app:
        people = staff(app)
        objects, pair = Objects(app, people), registration()
        objects.batch_id(pair, registration(nik=pair["nik"]))
        objects.handover_id()
        objects.device_id()
        objects.request_id()
        objects.sha256()
        enrolled(app, people.volunteer).send(visits=(visit(),))
        pairs = [objects.registration_id(), objects.registration_id()]
        with app.app_context():
            recognised(people, pairs)
            rest_of_the_day(people)
        yield app


def rest_of_the_day(people: People) -> None:
    now = clock.now()
    volunteer = db.session.get_one(User, people.volunteer)
    coordinator = db.session.get_one(User, people.coordinator)
    accounts.make_enrolment_code(user=volunteer, by=coordinator)
    guess = {"username_index": "0" * 32, "address_index": "0" * 32, "attempted_at": now}
    aim = {"user_id": volunteer.id, "period": "2026-11", "target": 5, "set_by": coordinator.id}
    db.session.add_all(
        [SignInAttempt(**guess), Quota(**aim, set_at=now), Backup(id=new_id(), watermark=now)]
    )
    db.session.commit()


def recognised(people: People, registration_ids: list[str]) -> None:
    """Two workers turn out to be one person, and somebody is on the member roll already."""
    supervisor = db.session.get_one(User, people.supervisor)
    workers = queries.workers_of(registration_ids)
    keep, gone = (db.session.get_one(Worker, workers[one]) for one in registration_ids)
    pair = Pair.of(registration_ids[0], "registration", registration_ids[1])
    verdicts.say(pair=pair, verdict="same", by=supervisor)
    registry.merge_workers(keep=keep, gone=gone, by=supervisor, reason="orang yang sama")
    member_id, unknown = new_id(), {"nik_index": None, "birth_date": None}
    member = {"number_index": "0" * 32, "full_name": "Peserta Contoh", "content": b"-"}
    db.session.add(Member(id=member_id, **member, **unknown, imported_at=clock.now()))
    roll.begin(digest="0" * 64)
    db.session.commit()


def counts(app: Flask) -> dict[str, int]:
    """How many rows each table has that is there now."""
    with app.app_context(), db.engine.connect() as connection:
        names = set(inspect(connection).get_table_names()) - {"alembic_version"}
        return {
            name: connection.scalar(select(func.count()).select_from(text(name))) or 0
            for name in names
        }


def to(app: Flask, revision: str, *, down: bool = False) -> None:
    with app.app_context():
        (flask_migrate.downgrade if down else flask_migrate.upgrade)(FOLDER, revision)
        db.session.remove()
        db.engine.dispose()


def differences(app: Flask) -> list[object]:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Model.metadata))


def test_migrations_are_numbered_in_one_line():
    assert sorted(REVISIONS, reverse=True) == REVISIONS
    assert [SCRIPTS.get_revision(one).down_revision for one in REVISIONS] == [*REVISIONS[1:], None]


def test_the_migrations_end_where_the_models_stand(empty):
    to(empty, "head")
    assert differences(empty) == []


def test_the_database_itself_sees_no_difference_either(empty, all_databases, tmp_path):
    """Alembic overlooks checks and defaults; the tables that the models would make have them."""
    to(empty, "head")
    with all_databases.empty() as url, application(url, tmp_path / "made") as made:
        with made.app_context():
            Model.metadata.create_all(db.engine)
        assert tables(empty) == tables(made)


def tables(app: Flask) -> dict[str, object]:
    """What the database says of every table, in an order that does not depend on its history."""
    with app.app_context(), db.engine.connect() as connection:
        said = inspect(connection)
        names = set(said.get_table_names()) - {"alembic_version"}
        questions = (
            said.get_columns,
            said.get_foreign_keys,
            said.get_indexes,
            said.get_unique_constraints,
            said.get_check_constraints,
        )
        return {
            name: [said.get_pk_constraint(name)]
            + [sorted(map(plainly, question(name))) for question in questions]
            for name in names
        }


def plainly(said: Any) -> str:
    """With the text of a partial index's condition instead of the object around it."""
    options = {name: str(value) for name, value in said.get("dialect_options", {}).items()}
    return repr({**said, "dialect_options": options})


def test_every_step_down_and_up_again_keeps_the_rows_of_the_others(busy):
    before = counts(busy)
    assert all(before.values())
    for revision in [*REVISIONS[1:], "base"]:
        to(busy, revision, down=True)
        left = counts(busy)
        assert left == {name: before[name] for name in left}
    assert counts(busy) == {}
    for revision in reversed(REVISIONS):
        to(busy, revision)
    assert differences(busy) == []
    assert set(counts(busy)) == set(before)


def test_a_step_down_and_up_again_leaves_an_office_that_works(busy):
    to(busy, REVISIONS[1], down=True)
    to(busy, "head")
    phone = enrolled(busy, staff(busy).volunteer)
    assert phone.send(registration())[0]["outcome"] == "stored"
    assert phone.get("/changes").get_json()["server_epoch"]


def test_a_worker_whom_nobody_is_linked_to_lets_go_of_the_nik(busy):
    """Before merges the NIK stayed with whoever had it first."""
    to(busy, "0013", down=True)
    held = niks(busy)
    with busy.app_context(), db.engine.begin() as connection:
        connection.execute(
            text("UPDATE workers SET nik_index = substr(id, 1, 32) WHERE nik_index IS NULL")
        )
        assert connection.scalar(text("SELECT count(*) FROM workers")) > len(held)
    to(busy, "0014")
    assert niks(busy) == held


def niks(app: Flask) -> set[str]:
    with app.app_context(), db.engine.connect() as connection:
        found = connection.scalars(select(Worker.nik_index))
        return {nik for nik in found if nik is not None}


def test_a_registration_of_before_is_found_by_the_code_on_its_receipt(busy):
    """The code is the end of the id in the phone's words.ts; the receipts were given out before."""
    to(busy, "0017", down=True)
    to(busy, "0018")
    with busy.app_context(), db.engine.connect() as connection:
        rows = connection.execute(select(Registration.id, Registration.short_code)).all()
    assert rows
    assert [row.short_code for row in rows] == [row.id[-8:] for row in rows]
