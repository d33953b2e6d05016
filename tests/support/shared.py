"""One office for many tests that do not get in each other's way: a database a test costs time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from config import Config
from tests.support.databases import Databases
from webapp.app import create_app
from webapp.extensions import db


@contextmanager
def shared_office(
    databases: Databases, prepare: Callable[[str], None], folder: Path
) -> Iterator[Flask]:
    """An application on a database of its own; its settings are in app.config["JANGKAU"]."""
    with databases.prepared(prepare) as url:
        app = create_app(Config(mode="test", database_url=url, instance_path=folder, photos=True))
        app.config["WTF_CSRF_ENABLED"] = False
        yield app
        with app.app_context():
            db.engine.dispose()
