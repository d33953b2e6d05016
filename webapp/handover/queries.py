"""Reads what can be handed over, and what was."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from webapp.accounts.territories import within
from webapp.extensions import db
from webapp.models import Handover, HandoverRow, Registration, Revision, Status, User, Worker

# the district where the worker lives: 32.16.09 of 32.16.09.2003
HOME = func.substr(Registration.village_code, 1, 8)


@dataclass(frozen=True)
class Handed:
    """One line of a file: what went over, in which revision, and who registered it."""

    row: HandoverRow
    registration: Registration
    revision: Revision
    volunteer: User


@dataclass(frozen=True)
class Past:
    handover: Handover
    by: User | None


def ready(territory: str) -> ColumnElement[bool]:
    """Approved, with a NIK, not handed over: the status tells, and changes with the handover."""
    return and_(
        within(Registration.region_code, territory),
        Registration.status == Status.APPROVED,
        Registration.nik_index.is_not(None),
    )


def ready_by_district(territory: str) -> dict[str, int]:
    """How many registrations wait to be handed over, by the district where the worker lives."""
    rows = db.session.execute(
        select(HOME, func.count()).where(ready(territory)).group_by(HOME).order_by(HOME)
    )
    return dict(iter(rows))


def lock_ready(territory: str, *, limit: int) -> Sequence[Registration]:
    """The ones that wait longest, held until commit: nobody decides on them meanwhile."""
    return db.session.scalars(
        select(Registration)
        .where(ready(territory))
        .order_by(Registration.first_received_at, Registration.id)
        .limit(limit)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def handed_over_workers(worker_ids: Collection[str]) -> set[str]:
    """Which of these people are in a file already, also as one who was merged into them since."""
    stands = func.coalesce(Worker.redirect_to, Worker.id)
    return set(
        db.session.scalars(
            select(stands)
            .join(HandoverRow, HandoverRow.worker_id == Worker.id)
            .where(or_(Worker.id.in_(worker_ids), Worker.redirect_to.in_(worker_ids)))
        )
    )


def handovers(territory: str) -> list[Past]:
    """All files of a territory, the latest first."""
    return [Past(*row) for row in db.session.execute(of_territory(territory))]


def handover(handover_id: str, territory: str) -> Past | None:
    row = db.session.execute(
        of_territory(territory).where(Handover.id == handover_id)
    ).one_or_none()
    return Past(*row) if row else None


def of_territory(territory: str) -> Select[Handover, User]:
    return (
        select(Handover, User)
        .outerjoin(User, User.id == Handover.handed_over_by)
        .where(within(Handover.region_code, territory))
        .order_by(Handover.handed_over_at.desc(), Handover.id)
    )


def lines(handover_id: str, *, limit: int | None = None) -> Sequence[Handed]:
    """The lines of a file in their order, each with the very revision that went over."""
    rows = db.session.execute(
        select(HandoverRow, Registration, Revision, User)
        .join(Registration, Registration.id == HandoverRow.registration_id)
        .join(
            Revision,
            and_(
                Revision.registration_id == HandoverRow.registration_id,
                Revision.revision == HandoverRow.revision,
            ),
        )
        .join(User, User.id == Registration.user_id)
        .where(HandoverRow.handover_id == handover_id)
        .order_by(HandoverRow.position)
        .limit(limit)
    )
    return [Handed(*row) for row in rows]


def by_district(handover_id: str) -> dict[str, int]:
    """How many lines of a file each district has, by its code."""
    rows = db.session.execute(
        select(HOME, func.count())
        .join(HandoverRow, HandoverRow.registration_id == Registration.id)
        .where(HandoverRow.handover_id == handover_id)
        .group_by(HOME)
        .order_by(HOME)
    )
    return dict(iter(rows))
