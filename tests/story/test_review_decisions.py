"""A supervisor decides: a row for each decision, on the text that was seen; it can be undone."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.support.office import at, decide, page, words
from tests.support.people import People
from tests.support.phones import Phone, enrolled, nik, registration
from webapp.extensions import db
from webapp.models import AuditEntry, Decision, Link, Registration, Worker

Office = Callable[[str], FlaskClient]
ODD = {"nik": "3275091205879001"}
NO_NIK = {"nik": None, "nik_missing_reason": "KTP sedang diurus"}


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "2026-11-23T12:00+07:00")


@pytest.fixture
def supervisor(office: Office) -> FlaskClient:
    return office("supervisor")


def sent(phone: Phone, **changes: object) -> dict[str, object]:
    one = registration(**changes)
    assert phone.send(one)[0]["outcome"] == "stored"
    return one


def press(client: FlaskClient, one: dict[str, object], action: str, **more: object) -> TestResponse:
    """The same as decide, for what may be refused."""
    data = {"action": action, "revision": one["revision"], **more}
    return client.post(f"/review/registrations/{one['id']}/decide", data=data)


def undo(client: FlaskClient, one: dict[str, object], decision: int) -> TestResponse:
    return client.post(f"/review/registrations/{one['id']}/undo", data={"decision": decision})


def decisions(app: Flask) -> list[Decision]:
    with app.app_context():
        return list(db.session.scalars(select(Decision).order_by(Decision.id)))


def status(phone: Phone, one: dict[str, object]) -> str:
    return phone.get(f"/registrations/{one['id']}").get_json()["status"]


def heard(phone: Phone) -> list[dict[str, object]]:
    """What the phone hears about registrations."""
    return [change for change in phone.hear() if change["kind"] == "registration"]


def test_an_approval_is_a_row_a_trail_and_a_word_to_the_phone(
    app: Flask, people: People, phone: Phone, supervisor: FlaskClient
):
    one = sent(phone)
    answer = press(supervisor, one, "approve")
    assert answer.status_code == 302
    (made,) = decisions(app)
    assert (made.action, made.revision, made.decided_by) == ("approve", 1, people.supervisor)
    with app.app_context():
        trail = db.session.scalars(
            select(AuditEntry.action).where(AuditEntry.subject_id == one["id"])
        ).all()
    assert trail == ["registration.received", "registration.approved"]
    (change,) = heard(phone)
    assert (change["id"], change["status"], change["revision"]) == (one["id"], "approved", 1)
    assert change["decided_at"] == "2026-11-23T05:00:00.000000Z"


def test_after_a_decision_the_next_one_of_the_batch_comes_up(phone: Phone, supervisor: FlaskClient):
    first, second = registration(full_name="Asep Contoh"), registration(full_name="Euis Contoh")
    phone.send(first, second)
    answer = press(supervisor, first, "approve")
    assert answer.location.endswith(f"/review/registrations/{second['id']}")
    said = page(supervisor, answer.location)
    assert "Asep Contoh disetujui" in said
    done = press(supervisor, second, "approve").location
    assert "/review/batches/" in done
    assert "Semua di kiriman ini sudah diputuskan" in page(supervisor, done)


def test_a_return_carries_its_reasons_to_the_phone_field_by_field(
    phone: Phone, supervisor: FlaskClient
):
    one = sent(phone)
    decide(
        supervisor,
        str(one["id"]),
        "return",
        reasons=["phone:phone_unreachable", "nik:nik_not_as_card"],
        words_address="Tulis nama kampungnya",
        return_note="Tinggal ini saja.",
    )
    (change,) = heard(phone)
    assert change["status"] == "returned"
    assert change["note"] == "Tinggal ini saja."
    assert [(reason["field"], reason["text"]) for reason in change["reasons"]] == [
        ("nik", "NIK tidak sama dengan KTP"),
        ("phone", "Nomor HP tidak dapat dihubungi"),
        ("address", "Tulis nama kampungnya"),
    ]


def test_without_script_the_desk_shows_what_the_volunteer_will_read(
    app: Flask, phone: Phone, supervisor: FlaskClient
):
    one = sent(phone)
    answer = press(
        supervisor, one, "preview", reasons=["rt:rt_missing"], words_full_name="Eja lagi"
    )
    assert answer.status_code == 200
    # the panel of a return is the last on the page
    said = words(answer).rpartition("Yang dibaca relawan")[2]
    assert said.strip().startswith("Nama lengkap : Eja lagi RT : RT perlu diisi")
    assert decisions(app) == []
    assert 'value="Eja lagi"' in answer.get_data(as_text=True)


def test_a_return_or_a_rejection_without_a_reason_is_refused(
    app: Flask, phone: Phone, supervisor: FlaskClient
):
    one = sent(phone)
    for action, missing in (("return", "satu alasan"), ("reject", "Tulis alasan menolak")):
        answer = press(supervisor, one, action, reject_note="  ")
        assert answer.status_code == 422
        assert missing in words(answer)
    assert decisions(app) == []


def test_a_made_up_reason_or_action_is_refused(phone: Phone, supervisor: FlaskClient):
    one = sent(phone)
    for data in (
        {"action": "return", "reasons": ["nik:made_up"]},
        {"action": "vanish"},
        {"action": "approve", "revision": "x"},
        {"action": "reject", "reject_note": "x" * 501},
    ):
        answer = supervisor.post(
            f"/review/registrations/{one['id']}/decide", data={"revision": 1, **data}
        )
        assert answer.status_code == 422
    assert status(phone, one) == "received"


def test_what_the_volunteer_could_not_settle_needs_the_supervisors_reason(
    app: Flask, phone: Phone, supervisor: FlaskClient
):
    one = sent(phone, **ODD)
    answer = press(supervisor, one, "approve")
    assert answer.status_code == 422
    assert "Tulis alasan Anda menyetujuinya" in words(answer)
    decide(supervisor, str(one["id"]), "approve", approve_note="KTP Kota Bekasi sudah dilihat")
    assert decisions(app)[0].note == "KTP Kota Bekasi sudah dilihat"


def test_an_age_out_of_limits_is_the_supervisors_to_decide_even_when_confirmed(
    phone: Phone, supervisor: FlaskClient
):
    said = {"field": "birth_date", "code": "age_65_or_over", "reason": "Masih bekerja"}
    one = sent(phone, birth_date="1950-05-12", nik="3216091205509001", confirmations=[said])
    assert press(supervisor, one, "approve").status_code == 422
    assert press(supervisor, one, "approve", approve_note="Diajukan").status_code == 302


def test_nobody_is_approved_without_a_nik(phone: Phone, supervisor: FlaskClient):
    one = sent(phone, **NO_NIK)
    answer = press(supervisor, one, "approve", approve_note="Tetap")
    assert answer.status_code == 409
    assert "belum punya NIK" in words(answer)
    phone.send({**one, "revision": 2, "nik": "3216091205879777", "nik_missing_reason": None})
    assert status(phone, one) == "received"


def test_P7_a_decision_on_an_older_text_changes_nothing_and_shows_both(
    app: Flask, phone: Phone, supervisor: FlaskClient
):
    one = sent(phone, address="Kp. Lama 1")
    phone.send({**one, "revision": 2, "address": "Kp. Baru 2"})
    answer = press(supervisor, one, "return", words_phone="Nomornya mati")
    assert answer.status_code == 409
    said = words(answer)
    assert "Relawan mengirim perbaikan" in said
    assert "Kp. Lama 1" in said
    assert "Kp. Baru 2" in said
    html = answer.get_data(as_text=True)
    assert 'value="Nomornya mati"' in html
    assert 'name="revision" value="2"' in html
    assert decisions(app) == []
    assert status(phone, one) == "received"


def test_P7_a_late_correction_reopens_an_approval_and_the_desk_says_so(
    app: Flask, phone: Phone, supervisor: FlaskClient
):
    one = sent(phone, address="Kp. Lama 1")
    decide(supervisor, str(one["id"]), "approve")
    phone.send({**one, "revision": 2, "address": "Kp. Baru 2"})
    assert status(phone, one) == "received"
    said = page(supervisor, f"/review/registrations/{one['id']}")
    assert "Perbaikan ini tiba setelah pendaftaran diputuskan" in said
    assert "sebelumnya: Kp. Lama 1" in said
    assert "keputusan atas isi ke-1 dibuka lagi" in said
    again = {**one, "revision": 2}
    assert press(supervisor, again, "approve").status_code == 422
    assert press(supervisor, again, "approve", approve_note="Alamat cocok").status_code == 302
    with app.app_context():
        assert db.session.scalar(select(func.count(Worker.id))) == 1


def test_P7_a_late_correction_reopens_a_merge_too(
    app: Flask, phone: Phone, supervisor: FlaskClient
):
    one = sent(phone)
    decide(supervisor, str(one["id"]), "approve")
    two = sent(phone, nik=one["nik"])
    decide(supervisor, str(two["id"]), "merge", merge_note="Orang yang sama")
    phone.send({**two, "revision": 2, "nik": nik(777)})
    assert status(phone, two) == "received"
    assert [made.action for made in decisions(app)] == ["approve", "merge", "reopen"]
    again = {**two, "revision": 2}
    assert press(supervisor, again, "approve", approve_note="NIK dibetulkan").status_code == 302
    with app.app_context():
        assert db.session.scalar(select(func.count(Worker.id))) == 2


def test_two_supervisors_at_once_make_one_decision(
    app: Flask, phone: Phone, supervisor: FlaskClient
):
    one = sent(phone)
    decide(supervisor, str(one["id"]), "reject", reject_note="Karyawan pabrik")
    answer = press(supervisor, one, "approve")
    assert answer.status_code == 409
    assert "sudah diputuskan" in words(answer)
    assert [made.action for made in decisions(app)] == ["reject"]


@pytest.mark.parametrize(
    ("action", "more"),
    [
        ("approve", {}),
        ("return", {"words_address": "Lengkapi"}),
        ("reject", {"reject_note": "Karyawan pabrik"}),
    ],
)
def test_a_decision_can_be_taken_back_and_the_phone_hears_it(
    app: Flask, phone: Phone, supervisor: FlaskClient, action: str, more: dict[str, str]
):
    one = sent(phone)
    decide(supervisor, str(one["id"]), action, **more)
    (made,) = decisions(app)
    assert undo(supervisor, one, made.id).status_code == 302
    assert status(phone, one) == "received"
    assert [change["status"] for change in heard(phone)][-1] == "received"
    # the same press again finds nothing to take back
    assert undo(supervisor, one, made.id).status_code == 409
    assert press(supervisor, one, "approve").status_code == 302


def test_only_the_last_decision_can_be_taken_back(
    app: Flask, phone: Phone, supervisor: FlaskClient
):
    one = sent(phone)
    decide(supervisor, str(one["id"]), "approve")
    first = decisions(app)[0].id
    undo(supervisor, one, first)
    decide(supervisor, str(one["id"]), "approve")
    answer = undo(supervisor, one, first)
    assert answer.status_code == 409
    assert status(phone, one) == "approved"


def test_what_went_to_bpjs_stays_decided(app: Flask, phone: Phone, supervisor: FlaskClient):
    one = sent(phone)
    decide(supervisor, str(one["id"]), "approve")
    with app.app_context():
        db.session.get_one(Registration, str(one["id"])).status = "handed_over"
        db.session.commit()
    answer = undo(supervisor, one, decisions(app)[0].id)
    assert answer.status_code == 409
    assert "sudah diserahkan ke BPJS" in words(answer)
    said = page(supervisor, f"/review/registrations/{one['id']}")
    assert "Tidak bisa dibatalkan lagi" in said


def test_many_are_approved_at_once_and_the_doubtful_are_left(
    app: Flask, phone: Phone, supervisor: FlaskClient
):
    clean = [registration() for _ in range(3)]
    odd, stale = registration(**ODD), registration()
    phone.send(*clean, odd, stale)
    with app.app_context():
        batch_id = db.session.get_one(Registration, str(odd["id"])).batch_id
    phone.send({**stale, "revision": 2, "address": "Kp. Baru 2"})
    ticked = [f"{one['id']}:1" for one in (*clean, odd, stale)]
    answer = supervisor.post(
        f"/review/batches/{batch_id}/approve", data={"item": [*ticked, "made:up", ""]}
    )
    said = page(supervisor, answer.location)
    assert "3 pendaftaran disetujui" in said
    assert "2 belum disetujui" in said
    assert [status(phone, one) for one in (*clean, odd, stale)] == ["approved"] * 3 + [
        "received"
    ] * 2
    assert len(heard(phone)) == 3


def test_many_approvals_are_taken_back_with_one_press(
    app: Flask, phone: Phone, supervisor: FlaskClient
):
    ones = [registration() for _ in range(3)]
    phone.send(*ones)
    with app.app_context():
        batch_id = db.session.get_one(Registration, str(ones[0]["id"])).batch_id
    address = f"/review/batches/{batch_id}"
    supervisor.post(f"{address}/approve", data={"item": [f"{one['id']}:1" for one in ones]})
    moment = decisions(app)[0].decided_at.isoformat()
    assert "3 persetujuan dibatalkan" in page(
        supervisor, supervisor.post(f"{address}/undo", data={"at": moment}).location
    )
    assert {status(phone, one) for one in ones} == {"received"}
    for nonsense in ("", "yesterday", "2026-11-23T12:00"):
        assert supervisor.post(f"{address}/undo", data={"at": nonsense}).status_code == 404


def test_nothing_ticked_approves_nothing(app: Flask, phone: Phone, supervisor: FlaskClient):
    one = sent(phone)
    with app.app_context():
        batch_id = db.session.get_one(Registration, str(one["id"])).batch_id
    answer = supervisor.post(f"/review/batches/{batch_id}/approve")
    assert "Belum ada yang dicentang" in page(supervisor, answer.location)
    assert decisions(app) == []


def test_P8_the_same_nik_from_two_volunteers_is_decided_by_a_person(
    app: Flask, people: People, phone: Phone, supervisor: FlaskClient
):
    one = sent(phone, full_name="Euis Contoh", address="Kp. Satu 1")
    colleague = enrolled(app, people.colleague)
    two = registration(nik=one["nik"], full_name="Euis Kontoh", address="Kp. Dua 2")
    assert colleague.send(two)[0]["matches"] == [{"code": "same_nik_registration"}]
    said = page(supervisor, f"/review/registrations/{one['id']}")
    assert "Mungkin orang yang sama" in said
    assert "NIK sama." in said
    assert "Berbeda: Nama lengkap Pendaftaran ini: Euis Contoh" in said or "Euis Kontoh" in said
    assert press(supervisor, one, "approve").status_code == 422
    decide(supervisor, str(one["id"]), "approve", approve_note="Yang ini lengkap")

    said = page(supervisor, f"/review/registrations/{two['id']}")
    assert "Yang sudah terdaftar" in said
    answer = press(supervisor, two, "approve", approve_note="Tetap")
    assert answer.status_code == 409
    assert "Tandai sudah terdaftar" in words(answer)
    decide(supervisor, str(two["id"]), "merge", merge_note="Orang yang sama")
    assert status(colleague, two) == "merged"
    with app.app_context():
        assert db.session.scalar(select(func.count(Worker.id))) == 1
        assert db.session.scalar(select(func.count(Link.id))) == 2


def test_a_merge_needs_somebody_to_merge_with(app: Flask, phone: Phone, supervisor: FlaskClient):
    one = sent(phone)
    answer = press(supervisor, one, "merge")
    assert answer.status_code == 409
    assert "Belum ada pekerja terdaftar" in words(answer)
    # one whose only approval was taken back is nobody either
    decide(supervisor, str(one["id"]), "approve")
    undo(supervisor, one, decisions(app)[0].id)
    two = sent(phone, nik=one["nik"])
    assert press(supervisor, two, "merge").status_code == 409
    assert status(phone, two) == "received"


def test_of_a_twin_outside_the_territory_only_the_fact_is_told(
    app: Flask, people: People, phone: Phone, office: Office
):
    far = enrolled(app, people.far_volunteer)
    theirs = registration(full_name="Orang Jauh", village_code="32.16.23.2001")
    far.send(theirs)
    ours = sent(phone, nik=theirs["nik"])
    html = office("supervisor").get(f"/review/registrations/{ours['id']}").get_data(as_text=True)
    assert "di wilayah lain" in html
    assert "Orang Jauh" not in html
    assert theirs["id"] not in html


def test_a_rejected_twin_no_longer_claims_the_nik(phone: Phone, supervisor: FlaskClient):
    one, two = registration(), registration()
    two["nik"] = one["nik"]
    phone.send(one, two)
    decide(supervisor, str(two["id"]), "reject", reject_note="Dua kali dicatat")
    said = page(supervisor, f"/review/registrations/{one['id']}")
    assert "Mungkin orang yang sama" not in said
    assert press(supervisor, one, "approve").status_code == 302
