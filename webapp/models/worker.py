"""A worker (pekerja): the real person, one row however often registered, and its links."""

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
)
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, personal, plain
from webapp.models.columns import BlindIndex, Id, RegionCode, Serial


class Worker(Model):
    """The golden record: for every field the best value and where it came from."""

    __tablename__ = "workers"

    id: Mapped[str] = plain(Id, primary_key=True)
    # the database's last word against enrolling one person twice; empty while nobody is linked,
    # and while another worker stands for this one
    nik_index: Mapped[str | None] = personal(BlindIndex, unique=True)
    full_name: Mapped[str] = personal(String(100))
    birth_date: Mapped[date] = personal(Date)
    sex: Mapped[str] = personal(String(1))
    village_code: Mapped[str] = personal(RegionCode, ForeignKey("regions.code"), index=True)
    # the golden fields as canonical JSON, sealed and bound to this row
    content: Mapped[bytes] = personal(LargeBinary)
    # field -> "registration id/revision" that gave its value
    provenance: Mapped[dict[str, str]] = plain(JSON)
    enrolled_at: Mapped[datetime] = plain(UtcDateTime)
    # after a merge: the worker that stands for this one
    redirect_to: Mapped[str | None] = plain(Id, ForeignKey("workers.id"), index=True)


class Link(Model):
    """One event in the story of who is whom; appended, never changed (design/dedup.md, 7)."""

    __tablename__ = "links"
    __table_args__ = (
        ForeignKeyConstraint(
            ["registration_id", "revision"],
            ["revisions.registration_id", "revisions.revision"],
        ),
        CheckConstraint("action IN ('link', 'unlink')", name="action"),
        Index(None, "registration_id", "revision"),
    )

    id: Mapped[int] = plain(Serial, primary_key=True)
    registration_id: Mapped[str] = plain(Id)
    revision: Mapped[int] = plain(Integer)
    worker_id: Mapped[str] = plain(Id, ForeignKey("workers.id"), index=True)
    action: Mapped[str] = plain(String(6))
    # the golden fields whose value this registration gives over earlier ones
    takes: Mapped[list[str] | None] = plain(JSON(none_as_null=True))
    # the merge, or its taking back, that moved the registration from one worker to another
    merge_id: Mapped[str | None] = plain(Id, ForeignKey("merges.id"), index=True)
    # the matcher's evidence; empty where the link rests on the decision alone
    score: Mapped[float | None] = plain(Float)
    parts: Mapped[dict[str, list[str | float]] | None] = plain(JSON(none_as_null=True))
    model_hash: Mapped[str | None] = plain(String(64))
    linked_by: Mapped[str | None] = plain(Id, ForeignKey("users.id"), index=True)
    linked_at: Mapped[datetime] = plain(UtcDateTime)
    reason: Mapped[str] = plain(String(500))
