"""A registration is said to be about a worker: field by field, with evidence, and not against
what a supervisor said before."""

import pytest
from flask import Flask

from tests.support.people import People
from tests.support.register import Register
from webapp import contents
from webapp.errors import AlreadyEnrolled, Invalid, NotDecidable
from webapp.registry.verdicts import Evidence, Pair

WRONG_NIK, RIGHT_NIK = "3216091205879901", "3216091205879902"


@pytest.fixture
def register(app: Flask, people: People) -> Register:
    return Register(app, people)


def index(register: Register, nik: str) -> str:
    with register.app.app_context():
        return contents.nik_index(nik)


def test_a_chosen_field_wins_over_earlier_registrations_and_says_where_it_came_from(
    register: Register,
):
    first = register.receive(address="Kp. Lama 1", phone="0812-1111-1111", email=None)
    worker = register.enrol(first)
    second = register.receive(address="Kp. Baru 2", phone="0812-2222-2222", email="b@contoh.id")
    register.link(second, worker, takes=["address"])
    row = register.rows()[worker]
    assert row.content["address"] == "Kp. Baru 2"
    assert row.provenance["address"] == f"{second}/1"
    assert row.content["phone"] == register.sent[first]["phone"]
    assert row.provenance["email"] == f"{second}/1"
    assert register.log()[-1].takes == ["address"]


def test_the_last_choice_holds_until_it_is_taken_back(register: Register):
    worker = register.worker(address="Kp. Satu 1")
    two, three = register.receive(address="Kp. Dua 2"), register.receive(address="Kp. Tiga 3")
    register.link(two, worker, takes=["address"])
    register.link(three, worker, takes=["address"])
    addresses = [register.rows()[worker].content["address"]]
    for one in (three, two):
        register.unlink(one)
        addresses.append(register.rows()[worker].content["address"])
    assert addresses == ["Kp. Tiga 3", "Kp. Dua 2", "Kp. Satu 1"]


def test_a_chosen_field_that_was_left_blank_takes_nothing_away(register: Register):
    worker = register.worker(mother_name="Rohmah")
    register.link(register.receive(mother_name=None), worker, takes=["mother_name"])
    assert register.rows()[worker].content["mother_name"] == "Rohmah"


def test_only_fields_of_a_person_can_be_chosen(register: Register):
    worker, other = register.worker(), register.receive()
    with pytest.raises(Invalid):
        register.link(other, worker, takes=["programmes"])
    assert register.linked(worker) == {*register.sent} - {other}


def test_somebody_without_a_nik_can_be_about_a_worker_and_brings_no_nik(register: Register):
    worker = register.worker(mother_name=None)
    before = register.rows()[worker]
    other = register.receive(nik=None, nik_missing_reason="KTP hilang", mother_name="Rohmah")
    register.link(other, worker, takes=["nik"])
    after = register.rows()[worker]
    assert after.nik_index == before.nik_index
    assert after.content["mother_name"] == "Rohmah"


def test_a_worker_of_whom_only_one_without_nik_is_left_holds_none(register: Register):
    first = register.receive(nik=RIGHT_NIK)
    worker = register.enrol(first)
    register.link(register.receive(nik=None, nik_missing_reason="KTP hilang"), worker)
    register.unlink(first)
    assert register.rows()[worker].nik_index is None
    # and the NIK is free, whoever brings it
    assert register.worker(nik=RIGHT_NIK) != worker
    with pytest.raises(AlreadyEnrolled) as refused:
        register.link(first, worker)
    assert "gabungkan" in refused.value.detail


def test_a_chosen_nik_is_what_the_worker_goes_by_and_the_wrong_one_is_free(register: Register):
    worker = register.worker(nik=WRONG_NIK)
    register.link(register.receive(nik=RIGHT_NIK), worker, takes=["nik"])
    assert register.rows()[worker].nik_index == index(register, RIGHT_NIK)
    owner = register.worker(nik=WRONG_NIK)
    assert owner != worker
    assert register.rows()[owner].nik_index == index(register, WRONG_NIK)


