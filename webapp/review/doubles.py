"""Puts together the list of who may be registered twice, and the page of one pair."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp import places
from webapp.accounts.territories import lies_within
from webapp.dedup.reasons import chance, percent, reasons, summary
from webapp.errors import NotFound
from webapp.models import Registration, Status
from webapp.registry.verdicts import standing
from webapp.review import queries
from webapp.review.candidates import Candidate, candidates, members_by_id
from webapp.review.concerns import Concern
from webapp.review.judge import LEFT_THE_OFFICE
from webapp.review.operations import DUPLICATE
from webapp.review.pairs import AT_MOST, Pair, around, around_one, is_meant, of_territory
from webapp.review.queries import Record
from webapp.words import gettext

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Double:
    """A pair in the list; `flags` say why it is not ticked beforehand."""

    pair: Pair
    # see Pair.handle
    handle: str
    name: str | None
    flags: Sequence[str]

    @property
    def ticked(self) -> bool:
        return not self.flags

    @property
    def inside(self) -> bool:
        return self.name is not None

    @property
    def chance(self) -> str:
        return chance(self.pair.score)

    @property
    def percent(self) -> str:
        return percent(self.pair.score)

    @property
    def summary(self) -> str:
        said = summary(reasons((self.pair.match and self.pair.match.parts) or {}))
        return said[:1].upper() + said[1:]

    @property
    def item(self) -> str:
        """Both sides as they are seen, for the tick."""
        mine, other = self.pair.mine, self.pair.other
        revision = other.revision if other else 0
        return f"{mine.id}:{mine.revision}:{self.handle}:{revision}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a territory's pairs: those to confirm together, and those to open one by one."""

    auto: Sequence[Double]
    review: Sequence[Double]
    # over all pages
    auto_count: int
    review_count: int
    page: int
    pages: int
    # there are more than a list holds
    more: bool

    @property
    def ticked(self) -> int:
        return sum(one.ticked for one in self.auto)


@dataclass(frozen=True, slots=True)
class PairPage:
    """One pair, with the way to those beside it in the list."""

    registration: Registration
    volunteer: str
    candidate: Candidate
    before: Pair | None
    after: Pair | None
    # counted from 1; None for a pair that is not in the list
    position: int | None
    total: int


def listed(territory: str, page: int) -> Listed:
    found = of_territory(territory)
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * A_PAGE : page * A_PAGE]
    lines = doubles(shown, territory)
    auto = sum(is_auto(pair) for pair in found)
    return Listed(
        auto=[line for line in lines if is_auto(line.pair)],
        review=[line for line in lines if not is_auto(line.pair)],
        auto_count=auto,
        review_count=len(found) - auto,
        page=page,
        pages=pages,
        more=len(found) >= AT_MOST,
    )


def is_auto(pair: Pair) -> bool:
    return pair.match is not None and pair.match.band == "auto"


def doubles(shown: Sequence[Pair], territory: str) -> list[Double]:
    """With what keeps each from being ticked beforehand, in the same few queries for any number."""
    sides = {side.id for pair in shown for side in (pair.mine, pair.other) if side}
    records = queries.chosen(sides, territory)
    members = members_by_id({pair.other_id for pair in shown if pair.other is None})
    persons: dict[str, set[str]] = {}
    for pair in around({pair.mine.id for pair in shown}):
        persons.setdefault(pair.mine.id, set()).add(pair.person)
    unsure = {
        said
        for said, row in standing({pair.said for pair in shown}).items()
        if row.verdict == "unsure"
    }
    lines = []
    for pair in shown:
        member = members.get(pair.other_id)
        theirs = records.get(pair.other_id)
        name = member.full_name if member else theirs.registration.full_name if theirs else None
        flags = []
        if pair.said in unsure:
            flags.append(gettext("Anda atau rekan belum yakin"))
        if len(persons.get(pair.mine.id, ())) > 1:
            flags.append(gettext("Mirip lebih dari satu orang"))
        flags += hindrances(pair, records, territory)
        lines.append(Double(pair, pair.handle(territory), name, flags))
    return lines


def hindrances(pair: Pair, records: Mapping[str, Record], territory: str) -> list[str]:
    """What else is odd about either side, and what a merge in passing could not settle."""
    odd = other_concerns(records.get(pair.mine.id))
    if pair.other is None:
        return odd
    if pair.worker_id is None:
        # the other one would be approved first
        if not lies_within(pair.other.region_code, territory):
            return [*odd, gettext("Yang lain menunggu di wilayah lain")]
        if pair.other.status != Status.RECEIVED:
            return [*odd, gettext("Yang lain sedang diperbaiki relawan")]
        return [
            *odd,
            *(word for word in other_concerns(records.get(pair.other.id)) if word not in odd),
        ]
    if pair.enrolled and pair.other.status in LEFT_THE_OFFICE:
        return [*odd, gettext("Sudah diserahkan ke BPJS")]
    return odd


def other_concerns(record: Record | None) -> list[str]:
    if record is None or not record.undecided:
        return []
    found: list[Concern] = [
        one for one in record.concerns if not one.settled and one.code not in DUPLICATE
    ]
    return [one.short for one in found]


def pair_page(registration_id: str, other: str, territory: str) -> PairPage | None:
    """None when nothing is to be decided here; raise NotFound outside the territory."""
    found = queries.registration(registration_id, territory)
    if found is None:
        raise NotFound
    batch = queries.batch(found.batch_id, territory)
    content = queries.contents_of([found.id])[found.id]
    near = candidates(around_one(found), content, territory, places.region_names())
    candidate = next(
        (one for one in near if any(is_meant(pair.other_id, other) for pair in one.pairs)), None
    )
    if candidate is None:
        return None
    before, after, position, total = beside(found.id, candidate, territory)
    return PairPage(
        found, batch[1].full_name if batch else "", candidate, before, after, position, total
    )


def beside(
    registration_id: str, candidate: Candidate, territory: str
) -> tuple[Pair | None, Pair | None, int | None, int]:
    """The neighbours in the list, its place there and how many there are."""
    found = of_territory(territory)
    persons = frozenset((candidate.pair.my_person, candidate.pair.person))
    here = next(
        (
            at
            for at, pair in enumerate(found)
            if frozenset((pair.my_person, pair.person)) == persons
        ),
        None,
    )
    if here is None:
        return None, (found[0] if found else None), None, len(found)
    before = found[here - 1] if here > 0 else None
    after = found[here + 1] if here + 1 < len(found) else None
    return before, after, here + 1, len(found)
