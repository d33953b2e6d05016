"""Every answer tells the browser how little it may do, refusals and failures included."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.conftest import staffed
from tests.repo.routes import ROUTES
from tests.support.databases import Databases
from tests.support.objects import Objects
from tests.support.people import PASSWORD, People, signed_in, staff
from tests.support.phones import batch, enrolled, registration
from tests.support.shared import shared_office
from webapp.app import create_app
from webapp.assets import built
from webapp.extensions import db
from webapp.headers import ALWAYS

PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
# the same for everybody: what was built, and the lists a phone keeps
NOBODYS = {"/", "/sw.js", "/manifest.webmanifest", "/api/v1/reference"}


@pytest.fixture(scope="module")
def app(all_databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with shared_office(all_databases, staffed, tmp_path_factory.mktemp("office")) as app:
        yield app


@pytest.fixture(scope="module")
def people(app: Flask) -> People:
    return staff(app)


def assert_guarded(answer: TestResponse, path: str = "") -> None:
    headers = answer.headers
    assert {name: headers.get(name) for name in ALWAYS} == ALWAYS, path
    # "storage" would delete unsent registrations from the phone
    assert "Clear-Site-Data" not in headers
    assert not [name for name in dict(headers) if name.startswith("Access-Control-")], path
    if path not in NOBODYS:
        assert headers["Cache-Control"] == "no-store", path


def test_the_headers_are_these():
    assert {name: said for name, said in ALWAYS.items() if name != "Content-Security-Policy"} == {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=()",
    }


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline():
    rules = dict(rule.split(" ", 1) for rule in ALWAYS["Content-Security-Policy"].split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
    assert not re.search(r"unsafe|\*|https?:|nonce", ALWAYS["Content-Security-Policy"])


def test_every_route_answers_with_them_to_everybody(app, people):
    for route in ROUTES:
        method, rule = route.split(" ")
        objects = Objects(app, people)
        path = PLACE.sub(partial(made, objects), rule)
        for who in ("", "supervisor", "coordinator"):
            client = signed_in(app, who) if who else app.test_client()
            bearer = {} if who else enrolled(app, people.volunteer).bearer
            answer = client.open(path, method=method, headers=bearer, data=objects.form)
            assert_guarded(answer, path)


def made(objects: Objects, place: re.Match[str]) -> str:
    return str(getattr(objects, place[1])())


def test_built_files_answer_with_them_and_may_be_kept_for_ever(app):
    for name in built(app.config["JANGKAU"].client_path).values():
        answer = app.test_client().head(f"/static/dist/{name}")
        assert {header: answer.headers.get(header) for header in ALWAYS} == ALWAYS
        assert "immutable" in answer.headers["Cache-Control"]
    assert_guarded(app.test_client().get("/static/dist/tidak-ada.js"))


def test_every_kind_of_refusal_answers_with_them(app, people):
    phone, client = enrolled(app, people.volunteer), app.test_client()
    batch_id = "00000000-0000-4000-8000-000000000001"
    phone.put(batch(registration()), batch_id)
    wrong = {"username": "nobody", "password": "x", "device_name": "HP"}
    answers = {
        400: phone.put(b"{"),
        401: client.get("/api/v1/changes"),
        403: signed_in(app, "coordinator").get("/review"),
        404: client.get("/tidak-ada"),
        405: client.patch("/login"),
        409: phone.put(batch(registration()), batch_id),
        413: phone.put(gzip.compress(bytes(3_000_000)), packed=False),
        415: phone.client.put(f"/api/v1/batches/{batch_id}", headers=phone.bearer, data="x"),
        422: phone.put({}),
        429: [client.post("/api/v1/devices", json=wrong) for _ in range(6)][-1],
    }
    answers[413] = phone.put(bytes(3_000_000), packed=False)
    assert {status: answer.status_code for status, answer in answers.items()} == {
        status: status for status in answers
    }
    for answer in answers.values():
        assert_guarded(answer)
    assert_guarded(client.head("/login"))
    assert_guarded(client.options("/login"))


def test_a_failure_of_the_server_itself_answers_with_them_and_tells_nothing(app, monkeypatch):
    def fail() -> None:
        raise RuntimeError("kata rahasia")

    monkeypatch.setitem(app.view_functions, "field.alive", fail)
    answer = app.test_client().get("/healthz")
    assert answer.status_code == 500
    assert "Ada yang salah di kantor" in answer.get_data(as_text=True)
    assert "rahasia" not in answer.get_data(as_text=True)
    assert_guarded(answer)


def test_pages_hold_nothing_inline_that_the_policy_would_stop(app, people):
    objects = Objects(app, people)
    handover_id, user_id = objects.handover_id(), objects.user_id()
    for who, path in [
        ("", "/login"),
        ("", "/status"),
        ("supervisor", "/review"),
        ("supervisor", f"/review/batches/{Objects(app, people).batch_id()}"),
        ("supervisor", f"/review/registrations/{Objects(app, people).registration_id()}"),
        ("supervisor", "/progress"),
        ("coordinator", "/coordination"),
        ("coordinator", f"/coordination/people/{user_id}"),
        ("coordinator", f"/handover/{handover_id}"),
        ("coordinator", "/tidak-ada"),
    ]:
        html = (signed_in(app, who) if who else app.test_client()).get(path).get_data(as_text=True)
        assert "</html>" in html
        assert not re.search(r"<script(?![^>]*\bsrc=)", html), path
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html), path
        assert not re.search(r"""(src|href|action)=["'](https?:)?//""", html), path


def test_over_https_production_asks_for_https_from_now_on(app):
    config = replace(app.config["JANGKAU"], mode="production")
    served = create_app(config)
    try:
        answer = served.test_client().get("/login", base_url="https://jangkau.example")
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        plain = served.test_client().get("/login")
        assert "Strict-Transport-Security" not in plain.headers
    finally:
        with served.app_context():
            db.engine.dispose()


def test_the_wire_sets_no_cookie_and_takes_none(app, people):
    phone = enrolled(app, people.volunteer)
    said = {"username": "volunteer", "password": PASSWORD, "device_name": "HP"}
    answers = [
        phone.put(batch(registration())),
        phone.get("/changes"),
        phone.get("/reference"),
        app.test_client().post("/api/v1/devices", json=said),
        app.test_client().get("/api/v1/changes"),
    ]
    assert not [answer for answer in answers if "Set-Cookie" in answer.headers]
