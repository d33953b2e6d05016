"""Reads a NIK and tells what is certainly wrong with it from what is only odd.

A NIK has 16 digits: region where it was first registered (province, regency, district, two each),
day of birth (plus 40 for women), month, year, and a serial from 0001 (PP 37/2007 Pasal 37). There
is no check digit. It is for life and follows neither a move nor a corrected birth date, so a NIK
that disagrees with the card is legal, and every disagreement here is a warning.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from webapp.rules.dates import age_on

_WOMAN = 40
# the year in a family card number is when the card was made, so it reads as a small child
_CHILD_AGE = 15
_DAYS = frozenset(f"{day + shift:02}" for day in range(1, 32) for shift in (0, _WOMAN))
_MONTHS = frozenset(f"{month:02}" for month in range(1, 13))


@dataclass(frozen=True, slots=True)
class NikReading:
    """What the digits say: province "32", regency "32.16", district "32.16.09".

    birth_date is None where the calendar has no such day (31 February); sex is "M" or "F".
    """

    province: str
    regency: str
    district: str
    birth_date: date | None
    sex: str
    serial: str


def nik_errors(nik: str, provinces: Container[str]) -> tuple[str, ...]:
    """Codes of what no NIK can be; empty means read_nik can read it."""
    if len(nik) != 16 or not (nik.isascii() and nik.isdigit()):
        return ("nik_format",)
    codes = []
    if nik[:2] not in provinces:
        codes.append("nik_province")
    if nik[2:4] == "00":
        codes.append("nik_regency")
    if nik[4:6] == "00":
        codes.append("nik_district")
    if nik[6:8] not in _DAYS:
        codes.append("nik_day")
    if nik[8:10] not in _MONTHS:
        codes.append("nik_month")
    if nik[12:] == "0000":
        codes.append("nik_serial")
    return tuple(codes)


def read_nik(nik: str, today: date) -> NikReading:
    """Read a NIK without errors; a two-digit year up to this year's belongs to this century."""
    day = int(nik[6:8])
    sex = "M"
    if day > _WOMAN:
        day -= _WOMAN
        sex = "F"
    try:
        birth_date = date(_full_year(int(nik[10:12]), today.year), int(nik[8:10]), day)
    except ValueError:
        birth_date = None
    regency = f"{nik[:2]}.{nik[2:4]}"
    return NikReading(nik[:2], regency, f"{regency}.{nik[4:6]}", birth_date, sex, nik[12:])


def nik_warnings(
    reading: NikReading,
    *,
    birth_date: date | None,
    sex: str | None,
    home_regencies: Container[str],
    known_districts: Container[str],
    today: date,
) -> tuple[str, ...]:
    """Codes of what is odd about a NIK beside the other answers; None means not answered yet.

    known_districts needs to hold the districts of the home regencies only.
    """
    codes = []
    if reading.regency not in home_regencies:
        codes.append("nik_other_regency")
    elif reading.district not in known_districts:
        codes.append("nik_district_unknown")
    if _may_be_family_card(reading, today):
        codes.append("nik_maybe_kk")
    if birth_date is not None and birth_date != reading.birth_date:
        codes.extend(_date_difference(reading.birth_date, birth_date))
    if sex is not None and sex != reading.sex:
        codes.append("nik_sex_differs")
    return tuple(codes)


def mask_nik(nik: str) -> str:
    """The form for lists: 3216 **** **** 9001; nothing is shown of what is no 16 digits."""
    if len(nik) != 16:
        return "**** **** **** ****"
    return f"{nik[:4]} **** **** {nik[12:]}"


def _full_year(two_digits: int, this_year: int) -> int:
    century = this_year - this_year % 100
    return century + two_digits if two_digits <= this_year % 100 else century - 100 + two_digits


def _may_be_family_card(reading: NikReading, today: date) -> bool:
    # no card is made on a day above 31, so a number read as a woman's is none
    if reading.sex != "M" or reading.birth_date is None:
        return False
    return age_on(reading.birth_date, today) < _CHILD_AGE


def _date_difference(read: date | None, given: date) -> tuple[str, ...]:
    if read is None:
        return ("nik_date_differs",)
    seen, said = _nik_digits(read), _nik_digits(given)
    if seen == said:
        # a NIK holds two digits of the year: born 1926 and born 2026 look the same
        return ()
    if seen == said[2:4] + said[:2] + said[4:]:
        return ("nik_date_swapped",)
    if seen[:4] == said[:4] and (read.year - given.year) % 100 in (1, 99):
        return ("nik_date_year_off",)
    if sum(left != right for left, right in zip(seen, said, strict=True)) == 1:
        return ("nik_date_one_digit",)
    return ("nik_date_differs",)


def _nik_digits(day: date) -> str:
    return f"{day.day:02}{day.month:02}{day.year % 100:02}"
