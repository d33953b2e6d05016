"""A photo of a card: asked for one by one, sent in pieces, at the office whole and once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from config import Config, UnsafeSetting
from tests.support.office import approve, decide, page
from tests.support.people import signed_in
from tests.support.phones import Json, Phone, enrolled, registration
from tests.support.photos import PIECE, Camera, asked, picture, sha256
from webapp import contents
from webapp.app import create_app
from webapp.extensions import db
from webapp.models import AuditEntry, Photo, PhotoRequest, PhotoUpload

Office = Callable[[str], FlaskClient]
# small enough to send byte by byte, large enough for several pieces
SMALL, LARGE = picture(size=(64, 40)), picture(7, size=(1600, 1000))


@pytest.fixture
def desk(office: Office) -> FlaskClient:
    return office("supervisor")


@pytest.fixture
def camera(phone: Phone) -> Camera:
    return Camera.of(phone)


@pytest.fixture
def one(phone: Phone) -> Json:
    """A registration about which the supervisor has a doubt."""
    sent = registration()
    phone.send(sent)
    return sent


def ask(desk: FlaskClient, one: Json, **more: object):
    fields = {"action": "ask", "reasons": "nik_to_compare", **more}
    return desk.post(f"/review/registrations/{one['id']}/photo", data=fields)


def wanted(desk: FlaskClient, phone: Phone, one: Json) -> Json:
    """The request, as the phone hears of it."""
    assert ask(desk, one).status_code == 302
    return asked(phone, one)


def count(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def kept(app: Flask, request: Json) -> bytes:
    """The picture at the office."""
    with app.app_context():
        return contents.open_photo(db.session.get_one(Photo, request["id"]))


def trail(app: Flask, one: Json) -> list[str]:
    with app.app_context():
        return list(
            db.session.scalars(
                select(AuditEntry.action)
                .where(AuditEntry.subject_id == one["id"], AuditEntry.action.like("photo.%"))
                .order_by(AuditEntry.id)
            )
        )


def states(phone: Phone) -> list[str]:
    changes = phone.get("/changes").get_json()["changes"]
    return [one["state"] for one in changes if one["kind"] == "photo_request"]


def test_the_phone_hears_what_is_asked_and_why(desk, phone, one):
    assert ask(desk, one, words="Angka ke-7 tidak terbaca").status_code == 302
    told = asked(phone, one)
    assert told["state"] == "asked"
    assert told["reason"] == "NIK perlu dicocokkan dengan KTP. Angka ke-7 tidak terbaca"
    assert told["asked_at"].endswith("Z")


def test_a_photo_in_pieces_arrives_whole_and_the_phone_hears_it(app, desk, phone, camera, one):
    request = wanted(desk, phone, one)
    box = camera.box(request, LARGE)
    assert PIECE < len(LARGE) < 100_000
    answer = camera.send(request, box)
    assert answer.get_json() == {"offset": len(box), "complete": True}
    assert states(phone) == ["asked", "received"]
    assert kept(app, request).startswith(b"\xff\xd8\xff")
    assert count(app, PhotoUpload) == 0
    assert trail(app, one) == ["photo.asked", "photo.received"]


@pytest.mark.parametrize("seed", range(4))
def test_cut_off_anywhere_and_resumed_it_is_the_same_photo(app, desk, phone, camera, one, seed):
    """20 connections end in the middle; the phone asks each time how far it came."""
    dice = Random(seed)  # noqa: S311 - to be repeated
    request = wanted(desk, phone, one)
    box = camera.box(request, LARGE)
    for cut in sorted(dice.sample(range(1, len(box)), 20)):
        offset = camera.begin(request, box).get_json()["offset"]
        while offset < cut:
            end = min(cut, offset + PIECE)
            offset = camera.piece(sha256(box), offset, box[offset:end]).get_json()["offset"]
        assert offset == cut
        with app.app_context():
            upload = db.session.scalars(select(PhotoUpload)).one()
            assert upload.received == box[:cut]
    assert camera.send(request, box).get_json() == {"offset": len(box), "complete": True}
    with app.app_context():
        assert db.session.get_one(Photo, request["id"]).sha256 == sha256(box)


def test_repeated_pieces_are_passed_over_and_a_gap_is_told(app, desk, phone, camera, one):
    request = wanted(desk, phone, one)
    box = camera.box(request, LARGE)
    name = sha256(box)
    assert camera.begin(request, box).get_json() == {"offset": 0, "complete": False}
    first = camera.piece(name, 0, box[:PIECE]).get_json()
    assert first == {"offset": PIECE, "complete": False}
    assert camera.piece(name, 0, box[:PIECE]).get_json() == first
    assert camera.piece(name, 100, box[100:900]).get_json() == first
    assert camera.piece(name, 100, b"").get_json() == first
    gap = camera.piece(name, PIECE + 1, box[PIECE + 1 : PIECE + 9])
    problem = gap.get_json()
    assert (gap.status_code, problem["code"], problem["offset"]) == (409, "offset_differs", PIECE)
    # half of it is there already
    half = PIECE // 2
    assert camera.piece(name, half, box[half : half + PIECE]).get_json()["offset"] == half + PIECE
    assert camera.send(request, box).get_json()["complete"]


def test_the_same_photo_again_is_complete_at_once(app, desk, phone, camera, one):
    request = wanted(desk, phone, one)
    box = camera.box(request, SMALL)
    done = camera.send(request, box).get_json()
    assert camera.begin(request, box).get_json() == done
    assert camera.piece(sha256(box), 0, box).get_json() == done
    assert (count(app, Photo), count(app, PhotoUpload)) == (1, 0)
    assert states(phone) == ["asked", "received"]


def test_another_photo_for_an_answered_request_is_not_wanted(app, desk, phone, camera, one):
    request = wanted(desk, phone, one)
    first, other = camera.box(request, SMALL), camera.box(request, LARGE)
    camera.begin(request, other)
    camera.piece(sha256(other), 0, other[:PIECE])
    assert camera.send(request, first).get_json()["complete"]
    for answer in (
        camera.piece(sha256(other), PIECE, other[PIECE:][:9]),
        camera.begin(request, other),
    ):
        assert (answer.status_code, answer.get_json()["code"]) == (409, "photo_not_wanted")
    assert count(app, PhotoUpload) == 0
    with app.app_context():
        assert db.session.scalars(select(Photo.sha256)).all() == [sha256(first)]


def test_one_picture_for_two_registrations_is_two_photos(app, desk, phone, camera, one):
    other = registration()
    phone.send(other)
    requests = [wanted(desk, phone, each) for each in (one, other)]
    boxes = [camera.box(request, SMALL) for request in requests]
    assert sha256(boxes[0]) != sha256(boxes[1])
    for request, box in zip(requests, boxes, strict=True):
        assert camera.send(request, box).get_json()["complete"]
    assert kept(app, requests[0]) == kept(app, requests[1])
    # each is bound to its row
    with app.app_context():
        rows = [db.session.get_one(Photo, request["id"]) for request in requests]
        rows[0].content = rows[1].content
        db.session.commit()
    assert desk.get(f"/review/photos/{requests[1]['id']}").status_code == 200
    assert desk.get(f"/review/photos/{requests[0]['id']}").status_code == 500


def test_two_uploads_at_once_are_one_photo(app, desk, people, phone, camera, one):
    """Two pages of one phone, and the volunteer's other phone with another photo."""
    request = wanted(desk, phone, one)
    box = camera.box(request, LARGE)
    second = Camera.of(enrolled(app, people.volunteer))
    third = Camera.of(enrolled(app, people.volunteer))
    other = third.box(request, SMALL)
    with ThreadPoolExecutor(3) as pool:
        sending = [
            pool.submit(camera.send, request, box, 9_000),
            pool.submit(second.send, request, box, 7_000),
            pool.submit(third.send, request, other, 50),
        ]
        answers = [one.result() for one in sending]
    assert count(app, Photo) == 1
    assert states(phone) == ["asked", "received"]
    with app.app_context():
        came = db.session.scalars(select(Photo.sha256)).one()
    ended = [answer.get_json() for answer in answers]
    same = [one for one in ended if one.get("complete")]
    lost = [one["code"] for one in ended if not one.get("complete")]
    assert lost == ["photo_not_wanted"] * (1 if came == sha256(box) else 2)
    assert len(same) + len(lost) == 3


