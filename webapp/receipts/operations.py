"""Looks a receipt up, as often as somebody with a receipt needs it and no oftener."""

from collections.abc import Sequence
from datetime import date

from webapp.accounts.attempts import Limits, claim_attempt, forget_attempt
from webapp.extensions import settings, start_writing
from webapp.receipts import queries
from webapp.receipts.queries import Standing


def look_up(*, short_code: str, birth_date: date, address: str) -> Sequence[Standing]:
    """What this receipt stands for, usually one, or raise TooManyRequests.

    The guess is counted before anything is looked up, and forgotten when it was right: a birth
    date cannot be tried out, and a village that asks from one address is not kept waiting.
    """
    limits = Limits(
        at_one=settings().status_limit_code,
        from_address=settings().status_limit_address,
        at_one_a_day=settings().status_limit_code_day,
    )
    attempt = claim_attempt(door="status", guessed_at=short_code, address=address, limits=limits)
    found = queries.standings(short_code, birth_date)
    if found:
        start_writing()
        forget_attempt(attempt)
    return found
