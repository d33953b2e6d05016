"""Supervisors decide about the same people at the same moment: one of them is first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from tests.support.people import People
from tests.support.register import Register
from webapp.app import understood
from webapp.extensions import db
from webapp.registry import verdicts
from webapp.registry.verdicts import Pair

ROUNDS = 8
# refused in words, or told to try again: never a failure
POLITE = {409, 503}


@pytest.fixture
def register(app: Flask, people: People) -> Register:
    return Register(app, people)


def at_once(app: Flask, *decisions: Callable[[], object]) -> list[int]:
    """The status that each would be answered with; 200 for what was done."""
    start = Barrier(len(decisions))

    def decide(decision: Callable[[], object]) -> int:
        start.wait()
        try:
            decision()
        except Exception as error:
            with app.app_context():
                return understood(error).status
        return 200

    with ThreadPoolExecutor(len(decisions)) as pool:
        return list(pool.map(decide, decisions))


def done_and_refused(statuses: list[int]) -> tuple[int, int]:
    assert set(statuses) <= {200} | POLITE, statuses
    return statuses.count(200), len(statuses) - statuses.count(200)


def test_the_same_merge_twice_at_once_is_made_once(app: Flask, register: Register):
    for _ in range(ROUNDS):
        keep, gone = register.worker(), register.worker()
        statuses = at_once(app, *[lambda k=keep, g=gone: register.merge(k, g)] * 2)
        assert done_and_refused(statuses) == (1, 1)
        assert register.rows()[gone].redirect_to == keep


def test_merges_in_opposite_directions_at_once_leave_one_who_stands(app: Flask, register: Register):
    for _ in range(ROUNDS):
        one, two = register.worker(), register.worker()
        statuses = at_once(
            app,
            lambda a=one, b=two: register.merge(a, b),
            lambda a=one, b=two: register.merge(b, a),
        )
        assert done_and_refused(statuses) == (1, 1)
        rows = register.rows()
        assert {rows[one].redirect_to, rows[two].redirect_to} - {None} <= {one, two}
        assert [rows[one].redirect_to, rows[two].redirect_to].count(None) == 1


def test_merges_in_a_ring_at_once_leave_no_ring(app: Flask, register: Register):
    for _ in range(ROUNDS):
        one, two, three = register.worker(), register.worker(), register.worker()
        statuses = at_once(
            app,
            lambda a=one, b=two: register.merge(a, b),
            lambda a=two, b=three: register.merge(a, b),
            lambda a=three, b=one: register.merge(a, b),
        )
        assert done_and_refused(statuses)[0] in (1, 2)
        rows = register.rows()
        standing = [worker for worker in (one, two, three) if rows[worker].redirect_to is None]
        assert len(standing) == 3 - statuses.count(200)
        assert {rows[worker].redirect_to for worker in (one, two, three)} <= {None, *standing}


def test_a_merge_taken_back_twice_at_once_is_taken_back_once(app: Flask, register: Register):
    for _ in range(ROUNDS):
        keep, gone = register.worker(), register.worker()
        before, merge_id = register.rows(), register.merge(keep, gone)
        statuses = at_once(app, *[lambda m=merge_id: register.unmerge(m)] * 2)
        assert done_and_refused(statuses) == (1, 1)
        assert register.rows() == before


def test_a_registration_taken_back_during_a_merge_is_linked_to_nobody(
    app: Flask, register: Register
):
    for number in range(ROUNDS):
        keep, first, second = register.worker(), register.receive(), register.receive()
        gone = register.enrol(first)
        register.link(second, gone)
        merge_id = register.merge(keep, gone) if number % 2 else None
        statuses = at_once(
            app,
            lambda one=second: register.unlink(one),
            lambda k=keep, g=gone, m=merge_id: register.unmerge(m) if m else register.merge(k, g),
        )
        assert statuses == [200, 200]
        assert second not in register.linked(keep) | register.linked(gone)
        assert first in register.linked(gone if merge_id else keep)
        rows = register.rows()
        for worker in (keep, gone):
            assert f"{second}/1" not in rows[worker].provenance.values()


def test_nobody_is_linked_and_called_another_person_at_once(app: Flask, register: Register):
    for number in range(ROUNDS):
        first, second = register.receive(), register.receive()
        one, two = register.enrol(first), register.worker()
        if number % 2:
            register.link(second, two)
        pair = Pair.of(first, "registration", second)
        statuses = at_once(
            app,
            lambda said=pair: register.say(said, "other"),
            lambda n=number, a=one, b=two, s=second: (
                register.merge(a, b) if n % 2 else register.link(s, a)
            ),
        )
        assert done_and_refused(statuses) == (1, 1)
        with app.app_context():
            apart = pair in verdicts.apart([first])
            db.session.rollback()
        assert apart != (second in register.linked(one))


def test_one_nik_is_chosen_for_two_workers_at_once_and_one_gets_it(app: Flask, register: Register):
    for number in range(ROUNDS):
        nik = f"32160912058799{number:02d}"
        workers = [register.worker(), register.worker()]
        ones = [register.receive(nik=nik) for _ in workers]
        statuses = at_once(
            app,
            *[
                lambda o=one, w=worker: register.link(o, w, takes=["nik"])
                for one, worker in zip(ones, workers, strict=True)
            ],
        )
        assert done_and_refused(statuses) == (1, 1)
