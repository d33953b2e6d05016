"""Failed sign-ins and other wrong guesses of the last day, one row each."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, personal, plain
from webapp.models.columns import BlindIndex, Serial


class SignInAttempt(Model):
    __tablename__ = "sign_in_attempts"
    __table_args__ = (
        Index(None, "username_index", "attempted_at"),
        Index(None, "address_index", "attempted_at"),
    )

    id: Mapped[int] = plain(Serial, primary_key=True)
    # keyed look-up values: the table tells neither addresses nor what was guessed at, which is a
    # user name or a code
    username_index: Mapped[str] = personal(BlindIndex)
    address_index: Mapped[str] = personal(BlindIndex)
    attempted_at: Mapped[datetime] = plain(UtcDateTime, index=True)
