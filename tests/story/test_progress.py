"""How far are we: phone, supervisor and coordinator are told the same."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from tests.support.office import approve, at, decide, page, row_of
from tests.support.people import DISTRICT, OTHER_DISTRICT, OTHER_VILLAGE, PASSWORD, People
from tests.support.phones import Phone, enrolled, registration, visit
from webapp import clock
from webapp.accounts import operations
from webapp.extensions import db
from webapp.models import AuditEntry, Quota, Role, User
from webapp.tally.queries import progress_of

Office = Callable[[str], FlaskClient]
FIGURES = ("approved", "waiting", "returned", "rejected", "target")


@pytest.fixture
def mid_month(monkeypatch: pytest.MonkeyPatch) -> str:
    """Half of November is over: 15 of 30 days."""
    at(monkeypatch, "2026-11-15T10:00+07:00")
    return "2026-11"


def sent(phone: Phone, count: int, **changes: object) -> list[str]:
    made = [registration(captured_at="2026-11-14T09:00:00+07:00", **changes) for _ in range(count)]
    assert {result["outcome"] for result in phone.send(*made)} == {"stored"}
    return [one["id"] for one in made]


def test_phone_supervisor_and_coordinator_see_the_same_numbers(
    phone: Phone, office: Office, mid_month: str
):
    ids = sent(phone, 7)
    supervisor, coordinator = office("supervisor"), office("coordinator")
    approve(supervisor, *ids[:3])
    decide(supervisor, ids[3], "return", words_address="Nomor rumah keliru")
    decide(supervisor, ids[4], "reject", reject_note="Karyawan pabrik")
    told = phone.quota()
    expected = {"approved": 3, "waiting": 2, "returned": 1, "rejected": 1, "target": 50}
    assert {name: told[name] for name in FIGURES} == expected
    assert (told["period"], told["expected_by_today"]) == (mid_month, 25)
    for client, address in ((supervisor, "/progress"), (coordinator, "/coordination")):
        shown = row_of(client, address, "volunteer")
        assert {name: shown[name] for name in FIGURES} == expected
        assert shown["expected"] == 25
        # two volunteers in this district, three in the whole regency
        assert "3 disetujui dari target" in page(client, address)


def test_the_first_line_answers_how_far_we_are(phone: Phone, office: Office, mid_month: str):
    approve(office("supervisor"), *sent(phone, 4))
    seen = page(office("supervisor"), "/progress")
    assert "4 disetujui dari target 100" in seen
    assert "Sampai hari ini diharapkan 50 : kurang 46" in seen


def test_every_figure_leads_to_as_many_rows(phone: Phone, office: Office, mid_month: str):
    ids = sent(phone, 5)
    supervisor, coordinator = office("supervisor"), office("coordinator")
    approve(supervisor, *ids[:2])
    for client, door in ((supervisor, "/progress"), (coordinator, "/coordination")):
        for counted, number in (("approved", 2), ("waiting", 3), ("returned", 0)):
            seen = page(client, f"{door}/registrations?counted={counted}&period={mid_month}")
            assert f"{number} pendaftaran" in seen
            assert seen.count("Disetujui" if counted == "approved" else "Menunggu") >= number
        assert "5 pendaftaran" in page(client, f"{door}/registrations?period={mid_month}")
        assert "0 pendaftaran" in page(client, f"{door}/registrations?period=2026-10")
        assert client.get(f"{door}/registrations?counted=everything").status_code == 404


def test_a_supervisor_sees_the_own_volunteers_only(
    app: Flask, people: People, office: Office, mid_month: str
):
    sent(enrolled(app, people.far_volunteer), 3, village_code=OTHER_VILLAGE)
    near, far = page(office("supervisor"), "/progress"), page(office("far_supervisor"), "/progress")
    assert "Far Volunteer" not in near
    assert "Far Volunteer" in far
    rows = "/progress/registrations?user="
    assert office("supervisor").get(rows + people.far_volunteer).status_code == 404
    assert office("far_supervisor").get(rows + people.far_volunteer).status_code == 200
    assert "0 pendaftaran" in page(office("supervisor"), "/progress/registrations")


def test_districts_count_where_the_worker_lives_and_add_up(
    phone: Phone, office: Office, mid_month: str
):
    sent(phone, 2)
    approve(office("supervisor"), *sent(phone, 1, village_code=OTHER_VILLAGE))
    coordinator = office("coordinator")
    near = row_of(coordinator, "/coordination", DISTRICT)
    far = row_of(coordinator, "/coordination", OTHER_DISTRICT)
    assert (near["waiting"], near["approved"]) == (2, 0)
    assert (far["waiting"], far["approved"]) == (0, 1)
    behind = f"/coordination/registrations?district={OTHER_DISTRICT}&counted=approved"
    assert "1 pendaftaran" in page(coordinator, behind)
    assert "Ini skema, bukan peta" in page(coordinator, "/coordination")


def test_a_registration_counts_to_the_month_the_office_first_received_it(
    phone: Phone, office: Office, monkeypatch: pytest.MonkeyPatch
):
    at(monkeypatch, "2026-10-31T23:30+07:00")
    one = registration(captured_at="2026-10-30T09:00:00+07:00")
    phone.send(one)
    at(monkeypatch, "2026-11-02T09:00+07:00")
    phone.send({**one, "revision": 2, "address": "Kp. Baru"})
    approve(office("supervisor"), one["id"], revision=2)
    assert phone.quota()["approved"] == 0
    october = row_of(office("coordinator"), "/coordination?period=2026-10", "volunteer")
    assert (october["approved"], october["waiting"]) == (1, 0)
    # a month that is over asks for all of it
    assert october["expected"] == october["target"]


def test_obstacles_are_counted_by_village_with_the_visits_behind_them(
    phone: Phone, office: Office, mid_month: str
):
    met = [visit(obstacles=["tidak-tahu"]), visit(obstacles=["tidak-tahu", "kantor-jauh"])]
    elsewhere = visit(village_code=OTHER_VILLAGE, obstacles=[])
    phone.send(visits=(*met, elsewhere))
    seen = page(office("coordinator"), "/coordination")
    assert "pabrik (2); Kantor / kanal bayar jauh (1)" in seen
    assert page(office("coordinator"), "/coordination/visits").count("Berminat") == 3
    behind = f"/coordination/visits?village={met[0]['village_code']}"
    assert page(office("coordinator"), behind).count("Berminat") == 2


def test_the_coordinator_sets_targets_and_everybody_sees_them(
    app: Flask, phone: Phone, people: People, office: Office, mid_month: str
):
    coordinator = office("coordinator")
    answer = coordinator.post(
        "/coordination/quotas",
        data={
            "period": mid_month,
            f"target-{people.volunteer}": "80",
            f"target-{people.colleague}": "50",
        },
    )
    assert answer.status_code == 302
    assert "Target 1 relawan diganti." in page(coordinator, "/coordination/quotas")
    told = phone.quota()
    assert (told["target"], told["expected_by_today"]) == (80, 40)
    assert row_of(office("supervisor"), "/progress", "volunteer")["target"] == 80
    assert row_of(coordinator, "/coordination", "volunteer")["target"] == 80
    with app.app_context():
        # the one that stayed as it was wrote nothing
        assert [quota.user_id for quota in db.session.scalars(select(Quota))] == [people.volunteer]
        trail = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "quota.set")).one()
        assert trail.details == {"period": mid_month, "target": 80, "before": None}
        assert trail.subject_id == people.volunteer


def test_a_target_set_again_replaces_the_old_one(
    phone: Phone, people: People, office: Office, mid_month: str
):
    coordinator = office("coordinator")
    for target in ("80", "30", "0"):
        coordinator.post(
            "/coordination/quotas",
            data={"period": mid_month, f"target-{people.volunteer}": target},
        )
        assert phone.quota()["target"] == int(target)


def test_one_target_for_all(phone: Phone, people: People, office: Office, mid_month: str):
    data = {"period": mid_month, "all": "25", "fill": "", f"target-{people.volunteer}": "99"}
    office("coordinator").post("/coordination/quotas", data=data)
    assert phone.quota()["target"] == 25
    assert row_of(office("far_supervisor"), "/progress", "far_volunteer")["target"] == 25


@pytest.mark.parametrize("wrong", ["", "-1", "1.5", "sepuluh", "10000", "9" * 5000, "٣"])
def test_a_target_that_is_no_number_saves_nothing_and_is_shown_again(
    phone: Phone, people: People, office: Office, mid_month: str, wrong: str
):
    answer = office("coordinator").post(
        "/coordination/quotas",
        data={
            "period": mid_month,
            f"target-{people.volunteer}": wrong,
            f"target-{people.colleague}": "70",
        },
    )
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert "Isi angka 0 sampai 9999." in html
    assert 'value="70"' in html
    assert phone.quota()["target"] == 50
    assert row_of(office("supervisor"), "/progress", "colleague")["target"] == 50


def test_a_month_that_is_over_keeps_its_targets(people: People, office: Office, mid_month: str):
    answer = office("coordinator").post(
        "/coordination/quotas", data={"period": "2026-10", f"target-{people.volunteer}": "1"}
    )
    assert answer.status_code == 422
    assert "<input id=" not in office("coordinator").get(
        "/coordination/quotas?period=2026-10"
    ).get_data(as_text=True)


def test_targets_outside_the_territory_cannot_be_set(
    app: Flask, people: People, office: Office, mid_month: str
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
    near.post(
        "/coordination/quotas", data={"period": mid_month, f"target-{people.far_volunteer}": "1"}
    )
    assert row_of(office("coordinator"), "/coordination", "far_volunteer")["target"] == 50
    assert "Far Volunteer" not in page(near, "/coordination")


def test_somebody_disabled_keeps_what_they_reached_but_nobody_waits_for_more(
    app: Flask, phone: Phone, people: People, office: Office, mid_month: str
):
    approve(office("supervisor"), *sent(phone, 2))
    with app.app_context():
        operations.disable_user(user=db.session.get_one(User, people.volunteer), by=None)
        operations.disable_user(user=db.session.get_one(User, people.colleague), by=None)
        db.session.commit()
    assert "2 disetujui dari target 0" in page(office("supervisor"), "/progress")
    assert row_of(office("supervisor"), "/progress", "volunteer")["approved"] == 2
    assert "Colleague" not in page(office("supervisor"), "/progress")


def test_many_volunteers_are_counted_in_one_query(app: Flask, people: People, phone: Phone):
    sent(phone, 3)
    statements: list[str] = []
    with app.app_context():
        period, today = clock.period_of(clock.now()), clock.today()
        event.listen(db.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
        found = progress_of(user_ids=vars(people).values(), period=period, today=today)
    assert len(found) == len(vars(people))
    assert found[people.volunteer].waiting == 3
    assert len([one for one in statements if one.startswith("SELECT")]) == 1


@pytest.mark.parametrize("period", ["2026-13", "2026", "'; drop", "9999-99", "２０２６-11"])
def test_an_odd_month_shows_this_one(office: Office, mid_month: str, period: str):
    for client, address in (
        (office("supervisor"), "/progress"),
        (office("coordinator"), "/coordination"),
    ):
        answer = client.get(address, query_string={"period": period})
        assert answer.status_code == 200
        assert "November 2026" in answer.get_data(as_text=True)
