"""Finds who a newcomer may be already: for a whole batch at once, in two queries.

Nobody is turned away here: a NIK is mistyped and borrowed, so an equal one is a reason to
look, and a supervisor decides (design/dedup.md, 4 and 6).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from sqlalchemy import Connection, select

from webapp.models import Link, Registration, Status, Worker

# one registration names this many others at most: a NIK typed a thousand times stays cheap
AT_MOST = 5
# an approved one is a worker; a rejected or merged one no longer claims its NIK
WAITING = (Status.RECEIVED, Status.RETURNED)

# registration id, blind index of its NIK
Newcomer = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody the registration may be about already. `score` is a probability, 0..1."""

    registration_id: str
    kind: Literal["worker", "registration"]
    other_id: str
    code: Literal["same_nik_worker", "same_nik_registration", "same_nik_batch"]
    score: float = 1.0
    band: Literal["auto", "review"] = "review"


def same_nik(connection: Connection, rows: Sequence[Newcomer]) -> list[Candidate]:
    """Workers, waiting registrations and others of the same batch that have a newcomer's NIK.

    It makes no difference whether the newcomers themselves are in the database yet.
    """
    if not rows:
        return []
    keys = sorted({key for _, key in rows})
    newcomers = {registration_id for registration_id, _ in rows}
    workers = workers_of(connection, keys)
    waiting = waiting_with(connection, keys, newcomers)
    batch = defaultdict(list)
    for registration_id, key in rows:
        batch[key].append(registration_id)
    return [
        candidate
        for registration_id, key in rows
        for candidate in islice(met(registration_id, key, workers, waiting, batch), AT_MOST)
    ]


# key -> worker id -> the registrations that are linked to the worker now
Workers = Mapping[str, Mapping[str, set[str]]]
# key -> registration ids
Registrations = Mapping[str, Sequence[str]]


def met(
    registration_id: str,
    key: str,
    workers: Workers,
    waiting: Registrations,
    batch: Registrations,
) -> Iterator[Candidate]:
    for worker_id, linked in workers.get(key, {}).items():
        # a correction does not meet the worker that it made itself
        if linked - {registration_id}:
            yield Candidate(registration_id, "worker", worker_id, "same_nik_worker")
    for other in waiting.get(key, ()):
        yield Candidate(registration_id, "registration", other, "same_nik_registration")
    for other in batch[key]:
        if other != registration_id:
            yield Candidate(registration_id, "registration", other, "same_nik_batch")


def workers_of(connection: Connection, keys: Sequence[str]) -> Workers:
    """Workers with these NIKs; one whose last link was taken back has no registration left."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    events = connection.execute(
        select(Worker.nik_index, Worker.id, Worker.redirect_to, Link.registration_id, Link.action)
        .join(Link, Link.worker_id == Worker.id)
        .where(Worker.nik_index.in_(keys))
        .order_by(Link.id)
    )
    for key, worker_id, redirect_to, registration_id, action in events:
        linked = found[str(key)][redirect_to or worker_id]
        if action == "link":
            linked.add(registration_id)
        else:
            linked.discard(registration_id)
    return found


def waiting_with(connection: Connection, keys: Sequence[str], newcomers: set[str]) -> Registrations:
    """Registrations with these NIKs that wait for a decision or a correction, oldest first."""
    found: dict[str, list[str]] = defaultdict(list)
    waiting = connection.execute(
        select(Registration.nik_index, Registration.id)
        .where(Registration.nik_index.in_(keys), Registration.status.in_(WAITING))
        .order_by(Registration.received_at, Registration.id)
    )
    for key, registration_id in waiting:
        if key and registration_id not in newcomers:
            found[key].append(registration_id)
    return found
