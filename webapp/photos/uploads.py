"""Takes a photo in piece by piece: resumed after days, sent twice or torn, it arrives once, whole.

An upload is named by the SHA-256 of the whole box, so the same bytes are the same upload, and
what the office already has is never asked for again.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import ColumnElement, and_, delete, select, update

from webapp import clock, contents
from webapp.accounts.attempts import Limits, claim_attempt, forget_attempt
from webapp.errors import (
    NotFound,
    OffsetDiffers,
    PhotoInvalid,
    PhotoNotWanted,
    PhotoTorn,
    Problem,
    RetryLater,
    TooManyRequests,
)
from webapp.extensions import db, start_writing
from webapp.keyring import UnknownKey
from webapp.models import Photo, PhotoRequest, PhotoState, PhotoUpload, User
from webapp.models.bulk import insert_for
from webapp.models.tables import PHOTO_UPLOADS
from webapp.photos import queries
from webapp.photos.boxes import Taken, Wanted, open_box
from webapp.photos.operations import leave_trail, tell
from webapp.words import gettext

MOST_LENGTH = 110_000
MOST_PIECE = 32 * 1024
# beginnings that nobody went on with
KEPT = timedelta(days=14)
# 5 MB of one volunteer's beginnings, and no way to fill a disk
MOST_UNFINISHED = 50
# photos that could not be used, a minute: looking at one costs as much as a batch
REFUSALS = Limits(at_one=10, from_address=60)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an upload is."""

    offset: int
    complete: bool = False


def begin(*, request_id: str, sha256: str, length: int, by: User) -> Standing:
    """Begin, or say how far it came. In a writing transaction; nothing is committed here."""
    request = queries.own_request(request_id, by.id)
    if request is None:
        raise NotFound
    came = queries.length_of(request_id, sha256)
    if came is not None:
        return Standing(came, complete=True)
    if request.state != PhotoState.ASKED:
        raise PhotoNotWanted
    sweep()
    upload = claim(request_id, sha256, length, by)
    if queries.count_uploads(by.id) > MOST_UNFINISHED:
        raise TooManyRequests(
            gettext("Terlalu banyak foto yang belum selesai dikirim. Hubungi penyelia.")
        )
    return Standing(len(upload.received))


def sweep() -> None:
    """Whoever begins clears away what nobody went on with."""
    db.session.execute(
        delete(PhotoUpload)
        .where(PhotoUpload.touched_at < clock.now() - KEPT)
        .execution_options(synchronize_session=False)
    )


def claim(request_id: str, sha256: str, length: int, by: User) -> PhotoUpload:
    """The upload's row, new or found."""
    connection = db.session.connection()
    statement = insert_for(connection.dialect, PHOTO_UPLOADS).values(
        user_id=by.id,
        sha256=sha256,
        request_id=request_id,
        length=length,
        received=b"",
        touched_at=clock.now(),
    )
    connection.execute(statement.on_conflict_do_nothing())
    upload = queries.own_upload(sha256, by.id, locked=True)
    if upload is None:
        raise RetryLater
    if (upload.request_id, upload.length) != (request_id, length):
        upload.request_id, upload.length, upload.received = request_id, length, b""
    upload.touched_at = clock.now()
    db.session.flush()
    return upload


def take(*, sha256: str, offset: int, piece: bytes, by: User, address: str) -> Standing | Problem:
    """One piece, and with the last one the photo.

    A problem that is returned and not raised ended the upload: commit, then raise it. Bytes that
    are there already are passed over. Raise OffsetDiffers when some are missing before these.
    """
    upload = queries.own_upload(sha256, by.id)
    if upload is None:
        return came_before(sha256, by)
    if not is_wanted(upload):
        start_writing()
        return given_up(sha256, by, PhotoNotWanted())
    whole = joined(upload, offset, piece)
    if len(whole) < upload.length:
        start_writing()
        return keep(sha256, offset, piece, by)
    if len(whole) > upload.length or hashlib.sha256(whole).hexdigest() != sha256:
        start_writing()
        return given_up(sha256, by, PhotoTorn())
    request = db.session.get_one(PhotoRequest, upload.request_id)
    wanted = Wanted(request.id, request.registration_id, by.id)
    return finish(sha256, whole, wanted, by, address)


