"""A prepared database for every test: made once, then copied, on SQLite and on PostgreSQL."""

import itertools
import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import postgres

# brings the empty database at an address to where tests start, and lets go of it
Prepare = Callable[[str], None]


class Databases(ABC):
    """Where tests get their databases. An address is in SQLAlchemy's spelling."""

    @abstractmethod
    @contextmanager
    def empty(self) -> Iterator[str]:
        """The address of a database without a table, gone after the block."""

    @abstractmethod
    @contextmanager
    def prepared(self, prepare: Prepare) -> Iterator[str]:
        """The address of a copy of what `prepare` made, gone after the block."""


class SqliteDatabases(Databases):
    """Files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._templates: dict[Prepare, Path] = {}
        self._numbers = itertools.count(1)

    @contextmanager
    def empty(self) -> Iterator[str]:
        with self._home() as home:
            yield sqlite_url(home / "test.sqlite3")

    @contextmanager
    def prepared(self, prepare: Prepare) -> Iterator[str]:
        with self._home() as home:
            yield sqlite_url(shutil.copyfile(self._template(prepare), home / "test.sqlite3"))

    @contextmanager
    def _home(self) -> Iterator[Path]:
        home = self._folder / str(next(self._numbers))
        home.mkdir()
        try:
            yield home
        finally:
            # with what SQLite keeps beside the file
            shutil.rmtree(home)

    def _template(self, prepare: Prepare) -> Path:
        if prepare not in self._templates:
            path = self._folder / f"template-{len(self._templates)}.sqlite3"
            prepare(sqlite_url(path))
            self._templates[prepare] = path
        return self._templates[prepare]


class PostgresDatabases(Databases):
    """Databases of one throw-away server, cloned by the server itself."""

    def __init__(self, server: postgres.Server) -> None:
        self._server = server
        self._templates: dict[Prepare, str] = {}

    @contextmanager
    def empty(self) -> Iterator[str]:
        yield from self._copy("template1")

    @contextmanager
    def prepared(self, prepare: Prepare) -> Iterator[str]:
        yield from self._copy(self._template(prepare))

    def _copy(self, template: str) -> Iterator[str]:
        name = self._server.create(template)
        try:
            yield self._server.url(name)
        finally:
            self._server.drop(name)

    def _template(self, prepare: Prepare) -> str:
        if prepare not in self._templates:
            name = self._server.create()
            prepare(self._server.url(name))
            self._templates[prepare] = name
        return self._templates[prepare]


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[Databases]:
    """Databases of a kind: "sqlite" in `folder`, or "postgresql" on a server of its own."""
    if kind == "sqlite":
        yield SqliteDatabases(folder)
    else:
        with postgres.server() as server:
            yield PostgresDatabases(server)


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"
