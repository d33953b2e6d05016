"""Counts guesses at the doors that are open to anybody, for all web processes together."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select

from webapp import clock, contents
from webapp.errors import TooManyRequests
from webapp.extensions import db, only_read, start_writing
from webapp.models import SignInAttempt

ATTEMPT_WINDOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many guesses a minute may bring: at one user, code or the like, and from one address."""

    at_one: int
    from_address: int


def claim_attempt(*, door: str, guessed_at: str, address: str, limits: Limits) -> int:
    """Count a guess; raise TooManyRequests when there were enough of them in this minute.

    It is committed before the others are counted, so that of many at once each sees all before
    it. A guess that was refused does not lengthen the wait, and guesses at one door do not count
    at another. What follows only reads until `start_writing`: no other writer has to wait while
    a password is checked.
    """
    index = contents.sealer().index
    name_index = index(f"{door} {guessed_at}")
    address_index = index(f"{door} from {address}")
    moment = clock.now()
    db.session.execute(
        delete(SignInAttempt).where(SignInAttempt.attempted_at < moment - ATTEMPT_WINDOW)
    )
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
    for column, value, limit in (
        (SignInAttempt.username_index, name_index, limits.at_one),
        (SignInAttempt.address_index, address_index, limits.from_address),
    ):
        tried = db.session.scalar(select(func.count()).where(column == value)) or 0
        if tried > limit:
            start_writing()
            forget_attempt(number)
            db.session.commit()
            raise TooManyRequests
    return number


def forget_attempt(attempt: int) -> None:
    """A guess that was right does not count against the next one."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.id == attempt))
