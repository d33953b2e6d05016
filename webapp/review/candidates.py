"""Puts together who a registration may be: each person once, with what these eyes may see."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select

from webapp import contents
from webapp.accounts.territories import lies_within
from webapp.dedup import bands
from webapp.dedup.comparison import LEVELS
from webapp.dedup.reasons import LIKELY, Reason, chance, percent, reasons, stop, summary
from webapp.extensions import db
from webapp.models import Member, Registration, Revision, User, Verdict, Worker
from webapp.registry.queries import links_of
from webapp.registry.verdicts import Pair as SaidPair
from webapp.registry.verdicts import standing
from webapp.review.comparison import NOTHING, Facing, Shown, facing, of_a_member
from webapp.review.pairs import Pair, by_person
from webapp.review.sheet import Content, Places

# the likeliest persons a page shows
SHOWN_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Doubt:
    """A supervisor looked and could not say."""

    name: str
    at: datetime
    note: str | None


@dataclass(frozen=True, slots=True)
class Of:
    """One registration of the other side, where these eyes may see it."""

    registration: Registration
    volunteer: str
    content: Content


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody the registration may be about: an enrolled worker, another registration that
    waits, or somebody on the member roll."""

    pairs: Sequence[Pair]
    name: str | None
    # see Pair.handle
    handle: str
    # the compared registration, inside the territory
    of: Of | None
    # how many registrations the worker has
    registrations: int
    rows: Sequence[Facing]
    reasons: Sequence[Reason]
    stops: Sequence[str]
    doubt: Doubt | None

    @property
    def pair(self) -> Pair:
        """The likeliest of them: its evidence is shown."""
        return self.pairs[0]

    @property
    def kind(self) -> Literal["worker", "registration", "member"]:
        if self.pair.other is None:
            return "member"
        return "worker" if self.pair.worker_id else "registration"

    @property
    def inside(self) -> bool:
        """Whether values may be shown."""
        return self.kind == "member" or self.of is not None

    @property
    def revision(self) -> int:
        """The one that was compared; somebody on the roll has none."""
        return self.pair.other.revision if self.pair.other else 0

    @property
    def volunteer(self) -> str | None:
        return self.of.volunteer if self.of else None

    @property
    def since(self) -> datetime | None:
        return self.of.registration.received_at if self.of else None

    @property
    def status(self) -> str | None:
        return self.pair.other.status if self.pair.other else None

    @property
    def score(self) -> float | None:
        return self.pair.match.score if self.pair.match else None

    @property
    def band(self) -> str:
        return self.pair.match.band if self.pair.match else "review"

    @property
    def chance(self) -> str:
        return chance(self.pair.score)

    @property
    def percent(self) -> str:
        return percent(self.pair.score)

    @property
    def summary(self) -> str:
        return summary(self.reasons)


def candidates(
    found: Sequence[Pair], content: Content, territory: str, places: Places
) -> list[Candidate]:
    """Of one registration, from its open pairs and what it says; the likeliest person first."""
    groups = list(by_person(found).values())[:SHOWN_AT_MOST]
    if not groups:
        return []
    first = [group[0] for group in groups]
    texts = inside([pair.other.id for pair in first if pair.other], territory)
    workers = golden_inside({pair.worker_id for pair in first if pair.worker_id}, territory)
    members = members_by_id({pair.other_id for pair in first if pair.other is None})
    doubts = doubts_about([pair for group in groups for pair in group])
    runners = [pair.score for pair in first]
    made = []
    for place, group in enumerate(groups):
        pair = group[0]
        others = max((score for at, score in enumerate(runners) if at != place), default=0.0)
        text = texts.get(pair.other_id)
        worker = workers.get(pair.worker_id or "")
        right = right_side(pair, text, worker, members)
        found_reasons = reasons(pair.match.parts or {}) if pair.match else []
        made.append(
            Candidate(
                pairs=group,
                name=name_of(right, text),
                handle=pair.handle(territory),
                of=text,
                registrations=worker.registrations if worker else 1,
                rows=facing(content, right, found_reasons, places),
                reasons=found_reasons,
                stops=stops(pair, others),
                doubt=next((doubts[one.said] for one in group if one.said in doubts), None),
            )
        )
    return made


