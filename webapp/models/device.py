"""Phones that may speak to the server, and the single-use codes that enrol them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, personal, plain
from webapp.models.columns import Digest, Id


class Device(Model):
    __tablename__ = "devices"

    id: Mapped[str] = plain(Id, primary_key=True)
    user_id: Mapped[str] = plain(Id, ForeignKey("users.id"), index=True)
    name: Mapped[str] = personal(String(100))
    # SHA-256 is enough for 256 random bits; the token itself is only on the phone
    token_hash: Mapped[str] = plain(Digest, unique=True)
    app_version: Mapped[str | None] = plain(String(40))
    created_at: Mapped[datetime] = plain(UtcDateTime)
    last_seen_at: Mapped[datetime] = plain(UtcDateTime)
    expires_at: Mapped[datetime] = plain(UtcDateTime)
    # by the office: the phone is not trusted any more
    revoked_at: Mapped[datetime | None] = plain(UtcDateTime)
    # by its own user, who signed out: what is still on it is theirs as before
    left_at: Mapped[datetime | None] = plain(UtcDateTime)


class EnrolmentCode(Model):
    __tablename__ = "enrolment_codes"

    code_hash: Mapped[str] = plain(Digest, primary_key=True)
    user_id: Mapped[str] = plain(Id, ForeignKey("users.id"), index=True)
    created_by: Mapped[str] = plain(Id, ForeignKey("users.id"), index=True)
    created_at: Mapped[datetime] = plain(UtcDateTime)
    expires_at: Mapped[datetime] = plain(UtcDateTime)
    used_at: Mapped[datetime | None] = plain(UtcDateTime)
