"""What every test can ask for: a migrated database of its own, and the application on top of it."""

import os
from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest

from config import ROOT, Config
from tests.support.databases import Databases, databases
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
    """Forget the settings of whoever runs the tests."""
    for name in [*os.environ]:
        if name.startswith("JANGKAU_") or name == "DATABASE_URL":
            del os.environ[name]


@pytest.fixture(scope="session")
def all_databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    """Empty and migrated databases on the engine named by --database."""
    folder = tmp_path_factory.mktemp("databases")

    def migrate(url: str) -> None:
        app = create_app(Config(mode="test", database_url=url, instance_path=folder / "instance"))
        with app.app_context():
            flask_migrate.upgrade(directory=str(ROOT / "migrations"))
            db.engine.dispose()

    with databases(request.config.getoption("--database"), folder, migrate) as made:
        yield made


@pytest.fixture
def database_url(all_databases: Databases) -> Iterator[str]:
    """The address of a database with every migration and no rows."""
    with all_databases.migrated() as url:
        yield url


@pytest.fixture
def config(database_url: str, tmp_path: Path) -> Config:
    """Settings for one test: its own database and its own folder for keys and files."""
    return Config(mode="test", database_url=database_url, instance_path=tmp_path / "instance")
