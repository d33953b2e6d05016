"""A phone sends batches: everything is stored once, whatever happens on the way."""

from hashlib import sha256
from uuid import uuid4

from tests.support.people import OTHER_VILLAGE
from tests.support.phones import Phone, batch, enrolled, nik, registration, visit


def outcomes(results):
    return [result["outcome"] for result in results]


def test_a_batch_is_stored_and_each_item_hears_so(phone: Phone):
    first, second, met = registration(), registration(), visit()
    answer = phone.put(batch(first, second, visits=(met,))).get_json()
    assert [(one["id"], one["kind"], one["outcome"]) for one in answer["results"]] == [
        (first["id"], "registration", "stored"),
        (second["id"], "registration", "stored"),
        (met["id"], "visit", "stored"),
    ]
    assert answer["replayed"] is False
    assert answer["server_epoch"]
    assert answer["backup_watermark"] is None
    held = phone.get(f"/registrations/{first['id']}").get_json()
    assert held["registration"] == first
    assert held["status"] == "received"


def test_the_same_batch_again_gets_the_same_answer_and_changes_nothing(phone: Phone):
    batch_id, body = str(uuid4()), batch(registration(), registration(nik="1"))
    first = phone.put(body, batch_id).get_json()
    again = phone.put(body, batch_id, packed=False).get_json()
    assert again["results"] == first["results"]
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert phone.quota()["waiting"] == 1


def test_the_same_batch_id_with_other_content_is_refused(phone: Phone):
    batch_id = str(uuid4())
    phone.put(batch(registration()), batch_id)
    answer = phone.put(batch(registration()), batch_id)
    assert answer.status_code == 409
    assert answer.get_json()["code"] == "same_id_other_content"


def test_the_same_registration_in_another_batch_is_stored_before(phone: Phone):
    one = registration()
    assert outcomes(phone.send(one)) == ["stored"]
    assert outcomes(phone.send(one)) == ["stored_before"]
    assert phone.quota()["waiting"] == 1


def test_the_same_revision_with_other_content_is_a_conflict_and_both_are_told_apart(phone: Phone):
    one = registration()
    phone.send(one)
    assert outcomes(phone.send({**one, "full_name": "Nama Lain"})) == ["conflict"]
    held = phone.get(f"/registrations/{one['id']}").get_json()
    assert held["registration"]["full_name"] == one["full_name"]


def test_one_broken_item_of_200_is_named_and_199_are_stored(phone: Phone):
    items = [registration() for _ in range(199)]
    broken = registration(birth_date="1987-02-31")
    batch_id, body = str(uuid4()), batch(*items[:120], broken, *items[120:])
    first = phone.put(body, batch_id).get_json()
    assert outcomes(first["results"]).count("stored") == 199
    assert first["results"][120]["outcome"] == "invalid"
    assert first["results"][120]["id"] == broken["id"]
    assert list(first["results"][120]["errors"]) == ["birth_date"]
    again = phone.put(body, batch_id).get_json()
    assert again["results"] == first["results"]
    assert phone.quota()["waiting"] == 199


def test_a_correction_may_arrive_before_what_it_corrects(phone: Phone):
    one = registration()
    later = {**one, "revision": 2, "full_name": "Nama Benar"}
    assert outcomes(phone.send(later)) == ["stored"]
    assert outcomes(phone.send(one)) == ["stored"]
    held = phone.get(f"/registrations/{one['id']}").get_json()
    assert (held["revision"], held["registration"]["full_name"]) == (2, "Nama Benar")
    assert phone.quota()["waiting"] == 1


def test_both_revisions_in_one_batch_count_once(phone: Phone):
    one = registration()
    later = {**one, "revision": 2, "address": "Kp. Benar"}
    assert outcomes(phone.send(later, one, later)) == ["stored", "stored", "stored_before"]
    held = phone.get(f"/registrations/{one['id']}").get_json()
    assert held["registration"]["address"] == "Kp. Benar"
    assert phone.quota()["waiting"] == 1


def test_another_volunteers_registration_is_neither_seen_nor_changed(app, people, phone: Phone):
    from_colleague = registration()
    colleague = enrolled(app, people.colleague)
    colleague.send(from_colleague)
    assert phone.get(f"/registrations/{from_colleague['id']}").status_code == 404
    stolen = {**from_colleague, "revision": 2, "full_name": "Bukan Saya"}
    assert outcomes(phone.send(stolen)) == ["conflict"]
    held = colleague.get(f"/registrations/{from_colleague['id']}").get_json()
    assert held["registration"] == from_colleague


def test_a_village_outside_the_territory_is_taken_and_an_unknown_one_is_not(phone: Phone):
    outside, nowhere = registration(village_code=OTHER_VILLAGE), registration(village_code="11.01")
    results = phone.send(outside, nowhere)
    assert outcomes(results) == ["stored", "invalid"]
    assert list(results[1]["errors"]) == ["village_code"]


def test_the_same_nik_twice_is_stored_and_the_phone_hears_it_may_be_registered(phone: Phone):
    one, two = registration(nik=nik(1)), registration(nik=nik(1))
    results = phone.send(one, two)
    assert outcomes(results) == ["stored", "stored"]
    assert [one["matches"] for one in results] == [[{"code": "same_nik_batch"}]] * 2
    third = phone.send(registration(nik=nik(1)))[0]
    assert third["matches"] == [{"code": "same_nik_registration"}]


def test_the_short_answer_names_only_the_unusual_and_a_sum_of_the_rest(phone: Phone):
    good, twin, bad = registration(nik=nik(1)), registration(nik=nik(1)), registration(sex="X")
    answer = phone.put(batch(good, twin, bad), prefer="return=minimal")
    assert answer.headers["Preference-Applied"] == "return=minimal"
    body = answer.get_json()
    assert [one["id"] for one in body["results"]] == [bad["id"]]
    stored = sorted([good["id"], twin["id"]])
    assert body["stored"]["count"] == 2
    assert body["stored"]["sha256"] == sha256("\n".join(stored).encode()).hexdigest()
    assert {one["id"]: one["matches"] for one in body["matches"]} == {
        one: [{"code": "same_nik_batch"}] for one in stored
    }


def test_a_worker_without_nik_is_registered(phone: Phone):
    without = registration(nik=None, nik_missing_reason="KTP hilang")
    neither = registration(nik=None)
    results = phone.send(without, neither)
    assert outcomes(results) == ["stored", "invalid"]
    assert list(results[1]["errors"]) == ["nik"]


def test_a_visit_sent_again_is_stored_before_and_a_changed_one_is_a_conflict(phone: Phone):
    met = visit()
    assert outcomes(phone.send(visits=(met,))) == ["stored"]
    assert outcomes(phone.send(visits=(met,))) == ["stored_before"]
    assert outcomes(phone.send(visits=({**met, "result": "refused"},))) == ["conflict"]
    unknown = visit(obstacles=["tidak-ada-kode-ini"])
    assert outcomes(phone.send(visits=(unknown,))) == ["invalid"]
