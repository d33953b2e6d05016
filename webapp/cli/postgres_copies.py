"""Copies of a PostgreSQL database by its own pg_dump and pg_restore."""

import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import Connection, insert, text

from webapp import clock
from webapp.cli.copies import Snapshot, file_for
from webapp.durable import take_place
from webapp.extensions import db
from webapp.models import ServerEpoch

ENDING = "pgdump"
DEBIAN = Path("/usr/lib/postgresql")
# the old identity stays behind: no phone must ever take what was restored for it
FORM = ("--format=custom", "--exclude-table-data=server_epoch")


def save(folder: Path) -> Snapshot:
    """Dump the database as it stands at one moment."""
    pg_dump = find("pg_dump")
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as reader:
        watermark, name = freeze(reader)
        file = file_for(folder, watermark, ENDING)
        part = file.with_suffix(".part")
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        run(pg_dump, *FORM, f"--snapshot={name}", f"--file={part}", "--dbname")
    take_place(part, file)
    return Snapshot(file, watermark)


def freeze(reader: Connection) -> tuple[datetime, str]:
    """Hold on to the database as it is now; return the moment and the snapshot's name.

    The lock waits for everybody who is storing a batch. Whoever comes later stamps what they
    received after they got past it: everything stamped before this moment is committed.
    """
    with db.engine.connect() as gate, gate.begin():
        gate.execute(text("LOCK TABLE batches IN SHARE MODE"))
        moment = clock.now()
        name = reader.scalar(text("SELECT pg_export_snapshot()"))
    return moment, str(name)


def bring_back(file: Path, *, epoch: str) -> Path | None:
    """Replace the content of the database; return the file that keeps the present one."""
    pg_restore = find("pg_restore")
    kept = save(file.parent).file if has_tables() else None
    db.engine.dispose()
    options = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
    run(pg_restore, *options, str(file), "--dbname")
    with db.engine.begin() as connection:
        connection.execute(insert(ServerEpoch).values(single=1, id=epoch))
    return kept


def has_tables() -> bool:
    with db.engine.connect() as connection:
        return connection.scalar(text("SELECT to_regclass('server_epoch')")) is not None


def find(name: str) -> str:
    """The program of this name: in $PG_BIN, on the PATH, or Debian's newest."""
    folders = [os.environ.get("PG_BIN", ""), *os.environ.get("PATH", "").split(os.pathsep)]
    folders += [str(folder) for folder in sorted(DEBIAN.glob("*/bin"), reverse=True)]
    program = shutil.which(name, path=os.pathsep.join(filter(None, folders)))
    if program is None:
        raise click.ClickException(
            f"{name} tidak ditemukan. Pasang postgresql-client, atau sebut foldernya di PG_BIN."
        )
    return program


def run(program: str, *arguments: str) -> None:
    """Run with this database's address as the last argument; its password stays off the list."""
    url = db.engine.url
    address = url.set(drivername="postgresql", password=None).render_as_string()
    environment = {**os.environ, "PGPASSWORD": url.password or ""}
    done = subprocess.run(  # noqa: S603 - a program found by name, no shell
        [program, *arguments, address],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise click.ClickException(f"{Path(program).name}: {done.stderr.strip()}")
