"""Whatever somebody types, the rules answer and never contradict themselves."""

import json
from calendar import monthrange
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.golden import BOOK, RELIEFS, TIERS
from webapp import contents
from webapp.rules.contributions import contribution
from webapp.rules.digest import canonical_json, digest
from webapp.rules.findings import ERRORS, WARNINGS
from webapp.rules.names import name_errors, name_warnings, tidy_name
from webapp.rules.nik import nik_errors, nik_warnings, read_nik
from webapp.rules.phones import normalise_phone, phone_errors, phone_warnings, show_phone
from webapp.rules.programmes import COMPULSORY, FUNDINGS, OPTIONAL, PAYMENT_MONTHS
from webapp.rules.quota import expected_by_today
from webapp.rules.registration import findings

TODAY = date(2026, 11, 23)
PROVINCES = BOOK.provinces

# also halves of characters: a phone may cut a text anywhere
any_text = st.text(st.characters(exclude_categories=())) | st.text()
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
# what a person could mean by a number, right or wrong
digits = st.text("0123456789 .-()+", max_size=20)

made_niks = st.builds(
    lambda born, sex, serial: (
        f"321609{born.day + 40 * (sex == 'F'):02}{born:%m%y}{serial}",
        born,
        sex,
    ),
    st.dates(date(1927, 1, 1), date(2011, 11, 22)),
    st.sampled_from("MF"),
    st.integers(9000, 9999),
)

registrations = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(
            (
                "nik_missing_reason",
                "full_name",
                "birth_place",
                "mother_name",
                "email",
                "address",
                "funding",
                "occupation_code",
                "village_code",
            ),
            any_text,
        ),
        **dict.fromkeys(
            ("nik", "kk_number", "phone", "rt", "rw", "previous_member_number"), digits | any_text
        ),
        "birth_date": days.map(str) | any_text,
        "sex": st.sampled_from(["M", "F"]) | any_text,
        "income_tier": st.integers(),
        "payment_months": st.integers(),
        "programmes": st.lists(st.sampled_from(["JKK", "JKM", "JHT"]) | any_text, max_size=5),
        "consent": st.fixed_dictionaries({}, optional={"purposes": st.lists(any_text)}),
    },
)

often = settings(max_examples=200)


@often
@given(registrations, days, st.none() | st.sampled_from(["32.16", "32.16.09"]) | any_text)
def test_any_registration_gets_codes_of_the_catalogue_about_its_own_fields(
    registration: dict[str, Any], today: date, territory: str | None
) -> None:
    found = findings(registration, book=BOOK, today=today, territory=territory)
    assert {finding.code for finding in found} <= ERRORS | WARNINGS
    assert len(set(found)) == len(found)


@often
@given(digits | any_text, days, st.none() | days, st.sampled_from(["M", "F", None]))
def test_any_text_is_a_nik_with_errors_or_can_be_read(
    nik: str, today: date, birth_date: date | None, sex: str | None
) -> None:
    errors = nik_errors(nik, PROVINCES)
    assert set(errors) <= ERRORS
    if errors:
        return
    warnings = nik_warnings(
        read_nik(nik, today),
        birth_date=birth_date,
        sex=sex,
        home_regencies=BOOK.home_regencies,
        known_districts=BOOK.districts,
        today=today,
    )
    assert set(warnings) <= WARNINGS


@often
@given(made_niks)
def test_a_made_nik_reads_back_and_agrees_with_its_owner(made: tuple[str, date, str]) -> None:
    nik, born, sex = made
    assert nik_errors(nik, PROVINCES) == ()
    reading = read_nik(nik, TODAY)
    assert (reading.birth_date, reading.sex) == (born, sex)
    assert not nik_warnings(
        reading,
        birth_date=born,
        sex=sex,
        home_regencies=BOOK.home_regencies,
        known_districts=BOOK.districts,
        today=TODAY,
    )


