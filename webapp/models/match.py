"""A match: a registration that may be about somebody who is known already."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Float, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, plain
from webapp.models.columns import Id, Serial


class Match(Model):
    """What the matcher found; whose worker the other side is follows from the links that hold now.

    Made anew with every revision of either side: evidence, not a decision (see Verdict).
    """

    __tablename__ = "matches"
    __table_args__ = (
        CheckConstraint("kind IN ('registration', 'member')", name="kind"),
        CheckConstraint("band IN ('auto', 'review')", name="band"),
        UniqueConstraint("registration_id", "kind", "other_id"),
    )

    id: Mapped[int] = plain(Serial, primary_key=True)
    registration_id: Mapped[str] = plain(Id, ForeignKey("registrations.id"))
    # what the other side is: another registration, or somebody on the member roll
    kind: Mapped[str] = plain(String(12))
    other_id: Mapped[str] = plain(Id, index=True)
    # what the phone was told, as a stable code such as same_nik_worker
    code: Mapped[str] = plain(String(40))
    # the probability that both are one person, 0..1
    score: Mapped[float] = plain(Float)
    band: Mapped[str] = plain(String(6))
    # comparison -> [level, weight in bits]: how the score came about, without any value of a field
    parts: Mapped[dict[str, list[str | float]] | None] = plain(JSON(none_as_null=True))
    # which model judged
    model: Mapped[str | None] = plain(String(16))
    found_at: Mapped[datetime] = plain(UtcDateTime)
