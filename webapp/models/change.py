"""A change: one line of the feed that brings decisions back to the volunteer's phone."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, personal, plain
from webapp.models.columns import Id


class Change(Model):
    __tablename__ = "changes"

    user_id: Mapped[str] = plain(Id, ForeignKey("users.id"), primary_key=True)
    # counts up by one for each user in the order of commits, so a cursor never skips one
    number: Mapped[int] = plain(Integer, primary_key=True)
    kind: Mapped[str] = plain(String(20))
    subject_id: Mapped[str] = plain(Id)
    # what the phone is told, reasons in the supervisor's words included
    content: Mapped[dict[str, Any]] = personal(JSON)
    changed_at: Mapped[datetime] = plain(UtcDateTime)
