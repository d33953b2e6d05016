"""Two records meet when enough is right, whatever else is wrong."""

import pytest

from tests.dedup.people import siti
from webapp.dedup.keys import blocks, nik_key, stored_keys, swapped_keys
from webapp.dedup.person import person
from webapp.sealing import Sealer

OFFICE, ANOTHER = Sealer(b"a" * 32), Sealer(b"b" * 32)
NOTHING = {"phone": "", "kk_number": "", "village_code": "", "rt": "", "rw": ""}


def meet(one, other) -> bool:
    number = OFFICE.number
    return bool(
        stored_keys(one, number) & (stored_keys(other, number) | swapped_keys(other, number))
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"nik": "3216094505879071", "full_name": "Nurhayati"},
        {"nik": "3275034505879017"},
        {"nik": "3216094505879017", "birth_date": "1978-08-05"},
        {"nik": "3216094505789017"},
        {"nik": "", "full_name": "Hj. St. Noerhajati", "birth_date": "1987-05-05"},
        {"nik": "", "full_name": "Nurhayati Siti"},
    ],
    ids=["serial", "region", "date", "year", "spelling", "order"],
)
def test_with_one_part_wrong_they_still_meet_by_the_rest_of_nik_or_name(wrong):
    assert meet(siti(**NOTHING), siti(**NOTHING, **wrong))


def test_day_and_month_in_each_others_place_meet():
    one = siti(**NOTHING, nik="", birth_date="1987-05-09")
    assert meet(one, siti(**NOTHING, nik="", birth_date="1987-09-05"))


def test_a_wrong_date_on_one_side_meets_by_the_date_in_the_nik():
    typed_wrong = siti(**NOTHING, birth_date="1990-01-01")
    assert meet(typed_wrong, siti(**NOTHING, nik=""))


def test_each_of_phone_family_and_village_is_enough_with_a_little_more():
    bare = {**NOTHING, "nik": "", "birth_date": ""}
    for shared in (
        {"phone": "0813-1111-2222"},
        {"kk_number": "3216091201100007"},
        {"village_code": "32.16.09.2002"},
    ):
        assert meet(siti(**{**bare, **shared}), siti(**{**bare, **shared})), shared


def test_strangers_do_not_meet():
    asep = person(
        {"full_name": "Asep Sopian", "birth_date": "1970-01-02", "nik": "3275030201700001"}
    )
    assert not meet(siti(), asep)


def test_nobody_without_anything_meets_anybody():
    assert not meet(person({}), person({}))


def test_unknown_fields_make_no_key_in_common():
    one, other = person({"full_name": "Naih"}), person({"full_name": "Saih"})
    assert not meet(one, other)


def test_keys_say_nothing_without_the_key_of_the_office():
    assert stored_keys(siti(), OFFICE.number).isdisjoint(stored_keys(siti(), ANOTHER.number))
    assert all(-(2**63) <= key < 2**63 for key in stored_keys(siti(), OFFICE.number))


def test_equal_digits_of_different_fields_are_different_keys():
    family_in_nik = person({"nik": "3216091201100007"})
    family = person({"kk_number": "3216091201100007"})
    assert not meet(family_in_nik, family)


def test_a_person_has_nine_keys_or_so():
    # more of them cost a sync more than they find
    assert len(set(blocks(siti()))) == 7
    assert len(set(blocks(siti(full_name="Udung Warsito")))) == 9


def test_people_of_one_village_lie_together_in_the_index():
    def first_bits(text: str, near: str) -> int:
        return OFFICE.number(text, near) >> 48

    blocks_of = [(text, near) for text, near in blocks(siti()) if near.startswith("village")]
    other = blocks(siti(full_name="Udung Warsito", birth_date="1965-08-17"))
    blocks_of += [(text, near) for text, near in other if near.startswith("village")]
    assert len({first_bits(*block) for block in blocks_of}) == 1
    assert len({OFFICE.number(*block) for block in blocks_of}) == 4


@pytest.mark.parametrize("typed", ["3216 0945 0587 9017", "3216.0945.0587.9017"])
def test_a_nik_is_looked_up_as_people_type_it(app, typed):
    with app.app_context():
        assert nik_key(typed) == nik_key("3216094505879017")
        assert nik_key("321609") is None
