"""The trail beside every write: who did what to which row, without personal data."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, plain
from webapp.models.columns import Id, Serial


class AuditEntry(Model):
    """No foreign keys: erasing a thing never erases its history."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = plain(Serial, primary_key=True)
    at: Mapped[datetime] = plain(UtcDateTime)
    # empty: the operator at the shell
    actor_id: Mapped[str | None] = plain(Id)
    action: Mapped[str] = plain(String(40))
    subject_kind: Mapped[str] = plain(String(20))
    subject_id: Mapped[str] = plain(Id, index=True)
    details: Mapped[dict[str, Any]] = plain(JSON)
