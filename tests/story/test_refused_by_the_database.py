"""The database will not take one item of a batch: the others are stored, and it may come again."""

from flask import Flask
from sqlalchemy import func, select, text

from tests.support.phones import Phone, registration
from webapp.extensions import db
from webapp.models import BlockingKey, Profile, Registration

UNWANTED = "Nama Yang Tidak Muat"
REFUSE = {
    "sqlite": (
        f"""
        CREATE TRIGGER refuse BEFORE INSERT ON registrations WHEN NEW.full_name = '{UNWANTED}'
        BEGIN SELECT RAISE(ABORT, 'no room'); END
        """,
    ),
    "postgresql": (
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'check_violation'; END $$
        """,
        f"""
        CREATE TRIGGER refuse BEFORE INSERT ON registrations FOR EACH ROW
        WHEN (NEW.full_name = '{UNWANTED}') EXECUTE FUNCTION refuse()
        """,
    ),
}
ACCEPT = {
    "sqlite": "DROP TRIGGER refuse",
    "postgresql": "DROP TRIGGER refuse ON registrations",
}


def test_the_others_are_stored_once_and_the_refused_one_when_it_comes_again(
    app: Flask, phone: Phone
):
    before, unwanted, after = registration(), registration(full_name=UNWANTED), registration()
    say(app, *REFUSE[dialect(app)])
    results = phone.send(before, unwanted, after)
    assert [one["outcome"] for one in results] == ["stored", "retry_later", "stored"]
    assert (held(app, Registration), held(app, Profile)) == (2, 2)
    say(app, ACCEPT[dialect(app)])
    assert [one["outcome"] for one in phone.send(before, unwanted, after)] == [
        "stored_before",
        "stored",
        "stored_before",
    ]
    assert (held(app, Registration), held(app, Profile)) == (3, 3)
    with app.app_context():
        owners = db.session.scalars(select(BlockingKey.profile_id).distinct()).all()
    assert len(owners) == 3


def dialect(app: Flask) -> str:
    with app.app_context():
        return db.engine.dialect.name


def say(app: Flask, *statements: str) -> None:
    with app.app_context():
        for statement in statements:
            db.session.execute(text(statement))
        db.session.commit()


def held(app: Flask, what: type[Registration | Profile]) -> int | None:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(what))
