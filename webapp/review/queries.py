"""Reads a batch's records and everything about one registration; each carries the territory.

A page makes the same few queries however many rows it shows.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, func, or_, select

from webapp import clock, contents
from webapp.accounts.territories import within
from webapp.extensions import db, settings
from webapp.models import Batch, Decision, Registration, Revision, Status, User
from webapp.photos.queries import standing
from webapp.review.around import labelled, looks, matched, seen
from webapp.review.concerns import POSSIBLE_DUPLICATE, Concern, Rank, concerns, rank
from webapp.review.judge import Reason, note_said
from webapp.review.pairs import around as pairs_around
from webapp.review.sheet import Content, masked_nik
from webapp.rules.dates import age_on

FOUND_AT_MOST = 50
NOTHING: frozenset[str] = frozenset()
DOUBLED = frozenset({POSSIBLE_DUPLICATE})


@dataclass(frozen=True, slots=True)
class Record:
    """A registration as the lists show it; opened only where asked for."""

    registration: Registration
    concerns: Sequence[Concern]
    # in completed years, today
    age: int
    text: Content | None = None
    # "asked" while a photo is awaited, "received" where one has come, or "withdrawn"
    photo: str = ""

    @property
    def nik(self) -> str:
        """Masked."""
        return masked_nik(self.text) if self.text else ""

    @property
    def undecided(self) -> bool:
        return self.registration.status == Status.RECEIVED

    @property
    def rank(self) -> Rank:
        return rank(self.concerns)

    @property
    def place(self) -> tuple[Rank, str]:
        """Where it stands in its batch; ids count up in the order the volunteer met people."""
        return self.rank, self.registration.id


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision with a name: of whoever made it, None for a late correction."""

    decision: Decision
    name: str | None

    @property
    def reasons(self) -> Sequence[Reason]:
        return [Reason(**reason) for reason in self.decision.reasons]

    @property
    def note(self) -> str:
        return note_said(self.decision.note)


def batch(batch_id: str, territory: str) -> tuple[Batch, User] | None:
    """A batch of this territory, or with something of it inside, and its volunteer."""
    inside = exists().where(
        Registration.batch_id == Batch.id, within(Registration.region_code, territory)
    )
    found = db.session.execute(
        select(Batch, User)
        .join(User, User.id == Batch.user_id)
        .where(Batch.id == batch_id, or_(within(Batch.region_code, territory), inside))
    ).one_or_none()
    return (found[0], found[1]) if found else None


def registration(registration_id: str, territory: str) -> Registration | None:
    return registrations([registration_id], territory).get(registration_id)


