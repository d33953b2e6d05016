"""A roll: one file of members on its way in, and how far it came."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import JSON, BigInteger, Integer
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, plain
from webapp.models.columns import Digest, Id


class Roll(Model):
    """One import. An unfinished one goes on behind its last line when the same file comes again."""

    __tablename__ = "rolls"

    id: Mapped[str] = plain(Id, primary_key=True)
    # of the whole file, so that no other file is taken for this one
    digest: Mapped[str] = plain(Digest, index=True)
    # the last line whose people are stored, and where the next one begins
    line: Mapped[int] = plain(Integer)
    end_byte: Mapped[int] = plain(BigInteger)
    # what became of the lines so far: added, changed, same, noted, unread; and how many have a NIK
    counts: Mapped[Mapping[str, int]] = plain(JSON)
    began_at: Mapped[datetime] = plain(UtcDateTime)
    finished_at: Mapped[datetime | None] = plain(UtcDateTime)
