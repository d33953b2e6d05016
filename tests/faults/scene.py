"""A batch with everything in it that can happen to an item, and the traces it leaves behind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.support.people import People
from tests.support.phones import Json, Phone, batch, registration, visit
from webapp.extensions import db
from webapp.models import (
    AuditEntry,
    Decision,
    Link,
    Match,
    Registration,
    Revision,
    User,
    Visit,
)
from webapp.review import operations as review
from webapp.review.judge import Reason, Seen

WORKERS = count(1)


def worker(**changes: Any) -> Json:
    """A registration of somebody whom no other registration of these tests is about."""
    number = next(WORKERS)
    # scattered, so that nobody is born on the day of the next
    born = date(1962, 1, 1) + timedelta(number * 7_919 % 15_991)
    nik = f"321609{born:%d%m%y}{9000 + number % 900:04d}"
    return registration(**{"nik": nik, "birth_date": born.isoformat(), **changes})


def correction(earlier: Json, **changes: Any) -> Json:
    """The next revision of a registration."""
    return {**earlier, "revision": earlier["revision"] + 1, "address": "Kp. Benar", **changes}


@dataclass(frozen=True)
class Scene:
    """A batch on its way to an office that holds some of it already."""

    body: Json
    # every id in it, in order, so that traces of two scenes can be compared
    ids: Sequence[str]


def scene(app: Flask, people: People, phone: Phone, *, more: int = 0) -> Scene:
    """Twelve items of which four meet something held; `more` adds sound ones."""
    approved, returned, held = worker(), worker(), worker()
    outcomes = {result["outcome"] for result in phone.send(approved, returned, held)}
    assert outcomes == {"stored"}
    decide(app, people.supervisor, approved, returned)
    pair, new = worker(), worker()
    items = [
        correction(approved),
        correction(returned),
        held,
        {**held, "full_name": "Nama Lain"},
        pair,
        worker(nik=pair["nik"], birth_date=pair["birth_date"]),
        worker(birth_date="1987-02-31"),
        correction(new),
        new,
        worker(),
        worker(nik=None, nik_missing_reason="KTP hilang"),
        *(worker() for _ in range(more)),
    ]
    met = visit(registration_id=pair["id"])
    ids = list(dict.fromkeys(item["id"] for item in [*items, met]))
    return Scene(batch(*items, visits=(met,)), ids)


def decide(app: Flask, supervisor: str, approved: Json, returned: Json) -> None:
    with app.app_context():
        by = db.session.get_one(User, supervisor)
        review.approve(seen=Seen(approved["id"], 1), note=None, by=by)
        reason = Reason("address", "address_unclear", "Alamat kurang jelas.")
        review.send_back(seen=Seen(returned["id"], 1), reasons=[reason], note=None, by=by)
        db.session.commit()


EXPECTED = [
    "stored",
    "stored",
    "stored_before",
    "conflict",
    "stored",
    "stored",
    "invalid",
    "stored",
    "stored",
    "stored",
    "stored",
]


def outcomes(answer: Mapping[str, Any]) -> list[Any]:
    """What an answer says of each item, without the ids."""
    return [
        {name: said for name, said in result.items() if name != "id"}
        for result in answer["results"]
    ]


def traces(app: Flask, ids: Sequence[str]) -> list[Any]:
    """All that the database holds about these items, with places in the scene instead of ids."""
    place = {one: number for number, one in enumerate(ids)}
    with app.app_context():
        return sorted(rows(place), key=repr)


def registered_once(*revisions: int, people: int = 1) -> list[Any]:
    """The traces of sound registrations that came in these revisions and nothing else."""
    once: list[Any] = []
    for place in range(people):
        once.append(("head", place, max(revisions), "received", 0))
        for number in revisions:
            once.append(("revision", place, number))
            once.append(("audit", place, "registration.received", number))
    return sorted(once, key=repr)


def visited_once(*, people: int = 1) -> list[Any]:
    """The traces of visits."""
    once = [("visit", place) for place in range(people)]
    return sorted([*once, *[("audit", place, "visit.received", None) for _, place in once]])


def rows(place: Mapping[str, int]) -> Iterator[tuple[Any, ...]]:
    ids = list(place)
    for head in found(Registration, Registration.id, ids):
        yield "head", place[head.id], head.revision, head.status, len(head.flags)
    for one in found(Revision, Revision.registration_id, ids):
        yield "revision", place[one.registration_id], one.revision
    for one in found(Visit, Visit.id, ids):
        yield "visit", place[one.id]
    for one in found(AuditEntry, AuditEntry.subject_id, ids):
        yield "audit", place[one.subject_id], one.action, one.details.get("revision")
    for one in found(Decision, Decision.registration_id, ids):
        yield "decision", place[one.registration_id], one.revision, one.action
    for one in found(Link, Link.registration_id, ids):
        yield "link", place[one.registration_id], one.revision, one.action
    for one in found(Match, Match.registration_id, ids):
        # which of a pair meets the other is decided by their ids, and those are made by chance
        sides = {place[one.registration_id], place.get(one.other_id)}
        yield "match", sorted(sides, key=repr), one.kind, one.code


def found(model: Any, column: Any, ids: Sequence[str]) -> Sequence[Any]:
    return db.session.scalars(select(model).where(column.in_(ids))).all()
