"""What every refusal has in common: a code of the catalogue, Indonesian words, nothing kept."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.support.phones import Phone, batch, registration
from webapp.errors import catalogue
from webapp.extensions import db
from webapp.models import Batch, Registration, Revision, Visit

CODES = {problem.code: problem.status for problem in catalogue()}
# the libraries' own words; a volunteer reads Indonesian
ENGLISH = re.compile(
    r"\b(not|invalid|missing|must|unknown|field|value|valid|request|error)\b", re.I
)


@contextmanager
def nothing_kept(app: Flask) -> Iterator[None]:
    """What is sent inside the block leaves no row behind."""
    before = rows(app)
    yield
    assert rows(app) == before


def rows(app: Flask) -> int:
    with app.app_context():
        return sum(
            db.session.scalar(select(func.count()).select_from(model)) or 0
            for model in (Batch, Registration, Revision, Visit)
        )


def words_of(answer: Any) -> list[str]:
    """Everything in an answer that a person may read."""
    if isinstance(answer, dict):
        texts = [answer[name] for name in ("title", "detail") if name in answer]
        told = [text for said in answer.get("errors", {}).values() for text in said]
        return [*texts, *told, *words_of(answer.get("results", []))]
    return [word for one in answer for word in words_of(one)] if isinstance(answer, list) else []


def assert_refused(answer: TestResponse, status: int, code: str) -> None:
    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (status, code), problem
    assert answer.mimetype == "application/problem+json"
    assert CODES[code] == status == problem["status"]
    assert problem["type"] == f"urn:jangkau:problem:{code}"
    assert_indonesian(problem)


def assert_indonesian(answer: Any) -> None:
    words = words_of(answer)
    assert all(isinstance(text, str) and text for text in words)
    assert not [text for text in words if ENGLISH.search(text)]


def send_among_sound_ones(phone: Phone, broken: list[Any]) -> list[dict[str, Any]]:
    """The results for broken registrations between two sound ones, which are stored."""
    answer = phone.put(batch(registration(), *broken, registration()))
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert_indonesian(answer.get_json())
    first, *results, last = answer.get_json()["results"]
    assert (first["outcome"], last["outcome"]) == ("stored", "stored")
    return list(results)
