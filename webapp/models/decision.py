"""A decision: who, when, what and why, on the revision that was seen; never changed."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
)
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, personal, plain
from webapp.models.columns import Id, Serial


class Decision(Model):
    __tablename__ = "decisions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["registration_id", "revision"],
            ["revisions.registration_id", "revisions.revision"],
        ),
        CheckConstraint(
            "action IN ('approve', 'return', 'reject', 'merge', 'reopen')", name="action"
        ),
        Index(None, "registration_id", "revision"),
    )

    id: Mapped[int] = plain(Serial, primary_key=True)
    registration_id: Mapped[str] = plain(Id)
    revision: Mapped[int] = plain(Integer)
    action: Mapped[str] = plain(String(7))
    # for a return: [{"field", "code", "text"}], the words the volunteer reads
    reasons: Mapped[list[dict[str, str]]] = personal(JSON)
    note: Mapped[str | None] = personal(String(500))
    # empty when a late correction, not a person, reopened the decision
    decided_by: Mapped[str | None] = plain(Id, ForeignKey("users.id"), index=True)
    decided_at: Mapped[datetime] = plain(UtcDateTime)