def test_a_withdrawn_request_lets_the_phone_let_go(app, desk, phone, camera, one):
    request = wanted(desk, phone, one)
    box = camera.box(request, LARGE)
    camera.begin(request, box)
    camera.piece(sha256(box), 0, box[:PIECE])
    assert desk.post(f"/review/photos/{request['id']}/withdraw").status_code == 302
    with app.app_context():
        assert db.session.scalars(select(PhotoUpload.received)).all() == [b""]
    for answer in (
        camera.piece(sha256(box), PIECE, box[PIECE:][:PIECE]),
        camera.begin(request, box),
    ):
        assert (answer.status_code, answer.get_json()["code"]) == (409, "photo_not_wanted")
    assert states(phone) == ["asked", "withdrawn"]
    assert count(app, PhotoUpload) == 0
    assert trail(app, one) == ["photo.asked", "photo.withdrawn"]
    # and it may be asked anew
    again = wanted(desk, phone, one)
    assert again["id"] != request["id"]
    assert camera.send(again, camera.box(again, LARGE)).get_json()["complete"]


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_a_decision_ends_the_question(app, desk, phone, camera, one, action):
    request = wanted(desk, phone, one)
    decide(desk, one["id"], action, **{f"{action}_note": "Sudah dicek lewat telepon."})
    assert states(phone) == ["asked", "withdrawn"]
    answer = camera.begin(request, camera.box(request, SMALL))
    assert (answer.status_code, answer.get_json()["code"]) == (409, "photo_not_wanted")
    assert ask(desk, one).status_code == 409


