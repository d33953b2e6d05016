"""A served office for measuring: real gunicorn, real database, volunteers with phones."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory

import flask_migrate
from flask import Flask

from config import ROOT, Config
from tests.support.people import hire, staff
from tests.support.phones import enrolled
from tests.support.postgres import DURABLE
from tests.support.postgres import server as postgres_server
from tests.support.serving import free_port
from webapp.app import create_app
from webapp.extensions import db


@dataclass(frozen=True)
class Office:
    """Where it listens, whose token opens it, and the process that serves it."""

    port: int
    token: str
    config: Config
    process: int

    def memory(self) -> tuple[float, float]:
        """(proportional memory now, sum of peaks) of all web processes, in MB."""
        family = [self.process, *children_of(self.process)]
        now = sum(kilobytes(pid, "smaps_rollup", "Pss:") for pid in family)
        peak = sum(kilobytes(pid, "status", "VmHWM:") for pid in family)
        return now / 1024, peak / 1024

    def largest_process(self) -> float:
        """Proportional memory of the largest web process, in MB."""
        family = [self.process, *children_of(self.process)]
        return max(kilobytes(pid, "smaps_rollup", "Pss:") for pid in family) / 1024

    def processes(self) -> int:
        """How many there are, the one that watches over the others among them."""
        return 1 + len(children_of(self.process))

    def cpu_seconds(self) -> float:
        """Processor time of all web processes since they started."""
        family = [self.process, *children_of(self.process)]
        return sum(ticks(pid) for pid in family) / os.sysconf("SC_CLK_TCK")

    def stored(self) -> int:
        """How many registrations the database really holds."""
        app = create_app(self.config)
        with app.app_context():
            count = db.session.execute(db.text("SELECT count(*) FROM revisions")).scalar_one()
            db.session.rollback()
            db.engine.dispose()
        return int(count)


@contextmanager
def database_url(kind: str, folder: Path) -> Iterator[str]:
    """An empty database: SQLite in the folder, or PostgreSQL that survives power cuts."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
        return
    with postgres_server(DURABLE) as server:
        yield server.url(server.create())


@contextmanager
def office(
    kind: str, prepare: Callable[[Flask], None] = lambda _: None, *, data_key: bytes = b""
) -> Iterator[Office]:
    """A staffed office on this kind of database, served as gunicorn.conf.py has it.

    `prepare` gets the application before anybody is served; `data_key` seals, or a fresh one.
    """
    # a real disk: /tmp may be memory on some machines
    with TemporaryDirectory(dir="/var/tmp") as name, database_url(kind, Path(name)) as url:
        config = Config(
            mode="test",
            database_url=url,
            instance_path=Path(name),
            data_key=(data_key or os.urandom(32)).hex(),
        )
        app = create_app(config)
        with app.app_context():
            flask_migrate.upgrade(directory=str(ROOT / "migrations"))
            hire()
        phone = enrolled(app, staff(app).volunteer)
        prepare(app)
        with app.app_context():
            db.engine.dispose()
        with served(config) as (port, process):
            yield Office(port, phone.token, config, process)


@contextmanager
def served(config: Config) -> Iterator[tuple[int, int]]:
    port = free_port()
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"),
            "wsgi:app",
        ],
        cwd=ROOT,
        env={
            **os.environ,
            "JANGKAU_MODE": "test",
            "JANGKAU_INSTANCE": str(config.instance_path),
            "DATABASE_URL": config.database_url,
            "JANGKAU_DATA_KEY": config.data_key,
            # two allocator arenas instead of one a thread
            "MALLOC_ARENA_MAX": "2",
        },
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(port)
        yield port, server.pid
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz")
            connection.getresponse().read()
        except (OSError, HTTPException):
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the office did not open")


def children_of(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()]


def ticks(pid: int) -> int:
    # user and system time are the 14th and 15th fields; the name before may hold spaces
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def kilobytes(pid: int, file: str, name: str) -> int:
    lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))
