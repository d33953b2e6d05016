"""Rows that go past SQLAlchemy to the driver belong to its transaction all the same."""

from flask import Flask
from sqlalchemy import func, select

from webapp import clock
from webapp.extensions import db
from webapp.models import Member
from webapp.models.bulk import insert_rows
from webapp.models.columns import new_id
from webapp.models.tables import MEMBERS


def test_rows_that_come_first_in_a_transaction_are_kept_by_its_commit(app: Flask):
    with app.app_context():
        db.session.rollback()
        insert_rows(db.session.connection(), MEMBERS, [member()])
        db.session.commit()
        with db.engine.connect() as connection:
            insert_rows(connection, MEMBERS, [member()])
            connection.commit()
        assert members() == 2


def test_rows_that_come_first_in_a_transaction_are_gone_with_its_rollback(app: Flask):
    with app.app_context():
        with db.engine.connect() as connection:
            insert_rows(connection, MEMBERS, [member()])
            connection.rollback()
        assert members() == 0


def members() -> int | None:
    return db.session.scalar(select(func.count()).select_from(Member))


def member() -> dict[str, object]:
    return {
        "id": new_id(),
        "number_index": new_id().replace("-", ""),
        "nik_index": None,
        "full_name": "Siti",
        "birth_date": None,
        "content": b"",
        "imported_at": clock.now(),
    }
