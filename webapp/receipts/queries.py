"""Reads where the registration behind a receipt stands, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select

from webapp.extensions import db
from webapp.models import Decision, Handover, HandoverRow, Registration


@dataclass(frozen=True)
class Standing:
    """Where a registration stands; nothing in it tells whose it is."""

    status: str
    changed_at: datetime


def standings(short_code: str, birth_date: date) -> Sequence[Standing]:
    """What fits this code and birth date; two where more than one does."""
    rows = db.session.execute(behind(short_code, birth_date)).all()
    return [Standing(row.status, last_change(row.id, row.received_at)) for row in rows]


def behind(short_code: str, birth_date: date) -> Select[str, str, datetime]:
    """Both at once, as they are indexed: what is found of one alone takes no time of its own."""
    return (
        select(Registration.id, Registration.status, Registration.received_at)
        .where(Registration.short_code == short_code, Registration.birth_date == birth_date)
        .limit(2)
    )


def last_change(registration_id: str, received_at: datetime) -> datetime:
    """When it came in, was decided or was handed over, whichever was last."""
    decided_at = db.session.scalar(
        select(func.max(Decision.decided_at)).where(Decision.registration_id == registration_id)
    )
    handed_over_at = db.session.scalar(
        select(Handover.handed_over_at)
        .join(HandoverRow, HandoverRow.handover_id == Handover.id)
        .where(HandoverRow.registration_id == registration_id)
    )
    return max(filter(None, (received_at, decided_at, handed_over_at)))
