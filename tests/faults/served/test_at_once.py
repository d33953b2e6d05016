"""Phones send at the same moment, to a real server with two processes: everything counts once."""

import time
from functools import partial
from uuid import uuid4

from tests.faults.scene import (
    correction,
    outcomes,
    registered_once,
    traces,
    visited_once,
    worker,
)
from tests.faults.size import chance, times
from tests.faults.wire import at_once, put, put_or_nothing
from tests.support.phones import batch, enrolled, visit


def test_P3_six_identical_batches_at_once_count_once(app, phone, site):
    for _ in range(times(60, 2000)):
        one, met = worker(), visit()
        batch_id, body = str(uuid4()), batch(one, worker(birth_date="1987-02-31"), visits=(met,))
        answers = at_once([partial(put, site, phone, batch_id, body)] * 6)
        assert [status for status, _ in answers] == [200] * 6, answers
        assert sorted(answer["replayed"] for _, answer in answers) == [False, *[True] * 5]
        told = [outcomes(answer) for _, answer in answers]
        assert told == [told[0]] * 6
        assert [result["outcome"] for result in told[0]] == ["stored", "invalid", "stored"]
        assert traces(app, [one["id"]]) == registered_once(1)
        assert traces(app, [met["id"]]) == visited_once()


def test_the_same_items_in_two_batches_at_once_are_stored_by_one_of_them(app, phone, site):
    for number in range(times(30, 1000)):
        items = [worker() for _ in range(6)]
        met = [visit() for _ in range(3)]
        other = [*reversed(items)] if number % 2 else [*items[3:], *items[:3]]
        answers = at_once(
            [
                partial(put, site, phone, str(uuid4()), batch(*items, visits=tuple(met))),
                partial(put, site, phone, str(uuid4()), batch(*other, visits=tuple(met[::-1]))),
            ]
        )
        assert [status for status, _ in answers] == [200, 200], answers
        told = [
            {result["id"]: result["outcome"] for result in answer["results"]}
            for _, answer in answers
        ]
        for item in [*items, *met]:
            assert sorted(one[item["id"]] for one in told) == ["stored", "stored_before"]
        assert traces(app, [item["id"] for item in items]) == registered_once(1, people=6)
        assert traces(app, [one["id"] for one in met]) == visited_once(people=3)


def test_a_registration_and_its_correction_at_once_end_with_the_correction(app, phone, site):
    for number in range(times(30, 1000)):
        firsts = [worker() for _ in range(4)]
        seconds = [correction(one) for one in firsts]
        one, two = [*firsts[:2], *seconds[2:]], [*seconds[:2], *firsts[2:]]
        chance(number).shuffle(two)
        answers = at_once(
            [
                partial(put, site, phone, str(uuid4()), batch(*one)),
                partial(put, site, phone, str(uuid4()), batch(*two)),
            ]
        )
        assert [status for status, _ in answers] == [200, 200], answers
        for _, answer in answers:
            assert {result["outcome"] for result in answer["results"]} == {"stored"}
        for first in firsts:
            held = phone.get(f"/registrations/{first['id']}").get_json()
            assert (held["revision"], held["registration"]["address"]) == (2, "Kp. Benar")
        ids = [first["id"] for first in firsts]
        assert traces(app, ids) == registered_once(1, 2, people=4)


def test_two_volunteers_claim_one_id_at_once_and_only_one_gets_it(app, people, phone, site):
    colleague = enrolled(app, people.colleague)
    for _ in range(times(20, 1000)):
        mine = worker()
        theirs = {**mine, "address": "Kp. Lain"}
        answers = at_once(
            [
                partial(put, site, phone, str(uuid4()), batch(mine)),
                partial(put, site, colleague, str(uuid4()), batch(theirs)),
            ]
        )
        heard = sorted(answer["results"][0]["outcome"] for _, answer in answers)
        assert heard == ["conflict", "stored"]
        assert traces(app, [mine["id"]]) == registered_once(1)


def test_the_server_dies_under_six_phones_and_everything_counts_once(app, people, site):
    phones = [enrolled(app, people.volunteer) for _ in range(6)]
    for number in range(times(3, 40)):
        batches = [(str(uuid4()), batch(*(worker() for _ in range(30)))) for _ in phones]
        calls = [
            partial(put_or_nothing, site, phone, *one)
            for phone, one in zip(phones, batches, strict=True)
        ]
        # one phone more kills the server somewhere in the middle
        at_once([*calls, partial(die_after, site, chance(number).random() * 0.2)])
        site.start()
        for phone, (batch_id, body) in zip(phones, batches, strict=True):
            status, answer = put(site, phone, batch_id, body)
            assert status == 200
            assert {result["outcome"] for result in answer["results"]} == {"stored"}
            ids = [item["id"] for item in body["registrations"]]
            assert traces(app, ids) == registered_once(1, people=30)


def die_after(site, seconds):
    time.sleep(seconds)
    site.kill()
