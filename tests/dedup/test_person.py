"""Fields folded for comparing: what cannot be read is unknown, and never an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dedup.people import SITI, siti
from webapp.dedup.person import person, unpack


@pytest.mark.parametrize(
    "written", ["0813-1111-2222", "+62 813 1111 2222", "62813-11112222", "006281311112222"]
)
def test_a_phone_is_one_number_however_it_is_written(written):
    assert siti(phone=written).phone == "81311112222"


@pytest.mark.parametrize("written", ["", "-", "12", "0" * 20, None, 5])
def test_what_is_no_phone_is_unknown(written):
    assert siti(phone=written).phone == ""


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("3216094505879017", "3216094505879017"),
        ("32 1609-4505879017", "3216094505879017"),
        ("321609450587901", "321609450587901"),
        ("32160945058790177", "32160945058790177"),
        ("3216", ""),
        ("321609450587901712", ""),
        ("tidak ada", ""),
    ],
)
def test_a_nik_with_one_digit_too_few_or_many_is_still_compared(written, kept):
    assert siti(nik=written).nik == kept


def test_the_family_number_in_the_box_of_the_nik_says_nothing_about_one_of_the_family():
    who = siti(nik=SITI["kk_number"])
    assert (who.nik, who.family) == ("", SITI["kk_number"])


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1987-05-05", "19870505"),
        ("1987-02-31", "19870231"),
        ("1987-13-01", ""),
        ("0087-05-05", ""),
        ("05-05-1987", ""),
        ("kira-kira 1987", ""),
    ],
)
def test_a_date_is_compared_as_eight_digits_or_not_at_all(written, kept):
    assert siti(birth_date=written).born == kept


def test_an_rt_without_its_rw_is_nowhere():
    assert siti(rt="004", rw="7").rt_rw == "4/7"
    assert siti(rt="004", rw="").rt_rw == ""


def test_the_date_in_a_womans_nik_is_read_without_the_forty():
    assert siti().nik_date == siti().born_date == "050587"


def test_nobody_at_all_is_a_person_without_anything():
    nobody = person({})
    assert (nobody.name, nobody.telling, nobody.district) == ("", ("", ""), "")


fields = st.fixed_dictionaries(
    {}, optional={name: st.one_of(st.text(max_size=40), st.none(), st.integers()) for name in SITI}
)


@given(fields)
def test_whatever_stands_in_the_fields_a_person_comes_back_as_it_was_packed(row):
    who = person(row)
    assert unpack(who.pack()) == who
    assert len(who.telling) == 2