@often
@given(made_niks, days)
def test_a_date_that_differs_gets_exactly_one_warning(
    made: tuple[str, date, str], said: date
) -> None:
    nik, born, sex = made
    warnings = nik_warnings(
        read_nik(nik, TODAY),
        birth_date=said,
        sex=sex,
        home_regencies=BOOK.home_regencies,
        known_districts=BOOK.districts,
        today=TODAY,
    )
    agrees = f"{born:%d%m%y}" == f"{said:%d%m%y}"
    assert len(warnings) == (0 if agrees else 1)


@often
@given(any_text)
def test_tidying_a_name_twice_changes_nothing_more(name: str) -> None:
    tidy = tidy_name(name)
    assert tidy_name(tidy) == tidy
    assert set(name_errors(name)) | set(name_errors(tidy)) <= ERRORS
    assert set(name_warnings(name)) <= WARNINGS


@often
@given(digits | any_text)
def test_a_phone_number_keeps_its_meaning_in_every_spelling(text: str) -> None:
    normal = normalise_phone(text)
    assert (normal is None) == (phone_errors(text) == ("phone_format",))
    if normal is not None:
        assert normalise_phone(normal) == normal
        assert normalise_phone(show_phone(text)) == normal
        assert phone_warnings(text) == phone_warnings(normal)


@often
@given(
    st.sampled_from(list(TIERS.values())),
    st.sampled_from([COMPULSORY, COMPULSORY + OPTIONAL]),
    st.sampled_from(sorted(PAYMENT_MONTHS)),
    st.sampled_from(sorted(FUNDINGS)),
    st.sampled_from(["transport", "other"]),
    st.dates(date(2025, 1, 1), date(2028, 12, 31)),
)
def test_a_contribution_is_the_sum_of_its_months(
    tier: Any, programmes: tuple[str, ...], months: int, funding: str, sector: str, start: date
) -> None:
    answer = contribution(
        tier=tier,
        programmes=programmes,
        months=months,
        funding=funding,
        sector=sector,
        start=start,
        reliefs=RELIEFS,
    )
    names = [amount.month for amount in answer.months]
    assert names == sorted(set(names))
    assert len(names) == months
    assert names[0] == f"{start:%Y-%m}"
    assert answer.total == sum(month.total for month in answer.months)
    assert all(month.total == month.jkk + month.jkm + month.jht for month in answer.months)
    assert all(month.jht == tier.jht * ("JHT" in programmes) for month in answer.months)
    with_relief = [month for month in answer.months if month.relief]
    saved = len(with_relief) * (tier.jkk + tier.jkm) // 2
    assert answer.total == answer.full_total - saved
    assert (answer.relief_until is None) == (not with_relief)
    assert funding != "apbd" or not with_relief


@often
@given(st.integers(0, 10_000), days)
def test_the_pace_rises_from_day_to_day_to_the_whole_target(target: int, today: date) -> None:
    period = f"{today:%Y-%m}"
    last = monthrange(today.year, today.month)[1]
    path = [expected_by_today(target, period, today.replace(day=day + 1)) for day in range(last)]
    assert path == sorted(path)
    assert path[0] >= 0
    assert path[-1] == target


# JSON as a browser sends it: 107.0 is written 107, and no schema lets larger numbers in
from_a_browser = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(-1000, 1000).map(lambda number: round(number, 5))
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@often
@given(from_a_browser)
def test_the_quick_canonical_text_of_the_server_is_the_plain_one(value: Any) -> None:
    # the only part of an item with fractions in it
    item = {"location": value}
    plain = canonical_json(item)
    arrived = json.loads(plain)
    assert arrived == item
    assert canonical_json(arrived) == plain
    assert contents.canonical(arrived) == plain
    assert digest(arrived) == digest(item)


@often
@given(st.dictionaries(st.text(), st.floats(allow_nan=False, allow_infinity=False) | st.text()))
def test_the_canonical_text_reads_back_as_what_it_was(item: dict[str, Any]) -> None:
    # as a browser reads it: every number is a double
    assert json.loads(canonical_json(item), parse_int=float) == item