def is_wanted(upload: PhotoUpload) -> bool:
    state = select(PhotoRequest.state).where(PhotoRequest.id == upload.request_id)
    return db.session.scalar(state) == PhotoState.ASKED


def joined(upload: PhotoUpload, offset: int, piece: bytes) -> bytes:
    stands = len(upload.received)
    if offset > stands:
        raise OffsetDiffers(stands)
    return upload.received + piece[stands - offset :]


def keep(sha256: str, offset: int, piece: bytes, by: User) -> Standing | Problem:
    upload = queries.own_upload(sha256, by.id, locked=True)
    if upload is None:
        return came_before(sha256, by)
    if not is_wanted(upload):
        return given_up(sha256, by, PhotoNotWanted())
    upload.received = joined(upload, offset, piece)
    upload.touched_at = clock.now()
    db.session.flush()
    return Standing(len(upload.received))


def finish(sha256: str, whole: bytes, wanted: Wanted, by: User, address: str) -> Standing | Problem:
    """Open, judge and draw while others write, then store in a turn of its own."""
    start_writing()
    attempt = claim_attempt(door="photo", guessed_at=by.id, address=address, limits=REFUSALS)
    try:
        taken = open_box(whole, wanted, contents.keyring())
    except UnknownKey as error:
        # no data of the photo's: the id names a key
        structlog.get_logger().error("a photo for a key this office lacks", key=str(error))
        raise RetryLater from error
    start_writing()
    if taken is None:
        return given_up(sha256, by, PhotoInvalid())
    forget_attempt(attempt)
    request = queries.own_request(wanted.request_id, by.id, locked=True)
    if request is None or request.state != PhotoState.ASKED:
        # withdrawn while it was judged, or somebody was quicker with the same or another photo
        db.session.execute(delete(PhotoUpload).where(mine(sha256, by)))
        came = queries.length_of(wanted.request_id, sha256)
        return PhotoNotWanted() if came is None else Standing(came, complete=True)
    store(request, sha256, whole, taken, by)
    return Standing(len(whole), complete=True)


def store(request: PhotoRequest, sha256: str, whole: bytes, taken: Taken, by: User) -> None:
    picture = taken.picture
    db.session.add(
        Photo(
            request_id=request.id,
            sha256=sha256,
            length=len(whole),
            content=contents.seal_photo(picture.jpeg, request.id),
            width=picture.width,
            height=picture.height,
            taken_at=taken.taken_at,
            consent_given_at=taken.consent_given_at,
            consent_notice_version=taken.consent_notice_version,
            received_at=clock.now(),
        )
    )
    request.state = PhotoState.RECEIVED
    db.session.flush()
    # another photo of the same card may have begun; its phone hears that it is not wanted
    db.session.execute(
        update(PhotoUpload)
        .where(PhotoUpload.request_id == request.id)
        .values(received=b"")
        .execution_options(synchronize_session=False)
    )
    db.session.execute(delete(PhotoUpload).where(mine(sha256, by)))
    leave_trail("photo.received", request, by)
    tell([request])


def given_up(sha256: str, by: User, why: Problem) -> Problem:
    """All pieces go."""
    db.session.execute(delete(PhotoUpload).where(mine(sha256, by)))
    return why


def came_before(sha256: str, by: User) -> Standing:
    came = queries.own_length(sha256, by.id)
    if came is None:
        raise NotFound
    return Standing(came, complete=True)


def mine(sha256: str, by: User) -> ColumnElement[bool]:
    return and_(PhotoUpload.user_id == by.id, PhotoUpload.sha256 == sha256)
