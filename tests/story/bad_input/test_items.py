"""One bad item never sinks the others: it is refused with its field named, they are stored."""

from typing import Any
from uuid import uuid4

import pytest

from tests.story.bad_input.refusals import assert_indonesian, send_among_sound_ones
from tests.support.phones import Phone, batch, registration, visit

WRONG: tuple[Any, ...] = (None, True, -1, 1.5, 2**31, 2**63, 10**30, "", "x\0y", "x" * 3000, [], {})


def without(item: dict[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != field}


FULL = {
    "mother_name": "Ibu Contoh",
    "kk_number": "3216090101059001",
    "email": "contoh@example.test",
    "hamlet": "Dusun Satu",
    "work_location": "Pasar",
    "previous_member_number": "12345678901",
    "confirmations": [{"field": "nik", "code": "nik_date_differs", "reason": "sesuai KTP"}],
    "location": {"lat": -6.2, "lng": 107, "accuracy_m": 5, "at": "2026-11-23T09:11:00+07:00"},
    "duration_s": 90,
    "note": "baris satu\nbaris dua",
}
FULL_VISIT = {
    "occupation_code": "petani-padi",
    "note": "datang lagi",
    "follow_up_on": "2026-12-01",
    "registration_id": str(uuid4()),
}


@pytest.mark.parametrize("field", sorted(registration(**FULL)))
def test_a_wrong_value_in_any_field_of_a_registration_is_named(phone: Phone, field):
    broken = [registration(**FULL) | {field: value} for value in WRONG]
    missing = without(registration(**FULL), field)
    results = send_among_sound_ones(phone, [*broken, missing])
    for value, result in zip([*WRONG, MISSING], results, strict=True):
        assert_named_or_harmless(field, value, result)


@pytest.mark.parametrize("field", sorted(visit(**FULL_VISIT)))
def test_a_wrong_value_in_any_field_of_a_visit_is_named(phone: Phone, field):
    broken = [visit(**FULL_VISIT) | {field: value} for value in WRONG]
    missing = without(visit(**FULL_VISIT), field)
    answer = phone.put(batch(visits=(*broken, missing, visit()))).get_json()
    assert_indonesian(answer)
    *results, last = answer["results"]
    assert last["outcome"] == "stored"
    for value, result in zip([*WRONG, MISSING], results, strict=True):
        assert_named_or_harmless(field, value, result)


MISSING = "nothing at all"
OPTIONAL = {*FULL, *FULL_VISIT, "phone", "rt", "rw"}
# an empty text or list says nothing, which is allowed where a field may be missing
HARMLESS = (["note", ""], ["confirmations", []], ["obstacles", []])


def assert_named_or_harmless(field: str, value: Any, result: dict[str, Any]) -> None:
    if result["outcome"] == "stored":
        assert [field, value] in HARMLESS or (value == MISSING and field in OPTIONAL)
    else:
        assert (result["outcome"], list(result["errors"])) == ("invalid", [field]), (value, result)


@pytest.mark.parametrize("part", ["consent", "location", "confirmations"])
def test_a_wrong_value_deep_inside_is_named_by_its_outer_field(phone: Phone, part):
    sound = registration(**FULL)[part]
    inside = sound[0] if isinstance(sound, list) else sound
    wrong = [{**inside, name: value} for name in inside for value in WRONG]
    wrong += [without(inside, name) for name in inside] + [{**inside, "kata_baru": 1}]
    again = [[one] if isinstance(sound, list) else one for one in wrong]
    results = send_among_sound_ones(phone, [registration(**FULL) | {part: one} for one in again])
    for one, result in zip(wrong, results, strict=True):
        if result["outcome"] == "stored":
            assert one.get("purposes") == [] or isinstance(one.get("lat"), int | float), one
        else:
            assert (result["outcome"], list(result["errors"])) == ("invalid", [part]), one


NO_ITEMS = (None, True, 7, 1.5, "x", [], [[]], {}, {"id": 5}, {"id": "x" * 1000, "revision": 2**63})


def test_P4_what_is_no_item_at_all_is_refused_and_its_neighbours_are_stored(phone: Phone):
    results = send_among_sound_ones(phone, list(NO_ITEMS))
    assert {result["outcome"] for result in results} == {"invalid"}
    answer = phone.put(batch(visits=(visit(), *NO_ITEMS))).get_json()
    assert [result["outcome"] for result in answer["results"]] == ["stored", *["invalid"] * 10]


def test_half_an_emoji_is_refused_with_its_item_alone(phone: Phone):
    halves = [
        registration(full_name="Budi \ud83d"),
        registration(note="\udc00"),
        registration(**{"kata\ud800": 1}),
        registration(id="\udfff"),
    ]
    whole = registration(note="\U0001f642")
    *results, last = send_among_sound_ones(phone, [*halves, whole])
    assert [result["outcome"] for result in results] == ["invalid"] * 4
    assert last["outcome"] == "stored"
    held = phone.get(f"/registrations/{whole['id']}").get_json()
    assert held["registration"] == whole


@pytest.mark.parametrize(
    "character", ["\0", "\x01", "\x1b", "\x7f", "\n", "\t", "\u0085", "\u2028"]
)
def test_control_characters_are_refused_where_a_line_is_expected(phone: Phone, character):
    fields = ("full_name", "birth_place", "address", "hamlet", "work_location")
    broken = [registration(**{field: f"Bek{character}asi"}) for field in fields]
    results = send_among_sound_ones(phone, broken)
    if character in "\u0085\u2028":
        assert {result["outcome"] for result in results} <= {"stored", "invalid"}
    else:
        assert [list(result["errors"]) for result in results] == [[field] for field in fields]


def test_the_same_item_many_times_in_one_batch_is_stored_once(phone: Phone):
    one, met = registration(), visit()
    answer = phone.put(batch(*[one] * 5, visits=(met,) * 5)).get_json()
    once = ["stored", *["stored_before"] * 4]
    assert [result["outcome"] for result in answer["results"]] == once * 2


def test_unknown_villages_occupations_tiers_and_programmes_are_refused(phone: Phone):
    wrong = {
        "village_code": "32.16.09.9999",
        "occupation_code": "raja",
        "income_tier": 34,
        "programmes": ["JHT"],
        "payment_months": 2,
        "funding": "orang lain",
    }
    results = send_among_sound_ones(
        phone, [registration(**{field: value}) for field, value in wrong.items()]
    )
    assert [list(result["errors"]) for result in results] == [[field] for field in wrong]
