"""Compares the whole register with itself overnight: whom a sync missed waits for a supervisor.

A sync looks under nine keys, and at the first 64 people of each; a roll comes in after people who
are on it; a new model thinks otherwise of old pairs. An engine finds the pairs, but the judge, the
model and the bands are those of a sync.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import orjson

from webapp import audit
from webapp.dedup.model import file_in_use, in_use
from webapp.extensions import db, only_read, start_writing
from webapp.learning.engines import Engine
from webapp.learning.missed import keep_missed
from webapp.learning.pairs import MOST_OF_A_KEY, block, pairs
from webapp.learning.people import Known
from webapp.learning.register import everybody
from webapp.wording import number

Tell = Callable[[str], None]

# judged and written at once: nobody waits for more than some hundredths of a second
AT_ONCE = 2_000
TELL_EVERY = 100_000


@dataclass(frozen=True, slots=True)
class Relinked:
    people: int
    # brought before the judge
    pairs: int
    # new, for review
    matches: int


def relink(engine: Engine, tell: Tell) -> Relinked:
    """Add the matches that are missing; locks are held only while a few of them are written."""
    only_read()
    model = in_use()
    people = engine.load("people", counted(everybody(), tell))
    crowded = block(engine)
    if crowded:
        tell(f"{number(crowded)} kunci dilewati: dimiliki lebih dari {MOST_OF_A_KEY} orang.")
    met = matches = 0
    for found in pairs(engine, people, orjson.loads(file_in_use().read_bytes())):
        for some in whole_newcomers(found):
            met += len(some)
            matches += keep_missed(some, model)
        tell(f"{number(met)} pasangan dinilai, {number(matches)} kecocokan baru.")
    start_writing()
    audit.record(
        "register.relinked",
        kind="model",
        subject_id=model.name,
        by=None,
        people=people,
        pairs=met,
        matches=matches,
    )
    db.session.commit()
    return Relinked(people, met, matches)


def counted(people: Iterable[Known], tell: Tell) -> Iterator[Known]:
    for count, one in enumerate(people, 1):
        if count % TELL_EVERY == 0:
            tell(f"{number(count)} orang dibaca.")
        yield one


def whole_newcomers(found: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """In parts of about AT_ONCE; all pairs of one newcomer are in the same."""
    some: list[tuple[int, int]] = []
    for _, ones in groupby(found, key=itemgetter(0)):
        some += ones
        if len(some) >= AT_ONCE:
            yield some
            some = []
    if some:
        yield some
