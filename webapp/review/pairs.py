"""Finds the pairs that still need a decision, for flags, lists and pages alike.

A pair is open while both sides claim to be somebody, they are not one worker yet, and nobody
said that they are two people. What was said of one registration of a worker holds for all of
them: who is apart from one of them is apart from the worker.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from webapp.accounts.territories import lies_within, within
from webapp.contents import sealer
from webapp.dedup.standing import WAITING
from webapp.extensions import db
from webapp.models import Link, Match, Registration, Status, Verdict
from webapp.registry.queries import links_of, workers_of
from webapp.registry.verdicts import Evidence, RightKind, Said, apart
from webapp.registry.verdicts import Pair as SaidPair
from webapp.review.around import ENROLLED

# a territory's list holds so many; the next ones come when these are decided
AT_MOST = 500
# a NIK typed a thousand times stays cheap
OF_ONE_NIK = 5
# where one NIK is all that is known of a pair, it comes before what is only likely
ONE_NIK = 1.0

Other = aliased(Registration)


# a match, if the matcher found one, and both sides of it
PairRow = tuple[Match | None, Registration, Registration | None]
Matches = Select[Match, Registration, Registration]


@dataclass(frozen=True, slots=True)
class Pair:
    """An open pair seen from one side; `other` is None for somebody on the member roll.

    Without a match the two have one NIK, and the matcher has not compared them.
    """

    match: Match | None
    mine: Registration
    other: Registration | None
    # who each side is about: the id of a worker, or the registration's or member's own
    my_person: str
    person: str

    @property
    def other_id(self) -> str:
        return self.other.id if self.other else self.person

    def handle(self, territory: str) -> str:
        """What stands for the other side in addresses: of somebody outside nothing can be told,
        not even the id, which a phone made at the moment it was used."""
        outside = self.other and not lies_within(self.other.region_code, territory)
        return veiled(self.other_id) if outside else self.other_id

    @property
    def enrolled(self) -> bool:
        """Whether the own side is about a worker already."""
        return self.my_person != self.mine.id

    @property
    def worker_id(self) -> str | None:
        """The worker that the other side is about."""
        return self.person if self.other and self.person != self.other.id else None

    @property
    def score(self) -> float:
        return self.match.score if self.match else ONE_NIK

    @property
    def said(self) -> SaidPair:
        """The pair as verdicts name it."""
        kind: RightKind = "registration" if self.other else "member"
        return SaidPair.of(self.mine.id, kind, self.other_id)

    @property
    def evidence(self) -> Evidence | None:
        if self.match is None:
            return None
        return Evidence(self.match.score, self.match.parts, self.match.model)

    def turned(self) -> "Pair":
        """The same from the other side."""
        if self.other is None:
            return self
        return Pair(self.match, self.other, self.mine, self.person, self.my_person)


def veiled(record_id: str) -> str:
    """Stands for a record and tells nothing of it."""
    return str(UUID(hex=sealer().index(f"outside {record_id}")))


def is_meant(record_id: str, handle: str) -> bool:
    return handle in (record_id, veiled(record_id))


def around(registration_ids: Collection[str]) -> list[Pair]:
    """The open pairs of these registrations, each seen from the one that was asked for."""
    if not registration_ids:
        return []
    found = still_open(rows(matches().where(touching(registration_ids))))
    return seen_from(registration_ids, found)


def around_one(found: Registration) -> list[Pair]:
    """The same for one, with whoever has its NIK even where the matcher knows nothing of it."""
    compared = rows(matches().where(touching([found.id])))
    met = {side.id for _, *sides in compared for side in sides if side}
    with_nik = [(None, found, other) for other in same_nik(found) if other.id not in met]
    return seen_from([found.id], still_open([*compared, *with_nik]))


def of_territory(territory: str) -> list[Pair]:
    """What somebody of this territory can decide, each pair of people once, the surest first."""
    surest = (Match.band, Match.score.desc(), Match.id)
    ids = [
        match_id
        for wanted in (waiting(territory), enrolled_twice(territory))
        for match_id in db.session.scalars(wanted.order_by(*surest).limit(AT_MOST))
    ]
    found = rows(matches().where(Match.id.in_(ids)).order_by(*surest).limit(AT_MOST))
    once: dict[frozenset[str], Pair] = {}
    for pair in still_open(found):
        once.setdefault(frozenset((pair.my_person, pair.person)), mine_first(pair, territory))
    return list(once.values())


def by_person(found: Iterable[Pair]) -> dict[str, list[Pair]]:
    """Person -> the pairs about them, the likeliest person and pair first."""
    grouped: dict[str, list[Pair]] = {}
    for pair in sorted(found, key=lambda pair: (-pair.score, pair.other_id)):
        grouped.setdefault(pair.person, []).append(pair)
    return grouped


def matches() -> Matches:
    """Every match with the registrations on its sides."""
    return (
        select(Match, Registration, Other)
        .join(Registration, Registration.id == Match.registration_id)
        .outerjoin(Other, and_(Match.kind == "registration", Other.id == Match.other_id))
        .execution_options(populate_existing=True)
    )


def touching(registration_ids: Collection[str]) -> ColumnElement[bool]:
    return or_(
        Match.registration_id.in_(registration_ids),
        and_(Match.kind == "registration", Match.other_id.in_(registration_ids)),
    )


def rows(wanted: Matches) -> list[PairRow]:
    return [(match, one, other) for match, one, other in db.session.execute(wanted)]


def same_nik(found: Registration) -> Sequence[Registration]:
    """Who else has the NIK: enrolled or waiting, the oldest first."""
    if found.nik_index is None:
        return []
    return db.session.scalars(
        select(Registration)
        .where(
            Registration.nik_index == found.nik_index,
            Registration.id != found.id,
            Registration.status != Status.REJECTED,
        )
        .order_by(Registration.first_received_at, Registration.id)
        .limit(OF_ONE_NIK)
    ).all()


def seen_from(registration_ids: Collection[str], found: Sequence[Pair]) -> list[Pair]:
    return [pair for pair in found if pair.mine.id in registration_ids] + [
        pair.turned() for pair in found if pair.other and pair.other.id in registration_ids
    ]


def still_open(found: Sequence[PairRow]) -> list[Pair]:
    """In a few statements however many there are."""
    if not found:
        return []
    persons = persons_of({side.id for _, *sides in found for side in sides if side})
    two_people = said_apart(persons)
    pairs = [
        Pair(match, one, other, persons[one.id], person_of(other, match, persons))
        for match, one, other in found
    ]
    return [
        pair
        for pair in pairs
        if claims(pair.mine, pair.my_person)
        and (pair.other is None or claims(pair.other, pair.person))
        and pair.my_person != pair.person
        and frozenset((pair.my_person, pair.person)) not in two_people
    ]


def person_of(other: Registration | None, match: Match | None, persons: Mapping[str, str]) -> str:
    if other is not None:
        return persons[other.id]
    if match is None:
        raise ValueError("a pair of nobody")
    return match.other_id


def claims(side: Registration, person: str) -> bool:
    """A rejected registration is about nobody, nor is one that was merged with a member."""
    return person != side.id or side.status in WAITING


def persons_of(registration_ids: Collection[str]) -> dict[str, str]:
    """Registration id -> its worker's, or its own for want of one; also of all others that are
    about the same workers."""
    workers = set(workers_of(registration_ids).values())
    persons = {one: one for one in registration_ids}
    for worker_id, links in links_of(workers).items():
        persons |= {link.registration_id: worker_id for link in links}
    return persons


def said_apart(persons: Mapping[str, str]) -> set[frozenset[str]]:
    """Which of these persons a supervisor told apart."""
    return {
        frozenset(
            (persons.get(pair.left_id, pair.left_id), persons.get(pair.right_id, pair.right_id))
        )
        for pair in apart(persons)
    }


def waiting(territory: str) -> Select[int]:
    """Matches of a registration that waits here, or that was approved and may be a member's."""
    here = within(Registration.region_code, territory)
    waits = select(Registration.id).where(Registration.status == Status.RECEIVED, here)
    return (
        select(Match.id)
        .join(Registration, Registration.id == Match.registration_id)
        .where(
            or_(
                Match.registration_id.in_(waits),
                and_(Match.kind == "registration", Match.other_id.in_(waits)),
                and_(Match.kind == "member", Registration.status == Status.APPROVED, here),
            ),
            ~said("other"),
        )
    )


