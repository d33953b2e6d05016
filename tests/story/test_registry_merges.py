"""Two workers who are one person become one, and two again if that was wrong."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.support.office import approve
from tests.support.people import People
from tests.support.phones import enrolled, registration
from tests.support.register import Register
from webapp import clock, contents
from webapp.dedup.standing import standings
from webapp.errors import Invalid, NotDecidable, NotFound
from webapp.extensions import db
from webapp.handover import operations as handover
from webapp.models import AuditEntry, HandoverRow, Merge
from webapp.models.columns import new_id
from webapp.registry import queries
from webapp.registry.verdicts import Evidence, Pair

ONE_NIK, OTHER_NIK = "3216091205879901", "3216091205879902"


@pytest.fixture
def register(app: Flask, people: People) -> Register:
    return Register(app, people)


def index(register: Register, nik: str) -> str:
    with register.app.app_context():
        return contents.nik_index(nik)


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


def test_what_was_chosen_within_the_merged_worker_stays_chosen(register: Register):
    keep = register.worker(email=None)
    gone = register.worker(email="lama@contoh.id", address="Kp. Lama 1")
    newer = register.receive(email="baru@contoh.id", address="Kp. Baru 2")
    register.link(newer, gone, takes=["email", "address"])
    register.merge(keep, gone, takes=["address"])
    row = register.rows()[keep]
    # one filled a blank, the other was chosen; both are what the merged worker's record said
    assert (row.content["email"], row.content["address"]) == ("baru@contoh.id", "Kp. Baru 2")
    assert row.provenance["email"] == row.provenance["address"] == f"{newer}/1"


def test_what_was_linked_after_the_merge_stays_with_the_kept_worker(register: Register):
    keep, gone = register.worker(email=None), register.worker(email="g@contoh.id")
    merge_id = register.merge(keep, gone)
    later = register.receive(email="nanti@contoh.id", hamlet="Dusun III")
    register.link(later, keep)
    assert register.rows()[keep].content["email"] == "g@contoh.id"
    register.unmerge(merge_id)
    row = register.rows()[keep]
    assert later in register.linked(keep)
    assert (row.content["email"], row.content["hamlet"]) == ("nanti@contoh.id", "Dusun III")


def test_what_was_corrected_after_the_merge_is_not_linked_by_taking_it_back(register: Register):
    keep, first, second = register.worker(), register.receive(), register.receive()
    gone = register.enrol(first)
    register.link(second, gone)
    merge_id = register.merge(keep, gone)
    register.unlink(first, late_correction=True)
    register.unmerge(merge_id)
    assert register.linked(gone) == {second}
    assert first not in register.linked(keep)
    assert set(register.rows()[gone].provenance.values()) == {f"{second}/1"}


def test_a_worker_who_was_corrected_away_comes_back_from_a_merge_as_nobody(register: Register):
    keep, only = register.worker(), register.receive()
    gone = register.enrol(only)
    before = register.rows()[gone]
    merge_id = register.merge(keep, gone)
    register.unlink(only, late_correction=True)
    register.unmerge(merge_id)
    after = register.rows()[gone]
    assert (after.nik_index, after.redirect_to) == (None, None)
    assert register.linked(gone) == set()
    # and is the same again when the correction is approved
    assert register.enrol(only) == gone
    assert register.rows()[gone] == before


def test_a_chain_of_merges_points_to_the_one_who_stands(register: Register):
    one, two, three = register.worker(), register.worker(), register.worker()
    first = register.merge(two, one)
    second = register.merge(three, two)
    rows = register.rows()
    assert (rows[one].redirect_to, rows[two].redirect_to) == (three, three)
    register.unmerge(second)
    rows = register.rows()
    assert (rows[one].redirect_to, rows[two].redirect_to) == (two, None)
    register.unmerge(first)
    assert {row.redirect_to for row in register.rows().values()} == {None}


def test_merges_are_taken_back_from_the_newest(register: Register):
    one, two, three = register.worker(), register.worker(), register.worker()
    inner = register.merge(two, one)
    register.merge(three, two)
    before = register.rows()
    with pytest.raises(NotDecidable) as refused:
        register.unmerge(inner)
    assert "Batalkan dulu" in refused.value.detail
    assert register.rows() == before


def test_two_merges_into_one_worker_are_taken_back_in_any_order(register: Register):
    keep, one, two = register.worker(email=None), register.worker(), register.worker()
    before = register.rows()
    first = register.merge(keep, one, takes=["full_name"])
    alone = register.rows()
    second = register.merge(keep, two, takes=["full_name"])
    register.unmerge(first)
    assert register.rows()[keep].content["full_name"] == before[two].content["full_name"]
    register.unmerge(second)
    assert register.rows() == before
    register.merge(keep, one, takes=["full_name"])
    assert register.rows() == alone


def test_a_merge_is_taken_back_once(register: Register):
    merge_id = register.merge(register.worker(), register.worker())
    register.unmerge(merge_id)
    before = register.rows()
    with pytest.raises(NotDecidable):
        register.unmerge(merge_id)
    with pytest.raises(NotFound):
        register.unmerge(new_id())
    assert register.rows() == before


def test_a_merge_of_what_is_merged_or_nobody_is_refused(register: Register):
    keep, gone, only = register.worker(), register.worker(), register.receive()
    nobody = register.enrol(only)
    register.unlink(only)
    register.merge(keep, gone)
    for one, two in ((keep, gone), (gone, keep), (keep, nobody), (nobody, keep), (keep, keep)):
        with pytest.raises(NotDecidable):
            register.merge(one, two)
    with pytest.raises(NotDecidable):
        register.link(only, gone)
    with pytest.raises(Invalid):
        register.merge(keep, register.worker(), takes=["consent"])


def test_two_persons_are_not_merged_also_by_those_merged_into_them(register: Register):
    first, second = register.receive(), register.receive()
    one, two = register.enrol(first), register.enrol(second)
    register.say(Pair.of(first, "registration", second), "other")
    with pytest.raises(NotDecidable):
        register.merge(one, two)
    between = register.worker()
    register.merge(between, one)
    for keep, gone in ((between, two), (two, between)):
        with pytest.raises(NotDecidable) as refused:
            register.merge(keep, gone)
        assert "orang lain" in refused.value.detail
    # a newcomer who is another than somebody inside is not linked either
    twin = register.receive()
    register.say(Pair.of(twin, "registration", first), "other")
    with pytest.raises(NotDecidable):
        register.link(twin, between)


def test_the_nik_that_was_not_chosen_is_free_until_the_merge_is_taken_back(register: Register):
    keep, gone = register.worker(nik=ONE_NIK), register.worker(nik=OTHER_NIK)
    before = register.rows()
    merge_id = register.merge(keep, gone)
    owner = register.receive(nik=OTHER_NIK)
    register.enrol(owner)
    with pytest.raises(NotDecidable) as refused:
        register.unmerge(merge_id)
    assert "NIK" in refused.value.detail
    assert register.rows()[gone].redirect_to == keep
    register.unlink(owner)
    register.unmerge(merge_id)
    assert {one: register.rows()[one] for one in before} == before


def test_two_who_change_niks_get_their_own_back(register: Register):
    keep, gone = register.worker(nik=ONE_NIK), register.worker(nik=OTHER_NIK)
    before = register.rows()
    merge_id = register.merge(keep, gone, takes=["nik"])
    assert register.rows()[keep].nik_index == index(register, OTHER_NIK)
    with register.app.app_context():
        assert queries.worker_with(contents.nik_index(OTHER_NIK)).id == keep
        assert queries.worker_with(contents.nik_index(ONE_NIK)) is None
    register.unmerge(merge_id)
    assert register.rows() == before


def test_the_merges_that_hold_are_told_with_who_decided_them(register: Register, people: People):
    keep, one, two = register.worker(), register.worker(), register.worker()
    first = register.merge(keep, one)
    evidence = Evidence(0.99, {"name": ["exact", 9.5]}, "m-1")
    second = register.merge(keep, two, takes=["address"], evidence=evidence)
    with register.app.app_context():
        told = queries.merges_of(keep)
        assert [(merge.id, merge.gone.id) for merge in told] == [(second, two), (first, one)]
        assert {merge.by.id for merge in told} == {people.supervisor}
        assert queries.merges_of(one) == []
        row = db.session.get_one(Merge, second)
        assert (row.score, row.model_hash, row.takes) == (0.99, "m-1", ["address"])
        assert row.parts == {"name": ["exact", 9.5]}
    register.unmerge(second)
    with register.app.app_context():
        assert [merge.id for merge in queries.merges_of(keep)] == [first]
        row = db.session.get_one(Merge, second)
        assert (row.undone_by, row.undone_reason) == (people.supervisor, "ternyata dua orang")
        trail = db.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.subject_id == keep, AuditEntry.action.like("worker.%merged"))
            .order_by(AuditEntry.id)
        ).all()
        assert [entry.action for entry in trail] == [
            "worker.merged",
            "worker.merged",
            "worker.unmerged",
        ]
        assert trail[-1].details == {"gone": two, "merge": second}


def test_the_database_itself_merges_nobody_twice(register: Register, people: People):
    keep, gone, other = register.worker(), register.worker(), register.worker()
    register.merge(keep, gone)
    again = {"reason": "-", "merged_by": people.supervisor, "merged_at": clock.now()}
    with register.app.app_context():
        db.session.add(Merge(id=new_id(), keep_id=other, gone_id=gone, **again))
        with pytest.raises(IntegrityError):
            db.session.flush()


def test_the_matcher_meets_the_worker_who_stands(register: Register):
    keep, first = register.worker(), register.receive()
    gone = register.enrol(first)
    merge_id = register.merge(keep, gone)
    with register.app.app_context():
        assert standings(db.session.connection(), [first])[first].worker_id == keep
    register.unmerge(merge_id)
    with register.app.app_context():
        assert standings(db.session.connection(), [first])[first].worker_id == gone


def test_whoever_was_merged_goes_to_bpjs_once_and_both_when_it_was_wrong(
    app: Flask, people: People, office: Callable[[str], FlaskClient]
):
    register, phone = Register(app, people), enrolled(app, people.volunteer)
    one, two = sorted([registration(), registration()], key=lambda sent: str(sent["id"]))
    phone.send(one, two)
    approve(office("supervisor"), one["id"], two["id"])
    with app.app_context():
        workers = queries.workers_of([one["id"], two["id"]])
    keep, gone = workers[two["id"]], workers[one["id"]]
    merge_id = register.merge(keep, gone)
    assert handed_over(app, people) == {gone: one["id"]}
    assert handed_over(app, people) == {gone: one["id"]}
    register.unmerge(merge_id)
    assert handed_over(app, people) == {gone: one["id"], keep: two["id"]}


def handed_over(app: Flask, people: People) -> dict[str, str]:
    """Make a file of what is ready; everybody who is in one, with the registration."""
    with app.app_context():
        handover.hand_over(territory="32.16", by=None)
        db.session.commit()
        rows = db.session.scalars(select(HandoverRow))
        return {row.worker_id: row.registration_id for row in rows}
