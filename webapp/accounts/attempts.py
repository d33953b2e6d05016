"""Counts guesses at the doors that are open to anybody, for all web processes together."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select

from webapp import clock, contents
from webapp.errors import TooManyRequests
from webapp.extensions import db, only_read, start_writing
from webapp.models import SignInAttempt
from webapp.words import lazy_gettext

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
TOMORROW = lazy_gettext("Untuk hari ini cukup. Coba lagi besok.")


@dataclass(frozen=True, slots=True)
class Limits:
    """How many guesses a minute may bring: at one user, code or the like, and from one address.

    And a day, at one, where what is guessed at is short and stays the same for months.
    """

    at_one: int
    from_address: int
    at_one_a_day: int | None = None


def claim_attempt(*, door: str, guessed_at: str, address: str, limits: Limits) -> int:
    """Count a guess; raise TooManyRequests when there were enough of them in this minute or day.

    It is committed before the others are counted, so that of many at once each sees all before
    it. A guess that was refused does not lengthen the wait, and guesses at one door do not count
    at another. What follows only reads until `start_writing`: no other writer has to wait while
    a password is checked.
    """
    index = contents.sealer().index
    name_index = index(f"{door} {guessed_at}")
    address_index = index(f"{door} from {address}")
    moment = clock.now()
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.attempted_at < moment - DAY))
    attempt = SignInAttempt(
        username_index=name_index,
        address_index=address_index,
        attempted_at=moment,
    )
    db.session.add(attempt)
    db.session.flush()
    number = attempt.id
    db.session.commit()
    only_read()
    at_one = SignInAttempt.username_index == name_index
    from_address = SignInAttempt.address_index == address_index
    for these, since, most, refusal in (
        (at_one, DAY, limits.at_one_a_day, TooManyRequests(TOMORROW, retry_after=DAY // SECOND)),
        (at_one, MINUTE, limits.at_one, TooManyRequests()),
        (from_address, MINUTE, limits.from_address, TooManyRequests()),
    ):
        if most is not None and guesses(these, moment - since) > most:
            start_writing()
            forget_attempt(number)
            db.session.commit()
            raise refusal
    return number


def guesses(these: ColumnElement[bool], since: datetime) -> int:
    recent = select(func.count()).where(these, SignInAttempt.attempted_at >= since)
    return db.session.scalar(recent) or 0


def forget_attempt(attempt: int) -> None:
    """A guess that was right does not count against the next one."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.id == attempt))
