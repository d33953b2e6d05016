"""Names people go by that are short for another: Udin for Saefudin, Yati for Nurhayati.

Weaker evidence than a spelling: every Udin is somebody's, and one name has many shorter ones.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import permutations

from webapp.rules.canonical import canonical
from webapp.rules.spellings import compact, spellings

# the same names meet again and again
_PAIRS = 50_000
_SHORTEST = 3
# a beginning is short for a much longer name (Kurniawan), for Aminah Amin is another name
_DROPPED = 3

# Sulaeman, Suleman; Yulianti, Yulyanti
_front_diphthong = re.compile("A[EI]")
_glide = re.compile("I(?=[AOU])")


def _pairs() -> Iterator[tuple[str, str]]:
    for name, short in spellings("nickname"):
        yield canonical(compact(short))[-1], canonical(compact(name))[-1]
    alike: dict[str, list[str]] = {}
    for name, variant in spellings("near"):
        alike.setdefault(name, []).append(canonical(compact(variant))[-1])
    for names in alike.values():
        yield from permutations(names, 2)


def _by_short() -> Mapping[str, frozenset[str]]:
    longs: dict[str, set[str]] = {}
    for short, name in _pairs():
        if short != name:
            longs.setdefault(short, set()).add(name)
    return {short: frozenset(names) for short, names in longs.items()}


# canonical short name: canonical names it is known to stand for
NICKNAMES = _by_short()


@lru_cache(_PAIRS)
def may_be_short_for(short: str, long: str) -> bool:
    """Whether one canonical word may be a person's short name for the other.

    Known ones, and the tail of a name (Yadi of Suryadi), its tail said twice (Wawan of Kurniawan)
    or its beginning (Bahru of Bahrudin).
    """
    if long in NICKNAMES.get(short, ()):
        return True
    if not _SHORTEST <= len(short) < len(long):
        return False
    if long.startswith(short):
        return len(short) > _SHORTEST and len(long) - len(short) >= _DROPPED
    tail, said = _spoken(short), _spoken(long)
    if tail[:2] == tail[2:4]:
        tail = tail[2:]
    # Enal is short for Zaenal, but Ani no shorter than Nani
    dropped = 1 if len(tail) > _SHORTEST else 2
    return said.endswith(tail) and len(tail) >= _SHORTEST and len(said) - len(tail) >= dropped


def _spoken(word: str) -> str:
    return _glide.sub("Y", _front_diphthong.sub("E", word))
