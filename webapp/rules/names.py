"""Tidies a name without changing it, and tells what no name on an identity card can be.

Names of one letter and of 70 letters are registered; digits came in before Permendagri 73/2022 and
stay valid. So little is an error here, and no name is ever split or rewritten.
"""

import re
import unicodedata

from webapp.rules.characters import BLANK, CONTROL, INVISIBLE, SURROGATE, is_blank

# the longest known name has 70 letters; the rest leaves room for titles
MAX_CHARACTERS = 100

_invisible = re.compile(f"[{INVISIBLE}]+")
_blanks = re.compile(f"[{BLANK}]+")
_is_plain = re.compile(rf"[A-Za-z][A-Za-z '.,-]{{0,{MAX_CHARACTERS - 1}}}").fullmatch
_find_unreadable = re.compile(f"[{CONTROL}{INVISIBLE}{SURROGATE}]").search
_has_no_letter = re.compile(r"[\x00-\x40\x5b-\x60\x7b-\x7f]*").fullmatch
_find_digit = re.compile("[0-9]").search


def tidy_name(name: str) -> str:
    """The name with single spaces and composed letters, as it is stored; spelling and case stay."""
    composed = unicodedata.normalize("NFC", name)
    return _blanks.sub(" ", _invisible.sub("", composed)).strip(" ")


def name_errors(name: str) -> tuple[str, ...]:
    """Codes of what a tidied name cannot be."""
    if _is_plain(name):
        # nearly every name; the looks below cost the server three times as much
        return ()
    if is_blank(name):
        return ("name_required",)
    codes = []
    if len(name) > MAX_CHARACTERS:
        codes.append("name_long")
    if _find_unreadable(name) or _has_no_letter(name):
        codes.append("name_characters")
    return tuple(codes)


def name_warnings(name: str) -> tuple[str, ...]:
    """Codes of what is odd about a name without errors."""
    return ("name_digits",) if _find_digit(name) else ()
