"""A phone's camera for tests: pictures with a place in their EXIF, sealed and sent in pieces."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import Any

from PIL import Image
from werkzeug.test import TestResponse

from tests.support.boxes import shut
from tests.support.phones import Json, Phone
from webapp.rules.digest import canonical_json

PIECE = 32_000
MAKER = "Kamera Kenari"
GPS = 0x8825


def picture(
    seed: int = 1, size: tuple[int, int] = (640, 400), form: str = "JPEG", **how: Any
) -> bytes:
    """A picture that nobody else has, with a camera's name, a comment and a place beside it."""
    dice = Random(seed)  # noqa: S311 - the same picture each time
    small = Image.frombytes("RGB", (16, 10), dice.randbytes(480))
    exif = Image.Exif()
    exif[0x010F] = MAKER
    exif.get_ifd(GPS).update({1: "S", 2: (6.0, 15.0, 42.0), 3: "E", 4: (107.0, 8.0, 30.0)})
    out = BytesIO()
    more = {"comment": MAKER.encode()} if form == "JPEG" else {}
    small.resize(size).save(out, form, **{"exif": exif, "quality": 80, **more, **how})
    return out.getvalue()


def photo_text(author: str, request: Json, **changes: Any) -> Json:
    """What is sealed in front of the picture."""
    content = {
        "id": request["id"],
        "registration_id": request["registration_id"],
        "taken_at": "2026-11-23T10:12:30+07:00",
        "consent": {"given_at": "2026-11-23T10:12:00+07:00", "notice_version": "2026-11-1"},
    }
    return {"author": author, "kind": "photo", "content": {**content, **changes}}


@dataclass(frozen=True)
class Camera:
    """What a phone needs to answer a request for a photo."""

    phone: Phone
    author: str
    key: Json

    @classmethod
    def of(cls, phone: Phone) -> "Camera":
        about = phone.get("/devices/current").get_json()
        return cls(phone, about["user"]["id"], about["sealing_key"])

    def box(
        self, request: Json, file: bytes, *, text: Json | None = None, bound: str = ""
    ) -> bytes:
        """A photo as it rests on the phone; the rest is for what no phone would do."""
        words = canonical_json(text or photo_text(self.author, request))
        return shut(words + b"\n" + file, bound or request["id"], self.key)

    def begin(self, request: Json, box: bytes, **changes: Any) -> TestResponse:
        wanted = {"request_id": request["id"], "sha256": sha256(box), "length": len(box)}
        return self.phone.post("/photos", {**wanted, **changes})

    def piece(self, name: str, offset: int | str, body: bytes, **headers: str) -> TestResponse:
        """One PATCH for the upload of this name."""
        usual = {
            "Upload-Offset": str(offset),
            "Content-Type": "application/offset+octet-stream",
        }
        return self.phone.client.patch(
            f"/api/v1/photos/{name}", data=body, headers={**self.phone.bearer, **usual, **headers}
        )

    def send(self, request: Json, box: bytes, at_once: int = PIECE) -> TestResponse:
        """The whole photo in pieces; the last answer, or the first that is no success."""
        answer = self.begin(request, box)
        while answer.status_code == 200 and not answer.get_json()["complete"]:
            offset = answer.get_json()["offset"]
            answer = self.piece(sha256(box), offset, box[offset : offset + at_once])
        return answer


def sha256(box: bytes) -> str:
    return hashlib.sha256(box).hexdigest()


def asked(phone: Phone, registration: Json) -> Json:
    """The open request about this registration, as its phone hears it."""
    changes = phone.get("/changes").get_json()["changes"]
    about = [one for one in changes if one["kind"] == "photo_request"]
    found = [one for one in about if one["registration_id"] == registration["id"]]
    assert found, "nobody asked"
    newest: Json = found[-1]
    return newest
