"""A small office for tests: regions, and people with known passwords."""

from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from webapp import places
from webapp.accounts import operations
from webapp.extensions import db
from webapp.models import Role, User

PASSWORD = "kata-sandi-uji"
REGENCY, DISTRICT, OTHER_DISTRICT = "32.16", "32.16.09", "32.16.23"
VILLAGE, OTHER_VILLAGE = "32.16.09.2003", "32.16.23.2001"


@dataclass(frozen=True)
class People:
    """The ids of an office with two districts: each has a volunteer and a supervisor."""

    volunteer: str
    colleague: str
    supervisor: str
    far_volunteer: str
    far_supervisor: str
    coordinator: str


ACCOUNTS = {
    "volunteer": (Role.VOLUNTEER, DISTRICT),
    "colleague": (Role.VOLUNTEER, DISTRICT),
    "supervisor": (Role.SUPERVISOR, DISTRICT),
    "far_volunteer": (Role.VOLUNTEER, OTHER_DISTRICT),
    "far_supervisor": (Role.SUPERVISOR, OTHER_DISTRICT),
    "coordinator": (Role.COORDINATOR, REGENCY),
}


def hire() -> None:
    """Load the regions and make one account for each name in ACCOUNTS."""
    places.load_regions()
    for name, (role, region_code) in ACCOUNTS.items():
        operations.create_user(
            username=name,
            full_name=name.replace("_", " ").title(),
            password=PASSWORD,
            role=role,
            region_code=region_code,
            by=None,
        )
    db.session.commit()


def staff(app: Flask) -> People:
    """Everybody's id."""
    with app.app_context():
        ids = db.session.execute(select(User.username, User.id).where(User.username.in_(ACCOUNTS)))
        return People(**{row.username: row.id for row in ids})


def signed_in(app: Flask, username: str) -> FlaskClient:
    """A browser with this person's office session. Forms need no CSRF token in it."""
    client = app.test_client()
    with app.app_context():
        user = db.session.scalars(select(User).where(User.username == username)).one()
        with client.session_transaction() as session:
            session["_user_id"] = f"{user.id} {user.session_version}"
            session["_fresh"] = True
    return client
