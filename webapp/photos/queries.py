"""Finds requests, uploads and photos; each look carries its territory or its volunteer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import aliased

from webapp.accounts.territories import within
from webapp.extensions import db
from webapp.models import Photo, PhotoRequest, PhotoState, PhotoUpload, Registration, User


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the desk tells it, with what is known of its photo."""

    id: str
    state: PhotoState
    reason: str
    asked_at: datetime
    asked_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    received_at: datetime | None
    taken_at: datetime | None
    consent_given_at: datetime | None
    consent_notice_version: str | None
    width: int | None
    height: int | None


def asked_about(registration_id: str) -> list[Asked]:
    """Every request for a photo, the newest first. Ask for the registration before."""
    asker, withdrawer = aliased(User), aliased(User)
    rows = db.session.execute(
        select(
            PhotoRequest,
            asker.full_name.label("asked_by"),
            withdrawer.full_name.label("withdrawn_by"),
            # the picture itself stays where it is until somebody looks at it
            Photo.received_at,
            Photo.taken_at,
            Photo.consent_given_at,
            Photo.consent_notice_version,
            Photo.width,
            Photo.height,
        )
        .join(asker, asker.id == PhotoRequest.asked_by)
        .outerjoin(withdrawer, withdrawer.id == PhotoRequest.withdrawn_by)
        .outerjoin(Photo, Photo.request_id == PhotoRequest.id)
        .where(PhotoRequest.registration_id == registration_id)
        .order_by(PhotoRequest.asked_at.desc(), PhotoRequest.id)
    )
    return [
        Asked(
            id=found.id,
            state=PhotoState(found.state),
            reason=found.reason,
            asked_at=found.asked_at,
            asked_by=asked_by,
            withdrawn_at=found.withdrawn_at,
            withdrawn_by=withdrawn_by,
            received_at=received_at,
            taken_at=taken_at,
            consent_given_at=consent_given_at,
            consent_notice_version=notice_version,
            width=width,
            height=height,
        )
        for (
            found,
            asked_by,
            withdrawn_by,
            received_at,
            taken_at,
            consent_given_at,
            notice_version,
            width,
            height,
        ) in rows
    ]


def standing() -> ScalarSelect[str | None]:
    """How it stands about the registration at hand, for any select; no statement of its own.

    Of several the one that matters most: "asked", "received", "withdrawn" is the alphabet's order.
    """
    return (
        select(func.min(PhotoRequest.state))
        .where(PhotoRequest.registration_id == Registration.id)
        .correlate(Registration)
        .scalar_subquery()
    )


def request(request_id: str, territory: str) -> PhotoRequest | None:
    return db.session.scalar(
        select(PhotoRequest)
        .join(Registration, Registration.id == PhotoRequest.registration_id)
        .where(PhotoRequest.id == request_id, within(Registration.region_code, territory))
        .execution_options(populate_existing=True)
    )


def photo(request_id: str, territory: str) -> tuple[Photo, str] | None:
    """A photo that came and the registration it is about."""
    found = db.session.execute(
        select(Photo, PhotoRequest.registration_id)
        .join(PhotoRequest, PhotoRequest.id == Photo.request_id)
        .join(Registration, Registration.id == PhotoRequest.registration_id)
        .where(Photo.request_id == request_id, within(Registration.region_code, territory))
    ).one_or_none()
    return (found[0], found[1]) if found else None


def own_request(request_id: str, user_id: str, *, locked: bool = False) -> PhotoRequest | None:
    """A request to this volunteer; locked: nobody else answers or withdraws it meanwhile."""
    wanted = (
        select(PhotoRequest)
        .join(Registration, Registration.id == PhotoRequest.registration_id)
        .where(PhotoRequest.id == request_id, Registration.user_id == user_id)
        .execution_options(populate_existing=True)
    )
    return db.session.scalar(wanted.with_for_update(of=PhotoRequest) if locked else wanted)


def own_upload(sha256: str, user_id: str, *, locked: bool = False) -> PhotoUpload | None:
    wanted = (
        select(PhotoUpload)
        .where(PhotoUpload.user_id == user_id, PhotoUpload.sha256 == sha256)
        .execution_options(populate_existing=True)
    )
    return db.session.scalar(wanted.with_for_update() if locked else wanted)


def count_uploads(user_id: str) -> int:
    return (
        db.session.scalar(
            select(func.count()).select_from(PhotoUpload).where(PhotoUpload.user_id == user_id)
        )
        or 0
    )


def length_of(request_id: str, sha256: str) -> int | None:
    """How long the box was that answered this request; None when no such box did."""
    return db.session.scalar(
        select(Photo.length).where(Photo.request_id == request_id, Photo.sha256 == sha256)
    )


def own_length(sha256: str, user_id: str) -> int | None:
    """The same for whatever request this volunteer answered with it."""
    return db.session.scalar(
        select(Photo.length)
        .join(PhotoRequest, PhotoRequest.id == Photo.request_id)
        .join(Registration, Registration.id == PhotoRequest.registration_id)
        .where(Photo.sha256 == sha256, Registration.user_id == user_id)
        .limit(1)
    )
