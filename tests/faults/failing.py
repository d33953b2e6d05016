"""Takes the database away at a chosen point: PostgreSQL's backend dies, SQLite's disk fails."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from flask import Flask
from sqlalchemy import Connection, Engine, event

from webapp.extensions import db
from webapp.models import bulk


@contextmanager
def failing_at(app: Flask, point: int) -> Iterator[list[str]]:
    """Inside the block the database fails once, at this statement or commit.

    Every commit has two points: before the database has it, and after, when only the word of it
    is lost. Yields the points that were reached, as they are reached.
    """
    with app.app_context():
        engine = db.engine
    reached: list[str] = []

    def pass_by(name: str, connection: Any) -> None:
        reached.append(name)
        if len(reached) == point + 1:
            fail(engine, connection)
            if name == "after commit":
                raise psycopg.OperationalError("the connection is lost")

    def execute(cursor: Any, statement: str, *_more: object) -> None:
        pass_by(statement, cursor.connection)

    def commit(connection: Any) -> None:
        pass_by("before commit", connection)
        do_commit(connection)
        pass_by("after commit", connection)

    def copy_in(connection: Connection, insert: bulk.Prepared, rows: Any) -> None:
        pass_by(f"COPY {insert.table}", connection.connection.driver_connection)
        copy(connection, insert, rows)

    # PostgreSQL's COPY is no statement that events tell of
    copy, bulk.copy_in = bulk.copy_in, copy_in
    do_commit = engine.dialect.do_commit
    event.listen(engine, "do_execute", execute)
    event.listen(engine, "do_executemany", execute)
    engine.dialect.do_commit = commit
    try:
        yield reached
    finally:
        bulk.copy_in = copy
        engine.dialect.do_commit = do_commit
        event.remove(engine, "do_execute", execute)
        event.remove(engine, "do_executemany", execute)


def fail(engine: Engine, connection: Any) -> None:
    if engine.dialect.name == "sqlite":
        raise sqlite3.OperationalError("disk I/O error")
    # at a commit it comes in the wrapping of the pool
    backend = getattr(connection, "driver_connection", connection).info.backend_pid
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