def registrations(ids: Collection[str], territory: str) -> dict[str, Registration]:
    """These registrations as they are now, by id; those of other territories are missing."""
    rows = db.session.scalars(
        select(Registration)
        .where(Registration.id.in_(ids), within(Registration.region_code, territory))
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


def records(batch_id: str, territory: str, *, opened: bool = False) -> list[Record]:
    """What lies in a batch: undecided first, of these the ones that need a look first."""
    found = read(
        select(Registration).where(
            Registration.batch_id == batch_id, within(Registration.region_code, territory)
        ),
        opened=opened,
    )
    return sorted(found, key=lambda record: (not record.undecided, *record.place))


def chosen(ids: Collection[str], territory: str) -> dict[str, Record]:
    """These records by id; those of other territories are missing."""
    found = read(
        select(Registration).where(
            Registration.id.in_(ids), within(Registration.region_code, territory)
        )
    )
    return {record.registration.id: record for record in found}


def search(territory: str, *, nik_index: str | None, name: str) -> list[Record]:
    """Registrations with this NIK, or else with these letters in the name; the newest first."""
    wanted = (
        Registration.nik_index == nik_index
        if nik_index
        else Registration.full_name.icontains(name, autoescape=True)
    )
    newest = (Registration.received_at.desc(), Registration.id)
    # cut down to a page before anybody looks around
    found = (
        select(Registration.id)
        .where(wanted, within(Registration.region_code, territory))
        .order_by(*newest)
        .limit(FOUND_AT_MOST)
    )
    return read(
        select(Registration).where(Registration.id.in_(found)).order_by(*newest), opened=True
    )


def read(wanted: Select[Registration], *, opened: bool = False) -> list[Record]:
    around = looks()
    photo = [standing().label("photo")] if settings().photos else []
    rows = db.session.execute(
        wanted.add_columns(*labelled(around), matched().label("matched"), *photo).execution_options(
            populate_existing=True
        )
    ).all()
    texts = contents_of([row.Registration.id for row in rows]) if opened else {}
    doubled = in_open_pairs(
        [
            row.Registration.id
            for row in rows
            if row.matched and row.Registration.status == Status.RECEIVED
        ]
    )
    return [
        Record(
            row.Registration,
            concerns(
                row.Registration.flags,
                has_nik=row.Registration.nik_index is not None,
                also=seen(row, around) | doubled.get(row.Registration.id, NOTHING),
            ),
            age_on(row.Registration.birth_date, clock.today()),
            texts.get(row.Registration.id),
            row._mapping.get("photo") or "",
        )
        for row in rows
    ]


def in_open_pairs(registration_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Registration id -> the code of whoever may be known already, where that is undecided."""
    return {pair.mine.id: DOUBLED for pair in pairs_around(registration_ids)}


def contents_of(registration_ids: Collection[str]) -> dict[str, Content]:
    """What the present revisions say. Ask for the registrations before."""
    rows = db.session.scalars(
        select(Revision)
        .join(
            Registration,
            (Registration.id == Revision.registration_id)
            & (Registration.revision == Revision.revision),
        )
        .where(Revision.registration_id.in_(registration_ids))
    )
    return {row.registration_id: contents.open_revision(row) for row in rows}


def revisions(registration_id: str) -> list[tuple[Revision, Content]]:
    """All that the phone sent under this id, the newest first. Ask for the registration before."""
    rows = db.session.scalars(
        select(Revision)
        .where(Revision.registration_id == registration_id)
        .order_by(Revision.revision.desc())
    )
    return [(row, contents.open_revision(row)) for row in rows]


def judgements(registration_id: str) -> list[Judgement]:
    """Every decision, the newest first. Ask for the registration before."""
    rows = db.session.execute(
        select(Decision, User.full_name)
        .outerjoin(User, User.id == Decision.decided_by)
        .where(Decision.registration_id == registration_id)
        .order_by(Decision.id.desc())
    )
    return [Judgement(row.Decision, row.full_name) for row in rows]


def decision(decision_id: int) -> Decision | None:
    return db.session.get(Decision, decision_id)


def last_decision(registration_id: str) -> Decision:
    """The newest decision on a registration that was decided."""
    newest = last_decisions([registration_id])[registration_id]
    return db.session.get_one(Decision, newest)


def last_decisions(registration_ids: Collection[str]) -> dict[str, int]:
    """Registration -> number of its newest decision."""
    rows = db.session.execute(
        select(Decision.registration_id, func.max(Decision.id).label("newest"))
        .where(Decision.registration_id.in_(registration_ids))
        .group_by(Decision.registration_id)
    )
    return {row.registration_id: row.newest for row in rows}


def just_decided(decision_id: int, territory: str) -> Judgement | None:
    """A decision made a moment ago, with the name of the worker instead of the supervisor's."""
    row = db.session.execute(
        select(Decision, Registration.full_name)
        .join(Registration, Registration.id == Decision.registration_id)
        .where(Decision.id == decision_id, within(Registration.region_code, territory))
    ).one_or_none()
    return Judgement(row[0], row[1]) if row else None


def pressed(moment: datetime, by: User) -> list[Judgement]:
    """The same with the names of the workers."""
    rows = db.session.execute(
        select(Decision, Registration.full_name)
        .join(Registration, Registration.id == Decision.registration_id)
        .where(
            Decision.decided_by == by.id,
            Decision.decided_at == moment,
            Decision.action.in_(("approve", "merge")),
            within(Registration.region_code, by.region_code),
        )
        .order_by(Decision.id.desc())
    )
    return [Judgement(row.Decision, row.full_name) for row in rows]


def decided_at(moment: datetime, *, by: str) -> Sequence[Decision]:
    """What this supervisor approved and merged at exactly this moment: one press of one button."""
    return db.session.scalars(
        select(Decision)
        .where(
            Decision.decided_by == by,
            Decision.decided_at == moment,
            Decision.action.in_(("approve", "merge")),
        )
        .order_by(Decision.id)
    ).all()
