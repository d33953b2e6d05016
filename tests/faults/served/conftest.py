"""One real server for all tests here: gunicorn, two processes of eight threads, one database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from config import Config
from tests.conftest import staffed
from tests.support.databases import Databases
from tests.support.people import People, staff
from tests.support.phones import Phone, enrolled
from tests.support.serving import Site
from webapp.app import create_app
from webapp.extensions import db


@pytest.fixture(scope="package")
def config(all_databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Config]:
    folder: Path = tmp_path_factory.mktemp("instance")
    with all_databases.prepared(staffed) as url:
        yield Config(mode="test", database_url=url, instance_path=folder)


@pytest.fixture(scope="package")
def app(config: Config) -> Iterator[Flask]:
    """The application beside the server, with the same keys, to look into the database."""
    app = create_app(config)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="package")
def people(app: Flask) -> People:
    return staff(app)


@pytest.fixture(scope="package")
def phone(app: Flask, people: People) -> Phone:
    return enrolled(app, people.volunteer)


@pytest.fixture(scope="package")
def site(app: Flask, config: Config) -> Iterator[Site]:
    site = Site(config.instance_path, config.database_url, workers=2)
    site.start()
    yield site
    site.stop()
