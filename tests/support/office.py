"""The office's pages for tests: decisions through the door, and numbers read off a page."""

import re
from datetime import datetime
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from webapp import clock


def decide(supervisor: FlaskClient, registration_id: str, action: str, **fields: object) -> None:
    """Decide on a registration as the supervisor's page does; revision 1 unless told otherwise."""
    answer = supervisor.post(
        f"/review/registrations/{registration_id}/decide",
        data={"action": action, "revision": 1, **fields},
    )
    assert answer.status_code == 302, words(answer)


def approve(supervisor: FlaskClient, *registration_ids: str, revision: int = 1) -> None:
    for one in registration_ids:
        decide(supervisor, one, "approve", revision=revision, approve_note="Sudah dicocokkan.")


def page(client: FlaskClient, address: str) -> str:
    """What a page says, without its tags."""
    answer = client.get(address)
    assert answer.status_code == 200, words(answer)
    return words(answer)


def words(answer: TestResponse) -> str:
    text = re.sub(
        r"<(style|script).*?</\1>|<[^>]+>", " ", answer.get_data(as_text=True), flags=re.S
    )
    return re.sub(r"\s+", " ", unescape(text)).strip()


def row_of(client: FlaskClient, address: str, key: str) -> dict[str, int]:
    """The figures in the first table row marked with this user name or district code."""
    html = client.get(address).get_data(as_text=True)
    found = re.search(rf'<tr data-(?:user|district)="{re.escape(key)}".*?</tr>', html, re.S)
    assert found, f"{key} is not on {address}"
    cells = re.findall(r'data-figure="(\w+)">(.*?)</td>', found[0], re.S)
    return {name: int(re.sub(r"<[^>]+>|\D", "", cell)) for name, cell in cells}


def at(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """Set the server's clock, as "2026-11-15T10:00+07:00"."""
    found = datetime.fromisoformat(moment)
    monkeypatch.setattr(clock, "source", lambda: found)
