"""A match: two rows that may be one person, waiting for somebody to decide."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, plain
from webapp.models.columns import Id, Serial


class Match(Model):
    __tablename__ = "matches"
    __table_args__ = (
        CheckConstraint("kind IN ('worker', 'registration')", name="kind"),
        CheckConstraint("band IN ('auto', 'review')", name="band"),
        UniqueConstraint("registration_id", "kind", "other_id"),
    )

    id: Mapped[int] = plain(Serial, primary_key=True)
    registration_id: Mapped[str] = plain(Id, ForeignKey("registrations.id"))
    # what the other side is: a worker, or a registration that waits
    kind: Mapped[str] = plain(String(12))
    other_id: Mapped[str] = plain(Id, index=True)
    # why the two look alike, as a stable code such as same_nik
    code: Mapped[str] = plain(String(40))
    score: Mapped[float] = plain(Float)
    band: Mapped[str] = plain(String(6))
    found_at: Mapped[datetime] = plain(UtcDateTime)