def test_a_chosen_nik_that_another_worker_has_is_refused_and_nothing_is_changed(
    register: Register,
):
    worker, owner = register.worker(nik=WRONG_NIK), register.worker(nik=RIGHT_NIK)
    other = register.receive(nik=RIGHT_NIK)
    before, events = register.rows(), len(register.log())
    with pytest.raises(AlreadyEnrolled) as refused:
        register.link(other, worker, takes=["nik"])
    assert "gabungkan bila orangnya sama" in refused.value.detail
    assert register.rows() == before
    assert len(register.log()) == events
    # without the NIK it can be linked
    register.link(other, worker)
    assert register.rows()[owner] == before[owner]


def test_a_choice_of_nik_is_not_taken_back_while_the_old_one_is_anothers(register: Register):
    worker = register.worker(nik=WRONG_NIK)
    second = register.receive(nik=RIGHT_NIK)
    register.link(second, worker, takes=["nik"])
    owner = register.receive(nik=WRONG_NIK)
    register.enrol(owner)
    before = register.rows()
    with pytest.raises(NotDecidable) as refused:
        register.unlink(second)
    assert "batalkan dulu" in refused.value.detail
    assert register.rows() == before
    register.unlink(owner)
    register.unlink(second)
    assert register.rows()[worker].nik_index == index(register, WRONG_NIK)


def test_a_late_correction_is_never_refused_even_if_it_leaves_somebody_without_a_nik(
    register: Register,
):
    worker = register.worker(nik=WRONG_NIK)
    second = register.receive(nik=RIGHT_NIK)
    register.link(second, worker, takes=["nik"])
    owner = register.receive(nik=WRONG_NIK)
    register.enrol(owner)
    register.unlink(second, late_correction=True)
    assert register.rows()[worker].nik_index is None
    # the next decision about the worker finds the NIK free again
    register.unlink(owner)
    register.link(second, worker)
    assert register.rows()[worker].nik_index == index(register, WRONG_NIK)


def test_the_matchers_evidence_stays_with_the_link(register: Register):
    worker, other = register.worker(), register.receive()
    evidence = Evidence(0.97, {"name": ["exact", 9.5], "nik": ["differs", -3.25]}, "m-1")
    register.link(other, worker, evidence=evidence)
    event = register.log()[-1]
    assert (event.score, event.parts, event.model_hash) == (
        0.97,
        {"name": ["exact", 9.5], "nik": ["differs", -3.25]},
        "m-1",
    )


def test_nobody_is_linked_to_whom_a_supervisor_called_another_person(register: Register):
    first, second = register.receive(), register.receive()
    worker = register.enrol(first)
    register.link(second, worker)
    twin = register.receive()
    register.say(Pair.of(twin, "registration", second), "other")
    with pytest.raises(NotDecidable) as refused:
        register.link(twin, worker)
    assert "orang lain" in refused.value.detail
    assert register.linked(worker) == {first, second}
    # only a supervisor's other word makes it possible
    register.say(Pair.of(second, "registration", twin), "unsure")
    register.link(twin, worker)
    assert register.linked(worker) == {first, second, twin}


def test_another_person_on_the_member_roll_keeps_nobody_apart(register: Register):
    worker, other = register.worker(), register.receive()
    register.say(Pair.of(other, "member", "0" * 36), "other")
    register.link(other, worker)
    assert other in register.linked(worker)


def test_a_registration_is_about_one_worker_at_a_time(register: Register):
    one, two = register.worker(), register.worker()
    other = register.receive()
    register.link(other, one)
    with pytest.raises(NotDecidable):
        register.link(other, two)
    assert other in register.linked(one)


def test_nobody_is_linked_to_a_worker_who_is_nobody_any_more(register: Register):
    first, other = register.receive(), register.receive()
    worker = register.enrol(first)
    register.unlink(first)
    with pytest.raises(NotDecidable):
        register.link(other, worker)


def test_a_registration_whose_worker_stands_without_it_makes_a_worker_of_its_own(
    register: Register,
):
    first, second = register.receive(), register.receive()
    worker = register.enrol(first)
    register.link(second, worker)
    register.unlink(second)
    assert register.enrol(second) != worker
    assert register.linked(worker) == {first}
