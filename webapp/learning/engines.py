"""Where a register is spread out for Splink: in DuckDB (in_duckdb.py) or in Spark (in_spark.py).

Names and NIKs stand there in the clear: an engine may use memory, and no disk but encrypted.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from splink import Linker, SettingsCreator
from splink.internals.splink_dataframe import SplinkDataFrame

from webapp.learning.comparisons import Dialect
from webapp.learning.people import Known


class Unusable(Exception):
    """The engine cannot work on this machine; the message says what to install."""


class Engine(Protocol):
    """Tables by name, and Splink on top of them."""

    dialect: Dialect

    def load(self, table: str, people: Iterable[Known]) -> int:
        """A new table of these people; return how many they are."""

    def keep(self, table: str, query: str) -> None:
        """A new table of what the query gives."""

    def forget(self, table: str) -> None:
        """Make room."""

    def rows(self, query: str) -> Iterator[Sequence[Any]]:
        """What the query gives."""

    def shown(self, table: str) -> SplinkDataFrame:
        """The table as Splink takes it."""


def linker(engine: Engine, tables: Sequence[str], **settings: Any) -> Linker:
    """Splink inside one table, or between two."""
    return Linker(
        [engine.shown(table) for table in tables],
        SettingsCreator(
            link_type="link_only" if len(tables) == 2 else "dedupe_only",
            unique_id_column_name="id",
            **settings,
        ),
        # it would tell of every step; what it could not learn is looked for by whoever asked
        log_level=logging.CRITICAL,
    )
