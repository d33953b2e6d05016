"""Reads Indonesian phone numbers in every spelling people use and shows them in one."""

import re

from webapp.rules.characters import BLANK, INVISIBLE

# 081 to 089 as given out to operators (lokal-id 0.7.2); numbers are not portable in Indonesia
_MOBILE_PREFIXES = frozenset(
    f"8{tens}{ones}"
    for tens, digits in {
        1: "123456789",
        2: "123",
        3: "1238",
        5: "12356789",
        7: "78",
        8: "123456789",
        9: "56789",
    }.items()
    for ones in digits
)
# landlines of the regency and its neighbours; others are accepted with a warning
_AREAS = frozenset({"21", "22", "251", "264", "267"})
# every other area code has three digits
_TWO_DIGIT_AREAS = frozenset({"21", "22", "24", "31", "61"})

_separators = re.compile(rf"[{BLANK}{INVISIBLE}.()/\u2010-\u2015-]+")
# 0812, 62812, +62812, +620812, 0062812 and 812 are the same; a mobile number has 10 to 13 digits
# with its 0, a landline 9 to 12
_match_number = re.compile("(?:(?:[+]|00)?620?|0|(?=8))(8[0-9]{8,11}|[2-79][0-9]{7,10})").fullmatch


def normalise_phone(text: str) -> str | None:
    """The number as +62..., or None for what cannot be an Indonesian phone number."""
    # most numbers arrive without separators: look before cleaning
    match = _match_number(text) or _match_number(_separators.sub("", text))
    return f"+62{match[1]}" if match else None


def show_phone(text: str) -> str:
    """The number as people read it, 0812-3456-7890 or 021-89101234; what is no number stays."""
    normal = normalise_phone(text)
    if normal is None:
        return text
    national = f"0{normal[3:]}"
    if national[1] == "8":
        return f"{national[:4]}-{national[4:8]}-{national[8:]}"
    area_ends = 3 if national[1:3] in _TWO_DIGIT_AREAS else 4
    return f"{national[:area_ends]}-{national[area_ends:]}"


def phone_errors(text: str) -> tuple[str, ...]:
    """Codes of what cannot be a phone number, in any spelling."""
    return () if normalise_phone(text) else ("phone_format",)


def phone_warnings(text: str) -> tuple[str, ...]:
    """Codes of what is odd about a number without errors."""
    normal = normalise_phone(text) or ""
    known = (
        normal[3:6] in _MOBILE_PREFIXES
        if normal[3:4] == "8"
        else normal[3:5] in _AREAS or normal[3:6] in _AREAS
    )
    return () if known else ("phone_prefix_unknown",)
