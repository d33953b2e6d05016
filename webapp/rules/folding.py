"""Folds a name for comparing only: what two clerks write for one person becomes one spelling.

The name as given is never changed by this. Folding is for spellings that are certainly one name
(H. Moch. Joesoef, Muhamad Yusuf); webapp.rules.sounds is for names that are only heard alike, and
webapp.rules.nicknames for one that may be short for another.
"""

import re

from webapp.rules.canonical import LEADING, TRAILING, canonical, join
from webapp.rules.letters import legible, plain_words
from webapp.rules.nicknames import NICKNAMES, may_be_short_for
from webapp.rules.sounds import sound
from webapp.rules.spellings import compact, initials, spellings
from webapp.rules.titles import is_title, without_titles

__all__ = ["COMMON", "NICKNAMES", "fold_name", "may_be_short_for", "sound"]

# so common as a first word that the next one says who it is; Ahmad alone is still somebody
COMMON = frozenset(canonical(compact(name))[0] for _, name in spellings("common"))

_INITIALS = {
    letters: canonical(compact(name))[0]
    for name, variant in spellings("given")
    if (letters := initials(variant))
}
_PARTICLES = frozenset(compact(word) for _, word in spellings("particle") if "/" not in word)
_on_behalf = re.compile(r"\bA ?/ ?N\b")
_separators = re.compile("[ .,/]+")
_has_ink = re.compile(r"\w").search


def fold_name(name: str) -> tuple[str, ...]:
    """Canonical words in the order given, A-Z if Latin; () for what has neither letter nor digit.

    Titles, degrees and what follows bin, binti or alias go, unless nothing would be left.
    """
    words = plain_words(name)
    if words is None:
        words = _words(legible(name))
    folded = _fold(words)
    while folded != words:
        words, folded = folded, _fold(folded)
    return tuple(folded)


def _words(text: str) -> list[str]:
    if "," in text:
        name, _, end = text.rpartition(",")
        if is_title(end) and _has_ink(name):
            # Ahmad, H.
            text = name
    if "/" in text:
        text = _on_behalf.sub(" ALIAS ", text)
    return [word for word in _separators.split(text) if _has_ink(word)]


def _fold(words: list[str]) -> list[str]:
    words = without_titles(_without_father(words))
    folded = [part for word in words for part in canonical(word)]
    if len(folded) > 1:
        # M. Yusuf, St. Aminah
        folded[0] = _INITIALS.get(folded[0], folded[0])
        folded = _joined(folded)
    return folded


def _without_father(words: list[str]) -> list[str]:
    if _PARTICLES.isdisjoint(words):
        return words
    place = next(place for place, word in enumerate(words) if word in _PARTICLES)
    return words[:place] or words[1:] or words


def _joined(words: list[str]) -> list[str]:
    joined = words[:1]
    for word in words[1:]:
        # a look before the call: few words are half of a name
        if (word in TRAILING or joined[-1] in LEADING) and (whole := join(joined[-1], word)):
            joined[-1] = whole
        else:
            joined.append(word)
    return joined
