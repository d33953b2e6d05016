"""Corrections arrive while the office decides: what nobody saw is never approved or handed over."""

from functools import partial
from uuid import uuid4

from sqlalchemy import select

from tests.faults.scene import correction, registered_once, traces, worker
from tests.faults.served.deciding import approve, hand_over
from tests.faults.size import times
from tests.faults.wire import at_once, put
from tests.support.phones import batch
from webapp.extensions import db
from webapp.models import HandoverRow, Registration
from webapp.registry.queries import workers_of


def test_two_corrections_at_once_end_with_the_later_one(app, phone, site):
    for number in range(times(30, 1000)):
        first = worker()
        phone.send(first)
        second = correction(first)
        third = correction(second, address="Kp. Terakhir")
        calls = [partial(put, site, phone, str(uuid4()), batch(one)) for one in (second, third)]
        at_once(calls if number % 2 else calls[::-1])
        held = phone.get(f"/registrations/{first['id']}").get_json()
        assert (held["revision"], held["registration"]["address"]) == (3, "Kp. Terakhir")
        assert traces(app, [first["id"]]) == registered_once(1, 2, 3)


def test_P7_an_approval_meets_a_correction_and_the_correction_waits_to_be_seen(
    app, people, phone, site
):
    for number in range(times(30, 1000)):
        first = worker()
        phone.send(first)
        calls = [
            partial(put, site, phone, str(uuid4()), batch(correction(first))),
            partial(approve, app, people.supervisor, first),
        ]
        ends = at_once(calls if number % 2 else calls[::-1])
        words = {end if isinstance(end, str) else end[0] for end in ends}
        assert words in ({200, "approved"}, {200, "stale_revision"})
        with app.app_context():
            head = db.session.get_one(Registration, first["id"])
            assert (head.revision, head.status) == (2, "received")
            assert workers_of([first["id"]]) == {}


def test_a_handover_meets_a_correction_and_hands_over_what_was_approved_or_nothing(
    app, people, phone, site
):
    for number in range(times(30, 1000)):
        first = worker()
        phone.send(first)
        assert approve(app, people.supervisor, first) == "approved"
        calls = [
            partial(put, site, phone, str(uuid4()), batch(correction(first))),
            partial(hand_over, app),
        ]
        at_once(calls if number % 2 else calls[::-1])
        with app.app_context():
            head = db.session.get_one(Registration, first["id"])
            flags = [flag["code"] for flag in head.flags]
            row = db.session.scalar(
                select(HandoverRow).where(HandoverRow.registration_id == first["id"])
            )
            if row is None:
                assert (head.revision, head.status) == (2, "received")
            else:
                assert (row.revision, head.revision, head.status) == (1, 1, "handed_over")
                assert flags == ["late_correction"]
