"""Why two records may be one person is said in words, for everything that can be found."""

import inspect
import re

import pytest

from tests.support.words import speaking
from webapp import reference_data
from webapp.dedup import bands
from webapp.dedup.comparison import LEVELS
from webapp.dedup.reasons import FULL_BITS, Reason, chance, percent, reasons, stop, summary

TEXTS = reference_data.document("match-reasons")
PAIRS = [(comparison, level) for comparison, levels in LEVELS.items() for level in levels]
STOPS = re.findall(r'reasons\.append\("(\w+)"\)', inspect.getsource(bands.stops))


@pytest.mark.parametrize(("comparison", "level"), PAIRS)
def test_every_level_has_a_sentence_in_both_languages(comparison: str, level: str) -> None:
    one = Reason(comparison, level, 1.0)
    with speaking("en"):
        english = one.sentence()
    for sentence in (one.sentence(), english):
        assert sentence != level
        assert sentence.endswith(".")
        assert len(sentence) <= 90
        assert "!" not in sentence
    assert one.sentence() != english
    assert one.label() != "label"
    assert not one.phrase().endswith(".")


def test_no_words_stand_alone() -> None:
    assert set(TEXTS) == {*LEVELS, "stops", "chance"}
    for comparison, levels in LEVELS.items():
        assert set(TEXTS[comparison]) == {"label", *levels}
    assert set(TEXTS["stops"]) == set(STOPS)


@pytest.mark.parametrize("code", STOPS)
def test_whatever_keeps_a_pair_from_being_chosen_is_said(code: str) -> None:
    with speaking("en"):
        english = stop(code)
    assert stop(code) not in (code, english)


def test_bars_grow_with_the_weight_and_never_leave_their_half() -> None:
    lengths = [Reason("nik", "exact", bits).length for bits in (-99, -10, 0.1, 5, FULL_BITS, 99)]
    assert lengths == [-1.0, -0.5, 0.0, 0.25, 1.0, 1.0]
    assert Reason("nik", "unknown", 5.0).length == 0
    speak = [Reason("sex", "exact", bits).speaks for bits in (-1, 0, 1)]
    assert speak == ["against", "neither", "for"]
    worth = [Reason("sex", "exact", bits).worth() for bits in (-3.46, 0.1, 12)]
    assert worth == ["\u22123,5", "0", "+12,0"]


def test_the_sentence_on_top_names_what_weighs_most() -> None:
    found = reasons(
        {
            "sex": ["exact", 1.0],
            "name": ["exact", 9.1],
            "nik": ["one_digit", 11.0],
            "born": ["exact", 8.0],
            "phone": ["other", -3.5],
            "family": ["unknown", 0.0],
            "shoes": ["exact", 3.0],
            "address": ["gone", 2.0],
        }
    )
    assert [one.comparison for one in found] == ["name", "born", "nik", "phone", "family", "sex"]
    assert summary(found) == (
        "NIK beda satu angka, nama sama, tanggal lahir sama; tetapi nomor HP berbeda"
    )
    with speaking("en"):
        assert summary(found) == (
            "the NIKs differ by one digit, the names are the same, the dates of birth are the same;"
            " but the phone numbers are different"
        )
    assert summary([]) == ""


def test_a_probability_is_a_word_and_a_number_that_never_claims_to_be_certain() -> None:
    assert [chance(score) for score in (0.99, 0.6, 0.05)] == [
        "hampir pasti",
        "mungkin",
        "kecil kemungkinan",
    ]
    assert percent(1.0) == "lebih dari 99,9%"
    assert percent(0.0001) == "kurang dari 0,1%"
    assert (percent(0.5), percent(0.987)) == ("50%", "98,7%")
    with speaking("en"):
        assert (percent(1.0), percent(0.987)) == ("more than 99.9%", "98.7%")
        assert Reason("sex", "exact", -3.46).worth() == "\u22123.5"
