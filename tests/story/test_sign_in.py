"""Who comes in at the office, and how often somebody else may guess."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http.cookies import SimpleCookie
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import Config, Mode, UnsafeSetting
from tests.faults.wire import at_once
from tests.support.people import DISTRICT, PASSWORD, signed_in
from webapp.accounts import operations, passwords
from webapp.accounts.passwords import HASHER
from webapp.app import create_app
from webapp.extensions import db
from webapp.models import Role, User

WRONG = "bukan-kata-sandinya"
# of the switch between the languages, another on each page
TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')


@pytest.fixture
def checks(monkeypatch) -> list[str]:
    """The hashes that a password was compared with: the effort that was spent."""
    spent: list[str] = []

    class Counting:
        def verify(self, password_hash: str, password: str) -> bool:
            spent.append(password_hash)
            return HASHER.verify(password_hash, password)

        def hash(self, password: str) -> str:
            return HASHER.hash(password)

    monkeypatch.setattr(passwords, "HASHER", Counting())
    return spent


def sign_in(client: FlaskClient, username="supervisor", password=PASSWORD, address="10.0.0.1"):
    return client.post(
        "/login",
        data={"username": username, "password": password},
        environ_overrides={"REMOTE_ADDR": address},
    )


@pytest.mark.parametrize(
    ("username", "first_page"),
    [("volunteer", "/account"), ("supervisor", "/review"), ("coordinator", "/coordination")],
)
def test_everybody_comes_to_the_page_of_their_work(client, username, first_page):
    answer = sign_in(client, username)
    assert (answer.status_code, answer.location) == (302, first_page)
    assert client.get(first_page).status_code == 200


def test_the_name_may_be_typed_in_capitals_and_with_a_space(client):
    assert sign_in(client, " Supervisor ").location == "/review"


def test_after_signing_in_one_is_where_one_wanted_to_go_but_only_on_this_site(client):
    for wanted, found in [
        ("/review/search", "/review/search"),
        ("//elsewhere.example/review", "/review"),
        ("/\\elsewhere.example", "/review"),
        ("https://elsewhere.example/", "/review"),
        ("javascript:alert(1)", "/review"),
    ]:
        data = {"username": "supervisor", "password": PASSWORD, "next": wanted}
        assert client.post("/login", data=data).location == found


def test_a_wrong_name_a_wrong_password_and_an_ended_account_look_the_same(app, people, checks):
    with app.app_context():
        operations.disable_user(user=db.session.get_one(User, people.far_supervisor), by=None)
        db.session.commit()
    tries = [("supervisor", WRONG), ("nobody", WRONG), ("far_supervisor", PASSWORD)]
    pages = set()
    for username, password in tries:
        answer = sign_in(app.test_client(), username, password)
        assert answer.status_code == 401
        pages.add(TOKEN.sub("", answer.get_data(as_text=True)).replace(username, "..."))
    assert len(pages) == 1
    # and each costs one comparison, so that the time does not tell them apart either
    assert len(checks) == 3


def test_after_five_wrong_passwords_in_a_minute_even_the_right_one_has_to_wait(
    client, checks, time
):
    assert [sign_in(client, password=WRONG).status_code for _ in range(5)] == [401] * 5
    refused = sign_in(client)
    assert refused.status_code == 429
    assert "Tunggu satu menit" in refused.get_data(as_text=True)
    assert len(checks) == 5
    # somebody else is not in the way
    assert sign_in(client, "coordinator").status_code == 302
    time[0] += timedelta(seconds=61)
    assert sign_in(client).status_code == 302


def test_an_unknown_name_has_to_wait_just_the_same(client, time):
    statuses = [sign_in(client, "nobody", WRONG).status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]


def test_from_one_address_thirty_guesses_a_minute_are_enough(client, time):
    names = [f"name{number}" for number in range(31)]
    statuses = [sign_in(client, name, WRONG).status_code for name in names]
    assert statuses == [401] * 30 + [429]
    assert sign_in(client, address="10.0.0.2").status_code == 302


def test_right_passwords_never_lead_to_waiting(client, time):
    assert [sign_in(client).status_code for _ in range(12)] == [302] * 12


def test_many_guesses_at_once_are_counted_as_many(app, checks):
    guesses = [partial(sign_in, app.test_client(), password=WRONG) for _ in range(12)]
    statuses = [answer.status_code for answer in at_once(guesses)]
    assert set(statuses) <= {401, 429}
    assert len(checks) == statuses.count(401) <= 5


def test_the_door_of_phones_counts_the_same_guesses(client, time):
    guess = {"username": "volunteer", "password": WRONG, "device_name": "HP"}
    for _ in range(3):
        assert client.post("/api/v1/devices", json=guess).status_code == 401
    for _ in range(2):
        assert sign_in(client, "volunteer", WRONG, "127.0.0.1").status_code == 401
    answer = client.post("/api/v1/devices", json={**guess, "password": PASSWORD})
    assert (answer.status_code, answer.get_json()["code"]) == (429, "too_many_requests")
    assert answer.headers["Retry-After"] == "60"


def test_signing_out_ends_the_session_of_this_browser(app, client):
    sign_in(client)
    assert client.post("/logout").location == "/login"
    assert client.get("/review").location == "/login?next=/review"


def test_a_changed_password_ends_every_other_session_and_a_wrong_old_one_changes_nothing(app):
    here, elsewhere = app.test_client(), app.test_client()
    sign_in(here), sign_in(elsewhere)
    new = {"old": WRONG, "password": "kata-sandi-baru"}
    assert here.post("/account", data=new).status_code == 422
    assert elsewhere.get("/account").status_code == 200
    assert here.post("/account", data={**new, "old": PASSWORD}).status_code == 302
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302
    assert sign_in(app.test_client()).status_code == 401
    assert sign_in(app.test_client(), password="kata-sandi-baru").status_code == 302


def test_an_ended_account_is_out_at_its_next_request(app, people):
    browser = signed_in(app, "supervisor")
    assert browser.get("/review").status_code == 200
    with app.app_context():
        operations.disable_user(user=db.session.get_one(User, people.supervisor), by=None)
        db.session.commit()
    assert browser.get("/review").status_code == 302


def test_an_office_session_ends_after_twelve_hours_without_a_request(app, client, monkeypatch):
    sign_in(client)
    assert app.config["PERMANENT_SESSION_LIFETIME"] == timedelta(hours=12)
    signer = app.session_interface.get_signing_serializer(app)
    session = signer.loads(client.get_cookie(app.config["SESSION_COOKIE_NAME"]).value)
    thirteen_hours_ago = datetime.now(UTC) - timedelta(hours=13)
    monkeypatch.setattr("itsdangerous.timed.time.time", thirteen_hours_ago.timestamp)
    old = signer.dumps(session)
    monkeypatch.undo()
    assert client.get("/review").status_code == 200
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], old)
    assert client.get("/review").status_code == 302


def test_passwords_rest_as_argon2id(app, people):
    with app.app_context():
        for user in db.session.query(User):
            assert user.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@contextmanager
def started(config: Config, mode: Mode) -> Iterator[Flask]:
    app = create_app(replace(config, mode=mode))
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()


def test_in_production_the_session_cookie_belongs_to_this_host_and_to_https_alone(config):
    with started(config, "production") as app:
        app.config["WTF_CSRF_ENABLED"] = False
        answer = sign_in(app.test_client())
    assert answer.status_code == 302
    (cookie,) = SimpleCookie(answer.headers["Set-Cookie"]).values()
    assert cookie.key == "__Host-jangkau"
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_production_does_not_start_with_an_account_whose_password_everybody_knows(app, config):
    with app.app_context():
        operations.create_user(
            username="penyelia",
            full_name="Penyelia Contoh",
            password="penyelia",
            role=Role.SUPERVISOR,
            region_code=DISTRICT,
            by=None,
        )
        db.session.commit()
    with pytest.raises(UnsafeSetting, match="penyelia"), started(config, "production"):
        pass
    with started(config, "demo") as demo:
        assert demo.test_client().get("/login").status_code == 200


def test_without_its_token_no_form_of_the_office_does_anything(app):
    app.config["WTF_CSRF_ENABLED"] = True
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods and not str(rule).startswith("/api/"):
            _, path = rule.build(dict.fromkeys(rule.arguments, str(uuid4())))
            for who in ("supervisor", "coordinator"):
                answer = signed_in(app, who).post(path)
                assert answer.status_code == 400, rule
