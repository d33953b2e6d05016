"""Many rows into one table in one round trip, at the driver's speed.

The ORM adds 1,800 registrations a second, Core 7,000, the driver's own executemany 20,000, and
PostgreSQL's COPY is three times as fast again (docs/performance.md). The statement still comes
from the table, so a column is named in one place.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

Adapt = Callable[[Any], Any]


def insert_rows(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    skip_existing: bool = False,
) -> None:
    """Insert rows that all have the same columns.

    Raise IntegrityError as any insert does, or pass over rows whose keys are there already.
    """
    if not rows:
        return
    insert = prepared(connection.dialect, table, tuple(rows[0]), skip_existing)
    ready = [adapted([row[name] for row in rows], adapt) for name, adapt in insert.columns]
    values: list[Any] = list(zip(*ready, strict=True))
    if insert.positional:
        connection.exec_driver_sql(insert.sql, values)
    elif skip_existing:
        connection.exec_driver_sql(
            insert.sql, [dict(zip(insert.names, row, strict=True)) for row in values]
        )
    else:
        copy_in(connection, insert, values)


def copy_in(connection: Connection, insert: "Prepared", values: Sequence[Sequence[Any]]) -> None:
    """PostgreSQL's COPY: a third of the time of many inserts, with the same complaints."""
    # the driver is spoken to directly: SQLAlchemy would take its next commit for an empty one
    if not connection.in_transaction():
        connection.begin()
    driver = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(insert.table), sql.SQL(", ").join(map(sql.Identifier, insert.names))
    )
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in values:
                copy.write_row(row)
    except psycopg.Error as error:
        raise DBAPIError.instance(
            f"COPY {insert.table}",
            None,
            error,
            psycopg.Error,
            hide_parameters=True,
            dialect=connection.dialect,
        ) from error


def adapted(column: list[Any], adapt: Adapt | None) -> list[Any]:
    """A column as the driver wants it; the batch's one moment of receipt is adapted once."""
    if adapt is None:
        return column
    if not isinstance(column[0], datetime):
        return [adapt(value) for value in column]
    moments = {moment: adapt(moment) for moment in set(column)}
    return [moments[moment] for moment in column]


@dataclass(frozen=True)
class Prepared:
    """A statement, its columns in order with what each value needs, and how values are given."""

    table: str
    sql: str
    columns: Sequence[tuple[str, Adapt | None]]
    positional: bool

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.columns]


@lru_cache(maxsize=64)
def prepared(
    dialect: Dialect, table: Table, names: tuple[str, ...], skip_existing: bool
) -> Prepared:
    statement = insert_for(dialect, table)
    if skip_existing:
        statement = statement.on_conflict_do_nothing()
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    order = compiled.positiontup if compiled.positional else names
    return Prepared(
        table=table.name,
        sql=str(compiled),
        columns=[
            (name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in order or ()
        ],
        positional=compiled.positional,
    )


def insert_for(dialect: Dialect, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that can pass over existing keys, in the database's own dialect."""
    return postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)
