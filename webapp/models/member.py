"""A member (peserta): somebody who is covered by BPJS already, from the member roll."""

from datetime import date, datetime

from sqlalchemy import Date, LargeBinary, String
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, personal, plain
from webapp.models.columns import BlindIndex, Id


class Member(Model):
    __tablename__ = "members"

    id: Mapped[str] = plain(Id, primary_key=True)
    # equal for equal member numbers (KPJ), says nothing without the key
    number_index: Mapped[str] = personal(BlindIndex, unique=True)
    nik_index: Mapped[str | None] = personal(BlindIndex, index=True)
    full_name: Mapped[str] = personal(String(100))
    birth_date: Mapped[date | None] = personal(Date)
    # the row of the roll as canonical JSON, sealed and bound to this row
    content: Mapped[bytes] = personal(LargeBinary)
    imported_at: Mapped[datetime] = plain(UtcDateTime)
