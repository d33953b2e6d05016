"""Asks for a photo, takes the question back, shows what came; every step leaves its trail."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select, update

from webapp import audit, clock, contents, feed
from webapp.accounts.territories import within
from webapp.errors import NotDecidable, NotFound
from webapp.extensions import db
from webapp.models import PhotoRequest, PhotoState, PhotoUpload, Registration, Status, User
from webapp.models.bulk import insert_for
from webapp.models.columns import new_id
from webapp.models.tables import PHOTO_REQUESTS
from webapp.photos import queries
from webapp.words import gettext

# whoever is decided on needs no photo any more
ASKABLE = (Status.RECEIVED, Status.RETURNED)


def ask(*, registration_id: str, reason: str, by: User) -> PhotoRequest:
    """Ask the volunteer for a photo of this worker's identity card."""
    # held until the end: nobody decides meanwhile
    registration = db.session.scalar(
        select(Registration)
        .where(Registration.id == registration_id, within(Registration.region_code, by.region_code))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if registration is None:
        raise NotFound
    if registration.status not in ASKABLE:
        raise NotDecidable(gettext("Pendaftaran ini sudah diputuskan. Foto tidak diperlukan lagi."))
    request_id = claim(registration_id, reason, by)
    if request_id is None:
        raise NotDecidable(gettext("Foto KTP sudah diminta dan masih ditunggu dari HP relawan."))
    made = db.session.get_one(PhotoRequest, request_id)
    leave_trail("photo.asked", made, by)
    tell([made])
    return made


def claim(registration_id: str, reason: str, by: User) -> str | None:
    """Insert the request; None when one is open already."""
    connection = db.session.connection()
    statement = insert_for(connection.dialect, PHOTO_REQUESTS).values(
        id=new_id(),
        registration_id=registration_id,
        state=PhotoState.ASKED,
        reason=reason,
        asked_by=by.id,
        asked_at=clock.now(),
    )
    claimed = statement.on_conflict_do_nothing().returning(PHOTO_REQUESTS.c.id)
    request_id: str | None = connection.scalar(claimed)
    return request_id


def withdraw(*, request_id: str, by: User) -> PhotoRequest:
    """The photo is not needed after all; pieces of it that came are dropped."""
    found = queries.request(request_id, by.region_code)
    if found is None:
        raise NotFound
    ended = end(PhotoRequest.id == request_id, by)
    if not ended:
        raise NotDecidable(gettext("Permintaan ini sudah dijawab atau sudah ditarik."))
    tell(ended)
    return ended[0]


def end_for(registration_ids: Collection[str], by: User) -> Sequence[PhotoRequest]:
    """Withdraw what is still asked about registrations that were decided; `tell` it afterwards.

    Apart, because the feed locks volunteers, and requests are locked before them everywhere.
    """
    return end(PhotoRequest.registration_id.in_(registration_ids), by)


def tell(requests: Sequence[PhotoRequest]) -> None:
    """A word to the phone of each volunteer."""
    if not requests:
        return
    rows = db.session.execute(
        select(Registration.id, Registration.user_id).where(
            Registration.id.in_([one.registration_id for one in requests])
        )
    )
    volunteers = {row.id: row.user_id for row in rows}
    feed.tell_many(
        kind="photo_request",
        changes=[
            (
                volunteers[one.registration_id],
                one.id,
                {
                    "registration_id": one.registration_id,
                    "state": one.state,
                    "reason": one.reason,
                    "asked_at": clock.iso(one.asked_at),
                },
            )
            for one in requests
        ],
    )


def look(*, request_id: str, by: User) -> bytes:
    """The picture that came; whoever sees it is written down."""
    found = queries.photo(request_id, by.region_code)
    if found is None:
        raise NotFound
    photo, registration_id = found
    audit.record(
        "photo.looked_at",
        kind="registration",
        subject_id=registration_id,
        by=by.id,
        request=request_id,
    )
    return contents.open_photo(photo)


def end(which: ColumnElement[bool], by: User) -> Sequence[PhotoRequest]:
    ended = db.session.scalars(
        update(PhotoRequest)
        .where(which, PhotoRequest.state == PhotoState.ASKED)
        .values(state=PhotoState.WITHDRAWN, withdrawn_by=by.id, withdrawn_at=clock.now())
        .returning(PhotoRequest)
        .execution_options(synchronize_session=False, populate_existing=True)
    ).all()
    if ended:
        # the rows stay for a while: a phone that goes on sending hears that it need not
        db.session.execute(
            update(PhotoUpload)
            .where(PhotoUpload.request_id.in_([one.id for one in ended]))
            .values(received=b"")
            .execution_options(synchronize_session=False)
        )
    for one in ended:
        leave_trail("photo.withdrawn", one, by)
    return ended


def leave_trail(action: str, request: PhotoRequest, by: User) -> None:
    audit.record(
        action,
        kind="registration",
        subject_id=request.registration_id,
        by=by.id,
        request=request.id,
    )
