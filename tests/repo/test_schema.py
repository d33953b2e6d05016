"""Every column says whether it tells about a person, and every key can be looked up quickly."""

from sqlalchemy import PrimaryKeyConstraint, Table, UniqueConstraint

import webapp.models  # noqa: F401 - fills the metadata
from webapp.extensions import Model

TABLES = [*Model.metadata.sorted_tables]

# Who adds to this list adds to the data protection assessment too (UU 27/2022 article 34).
PERSONAL = {
    "blocking_keys.key",
    "changes.content",
    "decisions.note",
    "decisions.reasons",
    "deposits.sealed",
    "devices.name",
    "members.birth_date",
    "members.content",
    "members.full_name",
    "members.nik_index",
    "members.number_index",
    "name_frequencies.name_key",
    "photo_requests.reason",
    "photo_uploads.received",
    "photos.content",
    "profiles.content",
    "profiles.keys",
    "registrations.birth_date",
    "registrations.full_name",
    "registrations.nik_index",
    "registrations.occupation_code",
    "registrations.sex",
    "registrations.village_code",
    "revisions.content",
    "sign_in_attempts.address_index",
    "sign_in_attempts.username_index",
    "users.full_name",
    "users.password_hash",
    "users.username",
    "verdicts.note",
    "visits.content",
    "workers.birth_date",
    "workers.content",
    "workers.full_name",
    "workers.nik_index",
    "workers.sex",
    "workers.village_code",
}


def test_every_column_says_whether_it_is_personal():
    assert not [
        str(column)
        for table in TABLES
        for column in table.columns
        if type(column.info.get("personal")) is not bool
    ]


def test_the_personal_columns_are_these_and_no_others():
    personal = {
        str(column) for table in TABLES for column in table.columns if column.info["personal"]
    }
    assert personal == PERSONAL


# Nothing is looked up by these and their parents are never deleted; an index on both would
# cost a sync a tenth of its speed (docs/performance.md).
NEVER_LOOKED_UP = {"registrations(village_code)", "revisions(batch_id)"}


def test_every_foreign_key_is_the_beginning_of_an_index():
    without = {
        f"{table.name}({', '.join(key.column_keys)})"
        for table in TABLES
        for key in table.foreign_key_constraints
        if key.column_keys[0] not in {index[0] for index in indexes(table)}
    }
    assert without == NEVER_LOOKED_UP


def indexes(table: Table) -> list[list[str]]:
    """The columns of everything in this table that the database keeps sorted."""
    kinds = (PrimaryKeyConstraint, UniqueConstraint)
    keys = [key for key in table.constraints if isinstance(key, kinds)]
    return [[column.name for column in one.columns] for one in [*table.indexes, *keys]]


def test_every_constraint_has_a_name_that_a_migration_can_use():
    assert not [
        f"{table.name}: {constraint!r}"
        for table in TABLES
        for constraint in table.constraints
        if not constraint.name
    ]