def enrolled_twice(territory: str) -> Select[int]:
    """Matches of two workers, one of them from here. Most matches are long decided, so the cheap
    conditions come first."""
    return (
        select(Match.id)
        .join(Registration, Registration.id == Match.registration_id)
        .join(Other, and_(Match.kind == "registration", Other.id == Match.other_id))
        .where(
            Registration.status.in_(ENROLLED),
            Other.status.in_(ENROLLED),
            or_(within(Registration.region_code, territory), within(Other.region_code, territory)),
            ~said("other", "same"),
            worker_of(Registration) != worker_of(Other),
        )
    )


def worker_of(registration: type[Registration]) -> ColumnElement[str | None]:
    """The worker a registration is about now, by its newest event; NULL for nobody."""
    event, newest = aliased(Link), aliased(Link)
    last = select(func.max(newest.id)).where(newest.registration_id == registration.id)
    return (
        select(event.worker_id)
        .where(event.id == last.correlate(registration).scalar_subquery(), event.action == "link")
        .correlate(registration)
        .scalar_subquery()
    )


def said(*words: Said) -> ColumnElement[bool]:
    """One of these is what a supervisor said last of this very pair."""
    newer = aliased(Verdict)
    turned = and_(Match.kind == "registration", Match.other_id < Match.registration_id)
    return exists().where(
        Verdict.left_id == case((turned, Match.other_id), else_=Match.registration_id),
        Verdict.right_kind == Match.kind,
        Verdict.right_id == case((turned, Match.registration_id), else_=Match.other_id),
        Verdict.verdict.in_(words),
        ~exists().where(
            newer.left_id == Verdict.left_id,
            newer.right_kind == Verdict.right_kind,
            newer.right_id == Verdict.right_id,
            newer.id > Verdict.id,
        ),
    )


def mine_first(pair: Pair, territory: str) -> Pair:
    """Seen from whom can be decided about here: who waits before who is enrolled, then the
    later one."""
    if pair.other is None:
        return pair
    return max(
        (pair, pair.turned()),
        key=lambda one: (
            lies_within(one.mine.region_code, territory),
            one.mine.status == Status.RECEIVED,
            one.mine.first_received_at,
            one.mine.id,
        ),
    )


def other_end(pair: SaidPair, registration_id: str) -> str:
    return pair.right_id if pair.left_id == registration_id else pair.left_id
