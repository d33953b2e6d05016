"""Judges the pairs an engine found, and keeps those that nobody knows of, for review."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from sqlalchemy import Connection, select

from webapp import clock
from webapp.dedup import index
from webapp.dedup.candidates import Found
from webapp.dedup.entries import Entry
from webapp.dedup.evidence import match_row
from webapp.dedup.model import Model
from webapp.dedup.recognition import AT_MOST, Likely, judged, may_be_met, worth_a_look
from webapp.dedup.standing import standings
from webapp.extensions import db, only_read, start_writing
from webapp.learning.register import Profile, profiles_of
from webapp.models.bulk import insert_rows
from webapp.models.tables import MATCHES
from webapp.registry import verdicts

# a registration, and who it may be about
Meeting = tuple[Profile, Profile]

DECIDED = frozenset({"same", "other"})


def keep_missed(numbers: Sequence[tuple[int, int]], model: Model) -> int:
    """How many matches are new; all pairs of a registration, the first in each, are here."""
    connection = db.session.connection()
    read = profiles_of(connection, {number for pair in numbers for number in pair})
    meetings = [(read[one], read[other]) for one, other in numbers if {one, other} <= read.keys()]
    likely = compared(connection, unknown(connection, meetings), model)
    db.session.rollback()
    return written(likely, model) if likely else 0


def unknown(connection: Connection, meetings: Sequence[Meeting]) -> list[Meeting]:
    """Those without a match or a verdict, and not of one worker."""
    ids = sorted(
        {side.id for meeting in meetings for side in meeting if side.kind == "registration"}
    )
    rows = connection.execute(
        select(MATCHES.c.registration_id, MATCHES.c.kind, MATCHES.c.other_id).where(
            MATCHES.c.registration_id.in_(ids)
        )
    )
    matched = {verdicts.Pair.of(*row) for row in rows}
    said = verdicts.standing([pair_of(meeting) for meeting in meetings])
    decided = {pair for pair, verdict in said.items() if verdict.verdict in DECIDED}
    workers = {one: standing.worker_id for one, standing in standings(connection, ids).items()}
    return [
        (newcomer, other)
        for newcomer, other in meetings
        if pair_of((newcomer, other)) not in matched | decided
        and (workers.get(newcomer.id) is None or workers[newcomer.id] != workers.get(other.id))
    ]


def pair_of(meeting: Meeting) -> verdicts.Pair:
    newcomer, other = meeting
    return verdicts.Pair.of(newcomer.id, other.kind, other.id)


def compared(
    connection: Connection, meetings: Sequence[Meeting], model: Model
) -> list[tuple[Meeting, Likely]]:
    """Those the judge thinks worth a look."""
    places: dict[int, int] = {}
    entries: list[Entry] = []
    for newcomer, _ in meetings:
        if newcomer.number not in places:
            places[newcomer.number] = len(entries)
            entries.append(newcomer.entry())
    found = {
        Found(places[newcomer.number], other.kind, other.id, other.person()): (newcomer, other)
        for newcomer, other in meetings
    }
    return [
        (found[likely.found], likely)
        for likely in worth_a_look(connection, entries, list(found), model)
    ]


def written(likely: Sequence[tuple[Meeting, Likely]], model: Model) -> int:
    """Look once more while nobody else writes, and add what still holds."""
    start_writing()
    connection = db.session.connection()
    index.take_turn(connection)
    meetings = [meeting for meeting, _ in likely]
    now_there = profiles_of(connection, {side.number for meeting in meetings for side in meeting})
    same = set(now_there.values())
    holds = set(unknown(connection, [meeting for meeting in meetings if same.issuperset(meeting)]))
    known = standings(
        connection,
        {side.id for meeting in holds for side in meeting if side.kind == "registration"},
    )
    by_newcomer: dict[Profile, list[Likely]] = defaultdict(list)
    for (newcomer, other), one in likely:
        if (
            (newcomer, other) in holds
            and known[newcomer.id].counts
            and may_be_met(one.found, known)
        ):
            by_newcomer[newcomer].append(one)
    now = clock.now()
    rows = [
        match_row(replace(candidate, band="review"), model=model.name, now=now)
        for newcomer, ones in by_newcomer.items()
        for candidate in islice(
            judged(newcomer.entry(), ones, known, model, crowded=False), AT_MOST
        )
    ]
    insert_rows(connection, MATCHES, rows, skip_existing=True)
    db.session.commit()
    only_read()
    return len(rows)
