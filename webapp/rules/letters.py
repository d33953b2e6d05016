"""Reads a name in any script: Latin letters as A-Z, the letters of other scripts as they are."""

import re
import unicodedata

# what joins the letters around it: Sa'ih is Saih, whichever key the apostrophe was typed with
_APOSTROPHES = frozenset("'`\u00b4\u2018\u2019\u201b\u2032\u055a\u02bb\u02bc\u02bd\u02be\u02bf")
_PUNCTUATION = frozenset(" .,/")
# what only stretches or decorates a letter: tatweel, grapheme joiner, variation selectors
_ORNAMENTS = frozenset("\u0640\u034f\u180b\u180c\u180d\u180f").union(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)
_is_plain = re.compile("[A-Za-z ]*").fullmatch
_find_letter = re.compile(r"[^\W\d_]").search
_digits = re.compile("[0-9]+")
_latin = re.compile(r"LATIN (?:CAPITAL|SMALL) (?:LETTER|LIGATURE) (?:DOTLESS )?([A-Z]{1,2})\b")


def plain_words(name: str) -> list[str] | None:
    """The words of a name written in nothing but A-Z and blanks, as most are; else None."""
    return name.upper().split() if _is_plain(name) else None


def legible(name: str) -> str:
    """The name in A-Z, casefolded letters of other scripts, blanks, dots, commas and slashes.

    Accents and apostrophes go, and digits too where there is any letter.
    """
    if name.isascii():
        text = name.translate(_ASCII)
    else:
        # composed and decomposed letters, capitals and small ones all end in one form
        folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
        text = unicodedata.normalize("NFC", "".join(map(_legible, folded)))
    return _digits.sub("", text) if _find_letter(text) else text


def _legible(letter: str) -> str:
    if letter in _APOSTROPHES or letter in _ORNAMENTS:
        return ""
    if letter.isascii():
        return letter.upper() if letter.isalnum() or letter in _PUNCTUATION else " "
    kind = unicodedata.category(letter)
    if kind[0] == "L":
        latin = _latin.match(unicodedata.name(letter, ""))
        return latin[1] if latin else letter
    if kind[0] == "M":
        return "" if _is_accent(letter, kind) else letter
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    return "" if kind == "Cf" else " "


def _is_accent(mark: str, kind: str) -> bool:
    # accents of Latin, Greek and Cyrillic, points of Arabic and Hebrew; the vowel signs of Javanese
    # and its relatives, of other combining classes, are as good as letters
    place = unicodedata.combining(mark)
    return kind == "Me" or place >= 200 or 10 <= place <= 36


_ASCII = str.maketrans({code: _legible(chr(code)) for code in range(128)})
