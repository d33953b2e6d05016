"""The register holds a worker once, says where every value came from, and forgets nothing."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.support.office import at, decide
from tests.support.people import People
from tests.support.phones import Phone, enrolled, registration
from webapp import contents
from webapp.extensions import db
from webapp.models import Decision, Link, Worker
from webapp.registry import queries
from webapp.registry.golden import Source, golden

Office = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "2026-11-23T12:00+07:00")


@pytest.fixture
def supervisor(office: Office) -> FlaskClient:
    return office("supervisor")


def workers(app: Flask) -> list[dict[str, object]]:
    """The record of every worker to whom somebody is linked, opened, with its provenance."""
    with app.app_context():
        found = db.session.scalars(select(Worker).order_by(Worker.enrolled_at)).all()
        held = queries.links_of([worker.id for worker in found])
        return [
            {
                "id": worker.id,
                "content": contents.open_worker(worker),
                "provenance": worker.provenance,
            }
            for worker in found
            if held[worker.id]
        ]


def ids(found: list[dict[str, object]]) -> list[str]:
    return [str(worker["id"]) for worker in found]


def links(app: Flask) -> list[tuple[str, int, str]]:
    with app.app_context():
        rows = db.session.scalars(select(Link).order_by(Link.id))
        return [(row.registration_id, row.revision, row.action) for row in rows]


def take_back(app: Flask, supervisor: FlaskClient, registration_id: str) -> None:
    with app.app_context():
        last = db.session.scalars(
            select(Decision.id)
            .where(Decision.registration_id == registration_id)
            .order_by(Decision.id.desc())
        ).first()
    answer = supervisor.post(
        f"/review/registrations/{registration_id}/undo", data={"decision": last}
    )
    assert answer.status_code == 302


def test_an_approval_enrols_a_worker_whose_values_name_their_source(
    app: Flask, phone: Phone, supervisor: FlaskClient
):
    one = registration(full_name="Euis Contoh", mother_name=None)
    phone.send(one)
    decide(supervisor, one["id"], "approve")
    (worker,) = workers(app)
    assert worker["content"]["full_name"] == "Euis Contoh"
    assert worker["content"]["nik"] == one["nik"]
    assert "mother_name" not in worker["content"]
    assert "programmes" not in worker["content"]
    assert set(worker["provenance"].values()) == {f"{one['id']}/1"}
    assert set(worker["provenance"]) == set(worker["content"])
    assert links(app) == [(one["id"], 1, "link")]


def test_a_dump_of_the_register_shows_no_nik(app: Flask, phone: Phone, supervisor: FlaskClient):
    one = registration(kk_number="3216091205120001", mother_name="Rohmah Contoh")
    phone.send(one)
    decide(supervisor, one["id"], "approve")
    with app.app_context():
        rows = db.session.execute(select(Worker.__table__)).all()
    dump = repr(rows)
    for secret in (one["nik"], "3216091205120001", "Rohmah", "3456-7890"):
        assert secret not in dump


def test_a_merge_fills_what_was_blank_and_overwrites_nothing(
    app: Flask, people: People, phone: Phone, supervisor: FlaskClient
):
    one = registration(address="Kp. Satu 1", mother_name=None)
    phone.send(one)
    decide(supervisor, one["id"], "approve")
    two = registration(nik=one["nik"], address="Kp. Dua 2", mother_name="Rohmah")
    enrolled(app, people.colleague).send(two)
    decide(supervisor, two["id"], "merge")
    (worker,) = workers(app)
    assert worker["content"]["address"] == "Kp. Satu 1"
    assert worker["content"]["mother_name"] == "Rohmah"
    assert worker["provenance"]["address"] == f"{one['id']}/1"
    assert worker["provenance"]["mother_name"] == f"{two['id']}/1"


def test_a_merge_taken_back_leaves_the_record_byte_for_byte_as_it_was(
    app: Flask, people: People, phone: Phone, supervisor: FlaskClient
):
    one = registration(mother_name=None)
    phone.send(one)
    decide(supervisor, one["id"], "approve")
    before = workers(app)
    two = registration(nik=one["nik"], mother_name="Rohmah")
    enrolled(app, people.colleague).send(two)
    decide(supervisor, two["id"], "merge")
    assert workers(app) != before
    take_back(app, supervisor, two["id"])
    assert workers(app) == before
    assert [action for *_, action in links(app)] == ["link", "link", "unlink"]


def test_an_approval_taken_back_and_made_again_is_the_same_worker(
    app: Flask, phone: Phone, supervisor: FlaskClient
):
    one = registration()
    phone.send(one)
    decide(supervisor, one["id"], "approve")
    (before,) = workers(app)
    take_back(app, supervisor, one["id"])
    decide(supervisor, one["id"], "approve")
    assert workers(app) == [before]
    assert [action for *_, action in links(app)] == ["link", "unlink", "link"]


def test_a_worker_without_links_is_free_for_the_next_with_the_same_nik(
    app: Flask, people: People, phone: Phone, supervisor: FlaskClient
):
    one = registration(full_name="Salah Ketik")
    phone.send(one)
    decide(supervisor, one["id"], "approve")
    take_back(app, supervisor, one["id"])
    decide(supervisor, one["id"], "reject", reject_note="NIK orang lain")
    two = registration(nik=one["nik"], full_name="Pemilik NIK")
    enrolled(app, people.colleague).send(two)
    decide(supervisor, two["id"], "approve")
    (worker,) = workers(app)
    assert worker["content"]["full_name"] == "Pemilik NIK"
    assert set(worker["provenance"].values()) == {f"{two['id']}/1"}


def test_a_late_correction_unlinks_and_the_next_approval_brings_the_new_text(
    app: Flask, phone: Phone, supervisor: FlaskClient
):
    one = registration(address="Kp. Lama 1")
    phone.send(one)
    decide(supervisor, one["id"], "approve")
    phone.send({**one, "revision": 2, "address": "Kp. Baru 2"})
    decide(supervisor, one["id"], "approve", revision=2, approve_note="Cocok")
    (worker,) = workers(app)
    assert worker["content"]["address"] == "Kp. Baru 2"
    assert worker["provenance"]["address"] == f"{one['id']}/2"
    assert links(app) == [(one["id"], 1, "link"), (one["id"], 1, "unlink"), (one["id"], 2, "link")]


def test_a_correction_with_another_nik_corrects_the_worker_and_frees_the_wrong_one(
    app: Flask, phone: Phone, supervisor: FlaskClient
):
    one = registration()
    phone.send(one)
    decide(supervisor, one["id"], "approve")
    (before,) = workers(app)
    phone.send({**one, "revision": 2, "nik": "3216091205879555"})
    decide(supervisor, one["id"], "approve", revision=2, approve_note="NIK sesuai KTP")
    (after,) = workers(app)
    assert after["id"] == before["id"]
    assert after["content"]["nik"] == "3216091205879555"
    # what nobody is linked to any more stands in nobody's way
    two = registration(nik=one["nik"])
    phone.send(two)
    decide(supervisor, two["id"], "approve", approve_note="Orang lain")
    assert [worker["content"]["nik"] for worker in workers(app)] == [
        "3216091205879555",
        one["nik"],
    ]


def test_the_first_registration_speaks_before_later_ones_in_any_number():
    sources = [
        Source("a", 2, {"full_name": "Euis", "phone": "", "programmes": ["JKK", "JKM"]}),
        Source("b", 1, {"full_name": "Euis Dua", "phone": "0812", "mother_name": "Rohmah"}),
        Source("c", 1, {"mother_name": "Saroh", "hamlet": "Dusun I"}),
    ]
    made = golden(sources)
    assert made.content == {
        "full_name": "Euis",
        "mother_name": "Rohmah",
        "phone": "0812",
        "hamlet": "Dusun I",
    }
    assert made.provenance == {
        "full_name": "a/2",
        "mother_name": "b/1",
        "phone": "b/1",
        "hamlet": "c/1",
    }
    assert golden(sources) == made
    assert golden([]).content == {}
