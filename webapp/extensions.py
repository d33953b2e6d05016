"""The database as every part of the house shares it: one metadata, one session, safe transactions.

SQLite runs in WAL with synchronous=FULL: a committed registration survives a power cut
(design/trust.md). It has room for one writer at a time, so writers queue for a turn on a lock
file instead of polling each other, which kept p95 at tens instead of hundreds of milliseconds.
"""

import fcntl
import os
import sqlite3
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import current_app, g, has_app_context
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.exc import TimeoutError
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from config import Config

# a row in random order is about a page; SQLite's own measure is 1,000 pages
ROWS_WORTH_TIDYING = 1_000
PAGES_IN_A_LOG_AT_MOST = 20_000
# KiB of pages in memory, in and out of a turn: a batch changes up to 10 MB of pages in random
# order, and what has no room is written to the log before its time and read again
ROOM_IN_A_TURN, ROOM = 65_536, 2_000


class Model(DeclarativeBase):
    """The base of every table; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(metadata=Model.metadata)
migrate = Migrate(render_as_batch=True, compare_type=True)
csrf = CSRFProtect()


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC on both databases (SQLite alone would give naive ones back)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def plain(*args: Any, **kwargs: Any) -> MappedColumn[Any]:
    """A column that tells nothing about a person by itself."""
    return mapped_column(*args, info={"personal": False}, **kwargs)


def personal(*args: Any, **kwargs: Any) -> MappedColumn[Any]:
    """A column with personal data: never in logs, URLs or demo exports (UU 27/2022 article 4)."""
    return mapped_column(*args, info={"personal": True}, **kwargs)


def settings() -> Config:
    """The settings this application was built with."""
    config: Config = current_app.config["JANGKAU"]
    return config


def instance_folder() -> Path | None:
    """Where this office keeps its files; None outside an application."""
    return settings().instance_path if has_app_context() else None


def only_read() -> None:
    """This request's next transaction only reads: it need not wait for a writer's turn."""
    g.only_reads = True


def start_writing() -> None:
    """End the reading transaction; the next one holds the writer's turn until it ends."""
    db.session.rollback()
    g.only_reads = False


@event.listens_for(Engine, "connect")
def set_up(connection: Any, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    if not isinstance(connection, sqlite3.Connection):
        cursor.execute(f"SET lock_timeout = {settings().database_wait_ms}")
        cursor.close()
        connection.commit()
        return
    connection.isolation_level = None  # the begin below decides, not the driver
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {settings().database_wait_ms}")
    # tidied up after a turn, not inside somebody's commit; this is for when that never gets through
    cursor.execute(f"PRAGMA wal_autocheckpoint = {PAGES_IN_A_LOG_AT_MOST}")
    cursor.close()


@event.listens_for(Engine, "begin")
def begin(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if has_app_context() and g.get("only_reads", False):
        connection.exec_driver_sql("BEGIN")
        return
    take_turn(connection)
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def take_turn(connection: Connection) -> None:
    """Queue for the writer's turn; the kernel gives it back if this process dies.

    Raise TimeoutError when the turn came too late: the request would have to wait for the
    database after that, and those behind it for longer still.
    """
    path = connection.engine.url.database
    if not path or path == ":memory:" or "turn" in connection.info:
        return
    descriptor = os.open(f"{path}.turn", os.O_RDWR | os.O_CREAT, 0o600)
    started = time.monotonic()
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if (time.monotonic() - started) * 1000 > settings().database_wait_ms:
            raise TimeoutError("no turn in time")
    except BaseException:
        os.close(descriptor)
        raise
    connection.info["turn"] = descriptor
    make_room(connection.connection.driver_connection, ROOM_IN_A_TURN)


@event.listens_for(Engine, "checkin")
def give_turn_back(connection: Any, entry: ConnectionPoolEntry) -> None:
    # check-in comes after commit or rollback, so nobody enters before the data is on disk
    descriptor = entry.info.pop("turn", None)
    if descriptor is None:
        return
    os.close(descriptor)
    if connection is not None:
        make_room(connection, ROOM)
        tidy_up(connection, entry.info)


def make_room(connection: Any, kibibytes: int) -> None:
    connection.execute(f"PRAGMA cache_size = -{kibibytes}")


def tidy_up(connection: sqlite3.Connection, kept: dict[str, Any]) -> None:
    """Move what a large batch wrote from the log into the database, while the next one writes.

    Inside the commit it took half of the writer's turn against a large register.
    """
    written = connection.total_changes - kept.get("tidied", 0)
    if written >= ROWS_WORTH_TIDYING:
        kept["tidied"] = connection.total_changes
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
