"""A clock that stands still, and a browser in which nobody is signed in."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp import clock


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """time[0] is the server's clock, which stands still until a test moves it."""
    moments = [datetime(2026, 11, 23, 2, 0, tzinfo=UTC)]
    monkeypatch.setattr(clock, "source", lambda: moments[0])
    return moments


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
