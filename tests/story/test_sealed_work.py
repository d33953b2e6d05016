"""Work nobody can open on the phone any more still reaches the office, once (P5, P13)."""

import json
from base64 import b64decode, b64encode
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.support.boxes import export, sealed
from tests.support.people import People, signed_in
from tests.support.phones import Json, Phone, batch, enrolled, registration, visit
from webapp.accounts import operations as accounts
from webapp.extensions import db
from webapp.models import Batch, Deposit, Device, Registration, Revision, User, Visit


class Slot:
    """The slot in the office's door, as one phone knows it."""

    def __init__(self, phone: Phone) -> None:
        about = phone.get("/devices/current").get_json()
        self.phone = phone
        self.author: str = about["user"]["id"]
        self.key: Json = about["sealing_key"]
        self.token: str = about["deposit_token"]

    def seal(self, content: Json, **more: str) -> Json:
        return sealed(content, more.pop("author", self.author), self.key, **more)

    def post(self, *items: Json):
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.phone.client.post("/api/v1/sealed", json={"items": items}, headers=headers)

    def leave(self, *items: Json) -> list[str]:
        answer = self.post(*items)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return [result["outcome"] for result in answer.get_json()["results"]]


@pytest.fixture
def phone(app: Flask, people: People) -> Phone:
    return enrolled(app, people.volunteer)


@pytest.fixture
def slot(phone: Phone) -> Slot:
    return Slot(phone)


@pytest.fixture
def desk(app: Flask, people: People) -> FlaskClient:
    return signed_in(app, "supervisor")


