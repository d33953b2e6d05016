"""The database is locked, full or gone: the phone hears "later", and nothing is half done."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from typing import NoReturn
from uuid import uuid4

import psycopg
import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import make_url

from config import Config
from tests.faults.failing import failing_at
from tests.faults.scene import outcomes, registered_once, scene, traces, worker
from tests.faults.size import times
from tests.faults.wire import at_once
from tests.support.phones import batch, enrolled
from webapp.app import create_app
from webapp.extensions import db

WAIT_MS = 500
# a batch that lost statements here would prove less than it says
FEWEST_POINTS = 15

Hold = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """An application that does not wait long for its database."""
    app = create_app(replace(config, database_wait_ms=WAIT_MS))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def hold(config: Config) -> Hold:
    """hold(): a block in which somebody else holds the database and does not let go."""
    return partial(held, config.sqlalchemy_url)


@contextmanager
def held(url: str) -> Iterator[None]:
    parts = make_url(url)
    connection: sqlite3.Connection | psycopg.Connection
    if parts.get_backend_name() == "sqlite":
        connection = sqlite3.connect(parts.database or "", isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
    else:
        connection = psycopg.connect(url.replace("+psycopg", ""))
        # registrations can be read and not written: the batch has begun when it has to wait
        connection.execute("LOCK TABLE registrations IN EXCLUSIVE MODE")
    try:
        yield
    finally:
        connection.rollback()
        connection.close()


def refused_for_now(answer):
    return (answer.status_code, answer.get_json()["code"]) == (503, "retry_later")


def test_a_locked_database_means_later_and_nothing_half_done(app, phone, hold: Hold):
    one = worker()
    batch_id, body = str(uuid4()), batch(one)
    for _ in range(times(1, 100)):
        with hold():
            answer = phone.put(body, batch_id)
            assert refused_for_now(answer)
            assert int(answer.headers["Retry-After"]) > 0
        assert traces(app, [one["id"]]) == []
    again = phone.put(body, batch_id).get_json()
    assert (again["replayed"], outcomes(again)[0]["outcome"]) == (False, "stored")
    assert traces(app, [one["id"]]) == registered_once(1)


def test_those_who_queue_before_a_locked_database_do_not_add_up_their_waits(
    app, people, hold: Hold
):
    bodies = [batch(worker()) for _ in range(6)]
    phones = [enrolled(app, people.volunteer) for _ in bodies]
    calls = [partial(phone.put, body) for phone, body in zip(phones, bodies, strict=True)]
    with hold():
        started = time.monotonic()
        answers = at_once(calls)
        waited_ms = (time.monotonic() - started) * 1000
    assert all(map(refused_for_now, answers))
    # one after the other they would wait for six times as long
    assert waited_ms < 5 * WAIT_MS
    assert [call().status_code for call in calls] == [200] * 6


def test_somebody_who_only_reads_does_not_wait_for_a_writer(app, phone, hold: Hold):
    phone.send(worker())
    with hold():
        assert phone.get("/changes").status_code == 200
        assert phone.get("/reference").status_code == 200


def test_the_database_fails_at_every_statement_and_the_batch_counts_once(app, people, phone):
    usual = scene(app, people, phone)
    before = traces(app, usual.ids)
    with failing_at(app, -1) as points:
        told = outcomes(phone.put(usual.body).get_json())
    assert len(points) >= FEWEST_POINTS
    left = traces(app, usual.ids)

    for point, name in enumerate(points * times(1, 10)):
        again = scene(app, people, phone)
        batch_id = str(uuid4())
        with failing_at(app, point % len(points)):
            answer = phone.put(again.body, batch_id)
        assert refused_for_now(answer), name
        # nobody can know whether a commit happened whose word was lost
        assert traces(app, again.ids) == (left if name == "after commit" else before), name
        again = phone.put(again.body, batch_id), traces(app, again.ids)
        assert outcomes(again[0].get_json()) == told, name
        assert again[1] == left, name


def test_a_connection_that_dies_while_a_batch_is_refused_does_not_hide_the_answer(app, phone):
    batch_id = str(uuid4())
    assert phone.put(batch(worker()), batch_id).status_code == 200
    with rollback_fails(app):
        answer = phone.put(batch(worker()), batch_id)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "same_id_other_content")
    assert phone.put(batch(worker())).status_code == 200


@contextmanager
def rollback_fails(app: Flask) -> Iterator[None]:
    with app.app_context():
        engine = db.engine
    do_rollback = engine.dialect.do_rollback

    def fail(_connection: object) -> None:
        engine.dialect.do_rollback = do_rollback
        raise engine.dialect.dbapi.OperationalError("the connection is lost")

    engine.dialect.do_rollback = fail
    yield


def test_a_full_disk_means_later_and_after_that_everything_arrives(app, phone):
    bodies = [batch(*(worker() for _ in range(40))) for _ in range(times(3, 20))]
    with full_disk(app):
        answers = [phone.put(body) for body in bodies]
    assert refused_for_now(answers[-1])
    for body in bodies:
        assert phone.put(body).status_code == 200
        ids = [item["id"] for item in body["registrations"]]
        assert traces(app, ids) == registered_once(1, people=40)


@contextmanager
def full_disk(app: Flask) -> Iterator[None]:
    """SQLite may not grow any more; PostgreSQL says what it says when it cannot."""
    with app.app_context():
        engine = db.engine
    engine.dispose()
    copy = psycopg.Cursor.copy
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", no_more_pages)
    else:
        psycopg.Cursor.copy = no_space_left
    try:
        yield
    finally:
        psycopg.Cursor.copy = copy
        if engine.dialect.name == "sqlite":
            event.remove(engine, "connect", no_more_pages)
        engine.dispose()


def no_more_pages(connection: sqlite3.Connection, *_more: object) -> None:
    # lowers the limit to what the file has already
    connection.execute("PRAGMA max_page_count = 1")


def no_space_left(*_more: object) -> NoReturn:
    raise psycopg.errors.DiskFull("could not extend file: No space left on device")
