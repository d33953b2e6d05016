"""One real server for all tests here: gunicorn, two processes of eight threads, one database."""

from collections.abc import Iterator

import pytest
from flask import Flask

from config import Config
from tests.conftest import staffed
from tests.support.databases import Databases
from tests.support.people import People, staff
from tests.support.phones import Phone, enrolled
from tests.support.serving import Site
from tests.support.shared import shared_office


@pytest.fixture(scope="package")
def app(all_databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application beside the server, with the same keys, to look into the database."""
    with shared_office(all_databases, staffed, tmp_path_factory.mktemp("served")) as app:
        yield app


@pytest.fixture(scope="package")
def people(app: Flask) -> People:
    return staff(app)


@pytest.fixture(scope="package")
def phone(app: Flask, people: People) -> Phone:
    return enrolled(app, people.volunteer)


@pytest.fixture(scope="package")
def site(app: Flask) -> Iterator[Site]:
    config: Config = app.config["JANGKAU"]
    site = Site(config.instance_path, config.database_url, workers=2)
    site.start()
    yield site
    site.stop()