def test_a_returned_registration_is_still_asked_about(desk, phone, camera, one):
    request = wanted(desk, phone, one)
    decide(desk, one["id"], "return", reasons="nik:nik_not_as_card")
    assert states(phone) == ["asked"]
    assert camera.send(request, camera.box(request, SMALL)).get_json()["complete"]
    assert ask(desk, one).status_code == 302


def test_many_approved_at_once_leave_no_question_open(app, desk, phone):
    several = [registration() for _ in range(3)]
    phone.send(*several)
    for each in several[:2]:
        wanted(desk, phone, each)
    approve(desk, *[each["id"] for each in several])
    with app.app_context():
        assert set(db.session.scalars(select(PhotoRequest.state))) == {"withdrawn"}


def test_asked_twice_at_once_is_asked_once(app, office, phone, one):
    desks = [office("supervisor") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        codes = sorted(pool.map(lambda desk: ask(desk, one).status_code, desks))
    assert codes == [302, 409, 409, 409]
    assert count(app, PhotoRequest) == 1
    assert states(phone) == ["asked"]


def test_a_request_needs_a_reason(app, desk, one):
    answer = ask(desk, one, reasons=[])
    assert answer.status_code == 422
    assert ask(desk, one, reasons=[], words="x" * 201).status_code == 422
    assert ask(desk, one, reasons="not_in_the_list").status_code == 422
    assert count(app, PhotoRequest) == 0
    assert ask(desk, one, reasons=[], words="Fotonya buram").status_code == 302


def test_what_the_volunteer_will_read_can_be_seen_before(app, desk, one):
    answer = ask(desk, one, action="preview", words="Terima kasih")
    assert answer.status_code == 200
    assert '<li lang="id">Terima kasih</li>' in answer.get_data(as_text=True)
    assert count(app, PhotoRequest) == 0


def test_P10_nobody_asks_sends_or_looks_outside_the_own_work(app, office, people, phone, one, desk):
    request = wanted(desk, phone, one)
    own = Camera.of(phone)
    box = own.box(request, LARGE)
    own.begin(request, box)
    for who in (people.colleague, people.far_volunteer):
        stranger = Camera.of(enrolled(app, who))
        assert stranger.begin(request, box).status_code == 404
        assert stranger.piece(sha256(box), 0, box[:100]).status_code == 404
        # sealed by somebody else, and as if by the volunteer
        forged = stranger.box(request, SMALL)
        assert own.send(request, forged).get_json()["code"] == "photo_invalid"
    assert own.begin({"id": str(uuid4())}, box).status_code == 404
    own.send(request, box)
    far = office("far_supervisor")
    assert ask(far, one).status_code == 404
    for address in (f"/review/photos/{request['id']}/withdraw",):
        assert far.post(address).status_code == 404
    assert far.get(f"/review/photos/{request['id']}").status_code == 404
    assert office("coordinator").get(f"/review/photos/{request['id']}").status_code == 403
    assert office("volunteer").get(f"/review/photos/{request['id']}").status_code == 403
    assert "photo.looked_at" not in trail(app, one)


def test_every_look_is_written_down_and_no_browser_keeps_the_picture(app, desk, phone, camera, one):
    request = wanted(desk, phone, one)
    camera.send(request, camera.box(request, SMALL))
    address = f"/review/photos/{request['id']}"
    answer = desk.get(address)
    assert answer.data == kept(app, request)
    headers = answer.headers
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "img-src 'self'" in headers["Content-Security-Policy"]
    desk.get(address)
    assert trail(app, one)[2:] == ["photo.looked_at"] * 2
    with app.app_context():
        entry = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "photo.looked_at")
        ).first()
        assert entry.details == {"request": request["id"]}
        assert entry.actor_id


