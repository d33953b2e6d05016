"""Whatever is decided about who is whom can be taken back in any order, without a trace.

Random decisions on a handful of registrations: enrol, link, merge, choose fields, correct, say that
two are two persons, and take things back in between; then everything is taken back. After every
step each worker's row is compared, byte for byte, with what a second, plainer piece of code works
out from scratch, and with what it was when the same decisions held before.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from flask import Flask
from sqlalchemy import Select, bindparam, select

from tests.support.decisions import Decisions, Linked, Merged
from tests.support.people import People
from tests.support.phones import Json, enrolled, nik, registration
from webapp import contents
from webapp.errors import AlreadyEnrolled, NotDecidable
from webapp.extensions import db
from webapp.models import Registration, User, Worker
from webapp.models.tables import LINKS, WORKERS
from webapp.registry import operations, verdicts
from webapp.registry.enrolment import Enrolment
from webapp.registry.golden import FIELDS
from webapp.registry.verdicts import Pair

# PostgreSQL takes three times as long for each and runs the same Python
SEQUENCES = {"sqlite": 1000, "postgresql": 250}
SEED = 20261123
REGISTRATIONS = 8
MOST_STEPS = 3

IDS = bindparam("ids", expanding=True)
THEIR_ROWS = select(WORKERS).where(WORKERS.c.id.in_(IDS))
THEIR_EVENTS = select(LINKS).where(LINKS.c.registration_id.in_(IDS)).order_by(LINKS.c.id)


class Row(NamedTuple):
    """A worker's row, opened, in bytes."""

    content: bytes
    provenance: bytes
    nik_index: str | None
    redirect_to: str | None


# worker id -> row
Rows = Mapping[str, Row]
# registration id -> (worker id, revision)
Links = Mapping[str, tuple[str, int]]
Snapshot = tuple[Rows, Links]


