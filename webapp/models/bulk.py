"""Many rows into one table in one round trip, at the driver's speed.

The ORM adds 1,800 registrations a second, Core 7,000, the driver's own executemany 20,000
(measured; docs/performance.md). The statement still comes from the table, so a column is
named in one place.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.sql.dml import Insert


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns; raise IntegrityError as any insert does."""
    if not rows:
        return
    sql, adapters, positional = prepared(connection.dialect, table, tuple(rows[0]))
    adapted: list[Any]
    if positional is None:
        adapted = [
            {name: adapt(row[name]) if adapt else row[name] for name, adapt in adapters}
            for row in rows
        ]
    else:
        adapted = [
            tuple(adapt(row[name]) if adapt else row[name] for name, adapt in adapters)
            for row in rows
        ]
    connection.exec_driver_sql(sql, adapted)


Adapters = tuple[tuple[str, Callable[[Any], Any] | None], ...]


@lru_cache(maxsize=64)
def prepared(
    dialect: Dialect, table: Table, names: tuple[str, ...]
) -> tuple[str, Adapters, tuple[str, ...] | None]:
    """The statement, what each value needs before the driver sees it, and the order of values."""
    compiled = Insert(table).compile(dialect=dialect, column_keys=list(names))
    order = compiled.positiontup if compiled.positional else None
    adapters = tuple(
        (name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect))
        for name in (order or names)
    )
    return str(compiled), adapters, tuple(order) if order else None
