"""Photos that were asked for come in here, piece by piece; the text never waits for them."""

import re

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from webapp.accounts import guards
from webapp.errors import NotFound, Problem
from webapp.extensions import db, settings, start_writing
from webapp.photos import uploads
from webapp.photos.uploads import MOST_LENGTH, MOST_PIECE, Standing
from webapp.sync import schemas
from webapp.sync.bodies import read_json, read_piece, write_json
from webapp.sync.openapi import PIECE_TYPE
from webapp.sync.views import PREFIX, checked
from webapp.words import gettext

sent_photos = Blueprint("sent_photos", __name__, url_prefix=PREFIX)

SHA256 = re.compile(r"[0-9a-f]{64}\Z")
OFFSET = re.compile(r"[0-9]{1,6}\Z")


@sent_photos.post("/photos")
def begin() -> ResponseReturnValue:
    only_when_photos_are_taken()
    wanted = checked(schemas.PHOTO, read_json())
    user = guards.user()
    start_writing()
    standing = uploads.begin(**wanted, by=user)
    db.session.commit()
    return told(standing)


@sent_photos.patch("/photos/<sha256>")
def go_on(sha256: str) -> ResponseReturnValue:
    only_when_photos_are_taken()
    if not SHA256.match(sha256):
        raise NotFound
    piece, offset = read_piece(PIECE_TYPE, MOST_PIECE), read_offset()
    found = uploads.take(
        sha256=sha256,
        offset=offset,
        piece=piece,
        by=guards.user(),
        address=request.remote_addr or "",
    )
    # what ended an upload is kept, then said
    db.session.commit()
    if isinstance(found, Problem):
        raise found
    return told(found)


def only_when_photos_are_taken() -> None:
    """Switched off, these addresses do not exist."""
    if not settings().photos:
        raise NotFound


def read_offset() -> int:
    text = request.headers.get("Upload-Offset", "")
    if not OFFSET.match(text) or int(text) > MOST_LENGTH:
        raise Problem(
            gettext("Upload-Offset harus bilangan dari 0 sampai %(most)s.", most=MOST_LENGTH)
        )
    return int(text)


def told(standing: Standing) -> ResponseReturnValue:
    return write_json({"offset": standing.offset, "complete": standing.complete})
