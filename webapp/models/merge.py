"""A merge: two workers who turned out to be one person, until it is taken back."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Float, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, plain
from webapp.models.columns import Id

HOLDS = text("undone_at IS NULL")


class Merge(Model):
    """Who stands for both, and whose values were chosen; every record follows from these rows."""

    __tablename__ = "merges"
    __table_args__ = (
        CheckConstraint("keep_id <> gone_id", name="two_workers"),
        CheckConstraint("(undone_by IS NULL) = (undone_at IS NULL)", name="undone_by_somebody"),
        # one worker is merged into one other at a time
        Index(
            "uq_merges_gone_id", "gone_id", unique=True, sqlite_where=HOLDS, postgresql_where=HOLDS
        ),
    )

    id: Mapped[str] = plain(Id, primary_key=True)
    keep_id: Mapped[str] = plain(Id, ForeignKey("workers.id"), index=True)
    gone_id: Mapped[str] = plain(Id, ForeignKey("workers.id"), index=True)
    # the fields whose value the merged worker's record gave
    takes: Mapped[list[str] | None] = plain(JSON(none_as_null=True))
    # the matcher's evidence; empty where the merge rests on the decision alone
    score: Mapped[float | None] = plain(Float)
    parts: Mapped[dict[str, list[str | float]] | None] = plain(JSON(none_as_null=True))
    model_hash: Mapped[str | None] = plain(String(64))
    reason: Mapped[str] = plain(String(500))
    merged_by: Mapped[str] = plain(Id, ForeignKey("users.id"), index=True)
    merged_at: Mapped[datetime] = plain(UtcDateTime)
    undone_reason: Mapped[str | None] = plain(String(500))
    undone_by: Mapped[str | None] = plain(Id, ForeignKey("users.id"), index=True)
    undone_at: Mapped[datetime | None] = plain(UtcDateTime)
