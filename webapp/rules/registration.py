"""Looks at a whole registration and lists what is wrong or odd, field by field in the form's order.

The phone shows the list while the form is filled, the server makes its own when it receives the
registration; tests/contract/registration.json keeps both the same.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from webapp.rules.characters import BLANK, INVISIBLE, is_blank
from webapp.rules.consent import consent_errors
from webapp.rules.contributions import TIERS
from webapp.rules.dates import age_on, read_date
from webapp.rules.findings import Finding
from webapp.rules.names import name_errors, name_warnings
from webapp.rules.nik import nik_errors, nik_warnings, read_nik
from webapp.rules.phones import phone_errors, phone_warnings
from webapp.rules.programmes import (
    FUNDINGS,
    PAYMENT_MONTHS,
    programmes_errors,
    programmes_warnings,
)

SEXES = frozenset({"M", "F"})

Codes = tuple[str, ...]

_NOTHING: Codes = ()
_is_16_digits = re.compile("[0-9]{16}").fullmatch
_is_11_digits = re.compile("[0-9]{11}").fullmatch
_is_neighbourhood = re.compile("[0-9]{1,3}").fullmatch
_NO_AT = f"[^@{BLANK}{INVISIBLE}]"
_NO_DOT = f"[^@.{BLANK}{INVISIBLE}]"
_is_email = re.compile(f"{_NO_AT}+@{_NO_DOT}+(?:[.]{_NO_DOT}+)+").fullmatch


@dataclass(frozen=True, slots=True)
class AgeLimits:
    """Completed years on the day of registration; see webapp/data/age-limits.csv for the source."""

    block_under: int = 15
    warn_under: int = 17
    block_from: int = 65


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The reference data that the rules look things up in.

    provinces ("32"), home_regencies ("32.16") and their districts ("32.16.09"); villages maps codes
    to names, occupations maps codes to sectors. required_purposes is filled on the phone; the
    server leaves it empty and raises the flag consent_incomplete instead, because an old phone may
    have asked by an old notice.
    """

    provinces: frozenset[str]
    districts: frozenset[str]
    home_regencies: frozenset[str]
    villages: Mapping[str, str]
    occupations: Mapping[str, str]
    required_purposes: frozenset[str] = frozenset()
    age_limits: AgeLimits = AgeLimits()


def findings(
    registration: Mapping[str, Any], *, book: RuleBook, today: date, territory: str | None
) -> list[Finding]:
    """Errors and warnings of a registration with the wire's names; blank counts as absent.

    Values must have the wire's types, any of them may be missing. territory is the volunteer's
    region code, None for no limit.
    """
    get = registration.get
    birth_date = read_date(get("birth_date") or "")
    occupation = get("occupation_code")
    found: list[Finding] = []
    for field, codes in (
        ("nik", _nik(registration, birth_date, book, today)),
        ("full_name", _name(get("full_name") or "")),
        ("birth_place", _required(get("birth_place"), "birth_place_required")),
        ("birth_date", _birth_date(get("birth_date"), birth_date, book.age_limits, today)),
        ("sex", _NOTHING if get("sex") in SEXES else ("sex_required",)),
        ("mother_name", _optional(get("mother_name"), _name)),
        ("kk_number", _pattern(get("kk_number"), _is_16_digits, "kk_format")),
        ("phone", _optional(get("phone"), _phone)),
        ("email", _pattern(get("email"), _is_email, "email_format")),
        ("address", _required(get("address"), "address_required")),
        ("rt", _pattern(get("rt"), _is_neighbourhood, "rt_format")),
        ("rw", _pattern(get("rw"), _is_neighbourhood, "rw_format")),
        ("village_code", _village(get("village_code"), book, territory)),
        ("occupation_code", _occupation(occupation, book)),
        ("income_tier", _NOTHING if get("income_tier") in TIERS else ("tier_unknown",)),
        ("programmes", _programmes(get("programmes") or (), occupation)),
        (
            "payment_months",
            _NOTHING if get("payment_months") in PAYMENT_MONTHS else ("months_invalid",),
        ),
        ("funding", _NOTHING if get("funding") in FUNDINGS else ("funding_invalid",)),
        (
            "previous_member_number",
            _pattern(get("previous_member_number"), _is_11_digits, "member_number_format"),
        ),
        ("consent", _consent(get("consent"), book.required_purposes)),
    ):
        if codes:
            found.extend(Finding(field, code) for code in codes)
    return found


def _nik(
    registration: Mapping[str, Any], birth_date: date | None, book: RuleBook, today: date
) -> Codes:
    nik: str = registration.get("nik") or ""
    errors = nik_errors(nik, book.provinces)
    if errors:
        if is_blank(nik):
            return _required(registration.get("nik_missing_reason"), "nik_required")
        return errors
    sex = registration.get("sex")
    return nik_warnings(
        read_nik(nik, today),
        birth_date=birth_date,
        sex=sex if sex in SEXES else None,
        home_regencies=book.home_regencies,
        known_districts=book.districts,
        today=today,
    )


def _name(name: str) -> Codes:
    return name_errors(name) or name_warnings(name)


def _birth_date(
    given: str | None, birth_date: date | None, limits: AgeLimits, today: date
) -> Codes:
    if not given or is_blank(given):
        return ("birth_date_required",)
    if birth_date is None:
        return ("birth_date_invalid",)
    if birth_date > today:
        return ("birth_date_future",)
    return _age(age_on(birth_date, today), limits)


def _age(age: int, limits: AgeLimits) -> Codes:
    if age < limits.block_under:
        return ("age_under_15",)
    if age < limits.warn_under:
        return ("age_under_17",)
    return ("age_65_or_over",) if age >= limits.block_from else _NOTHING


def _phone(phone: str) -> Codes:
    return phone_errors(phone) or phone_warnings(phone)


def _village(code: str | None, book: RuleBook, territory: str | None) -> Codes:
    if not code:
        return ("village_required",)
    if code not in book.villages:
        return ("village_unknown",)
    if territory is None or code == territory or code.startswith(f"{territory}."):
        return _NOTHING
    return ("village_outside_territory",)


def _occupation(code: str | None, book: RuleBook) -> Codes:
    if not code:
        return ("occupation_required",)
    return _NOTHING if code in book.occupations else ("occupation_unknown",)


def _programmes(programmes: Sequence[str], occupation: str | None) -> Codes:
    return programmes_errors(programmes) or programmes_warnings(programmes, occupation)


def _consent(consent: Mapping[str, Any] | None, required: frozenset[str]) -> Codes:
    purposes = consent.get("purposes") if consent else None
    return consent_errors(purposes or (), required)


def _required(text: str | None, code: str) -> Codes:
    return (code,) if not text or is_blank(text) else _NOTHING


def _optional(text: str | None, codes_of: Callable[[str], Codes]) -> Codes:
    return _NOTHING if not text or is_blank(text) else codes_of(text)


def _pattern(text: str | None, matches: Callable[[str], re.Match[str] | None], code: str) -> Codes:
    return _NOTHING if not text or matches(text) or is_blank(text) else (code,)
