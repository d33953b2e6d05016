"""A migrated database for every test: migrated once, then copied, on SQLite and on PostgreSQL."""

import itertools
import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from tests.support import postgres

# brings the database at an address to the newest schema and lets go of it
Migrate = Callable[[str], None]


class Databases(ABC):
    """Where tests get their databases. An address is in SQLAlchemy's spelling."""

    @abstractmethod
    @contextmanager
    def empty(self) -> Iterator[str]:
        """The address of a database without a table, gone after the block."""

    @abstractmethod
    @contextmanager
    def migrated(self) -> Iterator[str]:
        """The address of a database with every migration and no rows, gone after the block."""


class SqliteDatabases(Databases):
    """Files in a folder."""

    def __init__(self, folder: Path, migrate: Migrate) -> None:
        self._folder = folder
        self._migrate = migrate
        self._numbers = itertools.count(1)

    @contextmanager
    def empty(self) -> Iterator[str]:
        with self._home() as home:
            yield sqlite_url(home / "test.sqlite3")

    @contextmanager
    def migrated(self) -> Iterator[str]:
        with self._home() as home:
            yield sqlite_url(shutil.copyfile(self._template, home / "test.sqlite3"))

    @contextmanager
    def _home(self) -> Iterator[Path]:
        home = self._folder / str(next(self._numbers))
        home.mkdir()
        try:
            yield home
        finally:
            # with what SQLite keeps beside the file
            shutil.rmtree(home)

    @cached_property
    def _template(self) -> Path:
        path = self._folder / "template.sqlite3"
        self._migrate(sqlite_url(path))
        return path


class PostgresDatabases(Databases):
    """Databases of one throw-away server, cloned by the server itself."""

    def __init__(self, server: postgres.Server, migrate: Migrate) -> None:
        self._server = server
        self._migrate = migrate

    @contextmanager
    def empty(self) -> Iterator[str]:
        yield from self._copy("template1")

    @contextmanager
    def migrated(self) -> Iterator[str]:
        yield from self._copy(self._template)

    def _copy(self, template: str) -> Iterator[str]:
        name = self._server.create(template)
        try:
            yield self._server.url(name)
        finally:
            self._server.drop(name)

    @cached_property
    def _template(self) -> str:
        name = self._server.create()
        self._migrate(self._server.url(name))
        return name


@contextmanager
def databases(kind: str, folder: Path, migrate: Migrate) -> Iterator[Databases]:
    """Databases of a kind: "sqlite" in `folder`, or "postgresql" on a server of its own."""
    if kind == "sqlite":
        yield SqliteDatabases(folder, migrate)
    else:
        with postgres.server() as server:
            yield PostgresDatabases(server, migrate)


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"
