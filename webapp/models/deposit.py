"""A deposit (titipan): sealed work that waits until a supervisor claims it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, personal, plain
from webapp.models.columns import Digest, Id, RegionCode


class Cause(StrEnum):
    """Why it was not taken in at once."""

    # the phone it came from may no longer speak for the volunteer
    REVOKED = "revoked"
    # another volunteer's phone brought it, or an office computer a file
    OTHER_HANDS = "other_hands"


class Deposit(Model):
    __tablename__ = "deposits"
    __table_args__ = (Index(None, "region_code", "closed_at"),)

    # the item's own id and digest: the same work deposited twice is one row
    item_id: Mapped[str] = plain(Id, primary_key=True)
    digest: Mapped[str] = plain(Digest, primary_key=True)
    device_id: Mapped[str] = plain(Id, ForeignKey("devices.id"), index=True)
    # whose phone it came from, and where that volunteer worked: decides who may claim it
    user_id: Mapped[str] = plain(Id, ForeignKey("users.id"), index=True)
    region_code: Mapped[str] = plain(RegionCode, ForeignKey("regions.code"))
    cause: Mapped[str] = plain(String(20))
    schema_version: Mapped[int] = plain(Integer)
    sealed: Mapped[bytes] = personal(LargeBinary)
    received_at: Mapped[datetime] = plain(UtcDateTime)
    # taken in or declined, by whom; the outcome as the phone would have heard it
    closed_at: Mapped[datetime | None] = plain(UtcDateTime)
    closed_by: Mapped[str | None] = plain(Id, ForeignKey("users.id"), index=True)
    outcome: Mapped[str | None] = plain(String(20))
    errors: Mapped[str | None] = plain(Text)
