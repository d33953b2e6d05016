"""A supervisor decides who may be registered twice: one person, two, or not sure, and back."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select, update
from werkzeug.test import TestResponse

from tests.support.office import approve, decide, page, words
from tests.support.people import OTHER_VILLAGE, People
from tests.support.phones import Json, Phone, enrolled, registration
from webapp import clock, contents
from webapp.extensions import db
from webapp.models import AuditEntry, Decision, Link, Match, Member, Registration, Verdict, Worker

Office = Callable[[str], FlaskClient]
SITI = {
    "nik": "3216094505879017",
    "full_name": "Siti Nurhayati",
    "birth_date": "1987-05-05",
    "sex": "F",
    "phone": "0813-1111-2222",
    "kk_number": "3216091201100007",
    "rt": "004",
    "rw": "007",
    "address": "Kp. Pulo 7",
}
# the same card, read and heard by another volunteer
AGAIN = {**SITI, "nik": "3216094505879071", "full_name": "Siti Noerhayati", "address": "Kp. Sawah"}
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
NO_NIK = {"nik": None, "nik_missing_reason": "KTP hilang"}
ODD = {"nik": "3275094505879017"}


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that goes on: presses are told apart by their moment."""
    moments = (NOON + timedelta(milliseconds=passed) for passed in count())
    monkeypatch.setattr(clock, "source", lambda: next(moments))


@pytest.fixture
def supervisor(office: Office) -> FlaskClient:
    return office("supervisor")


@pytest.fixture
def colleague(app: Flask, people: People) -> Phone:
    return enrolled(app, people.colleague)


def sent(volunteers: Phone, /, **changes: object) -> Json:
    one = registration(**changes)
    assert volunteers.send(one)[0]["outcome"] == "stored"
    return one


def status(phone: Phone, one: Json) -> str:
    return str(phone.get(f"/registrations/{one['id']}").get_json()["status"])


def address(one: Json, other: Json | str) -> str:
    other_id = other if isinstance(other, str) else other["id"]
    return f"/review/duplicates/{one['id']}/{other_id}"


def press(
    client: FlaskClient, one: Json, other: Json, verdict: str, **more: object
) -> TestResponse:
    """Decide about a pair as the record's page does."""
    data = {
        "verdict": verdict,
        "revision": one["revision"],
        "other_revision": other.get("revision", 0),
        "back": "record",
        **more,
    }
    return client.post(address(one, other), data=data)


def settle(client: FlaskClient, one: Json, other: Json, verdict: str, **more: object) -> None:
    answer = press(client, one, other, verdict, **more)
    assert answer.status_code == 302, words(answer)


def undo(client: FlaskClient) -> str:
    """Press the button that takes the last press back; what the next page says."""
    html = client.get("/review/duplicates").get_data(as_text=True)
    form = re.search(r'<div class="undo".*?</form>', html, re.S)
    assert form, html
    action = re.search(r'action="([^"]+)"', form[0])
    assert action
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0]))
    return page(client, client.post(action[1], data=fields).location)


def workers(app: Flask) -> list[Json]:
    """Every worker who stands for somebody now, opened."""
    with app.app_context():
        held = select(func.max(Link.id)).group_by(Link.registration_id)
        alive = select(Link.worker_id).where(Link.id.in_(held), Link.action == "link")
        found = db.session.scalars(select(Worker).where(Worker.id.in_(alive)).order_by(Worker.id))
        return [
            {"id": row.id, "provenance": row.provenance, **contents.open_worker(row)}
            for row in found
        ]


def verdicts(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Verdict.verdict).order_by(Verdict.id)))


def band(app: Flask, name: str) -> None:
    """Put every match into this band, whatever the present model thinks of it."""
    with app.app_context():
        db.session.execute(update(Match).values(band=name))
        db.session.commit()


