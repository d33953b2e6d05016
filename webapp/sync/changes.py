"""The feed a phone reads: decisions on its registrations, its quota, new reference data.

Decisions are events with numbers. Quota and reference are states: they are told whenever they
differ from what the cursor says the phone has heard.
"""

import hashlib
import re
from dataclasses import asdict, dataclass
from typing import Any, Self

import orjson

from webapp import clock
from webapp.errors import BadCursor
from webapp.models import User
from webapp.sync import queries
from webapp.sync.reference import reference_for
from webapp.tally.queries import progress_of

CURSOR = re.compile(r"([0-9]{1,9})\.([0-9a-f]{0,12})\.([0-9a-f]{0,12})\Z")


@dataclass(frozen=True)
class Cursor:
    """What a phone has heard: the last event's number, and digests of the two states."""

    number: int = 0
    quota: str = ""
    reference: str = ""

    @classmethod
    def read(cls, text: str | None) -> Self:
        """The cursor the phone was given; none at all means from the beginning."""
        if not text:
            return cls()
        parts = CURSOR.match(text)
        if parts is None:
            raise BadCursor
        return cls(int(parts[1]), parts[2], parts[3])

    def __str__(self) -> str:
        return f"{self.number}.{self.quota}.{self.reference}"


def changes_for(*, user: User, after: Cursor, limit: int) -> dict[str, Any]:
    """Up to `limit` events after the cursor, then what changed of the states."""
    events = queries.changes_after(user.id, after.number, limit + 1)
    more, events = len(events) > limit, events[:limit]
    told: list[dict[str, Any]] = [
        {**event.content, "kind": event.kind, "id": event.subject_id} for event in events
    ]
    cursor = Cursor(events[-1].number if events else after.number, after.quota, after.reference)
    if not more:
        states, cursor = changed_states(user, cursor)
        told.extend(states)
    return {"cursor": str(cursor), "more": more, "changes": told}


def changed_states(user: User, heard: Cursor) -> tuple[list[dict[str, Any]], Cursor]:
    quota = quota_of(user)
    digest = hashlib.sha256(orjson.dumps(quota)).hexdigest()[:12]
    version = reference_for(user.region_code)["version"]
    changed = []
    if digest != heard.quota:
        changed.append(quota)
    if version != heard.reference:
        changed.append({"kind": "reference", "id": version, "version": version})
    return changed, Cursor(heard.number, digest, version)


def quota_of(user: User) -> dict[str, Any]:
    """This month's progress: the same numbers supervisor and coordinator see."""
    today = clock.today()
    period = f"{today:%Y-%m}"
    progress = progress_of(user_ids=[user.id], period=period, today=today)[user.id]
    return {"kind": "quota", "id": period, **asdict(progress)}
