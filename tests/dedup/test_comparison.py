"""Every comparison comes to the level that a person would name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dedup.people import SITI, siti
from webapp.dedup.comparison import COMPARISONS, LEVELS
from webapp.dedup.person import person

CASES = [
    ("name", {"full_name": "SITI NURHAYATI"}, "exact"),
    ("name", {"full_name": "Hj. St. Noer Hajati"}, "exact"),
    ("name", {"full_name": ""}, "unknown"),
    ("name", {"full_name": "Nurhayati"}, "two_within"),
    ("name", {"full_name": "Udung Warsito"}, "other"),
    ("born", {}, "exact"),
    ("born", {"birth_date": "1987-05-06"}, "one_digit"),
    ("born", {"birth_date": "1987-11-23"}, "year"),
    ("born", {"birth_date": "1965-05-05"}, "two_parts"),
    ("born", {"birth_date": "1965-08-17"}, "other"),
    ("born", {"birth_date": None}, "unknown"),
    ("nik", {}, "exact"),
    ("nik", {"nik": "3216094505879018"}, "serial"),
    ("nik", {"nik": "3216094505789017"}, "one_digit"),
    ("nik", {"nik": "321609450587917"}, "one_digit"),
    ("nik", {"nik": "3211194505879017"}, "two_digits"),
    ("nik", {"nik": "3275034505870001"}, "same_date"),
    ("nik", {"nik": "3275031708650001"}, "other"),
    ("nik", {"nik": ""}, "unknown"),
    ("phone", {}, "exact"),
    ("phone", {"phone": "0813-1111-2223"}, "one_digit"),
    ("phone", {"phone": "0856-7777-1234"}, "other"),
    ("family", {"kk_number": "3216091201100070"}, "one_digit"),
    ("address", {}, "rt_rw"),
    ("address", {"rt": "009"}, "village"),
    ("address", {"village_code": "32.16.09.2005"}, "district"),
    ("address", {"village_code": "32.16.01.2001"}, "other"),
    ("address", {"village_code": ""}, "unknown"),
    ("sex", {"sex": "M"}, "other"),
    ("sex", {"sex": "?"}, "unknown"),
]


@pytest.mark.parametrize(("name", "changes", "level"), CASES)
def test_a_comparison_comes_to_its_level_from_both_sides(name, changes, level):
    assert COMPARISONS[name](siti(), siti(**changes)) == level
    assert COMPARISONS[name](siti(**changes), siti()) == level


def test_day_and_month_swapped_is_told_from_a_wrong_digit():
    one, other = siti(birth_date="1987-05-09"), siti(birth_date="1987-09-05")
    assert COMPARISONS["born"](one, other) == "swapped"


@given(st.data())
def test_whatever_two_rows_say_every_comparison_has_a_known_level(data):
    rows = st.fixed_dictionaries({}, optional={name: st.text(max_size=20) for name in SITI})
    one, other = person(data.draw(rows)), person(data.draw(rows))
    for name, compare in COMPARISONS.items():
        assert compare(one, other) in LEVELS[name]
