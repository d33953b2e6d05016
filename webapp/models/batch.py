"""A batch (kiriman): what one phone sent together, and the answer it was given."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, plain
from webapp.models.columns import Digest, Id, RegionCode


class Batch(Model):
    __tablename__ = "batches"
    __table_args__ = (Index(None, "region_code", "received_at"),)

    id: Mapped[str] = plain(Id, primary_key=True)
    user_id: Mapped[str] = plain(Id, ForeignKey("users.id"), index=True)
    device_id: Mapped[str] = plain(Id, ForeignKey("devices.id"), index=True)
    # the volunteer's territory when it came: decides whose inbox it lies in
    region_code: Mapped[str] = plain(RegionCode, ForeignKey("regions.code"))
    device_seq: Mapped[int] = plain(Integer)
    sealed_at: Mapped[datetime] = plain(UtcDateTime)
    received_at: Mapped[datetime] = plain(UtcDateTime)
    app_version: Mapped[str] = plain(String(40))
    schema_version: Mapped[int] = plain(Integer)
    # of the canonical body: the same id with another digest is refused
    digest: Mapped[str] = plain(Digest)
    registration_count: Mapped[int] = plain(Integer)
    visit_count: Mapped[int] = plain(Integer)
    # the outcomes as JSON, given again word for word when the batch comes again
    answer: Mapped[str] = plain(Text)
