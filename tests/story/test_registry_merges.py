"""Two workers who are one person become one, and two again if that was wrong."""

import pytest
from flask import Flask

from tests.support.people import People
from tests.support.register import Register


@pytest.fixture
def register(app: Flask, people: People) -> Register:
    return Register(app, people)


def test_a_merge_moves_every_registration_and_leaves_a_redirect(register: Register):
    keep = register.worker(address="Kp. Satu 1", mother_name=None)
    first = register.receive(address="Kp. Dua 2", mother_name="Rohmah")
    gone = register.enrol(first)
    second = register.receive(email="dua@contoh.id")
    register.link(second, gone)
    merge_id = register.merge(keep, gone)
    rows = register.rows()
    assert rows[gone].redirect_to == keep
    assert rows[gone].nik_index is None
    assert rows[keep].redirect_to is None
    assert rows[keep].content["address"] == "Kp. Satu 1"
    assert rows[keep].provenance["mother_name"] == f"{first}/1"
    assert rows[keep].provenance["email"] == f"{second}/1"
    assert register.linked(gone) == set()
    assert register.linked(keep) >= {first, second}
    events = [event for event in register.log() if event.merge_id == merge_id]
    assert [(event.worker_id, event.action) for event in events] == [
        (gone, "unlink"),
        (keep, "link"),
    ] * 2


def test_a_merge_taken_back_leaves_both_byte_for_byte_as_they_were(register: Register):
    keep, gone = register.worker(mother_name=None), register.worker(mother_name="Rohmah")
    register.link(register.receive(email="dua@contoh.id"), gone, takes=["address"])
    before, linked = register.rows(), register.linked(gone)
    merge_id = register.merge(keep, gone, takes=["nik", "full_name"])
    assert register.rows()[keep].nik_index == before[gone].nik_index
    register.unmerge(merge_id)
    assert register.rows() == before
    assert register.linked(gone) == linked
