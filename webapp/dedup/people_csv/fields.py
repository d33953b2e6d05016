"""What an office meant by what stands in a cell: tidied where it is sure, blank where it is not."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from webapp import reference_data
from webapp.dedup.people_csv.troubles import Trouble
from webapp.dedup.person import EARLIEST_YEAR, NIK_DIGITS, NIK_LENGTHS, digits, phone_digits
from webapp.rules.names import MAX_CHARACTERS, name_errors, tidy_name
from webapp.rules.nik import nik_errors

Read = tuple[str, Trouble | None]

# what systems and people write for "unknown"
UNKNOWN = frozenset(("-", "--", "null", "n/a", "#n/a", "nan", "none"))
# 3.21601E+15: a number that Excel rounded to its column's width
ROUNDED = re.compile(r"\d+([.,]\d+)?e\+?\d+", re.IGNORECASE)
# '3216... and ="3216...": how people keep Excel from doing so
GUARDED = re.compile(r"""=?["']?(.*?)["']?""")
# 3216012345678901.0: a number that went through a table of numbers
FRACTION = re.compile(r"(\d+)[.,]00?")
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?")
DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[ T].*)?")
SEXES = {
    "M": "M",
    "L": "M",
    "PRIA": "M",
    "LAKI-LAKI": "M",
    "LAKI LAKI": "M",
    "F": "F",
    "P": "F",
    "WANITA": "F",
    "PEREMPUAN": "F",
}
LATEST_YEAR = 2100
LONGEST = 100
NAME_TROUBLES = {
    "name_required": Trouble.NAME_MISSING,
    "name_long": Trouble.NAME_LONG,
    "name_characters": Trouble.NAME_CHARACTERS,
}


def read_field(column: str, cell: str) -> Read:
    """(the value, "" where it is unknown or cannot be used; what is wrong with it)."""
    text = cell.strip()
    if column == "full_name":
        return read_name(text)
    if not text or text.lower() in UNKNOWN:
        return "", None
    if len(text) > LONGEST:
        return "", Trouble.LONG
    if column not in NUMBERS:
        return OTHERS[column](text)
    if ROUNDED.fullmatch(plain := number(text)):
        return "", Trouble.EXCEL
    return NUMBERS[column](plain)


def read_name(text: str) -> Read:
    # longer than this no tidying makes it short enough
    if len(text) > 4 * MAX_CHARACTERS:
        return "", Trouble.NAME_LONG
    name = tidy_name(text)
    if problems := name_errors(name):
        return "", NAME_TROUBLES[problems[0]]
    return name, None


def number(text: str) -> str:
    """Digits without what keeps programs from reading them as a number, or comes of doing so."""
    if text.isdecimal():
        return text
    found = GUARDED.fullmatch(text)
    plain = found[1].strip() if found else text
    whole = FRACTION.fullmatch(plain)
    return whole[1] if whole else plain


def read_nik(text: str) -> Read:
    nik = digits(text)
    if len(nik) != NIK_DIGITS:
        # one digit too few or too many is still worth comparing
        return (nik if len(nik) in NIK_LENGTHS else ""), Trouble.NIK_DIGITS
    return nik, None if is_possible(nik) else Trouble.NIK_IMPOSSIBLE


def is_possible(nik: str) -> bool:
    return not nik_errors(nik, provinces())


@cache
def provinces() -> frozenset[str]:
    return frozenset(row["code"] for row in reference_data.rows("provinces"))


def read_family(text: str) -> Read:
    family = digits(text)
    return (family, None) if len(family) == NIK_DIGITS else ("", Trouble.FAMILY)


def read_phone(text: str) -> Read:
    return (text, None) if phone_digits(text) else ("", Trouble.PHONE)


def read_village(text: str) -> Read:
    code = digits(text)
    if len(code) != 10:
        return "", Trouble.VILLAGE
    return f"{code[:2]}.{code[2:4]}.{code[4:6]}.{code[6:]}", None


def read_neighbourhood(text: str) -> Read:
    code = digits(text)
    return (code, None) if 1 <= len(code) <= 3 else ("", Trouble.RT_RW)


def read_sex(text: str) -> Read:
    sex = SEXES.get(text.upper(), "")
    return sex, None if sex else Trouble.SEX


def read_birth_date(text: str) -> Read:
    """YYYY-MM-DD; a day that no calendar has stays as it is, for comparing."""
    if found := YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
    else:
        return "", Trouble.DATE_UNKNOWN
    if not (EARLIEST_YEAR < year < LATEST_YEAR and 1 <= month <= 12 and 1 <= day <= 31):
        return "", Trouble.DATE_UNKNOWN
    written = f"{year:04}-{month:02}-{day:02}"
    return written, None if calendar_day(written) else Trouble.DATE_IMPOSSIBLE


def calendar_day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def as_it_is(text: str) -> Read:
    return text, None


NUMBERS: Mapping[str, Callable[[str], Read]] = {
    "nik": read_nik,
    "kk_number": read_family,
    "phone": read_phone,
    "village_code": read_village,
    "rt": read_neighbourhood,
    "rw": read_neighbourhood,
    "member_number": as_it_is,
}
OTHERS: Mapping[str, Callable[[str], Read]] = {
    "id": as_it_is,
    "birth_date": read_birth_date,
    "sex": read_sex,
}
