"""Imports a roll chunk by chunk; each is stored together with how far the roll has come."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from webapp import audit, clock
from webapp.contents import sealer
from webapp.dedup.people_csv.sheet import Note
from webapp.dedup.roll.preparing import Piece
from webapp.dedup.roll.storing import store
from webapp.extensions import db
from webapp.models import Roll
from webapp.models.columns import new_id


def begin(*, digest: str) -> Roll:
    """The import of this file that did not come to its end, or a new one."""
    unfinished = db.session.scalars(
        select(Roll)
        .where(Roll.digest == digest, Roll.finished_at.is_(None))
        .order_by(Roll.began_at.desc())
        .limit(1)
    ).first()
    if unfinished:
        return unfinished
    roll = Roll(
        id=new_id(),
        digest=digest,
        line=0,
        end_byte=0,
        counts={},
        began_at=clock.now(),
        finished_at=None,
    )
    db.session.add(roll)
    return roll


def take_in(*, roll: Roll, pieces: Sequence[Piece]) -> Sequence[Note]:
    """Store the people of these pieces; return what is to be said about their lines."""
    stored = store(
        db.session.connection(),
        [one for piece in pieces for one in piece.people],
        sealer=sealer(),
        since=roll.began_at,
        now=clock.now(),
    )
    notes = [*stored.notes, *(note for piece in pieces for note in piece.notes)]
    roll.line, roll.end_byte = pieces[-1].end
    counts = Counter(roll.counts) + stored.counts
    for piece in pieces:
        counts += piece.counts
    counts.update(
        noted=len({note.line for note in notes}),
        unread=sum(len(piece.unread) for piece in pieces),
    )
    roll.counts = counts
    return notes


def finish(*, roll: Roll) -> Mapping[str, int]:
    """All lines are accounted for; return what became of them."""
    roll.finished_at = clock.now()
    audit.record("roll.imported", kind="roll", subject_id=roll.id, by=None, **roll.counts)
    return roll.counts
