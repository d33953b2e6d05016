"""A register in DuckDB, inside this process's memory: one that does not fit is refused."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
from splink import DuckDBAPI
from splink.internals.exceptions import SplinkException
from splink.internals.splink_dataframe import SplinkDataFrame

from webapp.learning.comparisons import Dialect
from webapp.learning.engines import Unusable
from webapp.learning.people import Known, pieces

MEMORY = "3GB"
THREADS = 2
TOO_MANY = f"Register ini terlalu besar untuk {MEMORY} memori. Jalankan dengan --engine spark."


class InDuckDB:
    dialect = Dialect(
        "duckdb",
        alike="jaro_winkler_similarity({l}, {r})",
        edits="damerau_levenshtein",
        length="len",
        within="list_has_all({more}, {fewer})",
        hash="hash",
        set_of="list_distinct([{}])",
        explode="unnest",
    )

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.splink = DuckDBAPI(connection=connection)

    def load(self, table: str, people: Iterable[Known]) -> int:
        count = 0
        into = f"CREATE TABLE {table} AS"
        for piece in pieces(people):
            self.connection.register("piece", piece)
            self.connection.execute(f"{into} FROM piece")
            self.connection.unregister("piece")
            into = f"INSERT INTO {table}"
            count += piece.num_rows
        return count

    def forget(self, table: str) -> None:
        self.connection.execute(f"DROP TABLE {table}")

    def keep(self, table: str, query: str) -> None:
        self.connection.execute(f"CREATE TABLE {table} AS {query}")

    def rows(self, query: str) -> Iterator[Sequence[Any]]:
        for piece in self.connection.sql(query).to_arrow_reader():
            yield from zip(*(column.to_pylist() for column in piece.columns), strict=True)

    def shown(self, table: str) -> SplinkDataFrame:
        return self.splink.register(table, dataset_display_name=f"side_{table}")


@contextmanager
def opened() -> Iterator[InDuckDB]:
    """Raise Unusable for more people than fit."""
    with duckdb.connect() as connection:
        # no folder, no spilling: DuckDB encrypts its temporary files only with an extension
        connection.execute("SET temp_directory = ''")
        connection.execute("SET memory_limit = ?", [MEMORY])
        connection.execute("SET threads = ?", [THREADS])
        # it would write over the command's own lines
        connection.execute("SET enable_progress_bar = false")
        try:
            yield InDuckDB(connection)
        except (duckdb.OutOfMemoryException, SplinkException) as problem:
            if isinstance(problem.__cause__ or problem, duckdb.OutOfMemoryException):
                raise Unusable(TOO_MANY) from problem
            raise
