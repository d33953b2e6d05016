"""A verdict: what a supervisor said of a pair of records, whether they are one person."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Float, ForeignKey, Index, String
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, personal, plain
from webapp.models.columns import Id, Serial


class Verdict(Model):
    """Appended, never changed: the newest of a pair is what holds (docs/adr/0011)."""

    __tablename__ = "verdicts"
    __table_args__ = (
        CheckConstraint("right_kind IN ('registration', 'member')", name="right_kind"),
        CheckConstraint("verdict IN ('same', 'other', 'unsure', 'withdrawn')", name="verdict"),
        # two registrations have one spelling; the ids are text of one length in lower case
        CheckConstraint("right_kind <> 'registration' OR left_id < right_id", name="one_spelling"),
        Index(None, "left_id", "right_kind", "right_id"),
    )

    id: Mapped[int] = plain(Serial, primary_key=True)
    left_id: Mapped[str] = plain(Id, ForeignKey("registrations.id"))
    # what the other side is: another registration, or somebody on the member roll
    right_kind: Mapped[str] = plain(String(12))
    right_id: Mapped[str] = plain(Id, index=True)
    verdict: Mapped[str] = plain(String(9))
    note: Mapped[str | None] = personal(String(500))
    # the matcher's evidence that was before the supervisor's eyes
    score: Mapped[float | None] = plain(Float)
    parts: Mapped[dict[str, list[str | float]] | None] = plain(JSON(none_as_null=True))
    model: Mapped[str | None] = plain(String(16))
    decided_by: Mapped[str] = plain(Id, ForeignKey("users.id"), index=True)
    decided_at: Mapped[datetime] = plain(UtcDateTime)
