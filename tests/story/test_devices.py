"""A phone comes to a volunteer by password or by a code, and can be shut out again."""

from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.faults.wire import at_once
from tests.support.people import PASSWORD, People
from tests.support.phones import Json, Phone, batch, enrolled, registration
from webapp.accounts import operations
from webapp.extensions import db
from webapp.models import Device, EnrolmentCode, Registration, User


def enrol(client: FlaskClient, **wanted: str):
    return client.post("/api/v1/devices", json={"device_name": "HP Contoh", **wanted})


def by_password(client: FlaskClient, username="volunteer", password=PASSWORD):
    return enrol(client, username=username, password=password)


def code_for(app: Flask, user_id: str, by: str) -> str:
    with app.app_context():
        user, maker = db.session.get_one(User, user_id), db.session.get_one(User, by)
        code = operations.make_enrolment_code(user=user, by=maker)
        db.session.commit()
        return code


def phone_of(client: FlaskClient, answer: Json) -> Phone:
    return Phone(client, answer["token"], answer["device_id"])


def assert_shut_out(phone: Phone, code: str = "device_revoked") -> None:
    for answer in (
        phone.get("/changes"),
        phone.get("/reference"),
        phone.put(batch(registration())),
    ):
        assert answer.status_code == 401
        assert answer.get_json()["code"] == code
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_phone_is_enrolled_by_password_and_hears_whose_it_is(client, people):
    answer = by_password(client)
    assert answer.status_code == 201
    said = answer.get_json()
    assert said["user"] == {
        "id": people.volunteer,
        "username": "volunteer",
        "full_name": "Volunteer",
        "role": "volunteer",
        "region_code": "32.16.09",
    }
    assert phone_of(client, said).send(registration())[0]["outcome"] == "stored"


def test_the_field_app_is_for_volunteers(client):
    answer = by_password(client, "supervisor")
    assert (answer.status_code, answer.get_json()["code"]) == (403, "forbidden")
    assert "relawan" in answer.get_json()["detail"]


def test_a_wrong_password_and_an_unknown_name_are_answered_the_same(client):
    wrong, unknown = by_password(client, password="salah"), by_password(client, "nobody", "salah")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.get_json() == unknown.get_json()


@pytest.mark.parametrize(
    ("wanted", "missing"),
    [({}, ["username", "password"]), ({"username": "volunteer"}, ["password"])],
)
def test_what_is_missing_is_named(client, wanted, missing):
    answer = enrol(client, **wanted)
    assert answer.status_code == 422
    assert list(answer.get_json()["errors"]) == missing


def test_the_token_is_long_and_nowhere_in_the_database(app, client):
    token = by_password(client).get_json()["token"]
    assert len(token) >= 43
    with app.app_context():
        hashes = db.session.scalars(select(Device.token_hash)).all()
        assert hashes
        assert all(len(one) == 64 and one != token for one in hashes)


def test_a_code_from_the_office_enrols_one_phone_once(app, client, people):
    code = code_for(app, people.volunteer, people.coordinator)
    typed = f" {code[:7].lower()}-{code[7:].lower()} "
    first = enrol(client, enrolment_code=typed)
    assert first.status_code == 201
    assert first.get_json()["user"]["id"] == people.volunteer
    second = enrol(client, enrolment_code=code)
    assert (second.status_code, second.get_json()["code"]) == (401, "wrong_credentials")
    with app.app_context():
        assert db.session.scalars(select(EnrolmentCode.code_hash)).one() not in (code, typed)


def test_a_code_typed_on_two_phones_at_once_enrols_one(app, people):
    for _ in range(5):
        code = code_for(app, people.volunteer, people.coordinator)
        answers = at_once([partial(enrol, app.test_client(), enrolment_code=code)] * 3)
        assert sorted(answer.status_code for answer in answers) == [201, 401, 401]


def test_a_code_lives_for_a_day(app, client, people, time):
    code = code_for(app, people.volunteer, people.coordinator)
    time[0] += timedelta(hours=24, seconds=1)
    assert enrol(client, enrolment_code=code).status_code == 401
    code = code_for(app, people.volunteer, people.coordinator)
    time[0] += timedelta(hours=23, minutes=59)
    assert enrol(client, enrolment_code=code).status_code == 201


def test_a_new_code_ends_the_unused_one_before(app, client, people):
    old = code_for(app, people.volunteer, people.coordinator)
    new = code_for(app, people.volunteer, people.coordinator)
    assert enrol(client, enrolment_code=old).status_code == 401
    assert enrol(client, enrolment_code=new).status_code == 201


def test_a_code_of_an_ended_account_enrols_nobody(app, client, people):
    code = code_for(app, people.volunteer, people.coordinator)
    with app.app_context():
        operations.disable_user(user=db.session.get_one(User, people.volunteer), by=None)
        db.session.commit()
    assert enrol(client, enrolment_code=code).status_code == 401


def test_codes_can_be_guessed_thirty_times_a_minute_from_one_address(client, time):
    statuses = [enrol(client, enrolment_code=f"AAAA{number}").status_code for number in range(31)]
    assert statuses == [401] * 30 + [429]


def test_one_code_can_be_tried_five_times_a_minute(client, time):
    statuses = [enrol(client, enrolment_code="AAAABBBB").status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]


def test_P13_a_phone_that_was_revoked_is_out_at_its_next_request(
    app, client, people, phone, office
):
    assert phone.get("/changes").status_code == 200
    revoke = f"/coordination/people/{people.volunteer}/devices/{phone.device_id}/revoke"
    assert office("coordinator").post(revoke).status_code == 302
    assert_shut_out(phone)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Registration)) == 0


def test_a_volunteer_shuts_out_the_own_lost_phone_and_no_other(app, people, office):
    mine, theirs = enrolled(app, people.volunteer), enrolled(app, people.colleague)
    browser = office("volunteer")
    assert browser.post(f"/account/devices/{mine.device_id}/revoke").status_code == 302
    assert browser.post(f"/account/devices/{theirs.device_id}/revoke").status_code == 404
    assert_shut_out(mine)
    assert theirs.get("/changes").status_code == 200


def test_a_phone_that_is_given_back_ends_its_token_itself(phone):
    answer = phone.client.delete("/api/v1/devices/current", headers=phone.bearer)
    assert (answer.status_code, answer.data) == (204, b"")
    assert_shut_out(phone, "unauthenticated")


def test_a_token_dies_after_thirty_days_without_a_sync_and_a_sync_gives_it_thirty_more(phone, time):
    for _ in range(3):
        time[0] += timedelta(days=29)
        assert phone.send(registration())[0]["outcome"] == "stored"
    time[0] += timedelta(days=30, seconds=1)
    assert_shut_out(phone, "unauthenticated")


def test_an_ended_account_shuts_out_all_its_phones(app, people, phone):
    with app.app_context():
        operations.disable_user(user=db.session.get_one(User, people.volunteer), by=None)
        db.session.commit()
    assert_shut_out(phone)


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic dm9sdW50ZWVyOng=", "Bearer tidak-ada", "Token {}", "{}"],
)
def test_anything_but_a_live_bearer_token_is_refused(phone, header):
    headers = {"Authorization": header.format(phone.token)}
    assert phone.client.get("/api/v1/changes", headers=headers).status_code == 401


def test_an_office_session_is_no_key_to_the_wire(office, people: People):
    for who in ("volunteer", "supervisor", "coordinator"):
        assert office(who).get("/api/v1/changes").status_code == 401
