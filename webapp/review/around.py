"""Looks around a registration: who else has its NIK, who may be the same person, and was it
corrected after a decision.

The answers are true now, whoever was decided or corrected meanwhile, and for both sides of a
pair. Whether a NIK is taken is no secret of a territory; whose it is stays inside one.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, or_
from sqlalchemy.orm import aliased

from webapp.models import Decision, Match, Registration, Status

# about a worker who is enrolled, or was sent on to BPJS
ENROLLED = (
    Status.APPROVED,
    Status.MERGED,
    Status.HANDED_OVER,
    Status.REGISTERED,
    Status.REFUSED,
)
# to be decided some day; a rejected one no longer claims its NIK
WAITING = (Status.RECEIVED, Status.RETURNED)

AnyRow = Row[*tuple[Any, ...]]


@cache
def looks() -> Mapping[str, ColumnElement[bool]]:
    """Finding code -> whether it is true of the registration at hand, for any select.

    Made once: building the aliases anew cost half the time of an approval.
    """
    enrolled, waiting, beside = (aliased(Registration) for _ in range(3))
    return {
        "same_nik_worker": same_nik(enrolled, enrolled.status.in_(ENROLLED)),
        "same_nik_registration": same_nik(
            waiting, waiting.status.in_(WAITING), waiting.batch_id != Registration.batch_id
        ),
        "same_nik_batch": same_nik(
            beside, beside.status.in_(WAITING), beside.batch_id == Registration.batch_id
        ),
        "late_correction": exists().where(
            Decision.registration_id == Registration.id,
            Decision.revision < Registration.revision,
            Decision.action == "reopen",
            Decision.decided_by.is_(None),
        ),
    }


def same_nik(other: type[Registration], *more: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        other.nik_index == Registration.nik_index, other.id != Registration.id, *more
    )


@cache
def matched() -> ColumnElement[bool]:
    """Whether the matcher found somebody for the registration at hand, on either side.

    Whether that is still to be decided is for pairs.around to say.
    """
    return or_(
        exists().where(Match.registration_id == Registration.id),
        exists().where(Match.kind == "registration", Match.other_id == Registration.id),
    )


def labelled(expressions: Mapping[str, ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    """The looks as columns of a select; `seen` reads them."""
    return [expression.label(code) for code, expression in expressions.items()]


def seen(row: AnyRow, codes: Mapping[str, ColumnElement[bool]]) -> set[str]:
    """The codes that are true in this row."""
    return {code for code in codes if row._mapping[code]}
