"""Opens the box a photo came in: is it the one that was asked for, with consent, and a picture?

The box is that of sealed work (docs/api.md), bound to "request id|1". Inside are the canonical
JSON of {author, kind, content}, a line feed, and the picture's bytes; canonical JSON has no line
feed of its own, so the first one parts them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from webapp.intake.schemas import errors_of
from webapp.keyring import Keyring, UnknownKey
from webapp.photos.pictures import Picture, drawn_anew
from webapp.photos.schemas import PHOTO_TEXT
from webapp.sealing import BrokenSeal

VERSION = 1
PARTS = b"\n"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the box has to say of itself."""

    request_id: str
    registration_id: str
    author: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A photo that was asked for, and the word about the consent to it."""

    picture: Picture
    taken_at: datetime
    consent_given_at: datetime
    consent_notice_version: str


def open_box(box: bytes, wanted: Wanted, keyring: Keyring) -> Taken | None:
    """None when anything is not as it must be; raise UnknownKey when a lost key would open it."""
    try:
        plain = keyring.open(box, bound_to=f"{wanted.request_id}|{VERSION}")
    except UnknownKey:
        raise
    except BrokenSeal:
        return None
    text, _, file = plain.partition(PARTS)
    said = parsed(text)
    if errors_of(PHOTO_TEXT, said):
        return None
    content = said["content"]
    told = Wanted(content["id"], content["registration_id"], said["author"])
    picture = drawn_anew(file) if told == wanted else None
    if picture is None:
        return None
    return Taken(
        picture,
        taken_at=datetime.fromisoformat(content["taken_at"]),
        consent_given_at=datetime.fromisoformat(content["consent"]["given_at"]),
        consent_notice_version=content["consent"]["notice_version"],
    )


def parsed(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
