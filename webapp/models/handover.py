"""A handover (serah terima): which approved registrations went to BPJS in which file."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Integer
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, plain
from webapp.models.columns import Id, RegionCode


class Handover(Model):
    __tablename__ = "handovers"

    id: Mapped[str] = plain(Id, primary_key=True)
    region_code: Mapped[str] = plain(RegionCode, ForeignKey("regions.code"), index=True)
    handed_over_by: Mapped[str | None] = plain(Id, ForeignKey("users.id"), index=True)
    handed_over_at: Mapped[datetime] = plain(UtcDateTime)
    row_count: Mapped[int] = plain(Integer)


class HandoverRow(Model):
    """One registration in one file; the key makes a second handover impossible."""

    __tablename__ = "handover_rows"
    __table_args__ = (
        ForeignKeyConstraint(
            ["registration_id", "revision"],
            ["revisions.registration_id", "revisions.revision"],
        ),
    )

    registration_id: Mapped[str] = plain(Id, primary_key=True)
    revision: Mapped[int] = plain(Integer)
    # one person goes over once, however many registrations there were
    worker_id: Mapped[str] = plain(Id, ForeignKey("workers.id"), unique=True)
    handover_id: Mapped[str] = plain(Id, ForeignKey("handovers.id"), index=True)
    position: Mapped[int] = plain(Integer)
