"""Planted words are looked for where they must not be: in logs and in a stolen database."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

import psycopg
import pytest
from flask import Flask
from sqlalchemy.engine import make_url

from config import Config
from tests.faults.scene import correction, worker
from tests.faults.served.browser import Browser
from tests.faults.wire import put
from tests.support.people import PASSWORD
from tests.support.phones import Json, Phone, batch, visit
from tests.support.serving import Site
from webapp.extensions import Model

# nobody else in these tests has any of it
PLANTED = {
    "kk_number": "3216091212129876",
    "phone": "0857-1234-9876",
    "mother_name": "Ibu Kenari Kuning",
    "email": "kenari@example.test",
    "address": "Gang Kenari Kuning",
    "work_location": "Pasar Kenari",
    "note": "burung kenari",
}
NAME = "Pekerja Kenari Emas"
VISIT_NOTE = "kandang kenari"


@pytest.fixture(scope="module")
def planted(phone: Phone, site: Site) -> Json:
    """A worker with planted words went the whole way, and so did what was refused of them."""
    one = worker(full_name=NAME, **PLANTED)
    broken = worker(full_name=NAME, **PLANTED) | {"sex": "X", "kata_baru": PLANTED["kk_number"]}
    met = visit(note=VISIT_NOTE)
    sent = batch(one, broken, worker(nik=one["nik"], **PLANTED), visits=(met,))
    assert put(site, phone, str(uuid4()), sent)[0] == 200
    other = {**one, "note": f"{PLANTED['note']} lain"}
    latest = correction(one, **PLANTED | {"address": "Gang Kenari Kuning II"})
    assert put(site, phone, str(uuid4()), batch(other, latest))[0] == 200
    torn = {**sent, "sealed_at": NAME}
    assert put(site, phone, str(uuid4()), torn)[0] == 422
    decide(site, one)
    return one


def decide(site: Site, one: Json) -> None:
    supervisor = Browser(site, "supervisor")
    for sought in (one["nik"], NAME):
        supervisor.get("/review/search")
        assert one["id"] in supervisor.submit("/review/search", q=sought)
    page = f"/review/registrations/{one['id']}"
    assert NAME in supervisor.get(page)
    supervisor.submit(
        f"{page}/decide", action="approve", revision="2", approve_note="orangnya sama"
    )
    coordinator = Browser(site, "coordinator")
    coordinator.get("/handover")
    assert NAME in coordinator.submit("/handover")


def words(one: Json) -> list[str]:
    """What was planted, and the same as a computer may have rewritten it."""
    digits = PLANTED["phone"].replace("-", "")
    return [one["nik"], *PLANTED.values(), VISIT_NOTE, digits, digits[1:], f"+62{digits[1:]}"]


def test_nothing_that_was_sent_stands_in_a_log(planted, phone, site):
    log = site.log
    assert log.count('"event": "request"') >= 10
    assert not re.search(r"\d{16}", log)
    for word in (NAME, *words(planted), PASSWORD, phone.token):
        assert word not in log


def test_P12_a_stolen_database_shows_none_of_it(app, planted):
    config: Config = app.config["JANGKAU"]
    stolen = "\n".join(dump(config.sqlalchemy_url)).lower()
    # it is the right database, and the planted worker is in it
    assert planted["id"] in stolen
    assert NAME.lower() in stolen
    for word in words(planted):
        for spelling in (word, json.dumps(word)[1:-1], word.encode().hex()):
            assert spelling.lower() not in stolen, word


def dump(url: str) -> Iterator[str]:
    """Everything in the database: the files of SQLite, the tables of PostgreSQL."""
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite":
        for ending in ("", "-wal", "-shm"):
            with open(f"{parts.database}{ending}", "rb") as file:
                yield file.read().decode("latin-1")
        with closing(sqlite3.connect(parts.database or "")) as connection:
            yield from connection.iterdump()
        return
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        for table in Model.metadata.sorted_tables:
            with connection.cursor().copy(f'COPY "{table.name}" TO STDOUT') as rows:
                yield "".join(bytes(row).decode() for row in rows)


def test_a_failure_is_logged_by_its_place_and_not_by_what_was_sent(
    app: Flask, phone, monkeypatch, capsys
):
    def fail(**_: object) -> None:
        try:
            raise KeyError(NAME)
        except KeyError:
            raise ValueError(f"{NAME} {PLANTED['kk_number']}") from None

    monkeypatch.setattr("webapp.intake.operations.receive", fail)
    assert phone.put(batch(worker())).status_code == 500
    said = next(line for line in capsys.readouterr().out.splitlines() if '"unexpected"' in line)
    assert "builtins.ValueError" in said
    assert "test_canaries.py" in said
    assert NAME not in said
    assert PLANTED["kk_number"] not in said
