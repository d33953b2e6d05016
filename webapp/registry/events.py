"""Writes the log of who is whom: events that are only ever added."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from webapp import clock
from webapp.extensions import db
from webapp.models import Link, Registration, User
from webapp.models.bulk import insert_rows
from webapp.models.tables import LINKS
from webapp.registry.verdicts import Evidence

# an event without what all events of one decision share
Event = Mapping[str, Any]


def event(
    of: Registration | Link,
    worker_id: str,
    action: str = "link",
    *,
    takes: Sequence[str] | None = None,
    merge_id: str | None = None,
    evidence: Evidence | None = None,
) -> Event:
    """On the present revision of a registration, or on the one that an earlier link rests on."""
    return {
        "registration_id": of.id if isinstance(of, Registration) else of.registration_id,
        "revision": of.revision,
        "worker_id": worker_id,
        "action": action,
        "takes": takes,
        "merge_id": merge_id,
        **evidence_values(evidence),
    }


def evidence_values(evidence: Evidence | None) -> dict[str, Any]:
    """The matcher's evidence as columns of a link or a merge."""
    return {
        "score": evidence.score if evidence else None,
        "parts": evidence.parts if evidence else None,
        "model_hash": evidence.model if evidence else None,
    }


def moves(links: Sequence[Link], *, from_worker: str, to_worker: str, merge_id: str) -> list[Event]:
    """What a merge or its taking back writes: out of one worker, then into the other."""
    return [
        event(link, worker_id, action, merge_id=merge_id)
        for link in links
        for worker_id, action in ((from_worker, "unlink"), (to_worker, "link"))
    ]


def append(events: Iterable[Event], by: User | None, reason: str) -> None:
    """Into the log, in this order."""
    shared = {"linked_by": by.id if by else None, "linked_at": clock.now(), "reason": reason}
    insert_rows(db.session.connection(), LINKS, [{**one, **shared} for one in events])
