"""What supervisors say of pairs: each word is kept, the newest of a pair holds."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.support.people import People
from tests.support.register import Register
from webapp.errors import NotDecidable
from webapp.extensions import db
from webapp.models import AuditEntry, Verdict
from webapp.registry import verdicts
from webapp.registry.verdicts import Evidence, Pair

MEMBER = "m" * 36


@pytest.fixture
def register(app: Flask, people: People) -> Register:
    return Register(app, people)


def standing(register: Register, *pairs: Pair) -> dict[Pair, str]:
    with register.app.app_context():
        return {pair: row.verdict for pair, row in verdicts.standing(pairs).items()}


def apart(register: Register, *registration_ids: str) -> set[Pair]:
    with register.app.app_context():
        return verdicts.apart(registration_ids)


def test_two_registrations_make_one_pair_whichever_comes_first():
    assert Pair.of("b", "registration", "a") == Pair("a", "registration", "b")
    assert Pair.of("b", "registration", "a") == Pair.of("a", "registration", "b")
    assert Pair.of("b", "member", "a") == Pair("b", "member", "a")
    with pytest.raises(ValueError, match="itself"):
        Pair.of("a", "registration", "a")


def test_the_database_knows_one_spelling_of_a_pair(register: Register):
    one, two = sorted([register.receive(), register.receive()])
    register.say(Pair(one, "registration", two), "unsure")
    with pytest.raises(IntegrityError):
        register.say(Pair(two, "registration", one), "unsure")


def test_the_newest_word_holds_and_none_is_lost(register: Register):
    one, two = register.receive(), register.receive()
    pair = Pair.of(one, "registration", two)
    assert standing(register, pair) == {}
    for word in ("unsure", "other", "same"):
        register.say(pair, word, note=f"kata {word}")
        assert standing(register, pair) == {pair: word}
    register.say(pair, "withdrawn")
    assert standing(register, pair) == {}
    with register.app.app_context():
        rows = db.session.scalars(select(Verdict).order_by(Verdict.id)).all()
        assert [(row.verdict, row.note) for row in rows] == [
            ("unsure", "kata unsure"),
            ("other", "kata other"),
            ("same", "kata same"),
            ("withdrawn", None),
        ]
        assert {row.decided_by for row in rows} == {register.people.supervisor}


def test_only_pairs_that_were_asked_for_are_told(register: Register):
    one, two = register.receive(), register.receive()
    asked, beside = Pair.of(one, "member", MEMBER), Pair.of(one, "registration", two)
    register.say(asked, "other")
    register.say(beside, "same")
    assert standing(register, asked) == {asked: "other"}
    assert standing(register, asked, beside) == {asked: "other", beside: "same"}


def test_who_is_apart_from_whom_is_found_from_both_sides(register: Register):
    one, two, three = (register.receive() for _ in range(3))
    pair, member = Pair.of(one, "registration", two), Pair.of(one, "member", MEMBER)
    register.say(pair, "other")
    register.say(member, "other")
    register.say(Pair.of(two, "registration", three), "same")
    assert apart(register, one) == {pair, member}
    assert apart(register, two) == {pair}
    assert apart(register, three) == set()
    register.say(pair, "withdrawn")
    assert apart(register, one, two, three) == {member}


def test_evidence_and_trail_carry_codes_and_no_value_of_a_person(register: Register):
    one, two = register.receive(), register.receive()
    pair = Pair.of(one, "registration", two)
    evidence = Evidence(0.5, {"name": ["close", 2.5]}, "m-1")
    with register.app.app_context():
        verdicts.say_many(
            pairs={pair: evidence, Pair.of(one, "member", MEMBER): None},
            verdict="other",
            by=register.by,
            note="Beda ibu",
        )
        db.session.commit()
        row, bare = db.session.scalars(select(Verdict).order_by(Verdict.id))
        assert (row.score, row.parts, row.model) == (0.5, {"name": ["close", 2.5]}, "m-1")
        assert (bare.score, bare.parts, bare.model, bare.note) == (None, None, None, "Beda ibu")
        trail = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "pair.other").order_by(AuditEntry.id)
        ).all()
    assert [(entry.subject_id, entry.details) for entry in trail] == [
        (pair.left_id, {"kind": "registration", "other": pair.right_id}),
        (one, {"kind": "member", "other": MEMBER}),
    ]


def test_two_who_are_linked_to_one_worker_are_not_called_two_persons(register: Register):
    first, second = register.receive(), register.receive()
    register.link(second, register.enrol(first))
    pair = Pair.of(first, "registration", second)
    with pytest.raises(NotDecidable) as refused:
        register.say(pair, "other")
    assert "Batalkan dulu" in refused.value.detail
    register.say(pair, "unsure")
    register.unlink(second)
    register.say(pair, "other")
    assert apart(register, second) == {pair}
