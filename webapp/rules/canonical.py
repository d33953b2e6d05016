"""One word of a name in the one spelling that stands for all its spellings."""

import re
from collections.abc import Iterable
from functools import lru_cache

from webapp.rules.spellings import compact, initials, replacements, spellings

_TOKENS = 200_000
# no name is longer; whoever writes Nur a thousand times means nothing by it
_LONGEST = 100


@lru_cache(_TOKENS)
def canonical(word: str) -> tuple[str, ...]:
    """The word as it is compared; two where it begins with Nur, Abdul or their like.

    Only A-Z is looked into; a word of another script stays as it is.
    """
    if len(word) > _LONGEST or not _is_latin(word):
        return (word,)
    modern = _modern(word)
    # abbreviations are words of no spelling: Mhd, Akh
    known = _VARIANTS.get(word) or _VARIANTS.get(modern)
    if known:
        return tuple(part for name in known for part in _parted(name))
    return _parted_at_double(word) or _parted(modern)


def join(word: str, other: str) -> str:
    """One canonical name written apart, Kurnia Wan or Al Farisi, put together; "" for two names."""
    if other in TRAILING:
        whole = canonical(word + other)
        return whole[0] if whole[0] in _WHOLE else ""
    if word in LEADING and len(other) > len(word):
        return word + other if word[1] == "L" or other.startswith(word[1:]) else ""
    return ""


# -- letters


def _modern(word: str) -> str:
    before = ""
    # one or two letters are initials
    while word != before and len(word) > 2:
        before = word
        old = _old_mark.search(word)
        word = _start.sub(lambda found: _START[found[0]], word)
        word = _end.sub(lambda found: _END[found[0]], word)
        if old:
            word = _old.sub(lambda found: _OLD[found[0]], word)
        word = _any.sub(lambda found: _ANY[found[0]], word)
        word = _double.sub(r"\1", word)
    return word


def _one_of(letters: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(letters, key=len, reverse=True))})"


_START, _END, _ANY = map(replacements, ("name start", "name end", "name"))
_OLD = {**replacements("old mark"), **replacements("old name")}
_start = re.compile("^" + _one_of(_START))
_end = re.compile(_one_of(_END) + "$")
_any = re.compile(_one_of(_ANY))
_old = re.compile(_one_of(_OLD))
_old_mark = re.compile(_one_of((*replacements("old mark"), "^NJ")))
# Iis and Aan begin with two; Asysyifa has two as well
_double = re.compile(r"(?!^[AEIOU])(SY|SH|KH|TH|DH|.)\1+")
_is_latin = re.compile("[A-Z]+").fullmatch

# -- words


def _parted(modern: str) -> tuple[str, ...]:
    prefix = None if modern in _WHOLE else _prefix(modern)
    if prefix is None:
        return (modern,)
    return (_PREFIXES[prefix[0]], *canonical(modern[prefix.end() :]))


def _parted_at_double(word: str) -> tuple[str, ...]:
    # Nurrohmah is Nur and Rohmah: lost among the double letters
    prefix = None if _modern(word) in _WHOLE else _prefix(word)
    if prefix is None or word[prefix.end()] != prefix[0][-1]:
        return ()
    return (_PREFIXES[prefix[0]], *canonical(word[prefix.end() :]))


def _modern_words(text: str) -> list[str]:
    return [_modern(word) for word in text.upper().split()]


_PREFIXES = {
    _modern(variant.upper()): _modern(name.upper()) for name, variant in spellings("prefix")
}
# what follows begins like a name. After a vowel it must be longer: Sriyanto and Sitianah are names
_begins = "(?:[^AEIOU]|KH|SY|NY)[AEIOU]"
_prefix = re.compile(
    f"{_one_of(name for name in _PREFIXES if name[-1] not in 'AEIOU')}"
    f"(?=.{{3}})(?={_begins}|[AEIOU][^AEIOU]|A[EI])"
    f"|{_one_of(name for name in _PREFIXES if name[-1] in 'AEIOU')}"
    f"(?=.{{4}})(?!Y)(?={_begins}|[AEIOU].{{4}})"
).match
_WHOLE = frozenset(_modern(name.upper()) for name, _ in spellings("whole"))
TRAILING = frozenset(_modern(apart.split()[-1].upper()) for _, apart in spellings("whole"))
LEADING = frozenset(article.upper() for _, article in spellings("article"))
_VARIANTS = {
    spelled: _modern_words(name)
    for name, variant in spellings("given")
    # a letter or two stand for a name at its beginning only, and words apart are joined later
    if not initials(variant) and " " not in variant
    for spelled in (compact(variant), _modern(compact(variant)))
}