def name_of(right: Shown, text: Of | None) -> str | None:
    name: str | None = right.content.get("full_name")
    return name or (text.registration.full_name if text else None)


def right_side(
    pair: Pair,
    text: Of | None,
    worker: "Golden | None",
    members: Mapping[str, Member],
) -> Shown:
    if pair.other is None:
        member = members.get(pair.other_id)
        return of_a_member(contents.open_member(member)) if member else NOTHING
    if text is None:
        return NOTHING
    return worker.record if worker else Shown(text.content)


def inside(registration_ids: Collection[str], territory: str) -> dict[str, Of]:
    """What these registrations say now, of those inside the territory."""
    if not registration_ids:
        return {}
    found = db.session.execute(
        select(Registration, Revision, User.full_name)
        .join(
            Revision,
            (Revision.registration_id == Registration.id)
            & (Revision.revision == Registration.revision),
        )
        .join(User, User.id == Registration.user_id)
        .where(Registration.id.in_(registration_ids))
    )
    return {
        row.Registration.id: Of(
            row.Registration, row.full_name, contents.open_revision(row.Revision)
        )
        for row in found
        if lies_within(row.Registration.region_code, territory)
    }


@dataclass(frozen=True, slots=True)
class Golden:
    """A worker's record without the values that came from outside the territory."""

    record: Shown
    registrations: int


def golden_inside(worker_ids: Collection[str], territory: str) -> dict[str, Golden]:
    if not worker_ids:
        return {}
    links = links_of(worker_ids)
    ids = {link.registration_id for held in links.values() for link in held}
    regions = db.session.execute(
        select(Registration.id, Registration.region_code).where(Registration.id.in_(ids))
    )
    near = {row.id for row in regions if lies_within(row.region_code, territory)}
    workers = db.session.scalars(select(Worker).where(Worker.id.in_(worker_ids)))
    return {
        worker.id: Golden(record_inside(worker, near), len(links[worker.id])) for worker in workers
    }


def record_inside(worker: Worker, near: Collection[str]) -> Shown:
    """What came from these registrations."""
    hidden = [
        name for name, source in worker.provenance.items() if source.partition("/")[0] not in near
    ]
    content = contents.open_worker(worker)
    return Shown({name: content[name] for name in content if name not in hidden}, hidden)


def members_by_id(member_ids: Collection[str]) -> dict[str, Member]:
    if not member_ids:
        return {}
    return {
        row.id: row for row in db.session.scalars(select(Member).where(Member.id.in_(member_ids)))
    }


def doubts_about(found: Iterable[Pair]) -> dict[SaidPair, Doubt]:
    """Where a supervisor could not say yet."""
    said: Mapping[SaidPair, Verdict] = standing({pair.said for pair in found})
    unsure = {pair: row for pair, row in said.items() if row.verdict == "unsure"}
    if not unsure:
        return {}
    names = {
        row.id: row.full_name
        for row in db.session.execute(
            select(User.id, User.full_name).where(
                User.id.in_({row.decided_by for row in unsure.values()})
            )
        )
    }
    return {
        pair: Doubt(names[row.decided_by], row.decided_at, row.note) for pair, row in unsure.items()
    }


def stops(pair: Pair, runner_up: float) -> list[str]:
    """Why a likely pair has to be looked at all the same."""
    if pair.match is None or pair.match.band == "auto" or pair.score < LIKELY:
        return []
    levels = {name: str(said[0]) for name, said in (pair.match.parts or {}).items()}
    if set(LEVELS) - set(levels):
        return []
    return [stop(code) for code in bands.stops(levels, runner_up=runner_up)]
