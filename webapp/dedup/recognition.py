"""Recognises people: keys -> candidates -> scorer -> bands, for a whole batch at once.

Nobody is turned away here; a supervisor decides about every match (design/dedup.md, 4).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection

from webapp.dedup import candidates, frequencies
from webapp.dedup.bands import Band, band
from webapp.dedup.candidates import Found
from webapp.dedup.entries import Entry, Kind
from webapp.dedup.model import Model
from webapp.dedup.scorer import Judgement, Pair, judge
from webapp.dedup.standing import Standing, apart, spelled, standings
from webapp.sealing import Sealer

# a registration is shown so many others at most, the likeliest first
AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody the registration may be about already."""

    registration_id: str
    kind: Kind
    other_id: str
    code: str
    judgement: Judgement
    band: Band

    @property
    def score(self) -> float:
        """A probability, 0..1."""
        return self.judgement.score


@dataclass(frozen=True, slots=True)
class Recognition:
    """What came of a batch."""

    candidates: Sequence[Candidate]
    # ids of newcomers with more people alike than are looked at
    crowded: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likely:
    """A pair worth a supervisor's look, before what is known of the other side."""

    found: Found
    judgement: Judgement


def recognise(
    connection: Connection,
    entries: Sequence[Entry],
    sealer: Sealer,
    model: Model,
    *,
    alone: bool = False,
) -> Recognition:
    """Everybody these may be about: known, on the member roll, or in the same batch.

    With `alone` each is compared with the register only, and nobody found is left out.
    Hold the turn (index.take_turn) from here until the entries are added, or two phones that
    bring one person at once do not hear of each other.
    """
    found = candidates.known(connection, entries, sealer)
    if not alone:
        found += candidates.beside(entries)
    likely = worth_a_look(connection, entries, found, model)
    known = standings(
        connection, [one.found.id for one in likely if one.found.kind == "registration"]
    )
    said_apart = apart(connection, {entries[one.found.newcomer].id for one in likely})
    crowds = candidates.crowded(found)
    by_newcomer: dict[int, list[Likely]] = defaultdict(list)
    for one in likely:
        pair = spelled(entries[one.found.newcomer].id, one.found.kind, one.found.id)
        if may_be_met(one.found, known) and pair not in said_apart:
            by_newcomer[one.found.newcomer].append(one)
    return Recognition(
        [
            candidate
            for place, ones in sorted(by_newcomer.items())
            for candidate in islice(
                judged(entries[place], ones, known, model, crowded=place in crowds),
                None if alone else AT_MOST,
            )
        ],
        frozenset(entries[place].id for place in crowds),
    )


def worth_a_look(
    connection: Connection, entries: Sequence[Entry], found: Sequence[Found], model: Model
) -> list[Likely]:
    """Those who may be the same person, and everybody with the same NIK."""
    rarities = frequencies.rarities(connection, entries, model) if found else []
    pairs = [
        Pair(entries[one.newcomer].person, one.person, rarities[one.newcomer]) for one in found
    ]
    return [
        Likely(one, judgement)
        for one, judgement in zip(found, judge(pairs, model), strict=True)
        if judgement.score >= model.review_from or judgement.levels["nik"] == "exact"
    ]


def may_be_met(found: Found, known: Mapping[str, Standing]) -> bool:
    """A rejected registration is about nobody; one of the same batch is not in the tables yet."""
    return found.together or found.kind == "member" or known[found.id].counts


def judged(
    entry: Entry,
    likely: Collection[Likely],
    known: Mapping[str, Standing],
    model: Model,
    *,
    crowded: bool,
) -> Iterator[Candidate]:
    """The likeliest first, each in its band."""
    best: dict[str, float] = defaultdict(float)
    for one in likely:
        who = person_behind(one.found, known)
        best[who] = max(best[who], one.judgement.score)
    for one in sorted(likely, key=lambda one: (-one.judgement.score, one.found.id)):
        others = [score for who, score in best.items() if who != person_behind(one.found, known)]
        sorted_into = band(
            one.judgement,
            model,
            runner_up=max(others, default=0.0),
            crowded=crowded,
        )
        if sorted_into is not None:
            yield Candidate(
                entry.id,
                one.found.kind,
                one.found.id,
                code_of(one, known),
                one.judgement,
                sorted_into,
            )


def person_behind(found: Found, known: Mapping[str, Standing]) -> str:
    """Two registrations of one worker do not compete with each other."""
    standing = known.get(found.id)
    return (standing.worker_id if standing else None) or found.id


def code_of(one: Likely, known: Mapping[str, Standing]) -> str:
    """What the phone hears: that there is somebody, and where; nothing about that person."""
    alike = "same_nik" if one.judgement.levels["nik"] == "exact" else "similar"
    if one.found.together:
        return f"{alike}_batch"
    if one.found.kind == "member":
        return f"{alike}_member"
    return f"{alike}_worker" if known[one.found.id].worker_id else f"{alike}_registration"
