"""A photo of an identity card: asked for by a supervisor, sent in pieces, kept sealed."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    text,
)
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, personal, plain
from webapp.models.columns import Digest, Id

AWAITED = text("state = 'asked'")


class PhotoState(StrEnum):
    """How a request stands."""

    ASKED = "asked"
    WITHDRAWN = "withdrawn"
    RECEIVED = "received"


class PhotoRequest(Model):
    """Who asked for a photo of which registration, when and why, and how it ended."""

    __tablename__ = "photo_requests"
    __table_args__ = (
        CheckConstraint("state IN ('asked', 'withdrawn', 'received')", name="state"),
        CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_by IS NOT NULL)", name="withdrawn_by_somebody"
        ),
        CheckConstraint(
            "(withdrawn_by IS NULL) = (withdrawn_at IS NULL)", name="withdrawn_at_a_moment"
        ),
        # one at a time
        Index(
            "uq_photo_requests_registration_id",
            "registration_id",
            unique=True,
            sqlite_where=AWAITED,
            postgresql_where=AWAITED,
        ),
    )

    id: Mapped[str] = plain(Id, primary_key=True)
    registration_id: Mapped[str] = plain(Id, ForeignKey("registrations.id"), index=True)
    state: Mapped[str] = plain(String(9))
    # the sentence the volunteer reads; a supervisor may quote a NIK
    reason: Mapped[str] = personal(String(500))
    asked_by: Mapped[str] = plain(Id, ForeignKey("users.id"), index=True)
    asked_at: Mapped[datetime] = plain(UtcDateTime)
    withdrawn_by: Mapped[str | None] = plain(Id, ForeignKey("users.id"), index=True)
    withdrawn_at: Mapped[datetime | None] = plain(UtcDateTime)


class PhotoUpload(Model):
    """The beginning of a photo on its way, still in the box the phone sealed."""

    __tablename__ = "photo_uploads"

    user_id: Mapped[str] = plain(Id, ForeignKey("users.id"), primary_key=True)
    # of the whole box: what comes twice or after days is the same upload
    sha256: Mapped[str] = plain(Digest, primary_key=True)
    request_id: Mapped[str] = plain(Id, ForeignKey("photo_requests.id"), index=True)
    length: Mapped[int] = plain(Integer)
    received: Mapped[bytes] = personal(LargeBinary)
    touched_at: Mapped[datetime] = plain(UtcDateTime, index=True)


class Photo(Model):
    """A picture that came, with the consent given for it; never changed afterwards."""

    __tablename__ = "photos"

    request_id: Mapped[str] = plain(Id, ForeignKey("photo_requests.id"), primary_key=True)
    # of the box it came in, and how long that was
    sha256: Mapped[str] = plain(Digest)
    length: Mapped[int] = plain(Integer)
    # a JPEG without metadata, sealed and bound to this row
    content: Mapped[bytes] = personal(LargeBinary)
    width: Mapped[int] = plain(Integer)
    height: Mapped[int] = plain(Integer)
    taken_at: Mapped[datetime] = plain(UtcDateTime)
    consent_given_at: Mapped[datetime] = plain(UtcDateTime)
    consent_notice_version: Mapped[str] = plain(String(40))
    received_at: Mapped[datetime] = plain(UtcDateTime)
