"""The phone hears what the office decided: everything once, in order, from where it stopped."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.phones import Json, Phone, enrolled, registration
from webapp.extensions import db
from webapp.models import User
from webapp.review import operations as review
from webapp.review.judge import Reason, Seen

Decide = Callable[..., None]


@pytest.fixture
def decide(app, people) -> Decide:
    """decide("reject", one): the supervisor decides on the first revision."""

    def act(action: str, one: Json, revision: int = 1) -> None:
        with app.app_context():
            by = db.session.get_one(User, people.supervisor)
            seen = Seen(one["id"], revision)
            if action == "return":
                reasons = [Reason("address", "address_unclear", "Tulis nomor rumah.")]
                review.send_back(seen=seen, reasons=reasons, note="Terima kasih", by=by)
            else:
                operation = {"approve": review.approve, "reject": review.reject}[action]
                operation(seen=seen, note="alasan", by=by)
            db.session.commit()

    return act


def kinds(changes: list[Json]) -> list[str]:
    return [change["kind"] for change in changes]


def about(changes: list[Json], one: Json) -> list[Json]:
    return [change for change in changes if change["id"] == one["id"]]


def test_a_new_phone_hears_its_quota_and_the_version_of_the_lists(phone: Phone):
    told = phone.hear()
    assert kinds(told) == ["quota", "reference"]
    assert told[1]["version"] == phone.get("/reference").get_json()["version"]
    assert phone.hear() == []


def test_a_return_comes_back_with_its_reasons_field_by_field(phone: Phone, decide: Decide):
    one = registration()
    phone.send(one)
    phone.hear()
    decide("return", one)
    (told,) = about(phone.hear(), one)
    assert (told["kind"], told["status"], told["revision"]) == ("registration", "returned", 1)
    assert told["reasons"] == [
        {"field": "address", "code": "address_unclear", "text": "Tulis nomor rumah."}
    ]
    assert told["note"] == "Terima kasih"
    assert told["decided_at"].endswith("Z")
    assert phone.hear() == []
    held = phone.get(f"/registrations/{one['id']}").get_json()
    assert (held["status"], held["reasons"]) == ("returned", told["reasons"])


def test_decisions_come_in_the_order_they_were_made(phone: Phone, decide: Decide):
    ones = [registration() for _ in range(4)]
    phone.send(*ones)
    for one, action in zip(ones, ("reject", "approve", "return", "approve"), strict=True):
        decide(action, one)
    told = [change for change in phone.hear() if change["kind"] == "registration"]
    assert [change["id"] for change in told] == [one["id"] for one in ones]
    assert [change["status"] for change in told] == [
        "rejected",
        "approved",
        "returned",
        "approved",
    ]


def test_a_long_feed_comes_in_parts_and_nothing_is_left_out_or_told_twice(
    phone: Phone, decide: Decide
):
    ones = [registration() for _ in range(7)]
    phone.send(*ones)
    for one in ones:
        decide("approve", one)
    heard, cursor, more = [], "", True
    while more:
        answer = phone.get(f"/changes?after={cursor}&limit=3").get_json()
        told = [change for change in answer["changes"] if change["kind"] == "registration"]
        assert len(told) <= 3
        heard += told
        cursor, more = answer["cursor"], answer["more"]
    assert [change["id"] for change in heard] == [one["id"] for one in ones]


def test_an_old_cursor_tells_the_same_again(phone: Phone, decide: Decide):
    phone.hear()
    old = phone.cursor
    one = registration()
    phone.send(one)
    decide("reject", one)
    first = phone.get(f"/changes?after={old}").get_json()
    again = phone.get(f"/changes?after={old}").get_json()
    assert first["changes"] == again["changes"] != []
    assert first["cursor"] == again["cursor"]


def test_a_second_phone_of_the_same_volunteer_hears_everything_too(app, people, phone, decide):
    one = registration()
    phone.send(one)
    decide("approve", one)
    second = enrolled(app, people.volunteer)
    assert [change["status"] for change in about(second.hear(), one)] == ["approved"]


def test_a_correction_that_reopens_a_decision_is_decided_anew(phone: Phone, decide: Decide):
    one = registration()
    phone.send(one)
    decide("reject", one)
    phone.send({**one, "revision": 2})
    decide("approve", one, revision=2)
    told = about(phone.hear(), one)
    assert (told[-1]["status"], told[-1]["revision"]) == ("approved", 2)


def test_the_quota_is_told_again_whenever_it_changed(phone: Phone, decide: Decide, time):
    phone.hear()
    one = registration()
    phone.send(one)
    (quota,) = phone.hear()
    assert (quota["kind"], quota["period"], quota["waiting"]) == ("quota", "2026-11", 1)
    decide("approve", one)
    quota = next(change for change in phone.hear() if change["kind"] == "quota")
    assert (quota["waiting"], quota["approved"]) == (0, 1)
    assert phone.hear() == []
    # a new day expects more, a new month starts anew
    time[0] += timedelta(days=1)
    assert kinds(phone.hear()) == ["quota"]
    time[0] = datetime(2026, 11, 30, 17, 30, tzinfo=UTC)  # half past midnight in Jakarta
    (quota,) = phone.hear()
    assert (quota["id"], quota["approved"]) == ("2026-12", 0)


@pytest.mark.parametrize("cursor", ["x", "-1..", "1", "1.2", "1.zz.", "1..0123456789abc", "1..\n"])
def test_a_cursor_that_nobody_gave_out_is_refused(phone: Phone, cursor):
    answer = phone.client.get(
        "/api/v1/changes", query_string={"after": cursor}, headers=phone.bearer
    )
    assert (answer.status_code, answer.get_json()["code"]) == (400, "bad_cursor")


@pytest.mark.parametrize("limit", ["0", "-1", "x", "1.5", "99999", "", "1\n"])
def test_a_limit_that_is_none_is_refused(phone: Phone, limit):
    answer = phone.client.get(
        "/api/v1/changes", query_string={"limit": limit}, headers=phone.bearer
    )
    assert (answer.status_code, answer.get_json()["code"]) == (400, "bad_request")


def test_the_lists_are_sent_once_and_asked_for_by_their_version(phone: Phone):
    first = phone.get("/reference")
    etag = first.headers["ETag"]
    assert etag == f'"{first.get_json()["version"]}"'
    again = phone.get("/reference", **{"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert phone.get("/reference", **{"If-None-Match": '"anders"'}).status_code == 200


def test_own_villages_come_first_in_the_lists_and_the_whole_regency_follows(phone: Phone):
    villages = phone.get("/reference").get_json()["villages"]
    own = [village["code"].startswith("32.16.09.") for village in villages]
    assert own == sorted(own, reverse=True)
    assert len(villages) == 187