def member(app: Flask, one: Json, **changes: object) -> Json:
    """Somebody on the member roll whom the matcher takes for this registration."""
    row = {"full_name": "Siti Nurhayati", "birth_date": "1987-05-05", **changes}
    row.setdefault("nik", one.get("nik", "3216094505879017"))
    with app.app_context():
        found = Member(
            id="0b6f0000-0000-4000-8000-000000000001",
            number_index="k" * 32,
            nik_index=None,
            full_name=row["full_name"],
            birth_date=None,
            content=contents.sealer().seal(
                contents.canonical(row),
                bound_to=contents.member_place("0b6f0000-0000-4000-8000-000000000001"),
            ),
            imported_at=clock.now(),
        )
        db.session.add(found)
        db.session.add(
            Match(
                registration_id=one["id"],
                kind="member",
                other_id=found.id,
                code="similar_member",
                score=0.97,
                band="review",
                parts={"name": ["exact", 9.0], "nik": ["exact", 15.0], "address": ["village", 4.0]},
                model="test",
                found_at=clock.now(),
            )
        )
        db.session.commit()
        return {"id": found.id}


def test_who_may_be_known_already_stands_on_the_page_with_the_reasons(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    approve(supervisor, known["id"])
    said = page(supervisor, f"/review/registrations/{again['id']}")
    assert "Mungkin orang yang sama" in said
    assert "Siti Nurhayati Disetujui" in said
    assert "Nama sama: gelar dan ejaan tidak dihitung." in said
    assert "Tanggal lahir sama." in said
    assert "Nomor KK sama: satu keluarga." in said
    assert "mendukung" in said
    # and it cannot be approved in passing
    answer = supervisor.post(
        f"/review/registrations/{again['id']}/decide", data={"action": "approve", "revision": 1}
    )
    assert answer.status_code == 422
    # in its batch it stands with what needs a look
    with app.app_context():
        batch_id = db.session.get_one(Registration, again["id"]).batch_id
    said = page(supervisor, f"/review/batches/{batch_id}")
    assert "Mungkin sudah terdaftar" in said
    assert "Tanpa tanda" not in said
    assert "1 mungkin ganda" in page(supervisor, "/review")


def test_the_same_person_is_one_worker_and_the_phone_hears_it(
    app: Flask, people: People, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    approve(supervisor, known["id"])
    settle(supervisor, again, known, "same")
    assert status(colleague, again) == "merged"
    (worker,) = workers(app)
    assert worker["full_name"] == "Siti Nurhayati"
    with app.app_context():
        said = db.session.scalars(select(Verdict)).one()
        assert (said.verdict, said.decided_by) == ("same", people.supervisor)
        assert said.score is not None
        assert said.parts
        assert said.model
        trail = db.session.scalars(
            select(AuditEntry.action).where(AuditEntry.actor_id == people.supervisor)
        ).all()
    assert {"registration.merged", "worker.linked", "pair.same"} <= set(trail)
    assert "Tidak ada yang mungkin ganda" in page(supervisor, "/review/duplicates")


def test_of_each_field_the_supervisor_says_whose_value_is_kept(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    approve(supervisor, known["id"])
    settle(
        supervisor, again, known, "same", take_nik="this", take_address="this", take_phone="that"
    )
    (worker,) = workers(app)
    assert worker["nik"] == AGAIN["nik"]
    assert worker["address"] == AGAIN["address"]
    assert worker["full_name"] == SITI["full_name"]
    assert worker["provenance"]["nik"] == f"{again['id']}/1"
    said = page(supervisor, f"/review/registrations/{known['id']}")
    assert "Pekerja terdaftar: 2 pendaftaran" in said


def test_a_merge_taken_back_leaves_all_as_it_was(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    approve(supervisor, known["id"])
    before = workers(app)
    settle(supervisor, again, known, "same", take_address="this")
    assert workers(app) != before
    undo(supervisor)
    assert workers(app) == before
    assert status(colleague, again) == "received"
    assert verdicts(app) == ["same", "withdrawn"]
    assert "1 pasangan menunggu" in page(supervisor, "/review/duplicates")


def test_another_person_is_never_asked_about_again_and_can_be_approved(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    approve(supervisor, known["id"])
    settle(supervisor, again, known, "other", pair_note="Kakak beradik")
    said = page(supervisor, f"/review/registrations/{again['id']}")
    assert "Mungkin orang yang sama" not in said
    assert "Dinyatakan orang lain" in said
    assert "Kakak beradik" in said
    decide(supervisor, again["id"], "approve")
    assert len(workers(app)) == 2
    assert "Tidak ada yang mungkin ganda" in page(supervisor, "/review/duplicates")


def test_who_was_told_apart_can_be_asked_about_again(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    settle(supervisor, again, known, "other")
    answer = supervisor.post(f"{address(again, known)}/withdraw")
    assert "perlu dibandingkan lagi" in page(supervisor, answer.location)
    assert "Mungkin orang yang sama" in page(supervisor, f"/review/registrations/{again['id']}")
    assert verdicts(app) == ["other", "withdrawn"]
    settle(supervisor, again, known, "other")
    undo(supervisor)
    assert "Mungkin orang yang sama" in page(supervisor, f"/review/registrations/{known['id']}")


def test_who_is_not_sure_leaves_a_note_and_the_pair_stays(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    answer = press(supervisor, again, known, "unsure")
    assert answer.status_code == 422
    assert "Tulis apa yang masih perlu ditanyakan" in words(answer)
    settle(supervisor, again, known, "unsure", pair_note="Tanya RT 4")
    said = page(supervisor, f"/review/registrations/{again['id']}")
    assert "Belum yakin , kata Supervisor" in said
    assert "Tanya RT 4" in said
    assert "Anda atau rekan belum yakin" in page(supervisor, "/review/duplicates")
    answer = supervisor.post(
        f"/review/registrations/{again['id']}/decide", data={"action": "approve", "revision": 1}
    )
    assert answer.status_code == 422
    settle(supervisor, again, known, "other")
    decide(supervisor, again["id"], "approve")


def test_of_two_that_wait_one_press_approves_one_and_merges_the_other(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    first, later = sent(phone, **SITI), sent(colleague, **AGAIN)
    settle(supervisor, later, first, "same")
    assert (status(phone, first), status(colleague, later)) == ("approved", "merged")
    (worker,) = workers(app)
    assert worker["nik"] == SITI["nik"]
    undo(supervisor)
    assert (status(phone, first), status(colleague, later)) == ("received", "received")
    assert workers(app) == []


def test_of_two_that_wait_the_later_one_may_be_the_one_to_approve(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    first, later = sent(phone, **SITI), sent(colleague, **AGAIN)
    settle(supervisor, later, first, "same", approve="this", take_address="that")
    assert (status(phone, first), status(colleague, later)) == ("merged", "approved")
    (worker,) = workers(app)
    assert (worker["nik"], worker["address"]) == (AGAIN["nik"], SITI["address"])


def test_somebody_without_nik_is_merged_with_who_has_one(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **{**AGAIN, **NO_NIK})
    # the one without a NIK cannot be the one that is approved
    assert press(supervisor, again, known, "same", approve="this").status_code == 409
    settle(supervisor, again, known, "same")
    assert (status(phone, known), status(colleague, again)) == ("approved", "merged")
    (worker,) = workers(app)
    assert worker["nik"] == SITI["nik"]


def test_an_open_concern_of_the_one_to_be_approved_needs_a_note(
    phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known = sent(phone, **{**SITI, **ODD})
    again = sent(colleague, **{**AGAIN, **ODD})
    answer = press(supervisor, again, known, "same")
    assert answer.status_code == 422
    assert "mengapa tetap disetujui" in words(answer)
    settle(supervisor, again, known, "same", pair_note="KTP lama sudah dilihat")
    assert status(phone, known) == "approved"


def test_somebody_on_the_member_roll_is_not_enrolled_again(
    app: Flask, phone: Phone, supervisor: FlaskClient
):
    one = sent(phone, **SITI)
    known = member(app, one)
    html = supervisor.get(f"/review/registrations/{one['id']}").get_data(as_text=True)
    assert "Sudah peserta BPJS" in html
    assert "tidak ditampilkan" in html
    settle(supervisor, one, known, "same")
    assert status(phone, one) == "merged"
    assert workers(app) == []
    (change,) = [told for told in phone.hear() if told["kind"] == "registration"]
    assert change["note"] == "Sudah peserta BPJS."
    undo(supervisor)
    assert status(phone, one) == "received"
    settle(supervisor, one, known, "other")
    decide(supervisor, one["id"], "approve")


def test_a_pair_that_changed_meanwhile_is_not_decided(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    phone.send({**known, "revision": 2, "address": "Kp. Baru 1"})
    answer = press(supervisor, again, known, "same")
    assert answer.status_code == 409
    assert "diperbaiki relawan" in words(answer)
    colleague.send({**again, "revision": 2, "address": "Kp. Baru 2"})
    answer = press(supervisor, again, {**known, "revision": 2}, "other")
    assert answer.status_code == 409
    assert verdicts(app) == []
    settle(supervisor, {**again, "revision": 2}, {**known, "revision": 2}, "other")
    # the same press again finds nothing to decide
    answer = press(supervisor, {**again, "revision": 2}, {**known, "revision": 2}, "same")
    assert answer.status_code == 409


def test_who_was_told_apart_is_never_linked_until_that_is_taken_back(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known = sent(phone, **SITI)
    again = sent(colleague, **{**AGAIN, "nik": SITI["nik"]})
    approve(supervisor, known["id"])
    settle(supervisor, again, known, "other")
    answer = supervisor.post(
        f"/review/registrations/{again['id']}/decide", data={"action": "merge", "revision": 1}
    )
    assert answer.status_code == 409
    assert "sudah menyatakan bahwa ini orang lain" in words(answer)
    assert status(colleague, again) == "received"


def test_two_workers_who_are_one_person_are_counted_once_and_can_be_parted(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    approve(supervisor, known["id"], again["id"])
    before = workers(app)
    assert len(before) == 2
    assert "1 pasangan" in page(supervisor, "/review/duplicates")
    settle(supervisor, again, known, "same", take_phone="this")
    assert len(workers(app)) == 1
    assert sorted([status(phone, known), status(colleague, again)]) == ["approved", "merged"]
    html = supervisor.get(f"/review/registrations/{known['id']}").get_data(as_text=True)
    assert "Pisahkan lagi" in html
    merge = re.search(r'name="merge" value="([^"]+)"', html)
    assert merge
    split = f"/review/duplicates/{known['id']}/split"
    answer = supervisor.post(split, data={"merge": merge[1]})
    assert "Dipisahkan lagi" in page(supervisor, answer.location)
    assert workers(app) == before
    assert [status(phone, known), status(colleague, again)] == ["approved", "approved"]
    assert verdicts(app) == ["same", "withdrawn"]
    assert supervisor.post(split, data={"merge": merge[1]}).status_code == 409


def test_a_merge_of_workers_is_taken_back_with_the_press_as_well(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    approve(supervisor, known["id"], again["id"])
    before = workers(app)
    settle(supervisor, again, known, "same")
    undo(supervisor)
    assert workers(app) == before
    assert [status(phone, known), status(colleague, again)] == ["approved", "approved"]


def test_many_sure_ones_are_merged_with_one_press_and_taken_back_with_one(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    ones = [registration(full_name=f"Warga {n} Contoh", kk_number=None) for n in "ABC"]
    phone.send(*ones)
    again = [registration(**{k: v for k, v in one.items() if k != "id"}) for one in ones]
    odd = registration(**SITI)
    phone.send(odd)
    twice = registration(**{**SITI, "confirmations": None, **ODD})
    colleague.send(*again, twice)
    approve(supervisor, *(one["id"] for one in ones), odd["id"])
    band(app, "auto")
    html = supervisor.get("/review/duplicates").get_data(as_text=True)
    ticked = re.findall(r'name="item" value="([^"]+)"[^>]* checked', html)
    assert len(ticked) == 3
    assert html.count('name="item"') == 4
    assert "NIK dari daerah lain" in html
    stale = ticked[0].replace(":1:", ":7:", 1)
    answer = supervisor.post("/review/duplicates/merge", data={"item": [stale, *ticked[1:], "x"]})
    assert sorted(status(colleague, one) for one in again) == ["merged", "merged", "received"]
    said = page(supervisor, answer.location)
    assert "2 pasangan digabungkan" in said
    assert "1 belum digabungkan" in said
    supervisor.post("/review/duplicates/merge", data={"item": ticked[0]})
    assert "1 keputusan dibatalkan" in undo(supervisor)
    assert sorted(status(colleague, one) for one in again) == ["merged", "merged", "received"]
    assert "Belum ada yang dicentang" in page(
        supervisor, supervisor.post("/review/duplicates/merge").location
    )


def test_numbers_are_masked_but_for_the_digits_that_differ(
    phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    html = supervisor.get(address(again, known)).get_data(as_text=True)
    for secret in (SITI["nik"], AGAIN["nik"], SITI["kk_number"]):
        assert secret not in html
        assert " ".join(secret[at : at + 4] for at in range(0, 16, 4)) not in html
    assert "3216 •••• •••• 90<mark>17</mark>" in html
    assert "3216 •••• •••• 90<mark>71</mark>" in html
    assert "1111" not in html


def test_of_somebody_outside_the_territory_there_are_reasons_and_no_values(
    app: Flask, people: People, phone: Phone, office: Office
):
    far = enrolled(app, people.far_volunteer)
    theirs = sent(far, **{**SITI, "village_code": OTHER_VILLAGE, "full_name": "Siti Nurhayati"})
    ours = sent(phone, **{**AGAIN, "full_name": "Siti Noerhayati"})
    supervisor = office("supervisor")
    html = supervisor.get(f"/review/registrations/{ours['id']}").get_data(as_text=True)
    assert "di wilayah lain" in html
    assert "Tanggal lahir sama." in html
    assert "Siti Nurhayati" not in html
    assert theirs["id"] not in html
    assert "Kp. Pulo" not in html
    stands_for = handle(supervisor, ours)
    # both wait, and the other is not ours to approve
    answer = press(supervisor, ours, {"id": stands_for, "revision": 1}, "same")
    assert answer.status_code == 409
    assert "wilayah lain" in words(answer)
    settle(supervisor, ours, {"id": stands_for, "revision": 1}, "other")
    undo(supervisor)
    settle(supervisor, ours, {"id": stands_for, "revision": 1}, "other")
    assert "Seseorang di wilayah lain" in page(supervisor, f"/review/registrations/{ours['id']}")
    supervisor.post(f"{address(ours, stands_for)}/withdraw")
    approve(office("far_supervisor"), theirs["id"])
    settle(supervisor, ours, {"id": stands_for, "revision": 1}, "same")
    assert status(phone, ours) == "merged"
    assert len(workers(app)) == 1


def test_a_neighbour_decides_nothing_about_our_pairs(
    phone: Phone, colleague: Phone, supervisor: FlaskClient, office: Office
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    neighbour = office("far_supervisor")
    assert neighbour.get(address(again, known)).status_code == 404
    for verdict in ("same", "other", "unsure"):
        assert press(neighbour, again, known, verdict, pair_note="x").status_code == 404
    assert neighbour.post(f"{address(again, known)}/withdraw").status_code == 404
    item = f"{again['id']}:1:{known['id']}:1"
    answer = neighbour.post("/review/duplicates/merge", data={"item": item})
    assert "belum digabungkan" in page(neighbour, answer.location)
    assert "Tidak ada yang mungkin ganda" in page(neighbour, "/review/duplicates")
    assert status(colleague, again) == "received"


def test_a_form_of_another_site_decides_nothing_about_a_pair(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    app.config["WTF_CSRF_ENABLED"] = True
    assert press(supervisor, again, known, "other").status_code == 400
    assert verdicts(app) == []


def test_a_correction_after_a_merge_is_asked_about_again(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    approve(supervisor, known["id"])
    settle(supervisor, again, known, "same")
    colleague.send({**again, "revision": 2, "address": "Kp. Baru 2"})
    assert status(colleague, again) == "received"
    assert "Mungkin orang yang sama" in page(supervisor, f"/review/registrations/{again['id']}")
    settle(supervisor, {**again, "revision": 2}, known, "same")
    assert status(colleague, again) == "merged"


def test_after_a_pair_of_the_list_the_next_one_comes_up(
    phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    more = sent(phone, full_name="Entin Rohaeti", nik="3216095203709021", sex="F", rt="1")
    also = sent(colleague, full_name="Entin Rohayati", nik="3216095203709029", sex="F", rt="1")
    html = supervisor.get("/review/duplicates").get_data(as_text=True)
    listed = re.findall(r'href="(/review/duplicates/[0-9a-f-]+/[0-9a-f-]+)"', html)
    assert len(listed) == 2
    first = {again["id"]: (again, known), also["id"]: (also, more)}[listed[0].split("/")[3]]
    answer = press(supervisor, *first, "other", back="list")
    assert answer.location == listed[1]
    said = page(supervisor, answer.location)
    assert "dua orang yang berbeda" in said
    second = {again["id"]: (again, known), also["id"]: (also, more)}[listed[1].split("/")[3]]
    answer = press(supervisor, *second, "other", back="list")
    assert answer.location == "/review/duplicates"


def test_an_approval_that_holds_a_merged_one_is_not_taken_back_first(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    settle(supervisor, again, known, "same")
    with app.app_context():
        decision = db.session.scalars(
            select(Decision.id).where(Decision.registration_id == known["id"])
        ).one()
    answer = supervisor.post(
        f"/review/registrations/{known['id']}/undo", data={"decision": decision}
    )
    assert answer.status_code == 409
    assert "Batalkan dulu penggabungan" in words(answer)
    assert status(phone, known) == "approved"


def test_when_the_approved_one_is_corrected_the_person_is_approved_again(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    settle(supervisor, again, known, "same")
    phone.send({**known, "revision": 2, "address": "Kp. Baru 1"})
    settle(supervisor, {**known, "revision": 2}, again, "same", pair_note="Cocok")
    assert (status(phone, known), status(colleague, again)) == ("approved", "merged")
    assert len(workers(app)) == 1


def test_what_left_the_office_keeps_its_status(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    approve(supervisor, known["id"], again["id"])
    with app.app_context():
        for one in (known, again):
            db.session.get_one(Registration, one["id"]).status = "handed_over"
        db.session.commit()
    settle(supervisor, again, known, "same")
    assert len(workers(app)) == 1
    assert "diserahkan dua kali" in page(supervisor, f"/review/registrations/{again['id']}")
    assert [status(phone, known), status(colleague, again)] == ["handed_over", "handed_over"]


def test_what_is_doubtful_is_not_ticked_beforehand(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    other = sent(phone, full_name="Entin Rohaeti", nik="3216095203709021", sex="F", rt="1")
    twice = sent(colleague, full_name="Entin Rohayati", nik="3216095203709029", sex="F", rt="1")
    band(app, "auto")
    assert ticked(supervisor) == {again["id"], twice["id"]}
    settle(supervisor, again, known, "unsure", pair_note="Tanya RT 4")
    assert ticked(supervisor) == {twice["id"]}
    # a third who is as much alike as the second
    sent(colleague, **{**AGAIN, "full_name": "Siti Nurhayaty", "nik": SITI["nik"]})
    settle(supervisor, again, known, "other")
    band(app, "auto")
    assert "Mirip lebih dari satu orang" in page(supervisor, "/review/duplicates")
    assert ticked(supervisor) == {twice["id"]}
    assert other["id"] not in ticked(supervisor)


def ticked(client: FlaskClient) -> set[str]:
    """The registrations whose pairs are ticked beforehand."""
    html = client.get("/review/duplicates").get_data(as_text=True)
    return set(re.findall(r'name="item" value="([0-9a-f-]+):[^"]+"[^>]* checked', html))


def test_a_page_of_the_list_holds_fifty(app: Flask, phone: Phone, supervisor: FlaskClient):
    known = sent(phone, **SITI)
    many = [registration() for _ in range(55)]
    phone.send(*many)
    with app.app_context():
        for place, one in enumerate(many):
            db.session.add(
                Match(
                    registration_id=one["id"],
                    kind="registration",
                    other_id=known["id"],
                    code="similar_registration",
                    score=0.5 - place / 1000,
                    band="review",
                    parts={"name": ["similar", 2.0]},
                    model="test",
                    found_at=clock.now(),
                )
            )
        db.session.commit()
    first = supervisor.get("/review/duplicates").get_data(as_text=True)
    second = supervisor.get("/review/duplicates?page=2").get_data(as_text=True)
    assert (first.count("data-row"), second.count("data-row")) == (50, 5)
    assert "Halaman 2 dari 2" in second
    assert supervisor.get("/review/duplicates?page=99").get_data(as_text=True).count("data-row")
    # on the record's page the likeliest are enough
    html = supervisor.get(f"/review/registrations/{known['id']}").get_data(as_text=True)
    assert html.count('class="compare"') == 6


def test_of_a_worker_with_two_registrations_there_is_one_question(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **AGAIN)
    settle(supervisor, again, known, "same")
    third = sent(colleague, **{**AGAIN, "nik": "3216094505879077"})
    html = supervisor.get(f"/review/registrations/{third['id']}").get_data(as_text=True)
    assert html.count('class="compare"') == 1
    assert "Pekerja ini punya 2 pendaftaran" in html
    assert "1 pasangan menunggu" in page(supervisor, "/review/duplicates")
    # whichever of them was compared, the word is about the worker
    settle(supervisor, third, {"id": handle(supervisor, third), "revision": 1}, "other")
    assert "Tidak ada yang mungkin ganda" in page(supervisor, "/review/duplicates")
    decide(supervisor, third["id"], "approve")


def test_who_is_the_same_as_one_is_not_asked_about_the_other_who_was_told_apart(
    phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, sister = sent(phone, **SITI), sent(colleague, **AGAIN)
    approve(supervisor, known["id"])
    settle(supervisor, sister, known, "other")
    again = sent(phone, **{**SITI, "address": "Kp. Sawah"})
    settle(supervisor, again, known, "same")
    said = page(supervisor, f"/review/registrations/{sister['id']}")
    assert "Mungkin orang yang sama" not in said
    decide(supervisor, sister["id"], "approve")


def test_that_many_are_alike_is_said_and_asks_for_nothing(
    app: Flask, phone: Phone, supervisor: FlaskClient
):
    one = sent(phone, **SITI)
    with app.app_context():
        db.session.get_one(Registration, one["id"]).flags = [
            {"field": "full_name", "code": "many_alike", "confirmed": True}
        ]
        db.session.commit()
    said = page(supervisor, f"/review/registrations/{one['id']}")
    assert "hanya sebagian dibandingkan" in said
    assert "Dikonfirmasi relawan" not in said
    decide(supervisor, one["id"], "approve")


def test_one_nik_is_a_question_even_where_the_matcher_found_nothing(
    app: Flask, phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **{**SITI, "address": "Kp. Sawah"})
    with app.app_context():
        db.session.query(Match).delete()
        db.session.commit()
    approve(supervisor, known["id"])
    said = page(supervisor, f"/review/registrations/{again['id']}")
    assert "NIK-nya sama" in said
    settle(supervisor, again, known, "same")
    assert status(colleague, again) == "merged"
    with app.app_context():
        assert db.session.scalars(select(Verdict.score)).one() is None


def test_a_nik_of_somebody_else_goes_back_to_be_looked_at(
    phone: Phone, colleague: Phone, supervisor: FlaskClient
):
    known, again = sent(phone, **SITI), sent(colleague, **{**AGAIN, "nik": SITI["nik"]})
    approve(supervisor, known["id"])
    settle(supervisor, again, known, "other")
    said = page(supervisor, f"/review/registrations/{again['id']}")
    assert "NIK ini milik pekerja lain" in said
    answer = supervisor.post(
        f"/review/registrations/{again['id']}/decide",
        data={"action": "approve", "revision": 1, "approve_note": "Tetap"},
    )
    assert answer.status_code == 409


def test_a_workers_values_from_another_territory_stay_there(
    app: Flask, people: People, phone: Phone, colleague: Phone, office: Office
):
    far = enrolled(app, people.far_volunteer)
    theirs = sent(far, **{**SITI, "village_code": OTHER_VILLAGE, "address": "Kp. Rahasia"})
    approve(office("far_supervisor"), theirs["id"])
    supervisor = office("supervisor")
    ours = sent(phone, **AGAIN)
    settle(supervisor, ours, {"id": handle(supervisor, ours), "revision": 1}, "same")
    # one of the worker's registrations is from here, and it is the one that is alike
    third = sent(colleague, **{**AGAIN, "hamlet": "Dusun II"})
    with app.app_context():
        db.session.execute(delete(Match).where(Match.other_id == theirs["id"]))
        db.session.commit()
    html = supervisor.get(f"/review/registrations/{third['id']}").get_data(as_text=True)
    assert "Siti Noerhayati" in html
    assert "Kp. Rahasia" not in html
    assert "tidak ditampilkan" in html
    said = page(supervisor, f"/review/registrations/{ours['id']}")
    assert "1 pendaftaran di wilayah lain" in said
    assert "Kp. Rahasia" not in said


def handle(client: FlaskClient, one: Json) -> str:
    """What stands for the other side on the record's page."""
    html = client.get(f"/review/registrations/{one['id']}").get_data(as_text=True)
    found = re.search(rf"/review/duplicates/{one['id']}/([0-9a-f-]+)", html)
    assert found
    return found[1]
