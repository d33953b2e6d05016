"""Copies of a SQLite database through its online backup: the server may run meanwhile."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import cast

import click
from sqlalchemy import inspect

from webapp import clock
from webapp.cli.copies import Snapshot, file_for
from webapp.durable import take_place
from webapp.extensions import db, take_turn

ENDING = "sqlite3"


def save(folder: Path) -> Snapshot:
    """Copy the database as it stands at one moment."""
    with closing(opened(Path(cast(str, db.engine.url.database)))) as source:
        watermark = freeze(source)
        file = file_for(folder, watermark, ENDING)
        part = file.with_suffix(".part")
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(opened(part)) as copy:
            source.backup(copy)
            # one file instead of three: the copy is carried elsewhere
            copy.execute("PRAGMA journal_mode = DELETE")
            check(copy, file)
    take_place(part, file)
    return Snapshot(file, watermark)


def freeze(source: sqlite3.Connection) -> datetime:
    """Hold on to the database as it is now; return the moment.

    In the writer's turn nobody else writes, and whoever waits for it stamps what they received
    after they got it: everything stamped earlier than this moment is committed.
    """
    with db.engine.begin():
        moment = clock.now()
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return moment


def bring_back(file: Path, *, epoch: str) -> Path | None:
    """Replace the content of the database at once; return the file that keeps the present one.

    The new content appears together with its new identity, so that no phone takes it for the
    old one. A server that runs meanwhile sees the one or the other.
    """
    prepared = Path(cast(str, db.engine.url.database)).with_suffix(".restored")
    shutil.copyfile(file, prepared)
    prepared.chmod(0o600)
    try:
        with closing(opened(prepared)) as source:
            check(source, file)
            source.execute("UPDATE server_epoch SET id = ?", (epoch,))
            kept = save(file.parent).file if inspect(db.engine).has_table("server_epoch") else None
            replace_content(source)
    finally:
        prepared.unlink()
    return kept


def replace_content(source: sqlite3.Connection) -> None:
    with db.engine.connect() as connection:
        take_turn(connection)
        source.backup(cast(sqlite3.Connection, connection.connection.driver_connection))


def check(copy: sqlite3.Connection, file: Path) -> None:
    try:
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise click.ClickException(f"{file} bukan cadangan yang utuh.") from error
    if found != "ok":
        raise click.ClickException(f"{file} rusak: {found}")


def opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, isolation_level=None)
