"""Every route has its guard: the table in routes.py holds for everybody who may ask."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import staffed
from tests.repo.routes import ROUTES, Expected
from tests.support.databases import Databases
from tests.support.objects import Objects
from tests.support.people import OTHER_DISTRICT, PASSWORD, People, signed_in, staff
from tests.support.phones import enrolled
from tests.support.shared import shared_office
from webapp.accounts import operations as accounts
from webapp.extensions import db
from webapp.models import Role

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
def people(app: Flask) -> People:
    return staff(app)


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


def ask(app: Flask, people: People, route: str, who: str) -> int:
    """The status this person gets, for objects that nobody has touched before."""
    client, headers = browser(app, people, who)
    method, rule = route.split(" ")
    objects = Objects(app, people)
    path = PLACE.sub(lambda place: str(getattr(objects, place[1])()), rule)
    body = {"json": {}} if path.startswith("/api/") and method != "GET" else {"data": objects.form}
    return client.open(path, method=method, headers=headers, **body).status_code


def browser(app: Flask, people: People, who: str) -> Browser:
    if who == "anonymous":
        return app.test_client(), {}
    if who.endswith("phone"):
        volunteer = people.far_volunteer if who.startswith("far") else people.volunteer
        return app.test_client(), enrolled(app, volunteer).bearer
    return signed_in(app, who), {}