@dataclass
class Desk:
    """Decides, and expects of the register what the second opinion expects."""

    chance: Random
    by: User
    texts: Mapping[tuple[str, int], Mapping[str, Any]]
    decisions: Decisions
    heads: Mapping[str, Registration]
    # registration id -> its present revision
    revisions: dict[str, int]
    apart: set[Pair] = field(default_factory=set)
    # what held -> what stood in the register
    before: dict[tuple[int, ...], Snapshot] = field(default_factory=dict)

    def step(self) -> None:
        """One decision, or one thing taken back, whatever comes to mind."""
        acts = (self.enrol, self.link, self.merge, self.take_back, self.correct, self.part)
        self.chance.choices(acts, weights=(3, 4, 6, 3, 1, 2))[0]()
        self.compare()

    def take_everything_back(self) -> None:
        while places := [*reversed(self.decisions.holding)]:
            if self.chance.random() < 0.5:
                self.chance.shuffle(places)
            # there is always a way on
            assert any(self.taken_back(place) for place in places)
            self.compare()

    def enrol(self) -> None:
        ready = [one for one in self.free() if self.text(one).get("nik")]
        if not ready:
            return
        head = self.heads[self.chance.choice(ready)]
        back = self.made_before(head.id)
        after = self.decisions.and_also(Linked(head.id, head.revision, back or "somebody new"))
        one = Enrolment(head, self.text(head.id))
        refused = operations.enrol_many(enrolments=[one], by=self.by)
        assert bool(refused) != self.lawful(after)
        if not refused:
            worker_id, _ = links_of([head.id])[head.id]
            assert worker_id == back if back else worker_id not in self.decisions.workers
            self.decisions.add(Linked(head.id, head.revision, worker_id))

    def link(self) -> None:
        people, free = self.decisions.people(), self.free()
        if not people or not free:
            return
        head, worker_id = self.heads[self.chance.choice(free)], self.chance.choice(people)
        link = Linked(head.id, head.revision, worker_id, self.some_fields())
        worker = db.session.get_one(Worker, worker_id)
        if self.allowed(
            lambda: operations.link_to(
                registration=head, worker=worker, by=self.by, reason="sama", takes=link.takes
            ),
            lawful=self.lawful(self.decisions.and_also(link)),
        ):
            self.decisions.add(link)

    def merge(self) -> None:
        people = self.decisions.people()
        if len(people) < 2:
            return
        keep_id, gone_id = self.chance.sample(people, 2)
        keep, gone = (db.session.get_one(Worker, one) for one in (keep_id, gone_id))
        takes, made = self.some_fields(), list[str]()
        if self.allowed(
            lambda: made.append(
                operations.merge_workers(
                    keep=keep, gone=gone, by=self.by, reason="sama", takes=takes
                )
            ),
            lawful=self.lawful(self.decisions.and_also(Merged("new", keep_id, gone_id, takes))),
        ):
            self.decisions.add(Merged(made[0], keep_id, gone_id, takes))

    def take_back(self) -> None:
        if self.decisions.holding:
            self.taken_back(self.chance.choice(self.decisions.holding))

    def taken_back(self, place: int) -> bool:
        """Whether that was possible."""
        one, after = self.decisions.made[place], self.decisions.without(place)
        lawful = self.lawful(after)
        if isinstance(one, Merged):
            lawful = lawful and self.decisions.stands_for(one.keep_id) == one.keep_id
            merge_id = one.merge_id
            done = self.allowed(
                lambda: operations.unmerge(merge_id=merge_id, by=self.by, reason="dua orang"),
                lawful=lawful,
            )
        else:
            head = self.heads[one.registration_id]
            done = self.allowed(
                lambda: operations.unlink(registration=head, by=self.by, reason="salah"),
                lawful=lawful,
            )
        if done:
            self.decisions.holding.remove(place)
        return done

    def correct(self) -> None:
        """A later revision comes in: a link on the earlier one no longer holds."""
        first = [one for one, revision in self.revisions.items() if revision == 1]
        if not first:
            return
        head = self.heads[self.chance.choice(first)]
        place = self.decisions.place_of(head.id)
        if place is not None:
            if not self.lawful(self.decisions.without(place)):
                # a worker would be left without a NIK: see test_registry_links.py
                return
            operations.unlink(registration=head, by=None, reason="koreksi")
            self.decisions.holding.remove(place)
        show(head, 2, self.texts[head.id, 2])
        self.revisions[head.id] = 2

    def part(self) -> None:
        """A supervisor says that two are two persons."""
        one, other = self.chance.sample([*self.revisions], 2)
        pair = Pair.of(one, "registration", other)
        if self.allowed(
            lambda: verdicts.say(pair=pair, verdict="other", by=self.by),
            lawful=not self.decisions.together(one, other),
        ):
            self.apart.add(pair)

    def allowed(self, decide: Callable[[], object], *, lawful: bool) -> bool:
        """Decide; whether it was refused is no surprise, and a refusal leaves no trace."""
        try:
            with db.session.begin_nested():
                decide()
        except (AlreadyEnrolled, NotDecidable):
            assert not lawful
            return False
        assert lawful
        return True

    def lawful(self, decisions: Decisions) -> bool:
        """Nobody has another's NIK, and nobody is two persons."""
        niks = decisions.niks()
        return len(niks) == len(set(niks)) and not any(
            decisions.together(*pair.registrations) for pair in self.apart
        )

    def compare(self) -> None:
        expected = self.decisions.rows()
        rows = {
            row.id: Row(
                contents.canonical(contents.open_worker(row)),
                contents.canonical(row.provenance),
                row.nik_index,
                row.redirect_to,
            )
            for row in read(THEIR_ROWS, expected)
        }
        assert rows == {
            worker_id: Row(
                contents.canonical(one.content),
                contents.canonical(one.provenance),
                contents.nik_index(one.nik) if one.nik else None,
                one.redirect_to,
            )
            for worker_id, one in expected.items()
        }
        linked = links_of(self.revisions)
        assert linked == self.decisions.linked()
        self.compare_with_before(rows, linked)

    def compare_with_before(self, rows: Rows, linked: Links) -> None:
        """The same decisions held once: whoever came since is nobody now."""
        held = tuple(self.decisions.holding)
        rows_then, linked_then = self.before.setdefault(held, (rows, linked))
        assert {worker_id: rows[worker_id] for worker_id in rows_then} == rows_then
        assert linked == linked_then
        for worker_id in rows.keys() - rows_then.keys():
            assert rows[worker_id].nik_index is rows[worker_id].redirect_to is None

    def free(self) -> list[str]:
        """Registrations that are linked to nobody."""
        linked = self.decisions.linked()
        return [one for one in self.revisions if one not in linked]

    def made_before(self, registration_id: str) -> str | None:
        """The worker it was last linked to, if that is nobody by now."""
        homes = [
            one.worker_id
            for one in self.decisions.made
            if isinstance(one, Linked) and one.registration_id == registration_id
        ]
        if not homes or self.decisions.stands_for(homes[-1]) != homes[-1]:
            return None
        return None if homes[-1] in self.decisions.people() else homes[-1]

    def some_fields(self) -> frozenset[str]:
        return frozenset(self.chance.sample(FIELDS, self.chance.choice((0, 0, 1, 4))))

    def text(self, registration_id: str) -> Mapping[str, Any]:
        return self.texts[registration_id, self.revisions[registration_id]]


