"""Every route has its guard: the table in routes.py holds for everybody who may ask."""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import staffed
from tests.repo.routes import ROUTES, Expected
from tests.support.databases import Databases
from tests.support.people import DISTRICT, OTHER_DISTRICT, PASSWORD, REGENCY, signed_in
from tests.support.phones import batch, enrolled, registration
from tests.support.shared import shared_office
from webapp import clock
from webapp.accounts import operations as accounts
from webapp.extensions import db
from webapp.handover import operations as handover
from webapp.models import Role, User
from webapp.models.columns import new_id
from webapp.review import operations as review

PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


@pytest.fixture(scope="module")
def app(all_databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with shared_office(all_databases, staffed, tmp_path_factory.mktemp("office")) as app:
        with app.app_context():
            hire_far_coordinator()
        yield app


def hire_far_coordinator() -> None:
    accounts.create_user(
        username="far_coordinator",
        full_name="Far Coordinator",
        password=PASSWORD,
        role=Role.COORDINATOR,
        region_code=OTHER_DISTRICT,
        by=None,
    )
    db.session.commit()


@pytest.fixture(scope="module")
def people(app: Flask) -> dict[str, str]:
    """Everybody's id by user name."""
    with app.app_context():
        return {user.username: user.id for user in db.session.query(User)}


Browser = tuple[FlaskClient, dict[str, str]]


def test_no_route_is_missing_in_the_table_and_none_is_left_over(app):
    assert {
        f"{method} {rule}"
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    } == set(ROUTES)


@pytest.mark.parametrize("route", ROUTES)
def test_the_route_answers_everybody_as_the_table_says(app, people, route):
    told = Expected(*[ask(app, people, route, who) for who in Expected._fields])
    assert told == ROUTES[route]


def ask(app: Flask, people: dict[str, str], route: str, who: str) -> int:
    """The status this person gets, for objects that nobody has touched before."""
    client, headers = browser(app, people, who)
    method, rule = route.split(" ")
    objects = Objects(app, people)
    path = PLACE.sub(lambda place: str(getattr(objects, place[1])()), rule)
    body = {"json": {}} if path.startswith("/api/") and method != "GET" else {"data": objects.form}
    return client.open(path, method=method, headers=headers, **body).status_code


def browser(app: Flask, people: dict[str, str], who: str) -> Browser:
    if who == "anonymous":
        return app.test_client(), {}
    if who.endswith("phone"):
        volunteer = people["far_volunteer" if who.startswith("far") else "volunteer"]
        return app.test_client(), enrolled(app, volunteer).bearer
    return signed_in(app, who), {}


class Objects:
    """Makes what an address names: all of the near volunteer."""

    def __init__(self, app: Flask, people: dict[str, str]) -> None:
        self.app = app
        self.people = people
        self.phone = enrolled(app, people["volunteer"])
        # a few routes find nothing without it
        self.form = {"at": "2026-11-23T09:12:00+00:00"}

    def batch_id(self) -> str:
        batch_id = str(uuid4())
        assert self.phone.put(batch(registration()), batch_id).status_code == 200
        return batch_id

    def registration_id(self) -> str:
        """An approved one; the form takes its approval back."""
        one = registration()
        self.phone.send(one)
        with self.app.app_context():
            by = db.session.get_one(User, self.people["supervisor"])
            decision = review.approve(seen=review.Seen(one["id"], 1), note="benar", by=by)
            db.session.commit()
            self.form["decision"] = str(decision.id)
        return str(one["id"])

    def device_id(self) -> str:
        return self.phone.device_id

    def user_id(self) -> str:
        """Somebody new: a route may end an account."""
        user_id = new_id()
        with self.app.app_context():
            user = User(
                id=user_id,
                username=f"relawan-{uuid4()}",
                full_name="Relawan Baru",
                password_hash="-",
                role=Role.VOLUNTEER,
                region_code=DISTRICT,
                created_at=clock.now(),
            )
            db.session.add(user)
            db.session.commit()
        self.phone = enrolled(self.app, user_id)
        return user_id

    def handover_id(self) -> str:
        self.registration_id()
        with self.app.app_context():
            made = handover.hand_over(territory=REGENCY, by=None)
            db.session.commit()
            assert made
            return made.id
