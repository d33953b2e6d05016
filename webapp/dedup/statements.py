"""The matcher's own SQL, where the two databases need different words for a whole batch."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, CursorResult

# a statement in the words of each database, and what it is given: its rows, by column
Statement = Mapping[str, str]
Columns = Mapping[str, Sequence[int]]


def read(
    connection: Connection, statement: Statement, columns: Columns, **more: int
) -> CursorResult[Any]:
    """Ask for all rows at once, in one value: thousands of parameters take long to bind."""
    rows = (
        arrays(columns)
        if connection.dialect.name == "postgresql"
        else {"rows": orjson.dumps([*zip(*columns.values(), strict=True)]).decode()}
    )
    return connection.exec_driver_sql(statement[connection.dialect.name], {**rows, **more})


def write(connection: Connection, statement: Statement, columns: Columns) -> None:
    """Write all rows: at once, but on SQLite row by row.

    SQLite can take a row back by itself, but copies every page that a statement for many rows is
    about to change: 3,000 more writes a batch.
    """
    connection.exec_driver_sql(
        statement[connection.dialect.name],
        arrays(columns)
        if connection.dialect.name == "postgresql"
        else [*zip(*columns.values(), strict=True)],
    )


def arrays(columns: Columns) -> dict[str, str]:
    """PostgreSQL's arrays, written out here: the driver would look at the type of each number."""
    return {name: f"{{{','.join(map(str, column))}}}" for name, column in columns.items()}


# Each sought key gives at most `most` records. LATERAL with a limit keeps PostgreSQL at index
# look-ups whatever its statistics say.
FIND = {
    "postgresql": """
        SELECT found.n, profile.id, profile.registration_id, profile.member_id, profile.content
        FROM (
            SELECT DISTINCT sought.n, block.profile_id
            FROM unnest(%(n)s::int[], %(key)s::bigint[]) AS sought (n, key)
            CROSS JOIN LATERAL (
                SELECT profile_id FROM blocking_keys
                WHERE key = sought.key
                ORDER BY profile_id LIMIT %(most)s
            ) AS block
        ) AS found
        CROSS JOIN LATERAL (
            SELECT id, registration_id, member_id, content FROM profiles
            WHERE id = found.profile_id LIMIT 1
        ) AS profile
    """,
    "sqlite": """
        WITH found (n, profile_id) AS MATERIALIZED (
            SELECT DISTINCT sought.value ->> 0, block.value
            FROM json_each(:rows) AS sought
            CROSS JOIN json_each((
                SELECT json_group_array(profile_id) FROM (
                    SELECT profile_id FROM blocking_keys
                    WHERE key = sought.value ->> 1
                    ORDER BY profile_id LIMIT :most
                )
            )) AS block
        )
        SELECT found.n, profile.id, profile.registration_id, profile.member_id, profile.content
        FROM found CROSS JOIN profiles AS profile ON profile.id = found.profile_id
    """,
}

NAMES = {
    "postgresql": """
        SELECT name_key, people FROM name_frequencies WHERE name_key = ANY(%(name_key)s::bigint[])
    """,
    "sqlite": """
        SELECT name_key, people FROM name_frequencies
        WHERE name_key IN (SELECT value ->> 0 FROM json_each(:rows))
    """,
}

COUNT_NAMES = {
    "postgresql": """
        INSERT INTO name_frequencies AS known (name_key, people)
        SELECT * FROM unnest(%(name_key)s::bigint[], %(people)s::int[])
        ON CONFLICT (name_key) DO UPDATE SET people = known.people + excluded.people
    """,
    "sqlite": """
        INSERT INTO name_frequencies AS known (name_key, people) VALUES (?, ?)
        ON CONFLICT (name_key) DO UPDATE SET people = known.people + excluded.people
    """,
}

ADD_KEYS = {
    "postgresql": """
        INSERT INTO blocking_keys (key, profile_id)
        SELECT * FROM unnest(%(key)s::bigint[], %(profile_id)s::bigint[])
    """,
    "sqlite": "INSERT INTO blocking_keys (key, profile_id) VALUES (?, ?)",
}

FORGET_KEYS = {
    "postgresql": """
        DELETE FROM blocking_keys AS block
        USING unnest(%(key)s::bigint[], %(profile_id)s::bigint[]) AS gone (key, profile_id)
        WHERE block.key = gone.key AND block.profile_id = gone.profile_id
    """,
    "sqlite": "DELETE FROM blocking_keys WHERE key = ? AND profile_id = ?",
}
