"""P10: nobody reads what lies outside their territory: by page, search, file, feed or receipt."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from tests.conftest import staffed
from tests.support.crawl import Page, crawl
from tests.support.databases import Databases
from tests.support.people import (
    DISTRICT,
    OTHER_DISTRICT,
    OTHER_VILLAGE,
    PASSWORD,
    VILLAGE,
    People,
    signed_in,
    staff,
)
from tests.support.phones import Json, batch, enrolled, registration, visit
from tests.support.shared import shared_office
from webapp.accounts import operations as accounts
from webapp.extensions import db
from webapp.models import Registration, Role, User
from webapp.review import operations as review
from webapp.review.judge import Seen
from webapp.rules.digest import digest

STARTS = ("/review", "/progress", "/coordination", "/coordination/people", "/handover", "/account")


@dataclass(frozen=True)
class Side:
    """One of two districts: whose it is, and what nobody of the other may ever see of it."""

    volunteer: str
    supervisor: str
    waiting: Json
    approved: Json
    batch_id: str

    @property
    def secrets(self) -> list[str]:
        told = [self.waiting["full_name"], self.approved["full_name"], self.batch_id]
        return [*told, self.waiting["nik"], self.waiting["id"], self.approved["id"]]


@pytest.fixture(scope="module")
def app(all_databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with shared_office(all_databases, staffed, tmp_path_factory.mktemp("office")) as app:
        with app.app_context():
            for name, region in (("near", DISTRICT), ("far", OTHER_DISTRICT)):
                hire_coordinator(f"{name}_coordinator", region)
        yield app


def hire_coordinator(username: str, region_code: str) -> None:
    accounts.create_user(
        username=username,
        full_name=username.title(),
        password=PASSWORD,
        role=Role.COORDINATOR,
        region_code=region_code,
        by=None,
    )
    db.session.commit()


@pytest.fixture(scope="module")
def people(app: Flask) -> People:
    return staff(app)


@pytest.fixture(scope="module")
def near(app: Flask, people: People) -> Side:
    return side(app, people.volunteer, people.supervisor, "Dekat", VILLAGE)


@pytest.fixture(scope="module")
def far(app: Flask, people: People) -> Side:
    return side(app, people.far_volunteer, people.far_supervisor, "Jauh", OTHER_VILLAGE)


def side(app: Flask, volunteer: str, supervisor: str, word: str, village: str) -> Side:
    waiting = registration(full_name=f"Menunggu {word}", village_code=village)
    approved = registration(full_name=f"Disetujui {word}", village_code=village)
    met = visit(village_code=village, note=f"kunjungan {word}")
    assert enrolled(app, volunteer).put(batch(waiting, approved, visits=(met,))).status_code == 200
    with app.app_context():
        by = db.session.get_one(User, supervisor)
        review.approve(seen=Seen(approved["id"], 1), note="benar", by=by)
        batch_id = db.session.get_one(Registration, waiting["id"]).batch_id
        db.session.commit()
    return Side(volunteer, supervisor, waiting, approved, batch_id)


def all_pages(app: Flask, who: str) -> list[Page]:
    return list(crawl(signed_in(app, who), *STARTS))


def shown(pages: list[Page]) -> str:
    return "\n".join(page.answer.get_data(as_text=True) for page in pages)


@pytest.mark.parametrize(
    ("who", "sees_near", "sees_far"),
    [
        ("supervisor", True, False),
        ("far_supervisor", False, True),
        ("near_coordinator", True, False),
        ("far_coordinator", False, True),
        ("coordinator", True, True),
        ("volunteer", False, False),
    ],
)
def test_P10_no_page_shows_what_lies_in_another_territory(app, near, far, who, sees_near, sees_far):
    pages = all_pages(app, who)
    text = shown(pages)
    assert (near.approved["full_name"] in text) is sees_near
    assert (far.approved["full_name"] in text) is sees_far
    for other, seen in ((near, sees_near), (far, sees_far)):
        if not seen:
            assert not [secret for secret in other.secrets if secret in text]


@pytest.mark.parametrize("who", ["supervisor", "coordinator"])
def test_every_page_that_a_link_leads_to_is_there_and_no_address_holds_a_nik(app, near, far, who):
    pages = all_pages(app, who)
    assert len(pages) >= 5
    own = [page for page in pages if page.answer.status_code not in (403, 404)]
    assert {page.answer.status_code for page in own} == {200}
    # the starts of the other role are closed; whatever a page links to is open
    assert {page.address for page in pages if page not in own} <= set(STARTS)
    for page in pages:
        for address in [page.address, *page.links, *[form.action for form in page.forms]]:
            assert not re.search(r"\d{16}", address)


@pytest.mark.parametrize("word", ["name", "nik"])
def test_P10_a_search_finds_only_the_own_territory(app, near, far, word):
    for who, own, other in (("supervisor", near, far), ("far_supervisor", far, near)):
        for sought, found in ((own, True), (other, False)):
            text = sought.waiting["full_name" if word == "name" else "nik"]
            answer = signed_in(app, who).post("/review/search", data={"q": text})
            assert answer.status_code == 200
            assert (sought.waiting["id"] in answer.get_data(as_text=True)) is found


def test_P10_nobody_decides_in_another_territory(app, near, far):
    browser = signed_in(app, "far_supervisor")
    for one in (near.waiting, near.approved):
        page = f"/review/registrations/{one['id']}"
        decision = {"action": "approve", "revision": "1", "approve_note": "x"}
        assert browser.post(f"{page}/decide", data=decision).status_code == 404
    many = {"seen": f"{near.waiting['id']} 1"}
    assert browser.post(f"/review/batches/{near.batch_id}/approve", data=many).status_code == 404
    with app.app_context():
        statuses = db.session.execute(
            select(Registration.id, Registration.status).where(
                Registration.id.in_([near.waiting["id"], near.approved["id"]])
            )
        )
        assert {row.id: row.status for row in statuses} == {
            near.waiting["id"]: "received",
            near.approved["id"]: "approved",
        }


def test_P10_a_phone_hears_nothing_about_the_work_of_others(app, people, near, far):
    phone, colleague = enrolled(app, people.volunteer), enrolled(app, people.colleague)
    for stranger in (colleague, enrolled(app, people.far_volunteer)):
        for one in (near.waiting, near.approved):
            assert stranger.get(f"/registrations/{one['id']}").status_code == 404
        feed = stranger.get("/changes").get_data(as_text=True)
        assert not [secret for secret in near.secrets if secret in feed]
        items = [{"id": near.waiting["id"], "revision": 1, "digest": digest(near.waiting)}]
        said = stranger.post("/reconcile", {"items": items}).get_json()
        assert (said["have"], said["differs"]) == ([], [])
        assert said["receipt"]["count"] == 0
    assert phone.get(f"/registrations/{near.waiting['id']}").status_code == 200


def test_P10_a_file_for_bpjs_holds_the_own_territory_alone(app, near, far):
    browser = signed_in(app, "far_coordinator")
    made = browser.post("/handover")
    assert made.status_code == 302
    content = browser.get(f"{made.location}.xlsx").data
    text = "\n".join(
        str(cell)
        for sheet in load_workbook(BytesIO(content))
        for row in sheet.values
        for cell in row
    )
    assert far.approved["full_name"] in text
    assert near.approved["full_name"] not in text
    # and the other coordinator cannot have it
    assert signed_in(app, "near_coordinator").get(made.location).status_code == 404
    assert signed_in(app, "near_coordinator").get(f"{made.location}.xlsx").status_code == 404
