"""Whatever comes as a picture: the office keeps pixels, or nothing at all (P12)."""

import json
import struct
import warnings
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select

from tests.support.boxes import shut
from tests.support.phones import Json, Phone, registration
from tests.support.photos import GPS, MAKER, Camera, asked, photo_text, picture, sha256
from webapp import contents
from webapp.extensions import db
from webapp.models import Photo, PhotoUpload, SignInAttempt
from webapp.photos.pictures import drawn_anew
from webapp.rules.digest import canonical_json

Office = Callable[[str], FlaskClient]
PLAIN = picture(size=(320, 200))


@pytest.fixture
def camera(phone: Phone) -> Camera:
    return Camera.of(phone)


@pytest.fixture
def request_(office: Office, phone: Phone) -> Json:
    """A photo was asked for."""
    one = registration()
    phone.send(one)
    fields = {"action": "ask", "reasons": "nik_to_compare"}
    office("supervisor").post(f"/review/registrations/{one['id']}/photo", data=fields)
    return asked(phone, one)


def rows(app: Flask) -> tuple[int, int]:
    """How many photos and how many beginnings the office holds."""
    with app.app_context():
        return tuple(
            db.session.scalar(select(func.count()).select_from(model)) or 0
            for model in (Photo, PhotoUpload)
        )


def kept(app: Flask, request: Json) -> bytes:
    with app.app_context():
        return contents.open_photo(db.session.get_one(Photo, request["id"]))


def send(camera: Camera, request: Json, file: bytes):
    return camera.send(request, camera.box(request, file))


def test_the_place_where_a_photo_was_taken_never_reaches_the_office(app, camera, request_):
    sent = Image.open(BytesIO(PLAIN))
    assert sent.getexif().get_ifd(GPS)
    assert MAKER.encode() in PLAIN
    assert sent.info["comment"] == MAKER.encode()
    assert send(camera, request_, PLAIN).get_json()["complete"]
    file = kept(app, request_)
    came = Image.open(BytesIO(file))
    assert dict(came.getexif()) == {}
    assert not {"exif", "comment", "icc_profile", "xmp"} & came.info.keys()
    assert MAKER.encode() not in file
    assert b"Exif" not in file
    # and it is the same picture
    assert came.size == sent.size
    assert looks_like(came, sent)


def looks_like(one: Image.Image, other: Image.Image) -> bool:
    """Much alike when both are made tiny."""
    small = [image.convert("RGB").resize((8, 5)).tobytes() for image in (one, other)]
    return max(abs(a - b) for a, b in zip(*small, strict=True)) < 16


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
def test_what_a_phone_takes_becomes_a_jpeg(app, camera, request_, form):
    file = picture(size=(320, 200), form=form)
    assert send(camera, request_, file).get_json()["complete"]
    came = Image.open(BytesIO(kept(app, request_)))
    assert (came.format, came.size) == ("JPEG", (320, 200))
    assert looks_like(came, Image.open(BytesIO(file)))


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    drawn = drawn_anew(picture(size=(320, 200), exif=exif))
    assert drawn
    assert (drawn.width, drawn.height) == (200, 320)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_picture_of_another_kind_of_colour_is_a_picture(mode):
    out = BytesIO()
    Image.new(mode, (64, 40)).save(out, "JPEG")
    drawn = drawn_anew(out.getvalue())
    assert drawn
    assert Image.open(BytesIO(drawn.jpeg)).mode == "RGB"


