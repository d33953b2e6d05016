"""A registration (pendaftaran): its present state, and every revision a phone ever sent."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
)
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, personal, plain
from webapp.models.columns import BlindIndex, Digest, Id, Period, RegionCode, ShortCode


class Status(StrEnum):
    """The life of a registration at the office (design/product.md)."""

    RECEIVED = "received"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    MERGED = "merged"
    HANDED_OVER = "handed_over"
    REGISTERED = "registered"
    REFUSED = "refused"


class Registration(Model):
    """One row a registration: where it stands, and what lists and look-ups need."""

    __tablename__ = "registrations"
    __table_args__ = (
        CheckConstraint(
            "status IN ('received', 'approved', 'returned', 'rejected', 'merged',"
            " 'handed_over', 'registered', 'refused')",
            name="status",
        ),
        CheckConstraint("revision >= 1", name="revision"),
        Index(None, "user_id", "period", "status"),
        Index(None, "region_code", "period", "status"),
        # the right code with a wrong date costs no more than a wrong code
        Index(None, "short_code", "birth_date"),
    )

    id: Mapped[str] = plain(Id, primary_key=True)
    # the end of the id, as it stands on the worker's receipt; several may share one
    short_code: Mapped[str | None] = plain(ShortCode)
    # the batch that brought the present revision
    batch_id: Mapped[str] = plain(Id, ForeignKey("batches.id"), index=True)
    user_id: Mapped[str] = plain(Id, ForeignKey("users.id"))
    region_code: Mapped[str] = plain(RegionCode, ForeignKey("regions.code"))
    status: Mapped[str] = plain(String(11))
    revision: Mapped[int] = plain(Integer)
    first_received_at: Mapped[datetime] = plain(UtcDateTime)
    received_at: Mapped[datetime] = plain(UtcDateTime)
    # the month it counts to: when the office first received it
    period: Mapped[str] = plain(Period)
    full_name: Mapped[str] = personal(String(100))
    birth_date: Mapped[date] = personal(Date)
    sex: Mapped[str] = personal(String(1))
    village_code: Mapped[str] = personal(RegionCode, ForeignKey("regions.code"))
    occupation_code: Mapped[str] = personal(String(40))
    # equal for equal NIKs, says nothing without the key
    nik_index: Mapped[str | None] = personal(BlindIndex, index=True)
    # what the rules found odd: [{"field", "code"}], and which of it the volunteer confirmed
    flags: Mapped[list[dict[str, str]]] = plain(JSON)


class Revision(Model):
    """What a phone sent, word for word and sealed; never changed afterwards."""

    __tablename__ = "revisions"
    __table_args__ = (CheckConstraint("revision >= 1", name="revision"),)

    registration_id: Mapped[str] = plain(Id, ForeignKey("registrations.id"), primary_key=True)
    revision: Mapped[int] = plain(Integer, primary_key=True)
    batch_id: Mapped[str] = plain(Id, ForeignKey("batches.id"))
    digest: Mapped[str] = plain(Digest)
    # canonical JSON of the item, sealed and bound to this row
    content: Mapped[bytes] = personal(LargeBinary)
    received_at: Mapped[datetime] = plain(UtcDateTime)
