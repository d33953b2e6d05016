"""The rules answer the golden cases of tests/contract, as tests/client/rules.test.ts does."""

import json
from dataclasses import asdict
from datetime import date

import pytest

from tests.rules.golden import (
    BOOK,
    MONEY,
    NIK,
    REGISTRATION,
    RELIEFS,
    TIERS,
    Case,
    cases,
    reliefs,
)
from webapp import reference_data
from webapp.rules.contributions import contribution
from webapp.rules.digest import canonical_json, digest
from webapp.rules.findings import ERRORS, WARNINGS
from webapp.rules.names import name_errors, name_warnings, tidy_name
from webapp.rules.nik import NikReading, mask_nik, nik_errors, nik_warnings, read_nik
from webapp.rules.phones import normalise_phone, phone_errors, phone_warnings, show_phone
from webapp.rules.programmes import programmes_errors, programmes_warnings
from webapp.rules.quota import expected_by_today, progress
from webapp.rules.registration import findings


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize(("given", "expect"), cases("nik"))
def test_nik(given: Case, expect: Case) -> None:
    nik, today = given["nik"], date.fromisoformat(given["today"])
    assert list(nik_errors(nik, frozenset(NIK["provinces"]))) == expect["errors"]
    assert mask_nik(nik) == expect["masked"]
    if expect["reading"] is None:
        return
    reading = read_nik(nik, today)
    expected = expect["reading"]
    assert reading == NikReading(**{**expected, "birth_date": day(expected["birth_date"])})
    warnings = nik_warnings(
        reading,
        birth_date=day(given["birth_date"]),
        sex=given["sex"],
        home_regencies=frozenset(NIK["home_regencies"]),
        known_districts=frozenset(NIK["known_districts"]),
        today=today,
    )
    assert list(warnings) == expect["warnings"]


@pytest.mark.parametrize(("given", "expect"), cases("names"))
def test_name(given: str, expect: Case) -> None:
    assert tidy_name(given) == expect["tidy"]
    assert list(name_errors(given)) == expect["errors"]
    if not expect["errors"]:
        assert list(name_warnings(given)) == expect["warnings"]


@pytest.mark.parametrize(("given", "expect"), cases("phones"))
def test_phone(given: str, expect: Case) -> None:
    assert normalise_phone(given) == expect["normal"]
    assert show_phone(given) == expect["shown"]
    assert list(phone_errors(given)) == expect["errors"]
    if not expect["errors"]:
        assert list(phone_warnings(given)) == expect["warnings"]


@pytest.mark.parametrize(("given", "expect"), cases("contributions"))
def test_contribution(given: Case, expect: Case) -> None:
    answer = contribution(
        tier=TIERS[given["tier"]],
        programmes=given["programmes"],
        months=given["months"],
        funding=given["funding"],
        sector=given["sector"],
        start=date.fromisoformat(given["start"]),
        reliefs=reliefs(given["reliefs"]) if "reliefs" in given else RELIEFS,
    )
    assert [asdict(month) for month in answer.months] == expect["months"]
    assert answer.per_month == expect["per_month"]
    assert answer.total == expect["total"]
    assert answer.full_total == expect["full_total"]
    assert answer.relief_until == day(expect["relief_until"])


@pytest.mark.parametrize(("given", "expect"), cases("programmes"))
def test_programmes(given: Case, expect: Case) -> None:
    assert list(programmes_errors(given["programmes"])) == expect["errors"]
    if not expect["errors"]:
        assert list(programmes_warnings(**given)) == expect["warnings"]


@pytest.mark.parametrize(("given", "expect"), cases("quota"))
def test_quota(given: Case, expect: Case) -> None:
    today = date.fromisoformat(given["today"])
    counts = {name: value for name, value in given.items() if name != "today"}
    expected = expected_by_today(counts["target"], counts["period"], today)
    assert expected == expect["expected_by_today"]
    assert asdict(progress(**counts, today=today)) == {**counts, **expect}


@pytest.mark.parametrize(("given", "expect"), cases("registration"))
def test_registration(given: Case, expect: list[Case]) -> None:
    registration = {**REGISTRATION["clean"], **given["set"]}
    for field in given["without"]:
        del registration[field]
    found = findings(
        registration,
        book=BOOK,
        today=date.fromisoformat(given.get("today") or REGISTRATION["today"]),
        territory=given["territory"],
    )
    assert [asdict(finding) for finding in found] == expect


@pytest.mark.parametrize(("given", "expect"), cases("digest"))
def test_digest(given: str, expect: Case) -> None:
    item = json.loads(given)
    assert canonical_json(item).decode() == expect["canonical"]
    assert digest(item) == expect["digest"]


def test_every_code_is_found_in_some_registration() -> None:
    found = {finding["code"] for case in REGISTRATION["cases"] for finding in case["expect"]}
    assert found == ERRORS | WARNINGS


def test_the_golden_money_is_the_money_of_the_product() -> None:
    assert reference_data.tiers() == TIERS
    product = [
        {
            **row,
            "numerator": int(row["numerator"]),
            "denominator": int(row["denominator"]),
            "excludes_funding": row["excludes_funding"].split(),
        }
        for row in map(dict, reference_data.rows("reliefs"))
        if row.pop("source")
    ]
    assert product == MONEY["reliefs"]
