"""One person written in two ways is compared as one, two persons as two."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.golden import Case, golden
from webapp.rules.folding import COMMON, NICKNAMES, fold_name, may_be_short_for, sound
from webapp.rules.spellings import spellings

FOLDING: Case = golden("folding")
NAMES = sorted(
    {variant for kind in ("given", "nickname", "near") for _, variant in spellings(kind)}
    | {name for group in FOLDING["same"] for name in group if name.isascii()}
    | {name for pair in FOLDING["different"] for name in pair}
)

any_text = st.text(st.characters(exclude_categories=())) | st.text()
# close enough to names that the rules for titles, fathers and old spelling meet each other
name_like = st.lists(
    st.sampled_from(NAMES)
    | st.sampled_from(
        ["H.", "Hj", "KH", "K.", "H", "M", "bin", "alias", "a/n", "S.Pd.I", "SE", "Al"]
    )
    | st.text("abcdehijklmnorstuyz.,'-/ ", max_size=9),
    max_size=5,
).map(" ".join)
often = settings(max_examples=300)


def heard(name: str) -> list[str]:
    return [sound(word) for word in fold_name(name)]


@pytest.mark.parametrize(
    ("given_name", "expect"),
    [pytest.param(row["input"], row["expect"], id=row["name"]) for row in FOLDING["folded"]],
)
def test_a_name_is_folded(given_name: str, expect: list[str]) -> None:
    assert list(fold_name(given_name)) == expect


@pytest.mark.parametrize("names", FOLDING["same"], ids=lambda names: names[0])
def test_the_same_name_is_one_however_it_is_written(names: list[str]) -> None:
    assert {name: fold_name(name) for name in names} == dict.fromkeys(names, fold_name(names[0]))


@pytest.mark.parametrize("pair", FOLDING["different"], ids=" and ".join)
def test_another_name_stays_another(pair: list[str]) -> None:
    first, second = pair
    assert fold_name(first) != fold_name(second)


@pytest.mark.parametrize("names", FOLDING["heard_alike"], ids=lambda names: names[0])
def test_what_the_ear_takes_for_one_sounds_as_one(names: list[str]) -> None:
    assert {name: heard(name) for name in names} == dict.fromkeys(names, heard(names[0]))


@pytest.mark.parametrize("pair", FOLDING["heard_apart"], ids=" and ".join)
def test_what_the_ear_tells_apart_sounds_apart(pair: list[str]) -> None:
    first, second = pair
    assert heard(first) != heard(second)


@pytest.mark.parametrize("pair", FOLDING["short_for"], ids=" for ".join)
def test_a_short_name_may_stand_for_the_long_one_and_is_not_it(pair: list[str]) -> None:
    (short,), (*_, long) = map(fold_name, pair)
    assert short != long
    assert may_be_short_for(short, long)


@pytest.mark.parametrize("pair", FOLDING["not_short_for"], ids=" for ".join)
def test_no_short_name_is_made_of_any_other(pair: list[str]) -> None:
    (short,), (long,) = map(fold_name, pair)
    assert not may_be_short_for(short, long)


@pytest.mark.parametrize("name", ["Hayati", "Janah", "Aini", "Laila", "Rohmah", "Azizah", "Salim"])
def test_nur_is_the_same_joined_and_apart(name: str) -> None:
    assert fold_name(f"Nur{name.lower()}") == fold_name(f"Nur {name}") == ("NUR", *fold_name(name))


@pytest.mark.parametrize("name", ["Rahman", "Aziz", "Hamid", "Salam", "Kodir", "Gofur", "Majid"])
def test_abdul_is_the_same_joined_and_apart(name: str) -> None:
    assert fold_name(f"Abdul{name.lower()}") == ("ABDUL", *fold_name(name))
    assert fold_name(f"Abd. {name}") == ("ABDUL", *fold_name(name))


def test_every_variant_on_file_is_its_name() -> None:
    # an abbreviation of a letter or two needs a name to stand before
    for name, variant in spellings("given"):
        assert fold_name(f"{variant} Saman") == fold_name(f"{name} Saman"), variant


def test_every_name_written_in_two_words_is_one() -> None:
    for whole, apart in spellings("whole"):
        assert fold_name(apart) == fold_name(whole), apart
        assert len(fold_name(whole)) == 1


def test_every_title_before_a_name_goes() -> None:
    for _, title in spellings("title_prefix"):
        assert fold_name(f"{title} Saman") == fold_name(f"Saman, {title}") == ("SAMAN",), title
        # and is a name where there is no other
        assert fold_name(title)


def test_every_degree_after_a_name_goes() -> None:
    for _, degree in spellings("title_suffix"):
        for written in (degree, degree.replace(".", ""), degree.replace(".", ". ")):
            assert fold_name(f"Saman, {written}") == ("SAMAN",), written
            assert fold_name(f"Saman {written}") == ("SAMAN",), written


def test_every_father_after_a_name_goes() -> None:
    for _, particle in spellings("particle"):
        assert fold_name(f"Saman {particle} Ali") == ("SAMAN",), particle


def test_variants_on_file_of_different_names_stay_apart() -> None:
    names = sorted({name for name, _ in spellings("given")})
    assert len({fold_name(name) for name in names}) == len(names)


def test_a_word_longer_than_any_name_is_compared_as_it_stands() -> None:
    endless = "nur" * 5_000
    assert fold_name(endless) == (endless.upper(),)
    assert fold_name(f"{endless} hayati") == (endless.upper(), "HAYATI")


def test_a_nickname_is_never_folded_into_its_name() -> None:
    for short, longs in NICKNAMES.items():
        assert fold_name(short) == (short,)
        assert short not in longs
        for long in longs:
            assert fold_name(long)[-1] == long
            assert may_be_short_for(short, long)


def test_common_first_names_are_canonical() -> None:
    assert {"MUHAMAD", "SITI", "NUR", "ABDUL", "SRI"} <= COMMON
    assert all(fold_name(name) == (name,) for name in COMMON)


@often
@given(any_text | name_like)
def test_folding_twice_changes_nothing_more(name: str) -> None:
    folded = fold_name(name)
    assert fold_name(" ".join(folded)) == folded


@often
@given(any_text | name_like)
def test_a_name_with_a_letter_never_comes_out_empty(name: str) -> None:
    # modifier letters are apostrophes, for the most part
    letters = [sign for sign in name if unicodedata.category(sign) in ("Lu", "Ll", "Lt", "Lo")]
    assert fold_name(name) or not letters
    assert all(fold_name(name))


@often
@given(name_like)
def test_a_latin_name_comes_out_in_a_to_z(name: str) -> None:
    for word in fold_name(name):
        assert word.isascii()
        assert word.isalpha()
        assert word.isupper()


@often
@given(any_text | name_like, st.sampled_from([" ", "\t", "\u00a0", "  "]))
def test_case_and_blanks_around_do_not_matter(name: str, blank: str) -> None:
    assert fold_name(blank + name + blank) == fold_name(name)
    assert fold_name(name.casefold()) == fold_name(name)
    assert fold_name(name_in_capitals(name)) == fold_name(name)


def name_in_capitals(name: str) -> str:
    # a few letters have no capital that leads back to them
    return "".join(
        sign.upper() if sign.upper().casefold() == sign.casefold() else sign for sign in name
    )


@often
@given(any_text | name_like)
def test_composed_and_decomposed_letters_are_one(name: str) -> None:
    # halves of characters cannot be composed
    for form in ("NFC", "NFD"):
        assert fold_name(unicodedata.normalize(form, name)) == fold_name(name)


@often
@given(any_text | name_like)
def test_every_word_sounds_like_something_short_and_storable(name: str) -> None:
    for word in fold_name(name):
        assert 1 <= len(sound(word)) <= 6
        word.encode()


@often
@given(any_text | name_like, any_text | name_like)
def test_no_word_is_short_for_itself_and_none_both_ways_but_those_on_file(
    one: str, other: str
) -> None:
    for first in fold_name(one):
        assert not may_be_short_for(first, first)
        for second in fold_name(other):
            if may_be_short_for(first, second) and may_be_short_for(second, first):
                assert second in NICKNAMES[first]
