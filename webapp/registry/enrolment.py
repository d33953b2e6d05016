"""Makes workers out of registrations that were approved: new ones, or those they made before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from webapp import clock
from webapp.errors import AlreadyEnrolled
from webapp.extensions import db
from webapp.models import Registration, User, Worker
from webapp.models.bulk import insert_rows
from webapp.models.columns import new_id
from webapp.models.tables import WORKERS
from webapp.registry import events, queries
from webapp.registry.golden import Source, golden
from webapp.registry.locks import locked
from webapp.registry.records import golden_values, settle

APPROVED = "disetujui"

# registration id -> worker id
Workers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A registration with a NIK, and what its approved revision says."""

    registration: Registration
    content: Mapping[str, Any]

    @property
    def id(self) -> str:
        return self.registration.id

    @property
    def nik_index(self) -> str:
        if self.registration.nik_index is None:
            raise ValueError("nobody is enrolled without a NIK")
        return self.registration.nik_index


def enrolled(enrolments: Sequence[Enrolment], by: User) -> Workers:
    """The worker of each that could be enrolled."""
    linked, free = before([one.id for one in enrolments])
    ready = [one for one in enrolments if one.id not in linked]
    made: Workers = {}
    # in the order of their keys: two who enrol many at once never wait in a ring
    in_order = sorted(ready, key=lambda one: one.nik_index)
    for again, group in groupby(in_order, key=lambda one: one.id in free):
        run = list(group)
        made |= bring_back(run, free, by) if again else enrol_new(run, by)
    return made


def before(registration_ids: Collection[str]) -> tuple[set[str], dict[str, Worker]]:
    """Of these, (those linked now, the workers that others made and who are nobody by now)."""
    last = queries.last_workers(registration_ids)
    linked = {one for one, worker_id in last.items() if worker_id}
    if len(linked) == len(last):
        return linked, {}
    homes = queries.homes_of(last.keys() - linked)
    # of several that made one worker, one brings it back
    makers = {worker_id: one for one, worker_id in sorted(homes.items())}
    workers = locked(makers)
    links = queries.links_of(makers)
    free = [worker for worker in workers if not worker.redirect_to and not links[worker.id]]
    return linked, {makers[worker.id]: worker for worker in free}


def bring_back(enrolments: Sequence[Enrolment], workers: Mapping[str, Worker], by: User) -> Workers:
    """An approval was taken back and is made again; whose NIK is taken by now is left out."""
    made: Workers = {}
    for one in enrolments:
        worker = workers[one.id]
        try:
            with db.session.begin_nested():
                events.append([events.event(one.registration, worker.id)], by, APPROVED)
                settle([worker], taken=AlreadyEnrolled())
        except AlreadyEnrolled:
            continue
        made[one.id] = worker.id
    return made


def enrol_new(enrolments: Sequence[Enrolment], by: User) -> Workers:
    """In a few statements however many they are; whose NIK is taken is left out."""
    rows = {one.id: worker_values(one) for one in enrolments}
    insert_rows(db.session.connection(), WORKERS, list(rows.values()), skip_existing=True)
    holders = queries.workers_with({one.nik_index for one in enrolments})
    new = [one for one in enrolments if holders.get(one.nik_index) == rows[one.id]["id"]]
    made = {one.id: holders[one.nik_index] for one in new}
    events.append([events.event(one.registration, made[one.id]) for one in new], by, APPROVED)
    return made


def worker_values(one: Enrolment) -> dict[str, Any]:
    worker_id = new_id()
    source = Source(one.id, one.registration.revision, one.content)
    return {
        "id": worker_id,
        "nik_index": one.nik_index,
        "enrolled_at": clock.now(),
        **golden_values(golden([source]), worker_id),
    }