def test_the_desk_says_how_it_stands_and_shows_the_picture_beside_the_record(
    desk, phone, camera, one, time
):
    address = f"/review/registrations/{one['id']}"
    listing = desk.get(address).get_data(as_text=True).split("pane-title")[2]
    batch_page = f"/review/batches/{listing.split('/review/batches/')[1].split(chr(34))[0]}"
    assert "Minta foto KTP" in page(desk, address)
    request = wanted(desk, phone, one)
    shown = page(desk, address)
    assert "Diminta 23 November 2026 oleh Supervisor, menunggu HP." in shown
    assert "NIK perlu dicocokkan dengan KTP." in shown
    assert "Menunggu foto KTP" in page(desk, batch_page)
    camera.send(request, camera.box(request, SMALL))
    html = desk.get(address).get_data(as_text=True)
    assert f'<img src="/review/photos/{request["id"]}"' in html
    assert "Pekerja mengizinkan foto ini 23 November 2026 10.12, naskah 2026-11-1" in html
    assert "Foto KTP datang" in page(desk, batch_page)
    # decided: a link, so that nobody sees a card without wanting to
    approve(desk, one["id"])
    html = desk.get(address).get_data(as_text=True)
    assert "<img" not in html
    assert f'href="/review/photos/{request["id"]}"' in html


def test_what_nobody_went_on_with_is_swept_away(app, desk, phone, camera, one, time):
    request = wanted(desk, phone, one)
    old = camera.box(request, LARGE)
    camera.begin(request, old)
    camera.piece(sha256(old), 0, old[:PIECE])
    time[0] = time[0].replace(month=12, day=8)
    camera.begin(request, camera.box(request, SMALL))
    with app.app_context():
        names = db.session.scalars(select(PhotoUpload.sha256)).all()
    assert sha256(old) not in names
    assert camera.piece(sha256(old), PIECE, old[PIECE:][:9]).status_code == 404
    assert camera.begin(request, old).get_json() == {"offset": 0, "complete": False}
    assert camera.send(request, old).get_json()["complete"]


def test_beginnings_are_bounded(app, desk, phone, camera, one):
    request = wanted(desk, phone, one)
    for number in range(50):
        name = {"sha256": f"{number:064x}"}
        assert camera.begin(request, SMALL, **name).status_code == 200
    answer = camera.begin(request, SMALL)
    assert (answer.status_code, answer.get_json()["code"]) == (429, "too_many_requests")
    # one that is there already may go on
    assert camera.begin(request, SMALL, sha256="0" * 64).status_code == 200


def test_P13_a_revoked_phone_sends_no_photo(app, office, people, desk, phone, camera, one):
    request = wanted(desk, phone, one)
    box = camera.box(request, SMALL)
    assert camera.begin(request, box).status_code == 200
    chief = office("coordinator")
    path = f"/coordination/people/{people.volunteer}/devices/{phone.device_id}/revoke"
    assert chief.post(path).status_code == 302
    assert camera.piece(sha256(box), 0, box).status_code == 401
    # and the slot for sealed work takes none
    assert count(app, Photo) == 0


def test_switched_off_nothing_of_it_exists(config, people):
    app = create_app(replace(config, photos=False))
    app.config["WTF_CSRF_ENABLED"] = False
    phone, desk, one = enrolled(app, people.volunteer), signed_in(app, "supervisor"), registration()
    phone.send(one)
    assert "Foto KTP" not in page(desk, f"/review/registrations/{one['id']}")
    assert ask(desk, one).status_code == 404
    camera, request = Camera.of(phone), {"id": str(uuid4()), "registration_id": one["id"]}
    box = camera.box(request, SMALL)
    assert camera.begin(request, box).status_code == 404
    assert camera.piece(sha256(box), 0, box).status_code == 404
    assert desk.get(f"/review/photos/{uuid4()}").status_code == 404
    assert desk.post(f"/review/photos/{uuid4()}/withdraw").status_code == 404
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(("said", "photos"), [("", False), ("off", False), ("on", True)])
def test_it_is_off_until_somebody_switches_it_on(said, photos):
    assert Config.from_env({"JANGKAU_PHOTOS": said}).photos is photos


def test_a_switch_that_is_neither_on_nor_off_stops_the_start():
    with pytest.raises(UnsafeSetting, match="JANGKAU_PHOTOS"):
        Config.from_env({"JANGKAU_PHOTOS": "kadang"})