def links_of(registration_ids: Collection[str]) -> Links:
    """Registration id -> (worker, revision) as the newest event of the log has it."""
    events = read(THEIR_EVENTS, registration_ids)
    newest = {event.registration_id: event for event in events}
    return {
        one: (event.worker_id, event.revision)
        for one, event in newest.items()
        if event.action == "link"
    }


def read(rows: Select[Any], ids: Collection[str]) -> Sequence[Any]:
    """As they are in the database, whatever the session remembers."""
    db.session.flush()
    return db.session.connection().execute(rows, {"ids": [*ids]}).all()


def show(head: Registration, revision: int, text: Mapping[str, Any]) -> None:
    """The registration stands at this revision."""
    head.revision = revision
    head.nik_index = contents.nik_index(text["nik"]) if "nik" in text else None
    db.session.flush()


def says(chance: Random, number: int) -> dict[str, Any]:
    """What one revision says: some fields always, others now and then, few NIKs for many."""
    may = {
        "nik": nik(900 + chance.randrange(8)),
        "mother_name": f"Ibu {'abcdefgh'[number]}",
        "email": f"{number}@contoh.id",
        "hamlet": f"Dusun {number}",
        "phone": f"0812-0000-000{number}",
    }
    said = {name: value if chance.random() < 0.75 else None for name, value in may.items()}
    reason = {} if said["nik"] else {"nik_missing_reason": "KTP hilang"}
    return {"address": f"Kp. {chance.randrange(100)}", **said, **reason}


def received(app: Flask, people: People, chance: Random) -> dict[tuple[str, int], Json]:
    """(registration id, revision) -> what the phone sent of it: two revisions of each."""
    sent = []
    for number in range(REGISTRATIONS):
        one = registration(**says(chance, number), id=str(UUID(int=chance.getrandbits(128))))
        sent += [one, registration(**says(chance, number), id=one["id"], revision=2)]
    results = enrolled(app, people.volunteer).send(*sent)
    assert {result["outcome"] for result in results} == {"stored"}, results
    return {(one["id"], one["revision"]): one for one in sent}


def test_whatever_was_decided_can_be_taken_back_byte_for_byte(app: Flask, people: People):
    chance = Random(SEED)  # noqa: S311 - it can be repeated
    texts = received(app, people, chance)
    ids = [one for one, revision in texts if revision == 1]
    with app.app_context():
        by = db.session.get_one(User, people.supervisor)
        heads = {one: db.session.get_one(Registration, one) for one in ids}
        for head in heads.values():
            show(head, 1, texts[head.id, 1])
        merges = 0
        for _ in range(SEQUENCES[db.engine.name]):
            sequence = db.session.begin_nested()
            chosen = chance.sample(ids, chance.randint(3, REGISTRATIONS))
            desk = Desk(
                chance,
                by,
                texts,
                Decisions(lambda one, revision: texts[one, revision]),
                heads,
                dict.fromkeys(chosen, 1),
            )
            for _ in range(chance.randint(2, 3)):
                desk.enrol()
            desk.merge()
            for _ in range(chance.randint(1, MOST_STEPS)):
                desk.step()
            desk.take_everything_back()
            merges += sum(isinstance(one, Merged) for one in desk.decisions.made)
            sequence.rollback()
        assert merges > SEQUENCES[db.engine.name]
