"""Stores a batch: every item once, however often and in whatever order it comes.

One transaction a batch. The batch's id and each (registration, revision) are keys of the
database, so what two requests do at once is decided there (design/trust.md, P3 and P4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import update
from sqlalchemy.exc import DataError, IntegrityError

from webapp import clock
from webapp.contents import sealer
from webapp.dedup import index
from webapp.dedup.model import in_use
from webapp.dedup.recognition import Candidate, Search, recognise, search
from webapp.extensions import db
from webapp.intake.plan import Result, compare, result_of
from webapp.intake.preparing import Invalid, Prepared, Registered, Visited
from webapp.intake.storing import write
from webapp.models import Batch, Device, User
from webapp.models.bulk import insert_for
from webapp.models.tables import BATCHES


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A batch as it arrived."""

    id: str
    digest: str
    device_seq: int
    sealed_at: datetime
    app_version: str
    schema_version: int


def look_for(prepared: Sequence[Prepared]) -> Search:
    """Whom the registrations of a batch may be about, while others have their turn at writing."""
    entries = [item.entry for item in prepared if isinstance(item, Registered)]
    return search(db.session.connection(), entries, sealer(), in_use())


def receive(
    *,
    incoming: Incoming,
    prepared: Sequence[Prepared],
    searched: Search,
    device: Device,
    user: User,
) -> list[Result] | None:
    """Store what is new and give each item its outcome; None when the batch was there already.

    Begin a transaction with this; nothing is committed here. An item that the database will not
    take is answered retry_later and the others are stored.
    """
    if not claim(incoming, prepared, device, user):
        return None
    try:
        # no savepoint around them all: SQLite copied every page before it was written
        results = store(prepared, searched, incoming.id, user)
    except (IntegrityError, DataError):
        db.session.rollback()
        if not claim(incoming, prepared, device, user):
            return None
        results = [
            result for item in prepared for result in store_alone(item, searched, incoming.id, user)
        ]
    db.session.execute(
        update(Batch).where(Batch.id == incoming.id).values(answer=orjson.dumps(results).decode())
    )
    return results


def claim(incoming: Incoming, prepared: Sequence[Prepared], device: Device, user: User) -> bool:
    """Insert the batch's row; False when another request has. Waits for that request's end."""
    kinds = [item.kind if isinstance(item, Invalid) else type(item) for item in prepared]
    visit_count = sum(kind in ("visit", Visited) for kind in kinds)
    connection = db.session.connection()
    statement = insert_for(connection.dialect, BATCHES).values(
        id=incoming.id,
        user_id=user.id,
        device_id=device.id,
        region_code=user.region_code,
        device_seq=incoming.device_seq,
        sealed_at=incoming.sealed_at,
        received_at=clock.now(),
        app_version=incoming.app_version,
        schema_version=incoming.schema_version,
        digest=incoming.digest,
        registration_count=len(kinds) - visit_count,
        visit_count=visit_count,
        answer="[]",
    )
    claimed = statement.on_conflict_do_nothing().returning(BATCHES.c.id)
    return connection.execute(claimed).first() is not None


def store_alone(item: Prepared, searched: Search, batch_id: str, user: User) -> list[Result]:
    try:
        with db.session.begin_nested():
            return store([item], searched, batch_id, user)
    except (IntegrityError, DataError):
        return [result_of(item, "retry_later")]


def store(
    prepared: Sequence[Prepared], searched: Search, batch_id: str, user: User
) -> list[Result]:
    plan, results = compare(prepared, user)
    connection = db.session.connection()
    # in the order the volunteer met them: the second of a pair is told of the first
    present = sorted({**plan.heads, **plan.moves}.values(), key=lambda item: item.id)
    if present:
        index.take_turn(connection)
    recognition = recognise(
        connection, [item.entry for item in present], sealer(), in_use(), searched=searched
    )
    write(plan, recognition, batch_id, user)
    tell_matches(results, recognition.candidates)
    return results


def tell_matches(results: Sequence[Result], candidates: Sequence[Candidate]) -> None:
    """The phone hears that somebody may be registered already, and nothing about that person."""
    codes: dict[str, list[str]] = {}
    for candidate in candidates:
        # of two in one batch both are told
        together = candidate.code.endswith("_batch")
        for told in (candidate.registration_id, *((candidate.other_id,) if together else ())):
            known = codes.setdefault(told, [])
            if candidate.code not in known:
                known.append(candidate.code)
    for result in results:
        if result["outcome"] == "stored" and result["id"] in codes:
            result["matches"] = [{"code": code} for code in codes[result["id"]]]