def count(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def revoke(app: Flask, phone: Phone, people: People) -> None:
    with app.app_context():
        device = db.session.get_one(Device, phone.device_id)
        accounts.revoke_device(device=device, by=db.session.get_one(User, people.coordinator))
        db.session.commit()


def claim(desk: FlaskClient, phone: Phone, **pressed: str):
    return desk.post(f"/review/deposits/{phone.device_id}", data=pressed or {"take": "ya"})


def test_a_locked_phone_delivers_at_once(app, slot):
    one, call = registration(), visit()
    assert slot.leave(slot.seal(one), slot.seal(call)) == ["stored", "stored"]
    held = slot.phone.get(f"/registrations/{one['id']}").get_json()
    assert held["registration"] == one
    assert count(app, Visit) == 1


def test_what_comes_sealed_and_open_comes_once(app, slot):
    one, other = registration(), registration()
    assert slot.phone.send(one)[0]["outcome"] == "stored"
    assert slot.leave(slot.seal(one), slot.seal(other)) == ["stored_before", "stored"]
    assert slot.phone.send(other)[0]["outcome"] == "stored_before"
    assert slot.leave(slot.seal(one), slot.seal(other)) == ["stored_before", "stored_before"]
    assert count(app, Registration) == 2


def test_two_texts_of_one_registration_left_together_each_hear_their_own_end(app, slot):
    first = registration()
    second = {**first, "revision": 2, "rt": "009"}
    torn = {**slot.seal(second), "sealed": b64encode(b"x" * 200).decode()}
    for items, told in (
        ((slot.seal(first), torn), "stored"),
        ((torn, slot.seal(first)), "stored_before"),
    ):
        answer = slot.post(*items).get_json()["results"]
        assert {one["digest"]: one["outcome"] for one in answer} == {
            slot.seal(first)["digest"]: told,
            torn["digest"]: "invalid",
        }
    assert slot.leave(slot.seal(second), slot.seal(first)) == ["stored", "stored_before"]


def test_of_two_texts_of_one_registration_the_one_whose_key_is_missing_goes_on_waiting(
    app, slot, people, desk, tmp_path
):
    first = registration()
    old = slot.seal(first)
    with app.app_context():
        app.extensions["keyring"].rotate()
    new = Slot(slot.phone).seal({**first, "revision": 2, "rt": "009"})
    revoke(app, slot.phone, people)
    assert slot.leave(old, new) == ["quarantined", "quarantined"]
    newest = app.extensions["keyring"].folder / "office-0002.key"
    newest.rename(tmp_path / "away.key")
    claim(desk, slot.phone)
    (tmp_path / "away.key").rename(newest)
    with app.app_context():
        waiting = db.session.scalars(select(Deposit).where(Deposit.closed_at.is_(None))).all()
        assert [row.digest for row in waiting] == [new["digest"]]
    claim(desk, slot.phone)
    assert count(app, Revision) == 2


def test_the_same_again_leaves_no_empty_batch(app, slot):
    item = slot.seal(registration())
    slot.leave(item)
    before = count(app, Batch)
    assert slot.leave(item) == ["stored_before"]
    assert count(app, Batch) == before


def test_one_bad_item_does_not_sink_the_others(app, slot):
    sound = slot.seal(registration())
    torn = {**slot.seal(registration()), "sealed": b64encode(b"x" * 200).decode()}
    changed = slot.seal(registration())
    raw = bytearray(b64decode(changed["sealed"]))
    raw[-1] ^= 1
    changed["sealed"] = b64encode(bytes(raw)).decode()
    moved = slot.seal(registration(), said=registration()["id"])
    other_digest = {**slot.seal(registration()), "digest": "0" * 64}
    wrong = slot.seal(registration(sex="X"))
    not_base64 = {**slot.seal(registration()), "sealed": "bukan base64!"}
    items = (torn, changed, moved, other_digest, wrong, not_base64, sound)
    assert slot.leave(*items) == ["invalid"] * 6 + ["stored"]
    assert count(app, Registration) == 1


def test_a_key_that_is_missing_makes_the_phone_keep_its_work(app, slot, tmp_path):
    item = slot.seal(registration())
    keys = app.extensions["keyring"].folder / "office-0001.key"
    away = keys.rename(tmp_path / keys.name)
    assert slot.leave(item) == ["retry_later"]
    away.rename(keys)
    assert slot.leave(item) == ["stored"]


def test_an_older_key_still_opens_after_rotation(app, slot):
    before = slot.seal(registration())
    with app.app_context():
        app.extensions["keyring"].rotate()
    told = slot.phone.get("/reference").get_json()["sealing_key"]
    assert told["key_id"] != slot.key["key_id"]
    slot.key = told
    assert slot.leave(before, slot.seal(registration())) == ["stored", "stored"]


def test_the_deposit_token_reads_nothing(slot):
    bearer = {"Authorization": f"Bearer {slot.token}"}
    client = slot.phone.client
    for path in ("/changes", "/reference", "/devices/current"):
        assert client.get(f"/api/v1{path}", headers=bearer).status_code == 401
    opened = client.post("/api/v1/sealed/open", json={"items": []}, headers=bearer)
    assert opened.status_code == 401


@pytest.mark.parametrize("token", ["", "x", ".", "00000000-0000-0000-0000-000000000000.00"])
def test_a_guessed_deposit_token_leaves_nothing(slot, token):
    slot.token = token
    assert slot.post().status_code == 401


def test_a_token_of_one_phone_does_not_stand_for_another(app, slot, people):
    other = enrolled(app, people.far_volunteer)
    slot.token = f"{other.device_id}.{slot.token.partition('.')[2]}"
    assert slot.post().status_code == 401


def test_P13_a_revoked_phone_is_shut_out_and_its_work_waits_for_a_supervisor(
    app, slot, people, desk
):
    revoke(app, slot.phone, people)
    refused = slot.phone.get("/changes")
    assert (refused.status_code, refused.get_json()["code"]) == (401, "device_revoked")
    one = registration()
    assert slot.leave(slot.seal(one), slot.seal(visit())) == ["quarantined"] * 2
    assert slot.leave(slot.seal(one)) == ["quarantined"]
    assert (count(app, Registration), count(app, Deposit)) == (0, 2)
    assert "2 titipan" in desk.get("/review/deposits").text
    claim(desk, slot.phone)
    assert "2 titipan dibuka: 2 diterima" in desk.get("/review/deposits").text
    assert (count(app, Registration), count(app, Visit)) == (1, 1)
    with app.app_context():
        assert db.session.get_one(Registration, one["id"]).user_id == people.volunteer


def test_claimed_work_that_came_before_is_not_counted_twice(app, slot, people, desk):
    one = registration()
    slot.phone.send(one)
    revoke(app, slot.phone, people)
    slot.leave(slot.seal(one))
    claim(desk, slot.phone)
    assert "1 sudah ada di kantor" in desk.get("/review/deposits").text
    assert count(app, Registration) == 1


def test_a_supervisor_may_leave_it_sealed_and_nothing_is_deleted(app, slot, people, desk):
    revoke(app, slot.phone, people)
    slot.leave(slot.seal(registration()))
    claim(desk, slot.phone, leave="ya")
    assert "Tidak ada titipan yang menunggu" in desk.get("/review/deposits").text
    assert (count(app, Registration), count(app, Deposit)) == (0, 1)


def test_a_supervisor_elsewhere_sees_and_claims_nothing(app, slot, people):
    revoke(app, slot.phone, people)
    slot.leave(slot.seal(registration()))
    elsewhere = signed_in(app, "far_supervisor")
    assert "Tidak ada titipan" in elsewhere.get("/review/deposits").text
    assert claim(elsewhere, slot.phone).status_code == 404
    assert count(app, Registration) == 0


def test_a_disabled_volunteers_work_waits_too(app, slot, people):
    with app.app_context():
        accounts.disable_user(user=db.session.get_one(User, people.volunteer), by=None)
        db.session.commit()
    assert slot.phone.get("/changes").get_json()["code"] == "device_revoked"
    assert slot.leave(slot.seal(registration())) == ["quarantined"]


def test_P5_after_signing_out_what_was_left_is_still_taken_at_once(app, slot):
    item = slot.seal(registration())
    assert (
        slot.phone.client.delete("/api/v1/devices/current", headers=slot.phone.bearer).status_code
        == 204
    )
    assert slot.phone.get("/changes").get_json()["code"] == "unauthenticated"
    assert slot.leave(item) == ["stored"]


def test_anfar_volunteers_work_waits_and_then_counts_for_its_author(app, people, slot, desk):
    other = Slot(enrolled(app, people.far_volunteer))
    mine = registration()
    assert other.leave(slot.seal(mine)) == ["quarantined"]
    assert count(app, Registration) == 0
    other_desk = signed_in(app, "far_supervisor")
    claim(other_desk, other.phone)
    assert "1 milik relawan di luar wilayah Anda" in other_desk.get("/review/deposits").text
    assert count(app, Registration) == 0


def test_a_phone_cannot_fill_the_disk(app, slot, people, monkeypatch):
    monkeypatch.setattr("webapp.deposits.operations.MOST_WAITING", 2)
    revoke(app, slot.phone, people)
    slot.leave(slot.seal(registration()), slot.seal(registration()))
    refused = slot.post(slot.seal(registration()))
    assert refused.status_code == 429
    assert count(app, Deposit) == 2


def test_a_volunteer_who_forgot_the_pin_reads_the_own_work_again_and_no_one_elses(
    app, slot, people
):
    draft = {"id": registration()["id"], "step": 2, "values": {"full_name": "Contoh"}}
    mine = slot.seal(draft, kind="draft")
    other = Slot(enrolled(app, people.far_volunteer))
    answer = slot.phone.post(
        "/sealed/open", {"items": [mine, other.seal(registration())]}
    ).get_json()
    assert answer["opened"] == [{"id": draft["id"], "content": draft}]


def test_a_draft_is_never_taken_for_a_registration(app, slot):
    draft = slot.seal(registration(), kind="draft")
    assert slot.leave(draft) == ["invalid"]
    assert count(app, Registration) == 0


def carry(desk: FlaskClient, raw: bytes):
    form = {"file": (BytesIO(raw), "jangkau.jgk"), "bring": "ya"}
    return desk.post("/review/deposits/file", data=form, content_type="multipart/form-data")


def test_a_carried_file_counts_for_its_author_and_a_later_sync_does_not_double_it(
    app, slot, people, desk
):
    one, draft = registration(), registration()
    raw = export(slot.seal(one), slot.seal(draft, kind="draft"))
    carry(desk, raw)
    told = desk.get("/review/deposits").text
    assert "1 diterima dan menunggu diperiksa, 1 tidak bisa diterima" in told
    assert slot.phone.send(one)[0]["outcome"] == "stored_before"
    carry(desk, raw)
    assert count(app, Registration) == 1
    with app.app_context():
        assert db.session.get_one(Registration, one["id"]).user_id == people.volunteer


@pytest.mark.parametrize("spoil", [lambda raw: raw[:-40], lambda _: b"{}", lambda _: b"\x00" * 9])
def test_a_torn_file_is_refused_with_words(app, slot, desk, spoil):
    answer = carry(desk, spoil(export(slot.seal(registration()))))
    assert answer.status_code == 422
    assert "berkas" in answer.text.lower()
    assert count(app, Registration) == 0


def test_a_file_with_items_missing_is_noticed(slot, desk, app):
    raw = export(slot.seal(registration()), slot.seal(registration()))
    document = json.loads(raw)
    document["items"].pop()
    answer = carry(desk, json.dumps(document).encode())
    assert "tidak lengkap" in answer.text
    assert count(app, Registration) == 0


def test_the_recovery_drill_opens_500_of_500_with_the_keys_from_a_safe(app, slot, tmp_path, desk):
    """Phones lost their PINs, the server its folder: the copy of the keys opens everything."""
    folder = app.extensions["keyring"].folder
    safe = tmp_path / "safe"
    safe.mkdir()
    for file in folder.glob("office-*.key"):
        (safe / file.name).write_text(file.read_text())
    items = [slot.seal(visit()) for _ in range(500)]
    for file in folder.glob("office-*.key"):
        file.unlink()
    for file in safe.iterdir():
        (folder / file.name).write_text(file.read_text())
    assert slot.leave(*items) == ["stored"] * 500
    assert count(app, Visit) == 500


def test_the_batch_of_a_deposit_is_in_the_supervisors_inbox(slot, desk):
    slot.leave(slot.seal(registration()))
    assert "<strong>1</strong> dari 1 menunggu" in desk.get("/review").text


def test_the_normal_path_still_takes_what_a_deposit_was_refused(slot):
    wrong = registration(sex="X")
    assert slot.leave(slot.seal(wrong)) == ["invalid"]
    assert slot.phone.put(batch({**wrong, "sex": "F"})).status_code == 200
