"""The register for tests: enrols, links and merges without a page, and reads what stands after."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.support.people import People
from tests.support.phones import Json, enrolled, registration
from webapp import contents
from webapp.extensions import db
from webapp.models import Link, Registration, User, Worker
from webapp.registry import operations, queries, verdicts
from webapp.registry.enrolment import Enrolment
from webapp.registry.verdicts import Evidence, Pair, Said


@dataclass(frozen=True)
class Row:
    """Everything that a worker's row says, opened."""

    content: dict[str, Any]
    provenance: dict[str, str]
    nik_index: str | None
    redirect_to: str | None


@dataclass
class Register:
    """Each call is a decision of the supervisor, and its own transaction."""

    app: Flask
    people: People
    # registration id -> what the phone sent
    sent: dict[str, Json] = field(default_factory=dict)

    def receive(self, **changes: Any) -> str:
        """A registration came in; its id."""
        one = registration(**changes)
        result, *_ = enrolled(self.app, self.people.volunteer).send(one)
        assert result["outcome"] == "stored", result
        self.sent[one["id"]] = one
        return str(one["id"])

    def enrol(self, registration_id: str) -> str:
        """The worker whom this registration makes."""
        with self.app.app_context():
            one = Enrolment(self.head(registration_id), self.sent[registration_id])
            refused = operations.enrol_many(enrolments=[one], by=self.by)
            assert not refused
            worker_id = queries.workers_of([registration_id])[registration_id]
            db.session.commit()
            return worker_id

    def worker(self, **changes: Any) -> str:
        """A worker with one registration."""
        return self.enrol(self.receive(**changes))

    def link(
        self,
        registration_id: str,
        worker_id: str,
        *,
        takes: Collection[str] = (),
        evidence: Evidence | None = None,
    ) -> None:
        with self.app.app_context():
            operations.link_to(
                registration=self.head(registration_id),
                worker=db.session.get_one(Worker, worker_id),
                by=self.by,
                reason="orang yang sama",
                takes=takes,
                evidence=evidence,
            )
            db.session.commit()

    def unlink(self, registration_id: str, *, late_correction: bool = False) -> None:
        with self.app.app_context():
            by = None if late_correction else self.by
            operations.unlink(registration=self.head(registration_id), by=by, reason="dibatalkan")
            db.session.commit()

    def merge(
        self,
        keep_id: str,
        gone_id: str,
        *,
        takes: Collection[str] = (),
        evidence: Evidence | None = None,
    ) -> str:
        with self.app.app_context():
            merge_id = operations.merge_workers(
                keep=db.session.get_one(Worker, keep_id),
                gone=db.session.get_one(Worker, gone_id),
                by=self.by,
                reason="orang yang sama",
                takes=takes,
                evidence=evidence,
            )
            db.session.commit()
            return merge_id

    def unmerge(self, merge_id: str) -> None:
        with self.app.app_context():
            operations.unmerge(merge_id=merge_id, by=self.by, reason="ternyata dua orang")
            db.session.commit()

    def say(self, pair: Pair, verdict: Said, note: str | None = None) -> None:
        with self.app.app_context():
            verdicts.say(pair=pair, verdict=verdict, by=self.by, note=note)
            db.session.commit()

    def rows(self) -> dict[str, Row]:
        """Every worker's row by id."""
        with self.app.app_context():
            return {
                row.id: Row(
                    contents.open_worker(row), row.provenance, row.nik_index, row.redirect_to
                )
                for row in db.session.scalars(select(Worker))
            }

    def linked(self, worker_id: str) -> set[str]:
        """The registrations that are linked to a worker now."""
        with self.app.app_context():
            links = queries.links_of([worker_id])[worker_id]
            return {link.registration_id for link in links}

    def log(self) -> list[Link]:
        with self.app.app_context():
            return list(db.session.scalars(select(Link).order_by(Link.id)))

    def head(self, registration_id: str) -> Registration:
        return db.session.get_one(Registration, registration_id)

    @property
    def by(self) -> User:
        return db.session.get_one(User, self.people.supervisor)
