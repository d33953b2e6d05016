"""One office takes all that is wrong here: what is refused leaves nothing behind."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.conftest import staffed
from tests.support.databases import Databases
from tests.support.people import staff
from tests.support.phones import Phone, enrolled
from tests.support.shared import shared_office


@pytest.fixture(scope="package")
def app(all_databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with shared_office(all_databases, staffed, tmp_path_factory.mktemp("office")) as app:
        yield app


@pytest.fixture(scope="package")
def phone(app: Flask) -> Phone:
    return enrolled(app, staff(app).volunteer)
