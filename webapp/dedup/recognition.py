"""Recognises people: keys -> candidates -> scorer -> bands, for a whole batch at once.

Nobody is turned away here; a supervisor decides about every match (design/dedup.md, 4).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy import Connection

from webapp.dedup import candidates, frequencies, index
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


@dataclass(frozen=True, slots=True)
class Search:
    """What was found before the turn, and from which profile on it has to be looked again."""

    since: int
    # which entries it was for, by their seals: a batch may hold two revisions of one registration
    entries: Sequence[bytes]
    found: Sequence[Found]
    likely: Sequence[Likely]


def search(
    connection: Connection, entries: Sequence[Entry], sealer: Sealer, model: Model
) -> Search:
    """Whom these may be about, as far as it can be told before the turn: the long part of it."""
    since = index.next_number(connection)
    found = candidates.known(connection, entries, sealer)
    return Search(
        since,
        [entry.sealed for entry in entries],
        found,
        worth_a_look(connection, entries, found, model),
    )


def recognise(
    connection: Connection,
    entries: Sequence[Entry],
    sealer: Sealer,
    model: Model,
    *,
    searched: Search | None = None,
) -> Recognition:
    """Everybody these may be about: known, on the member roll, or in the same batch.

    Hold the turn (index.take_turn) from here until the entries are added, or two phones that
    bring one person at once do not hear of each other. What was searched before the turn is only
    brought up to date.
    """
    before = searched or search(connection, entries, sealer, model)
    found = candidates.beside(entries)
    anew: set[str] = set()
    if searched:
        anew, later_found = candidates.written_since(
            connection, entries, sealer, since=before.since
        )
        found += later_found
    own = {entry.id for entry in entries}
    # who was written anew since is met as they are now, who is in the batch as the batch has them
    places = {entry.sealed: place for place, entry in enumerate(entries)}
    later = {(one.newcomer, one.id) for one in found}

    def still(one: Found) -> int | None:
        place = places.get(before.entries[one.newcomer])
        if place is None or one.id in anew or one.id in own or (place, one.id) in later:
            return None
        return place

    likely = worth_a_look(connection, entries, found, model)
    for one in before.likely:
        place = still(one.found)
        if place is not None:
            likely.append(replace(one, found=replace(one.found, newcomer=place)))
    meetings = [one.newcomer for one in found]
    meetings += [place for one in before.found if (place := still(one)) is not None]
    return sorted_out(connection, entries, meetings, likely, model)


def recognise_alone(
    connection: Connection, entries: Sequence[Entry], sealer: Sealer, model: Model
) -> list[Candidate]:
    """Each compared with the register only, and nobody found is left out."""
    searched = search(connection, entries, sealer, model)
    return list(
        sorted_out(
            connection,
            entries,
            [one.newcomer for one in searched.found],
            searched.likely,
            model,
            at_most=None,
        ).candidates
    )


def sorted_out(
    connection: Connection,
    entries: Sequence[Entry],
    meetings: Sequence[int],
    likely: Sequence[Likely],
    model: Model,
    *,
    at_most: int | None = AT_MOST,
) -> Recognition:
    """The likely ones in their bands, by what is known of the others now.

    `meetings` has the newcomer's place once for everybody who shares a key with them.
    """
    known = standings(
        connection, [one.found.id for one in likely if one.found.kind == "registration"]
    )
    said_apart = apart(connection, {entries[one.found.newcomer].id for one in likely})
    crowds = candidates.crowded(meetings)
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
                judged(entries[place], ones, known, model, crowded=place in crowds), at_most
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
