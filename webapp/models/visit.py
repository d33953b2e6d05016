"""A visit (kunjungan): a contact in a village, with or without a registration."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, personal, plain
from webapp.models.columns import Digest, Id, RegionCode


class Visit(Model):
    __tablename__ = "visits"
    __table_args__ = (
        CheckConstraint(
            "result IN ('registered', 'interested', 'refused', 'absent', 'already_member',"
            " 'not_eligible')",
            name="result",
        ),
        Index(None, "village_code", "visited_at"),
    )

    id: Mapped[str] = plain(Id, primary_key=True)
    batch_id: Mapped[str] = plain(Id, ForeignKey("batches.id"), index=True)
    user_id: Mapped[str] = plain(Id, ForeignKey("users.id"), index=True)
    village_code: Mapped[str] = plain(RegionCode, ForeignKey("regions.code"))
    occupation_code: Mapped[str | None] = plain(String(40))
    result: Mapped[str] = plain(String(14))
    obstacles: Mapped[list[str]] = plain(JSON)
    follow_up_on: Mapped[date | None] = plain(Date)
    # may name a registration that comes in a later batch, so no foreign key
    registration_id: Mapped[str | None] = plain(Id)
    visited_at: Mapped[datetime] = plain(UtcDateTime)
    received_at: Mapped[datetime] = plain(UtcDateTime)
    digest: Mapped[str] = plain(Digest)
    # canonical JSON of the item with its free words, sealed and bound to this row
    content: Mapped[bytes] = personal(LargeBinary)
