"""What every test can ask for: a migrated database of its own, and the application on top of it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from config import ROOT, Config
from tests.faults.size import LONG
from tests.support.databases import Databases, databases
from tests.support.people import People, hire, signed_in, staff
from tests.support.phones import Phone, enrolled
from tests.support.templates import compile_once
from webapp.app import create_app
from webapp.extensions import db


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="the database every test runs on",
    )


def pytest_configure() -> None:
    """Forget the settings of whoever runs the tests, and compile no page twice.

    Properties are tried with the same examples each time, so that what fails fails for everybody;
    `make faults` looks for new ones.
    """
    settings.register_profile("jangkau", deadline=None, derandomize=not LONG)
    settings.load_profile("jangkau")
    compile_once()
    for name in [*os.environ]:
        if name.startswith("JANGKAU_") or name == "DATABASE_URL":
            del os.environ[name]


@pytest.fixture(scope="session")
def all_databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    """Databases on the engine named by --database."""
    folder = tmp_path_factory.mktemp("databases")
    with databases(request.config.getoption("--database"), folder) as made:
        yield made


@pytest.fixture
def database_url(all_databases: Databases) -> Iterator[str]:
    """The address of a database with every migration and no rows."""
    with all_databases.prepared(migrated) as url:
        yield url


@pytest.fixture
def staffed_url(all_databases: Databases) -> Iterator[str]:
    """The address of a database with the regions and the people of tests/support/people.py."""
    with all_databases.prepared(staffed) as url:
        yield url


@pytest.fixture
def config(staffed_url: str, tmp_path: Path) -> Config:
    """Settings for one test: its own database and its own folder for keys and files."""
    return Config(
        mode="test", database_url=staffed_url, instance_path=tmp_path / "instance", photos=True
    )


def migrated(url: str) -> None:
    with application(url):
        flask_migrate.upgrade(directory=str(ROOT / "migrations"))


def staffed(url: str) -> None:
    with application(url):
        flask_migrate.upgrade(directory=str(ROOT / "migrations"))
        hire()


@contextmanager
def application(url: str) -> Iterator[Flask]:
    """The application for a moment, with nothing of it left behind but the database."""
    with TemporaryDirectory() as folder:
        app = create_app(Config(mode="test", database_url=url, instance_path=Path(folder)))
        with app.app_context():
            try:
                yield app
            finally:
                db.engine.dispose()


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """The application on this test's database; forms are accepted without a CSRF token."""
    app = create_app(config)
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def people(app: Flask) -> People:
    """The ids of everybody in tests/support/people.py."""
    return staff(app)


@pytest.fixture
def phone(app: Flask, people: People) -> Phone:
    """The volunteer's phone."""
    return enrolled(app, people.volunteer)


@pytest.fixture
def office(app: Flask, people: People) -> Callable[[str], FlaskClient]:
    """office("supervisor"): a browser with that person's session."""
    return partial(signed_in, app)