def saved(image: Image.Image, form: str, **how: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


def png_of(side: int) -> bytes:
    """A PNG that says it has side x side pixels, in a few hundred bytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def as_large_as(side: int) -> bytes:
    """A JPEG whose header says it is side x side."""
    small = saved(Image.new("RGB", (64, 64)), "JPEG")
    frame = small.index(b"\xff\xc0") + 5
    return small[:frame] + struct.pack(">HH", side, side) + small[frame + 4 :]


def moving() -> bytes:
    frames = [Image.new("RGB", (64, 40), colour) for colour in ("red", "blue")]
    return saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])


NO_PICTURES = {
    "nothing": b"",
    "words": b"halo, ini bukan foto",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    "a PNG": saved(Image.new("RGB", (64, 40)), "PNG"),
    "a GIF": saved(Image.new("P", (64, 40)), "GIF"),
    "a TIFF": saved(Image.new("RGB", (64, 40)), "TIFF"),
    "a bomb in a PNG": png_of(60_000),
    "a JPEG of 65,500 pixels a side": as_large_as(65_500),
    "a JPEG of 12,000 pixels a side": as_large_as(12_000),
    "one pixel too wide": saved(Image.new("L", (4_097, 8)), "JPEG"),
    "more than 100,000 bytes": PLAIN + bytes(100_001 - len(PLAIN)),
    "cut in the middle": PLAIN[: len(PLAIN) // 2],
    "only its head": PLAIN[:200],
    "bytes changed inside": PLAIN[:2] + bytes(60) + PLAIN[62:],
    "moving pictures": moving(),
    "half a WebP": picture(size=(320, 200), form="WEBP")[:900],
    "a page with a picture behind it": b"<html>" + PLAIN,
}


@pytest.mark.parametrize("file", NO_PICTURES.values(), ids=NO_PICTURES)
def test_what_is_no_picture_is_refused_and_nothing_of_it_is_kept(app, camera, request_, file):
    box = camera.box(request_, file)
    answer = camera.send(request_, box)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "photo_invalid")
    assert rows(app) == (0, 0)
    # the pieces are gone: it would begin anew
    assert camera.piece(sha256(box), 0, box[:9]).status_code == 404
    assert send(camera, request_, PLAIN).get_json()["complete"]


def test_a_bomb_is_refused_where_warnings_are_only_printed():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert drawn_anew(as_large_as(12_000)) is None


def test_the_largest_that_is_allowed_is_drawn():
    file = saved(Image.new("RGB", (4_096, 4_096)), "WEBP")
    assert len(file) <= 100_000
    drawn = drawn_anew(file)
    assert drawn
    assert (drawn.width, drawn.height) == (4_096, 4_096)


PASSENGERS = {
    "an archive": b"PK\x03\x04rahasia-di-belakang",
    "a page": b"<script>rahasia-di-belakang</script>",
    "another picture": saved(Image.new("RGB", (8, 8)), "PNG") + b"rahasia-di-belakang",
}


@pytest.mark.parametrize("behind", PASSENGERS.values(), ids=PASSENGERS)
def test_what_hides_behind_a_picture_does_not_come_along(app, camera, request_, behind):
    assert send(camera, request_, PLAIN + behind).get_json()["complete"]
    assert b"rahasia-di-belakang" not in kept(app, request_)
    assert b"PK\x03\x04" not in kept(app, request_)


def lied(camera: Camera, request: Json, **changes: object) -> Json:
    return photo_text(camera.author, request, **changes)


OTHER = "00000000-0000-4000-8000-000000000001"
WORDS: dict[str, Callable[[Camera, Json], Json]] = {
    "another author": lambda camera, request: photo_text(OTHER, request),
    "another request": lambda camera, request: lied(camera, request, id=OTHER),
    "another registration": lambda camera, request: lied(camera, request, registration_id=OTHER),
    "no consent": lambda camera, request: lied(camera, request, consent=None),
    "a consent without its moment": lambda camera, request: lied(
        camera, request, consent={"notice_version": "1"}
    ),
    "a consent without its version": lambda camera, request: lied(
        camera, request, consent={"given_at": "2026-11-23T10:12:00+07:00"}
    ),
    "a moment without zone": lambda camera, request: lied(
        camera, request, taken_at="2026-11-23T10:12:00"
    ),
    "a word nobody knows": lambda camera, request: lied(camera, request, gps="-6.2"),
    "a registration": lambda camera, request: {**lied(camera, request), "kind": "registration"},
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_a_box_that_says_something_else_is_refused(app, camera, request_, words):
    box = camera.box(request_, PLAIN, text=words(camera, request_))
    answer = camera.send(request_, box)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "photo_invalid")
    assert rows(app) == (0, 0)


def test_a_box_that_cannot_be_opened_is_refused(app, camera, request_):
    words = canonical_json(lied(camera, request_))
    whole = camera.box(request_, PLAIN)
    for box in (
        camera.box(request_, PLAIN, bound=OTHER),
        whole[:-1] + bytes([whole[-1] ^ 1]),
        whole[:133],
        b"x",
        shut(words, request_["id"], camera.key),
        shut(b"[]\n" + PLAIN, request_["id"], camera.key),
        shut(b"\xff\n" + PLAIN, request_["id"], camera.key),
        shut(b"\n" + words + PLAIN, request_["id"], camera.key),
    ):
        answer = camera.send(request_, box)
        assert (answer.status_code, answer.get_json()["code"]) == (422, "photo_invalid")
    assert rows(app) == (0, 0)


def test_bytes_that_are_not_those_of_the_name_are_torn_and_dropped(app, camera, request_):
    box = camera.box(request_, PLAIN)
    name, wrong = sha256(box), bytes([box[0] ^ 1]) + box[1:]
    for torn in (wrong, box + b"x"):
        camera.begin(request_, box)
        answer = camera.piece(name, 0, torn)
        assert (answer.status_code, answer.get_json()["code"]) == (422, "photo_torn")
        assert rows(app) == (0, 0)
    assert camera.send(request_, box).get_json()["complete"]


def test_a_missing_key_makes_the_phone_wait_with_its_photo(app, camera, request_, tmp_path):
    box = camera.box(request_, PLAIN)
    key = app.extensions["keyring"].folder / "office-0001.key"
    away = key.rename(tmp_path / key.name)
    answer = camera.send(request_, box)
    assert (answer.status_code, answer.get_json()["code"]) == (503, "retry_later")
    away.rename(key)
    assert camera.send(request_, box).get_json()["complete"]


def test_photos_that_cannot_be_used_are_bounded_a_minute(app, camera, request_, time):
    for number in range(10):
        answer = send(camera, request_, b"%d" % number)
        assert answer.get_json()["code"] == "photo_invalid"
    answer = send(camera, request_, PLAIN)
    assert (answer.status_code, answer.get_json()["code"]) == (429, "too_many_requests")
    assert answer.headers["Retry-After"] == "60"
    time[0] = time[0].replace(minute=2)
    assert send(camera, request_, PLAIN).get_json()["complete"]
    # one that was right does not count beside the ten
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SignInAttempt)) == 10


def test_a_call_that_is_not_as_described_is_refused(app, camera, request_):
    box = camera.box(request_, PLAIN)
    name = sha256(box)
    for changes in (
        {"length": 110_001},
        {"length": 0},
        {"length": "9"},
        {"sha256": "x"},
        {"sha256": name.upper()},
        {"request_id": "1"},
        {"other": 1},
    ):
        assert camera.begin(request_, box, **changes).status_code == 422
    assert rows(app) == (0, 0)
    camera.begin(request_, box)
    too_much = camera.piece(name, 0, bytes(32 * 1024 + 1))
    assert (too_much.status_code, too_much.get_json()["code"]) == (413, "too_large")
    for offset in ("", "-1", "x", "1.5", "110001", "9999999", "١"):
        answer = camera.piece(name, 0, b"x", **{"Upload-Offset": offset})
        assert (answer.status_code, answer.get_json()["code"]) == (400, "bad_request")
    for wrong in (
        {"Content-Type": "application/json"},
        {"Content-Type": "image/jpeg"},
        {"Content-Encoding": "gzip"},
    ):
        assert camera.piece(name, 0, b"x", **wrong).status_code == 415
    for other in ("0" * 64, "x", name.upper()):
        assert camera.piece(other, 0, b"x").status_code == 404
    assert camera.send(request_, box).get_json()["complete"]


def test_a_photo_is_no_work_for_the_slot(app, camera, request_):
    """Only an unlocked, signed-in phone sends photos."""
    token = camera.phone.get("/devices/current").get_json()["deposit_token"]
    box = camera.box(request_, PLAIN)
    bearer = {"Authorization": f"Bearer {token}"}
    wanted = {"request_id": request_["id"], "sha256": sha256(box), "length": len(box)}
    answer = camera.phone.client.post("/api/v1/photos", data=json.dumps(wanted), headers=bearer)
    assert answer.status_code == 401
    assert rows(app) == (0, 0)
