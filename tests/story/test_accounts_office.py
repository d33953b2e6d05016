"""The coordinator brings people in, and sees them out again."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.office import page, words
from tests.support.people import (
    DISTRICT,
    OTHER_DISTRICT,
    PASSWORD,
    VILLAGE,
    People,
    signed_in,
)
from tests.support.phones import Phone, registration
from webapp.accounts import operations
from webapp.extensions import db
from webapp.models import AuditEntry, Role, User

Office = Callable[[str], FlaskClient]
PEOPLE = "/coordination/people"


def person(**changes: str) -> dict[str, str]:
    return {
        "full_name": "Relawan Baru",
        "username": "relawan.baru",
        "role": "volunteer",
        "region_code": DISTRICT,
        "password": "",
        **changes,
    }


def add(coordinator: FlaskClient, **changes: str) -> str:
    """Add somebody; return the address of their page."""
    answer = coordinator.post(f"{PEOPLE}/new", data=person(**changes))
    assert answer.status_code == 302, words(answer)
    return str(answer.location)


def code_on(coordinator: FlaskClient, address: str) -> str:
    html = coordinator.post(f"{address}/code").get_data(as_text=True)
    found = re.search(r'id="code"[^>]*>([^<]+)<', html)
    assert found, html
    assert "<svg" in html.split('class="qr"')[1]
    return found[1].strip()


def enter_by_code(app: Flask, code: str) -> tuple[int, dict[str, object]]:
    answer = app.test_client().post(
        "/api/v1/devices", json={"enrolment_code": code, "device_name": "HP baru"}
    )
    return answer.status_code, answer.get_json()


def test_a_new_volunteer_enters_with_a_code_and_registers(
    app: Flask, people: People, office: Office
):
    coordinator = office("coordinator")
    address = add(coordinator, region_code=VILLAGE)
    code = code_on(coordinator, address)
    status, answer = enter_by_code(app, code.lower())
    assert status == 201
    assert answer["user"]["region_code"] == VILLAGE
    phone = Phone(app.test_client(), answer["token"], answer["device_id"])
    assert phone.send(registration())[0]["outcome"] == "stored"
    assert "HP baru" in page(coordinator, address)
    # shown once, works once
    assert code not in page(coordinator, address)
    assert enter_by_code(app, code)[0] == 401


def test_a_new_code_ends_the_one_before(app: Flask, people: People, office: Office):
    coordinator = office("coordinator")
    address = f"{PEOPLE}/{people.volunteer}"
    first, second = code_on(coordinator, address), code_on(coordinator, address)
    assert enter_by_code(app, first)[0] == 401
    assert enter_by_code(app, second)[0] == 201


def test_a_new_supervisor_signs_in_with_the_password_they_were_given(
    app: Flask, people: People, office: Office
):
    coordinator = office("coordinator")
    refused = coordinator.post(f"{PEOPLE}/new", data=person(role="supervisor"))
    assert refused.status_code == 422
    assert "Isi kata sandi awal." in words(refused)
    address = add(coordinator, role="supervisor", username="penyelia.baru", password=PASSWORD)
    assert coordinator.post(f"{address}/code").status_code == 404
    answer = app.test_client().post(
        "/login", data={"username": "Penyelia.Baru", "password": PASSWORD}
    )
    assert answer.status_code == 302
    assert answer.location == "/review"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"username": "volunteer"}, "Nama pengguna ini sudah dipakai."),
        ({"username": "ada spasi"}, "tanpa spasi"),
        ({"username": "x"}, "3 sampai 40"),
        ({"full_name": " "}, "Isi nama lengkap."),
        ({"region_code": ""}, "Pilih wilayah tugas."),
        ({"region_code": "11.01"}, "Wilayah tugas"),
        ({"role": "coordinator"}, "Tugas"),
        ({"password": "pendek"}, "8 sampai 128 huruf."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    app: Flask, people: People, office: Office, changes: dict[str, str], said: str
):
    answer = office("coordinator").post(f"{PEOPLE}/new", data=person(**changes))
    assert answer.status_code == 422
    assert said in words(answer)
    with app.app_context():
        assert len(db.session.scalars(select(User)).all()) == len(vars(people))


def test_somebody_disabled_is_out_at_once_and_can_be_brought_back(
    app: Flask, phone: Phone, people: People, office: Office
):
    coordinator, address = office("coordinator"), f"{PEOPLE}/{people.volunteer}"
    supervisor = office("supervisor")
    coordinator.post(f"{address}/disable")
    coordinator.post(f"{PEOPLE}/{people.supervisor}/disable")
    assert phone.get("/changes").status_code == 401
    assert supervisor.get("/review").status_code == 302
    assert coordinator.post(f"{address}/code").status_code == 404
    assert "Nonaktif sejak" in page(coordinator, address)
    coordinator.post(f"{address}/enable")
    assert phone.get("/changes").status_code == 200
    # a session that was ended stays ended
    coordinator.post(f"{PEOPLE}/{people.supervisor}/enable")
    assert supervisor.get("/review").status_code == 302
    assert signed_in(app, "supervisor").get("/review").status_code == 200
    with app.app_context():
        trail = db.session.scalars(
            select(AuditEntry.action).where(
                AuditEntry.subject_id == people.volunteer, AuditEntry.actor_id == people.coordinator
            )
        ).all()
        assert trail == ["user.disabled", "user.enabled"]


def test_a_lost_phone_is_revoked_and_another_one_stays(
    app: Flask, phone: Phone, people: People, office: Office
):
    coordinator, address = office("coordinator"), f"{PEOPLE}/{people.volunteer}"
    _, other = enter_by_code(app, code_on(coordinator, address))
    coordinator.post(f"{address}/devices/{phone.device_id}/revoke")
    assert phone.get("/changes").status_code == 401
    assert (
        Phone(app.test_client(), other["token"], other["device_id"]).get("/changes").status_code
        == 200
    )
    assert "Diputus" in page(coordinator, address)
    # somebody else's page does not reach this phone
    far = f"{PEOPLE}/{people.far_volunteer}/devices/{other['device_id']}/revoke"
    assert coordinator.post(far).status_code == 404


def test_a_volunteer_moves_and_what_was_received_stays(
    phone: Phone, people: People, office: Office
):
    one = registration()
    phone.send(one)
    address = f"{PEOPLE}/{people.volunteer}"
    office("coordinator").post(f"{address}/territory", data={"region_code": OTHER_DISTRICT})
    assert "Bojongmangu" in page(office("coordinator"), address)
    record = f"/review/registrations/{one['id']}"
    assert office("supervisor").get(record).status_code == 200
    assert office("far_supervisor").get(record).status_code == 404
    bad = office("coordinator").post(f"{address}/territory", data={"region_code": "99"})
    assert bad.status_code == 422


def test_a_forgotten_password_is_replaced(app: Flask, people: People, office: Office):
    address = f"{PEOPLE}/{people.supervisor}/password"
    assert office("coordinator").post(address, data={"password": "pendek"}).status_code == 422
    office("coordinator").post(address, data={"password": "kata-sandi-lain"})
    for password, location in ((PASSWORD, None), ("kata-sandi-lain", "/review")):
        answer = app.test_client().post(
            "/login", data={"username": "supervisor", "password": password}
        )
        assert answer.location == location


def test_a_coordinator_reaches_nobody_outside_the_territory_and_no_coordinator(
    app: Flask, people: People, office: Office
):
    with app.app_context():
        operations.create_user(
            username="near.coordinator",
            full_name="Near Coordinator",
            password=PASSWORD,
            role=Role.COORDINATOR,
            region_code=DISTRICT,
            by=None,
        )
        db.session.commit()
    near = office("near.coordinator")
    listed = page(near, PEOPLE)
    assert "Far Volunteer" not in listed
    assert "Colleague" in listed
    for stranger in (people.far_volunteer, people.coordinator):
        for path in ("", "/code", "/disable", "/enable", "/territory", "/password"):
            address = f"{PEOPLE}/{stranger}{path}"
            answer = near.post(address) if path else near.get(address)
            assert answer.status_code == 404, address
    assert near.get(f"{PEOPLE}?region={OTHER_DISTRICT}").status_code == 404
    assert near.post(f"{PEOPLE}/new", data=person(region_code=OTHER_DISTRICT)).status_code == 422
    whole = office("coordinator")
    assert "Far Volunteer" in page(whole, f"{PEOPLE}?region={OTHER_DISTRICT}")
    assert "Colleague" not in page(whole, f"{PEOPLE}?region={OTHER_DISTRICT}")


def test_the_code_is_neither_in_the_trail_nor_in_the_database(
    app: Flask, people: People, office: Office
):
    code = code_on(office("coordinator"), f"{PEOPLE}/{people.volunteer}").replace(" ", "")
    with app.app_context():
        for table in db.metadata.sorted_tables:
            for row in db.session.execute(table.select()):
                assert code not in str(row)
