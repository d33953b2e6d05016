"""Takes titles before a name and degrees after it away: H. Ahmad, S.Pd.I is Ahmad."""

from webapp.rules.spellings import compact, spellings

_TITLES, _DEGREES = (
    frozenset(compact(title) for _, title in spellings(kind))
    for kind in ("title_prefix", "title_suffix")
)
# those with a dot inside are written in parts: K. H. Ahmad, Rohmah S. Pd. I.
_PARTED_TITLES, _PARTED_DEGREES = (
    frozenset(compact(title) for _, title in spellings(kind) if "." in title[:-1])
    for kind in ("title_prefix", "title_suffix")
)
_MOST_PARTS = 4
# nearly no name gets past a look at its first and last word
_BEGINNINGS = frozenset(title[:end] for title in _TITLES for end in range(1, len(title) + 1))
_ENDS = frozenset(degree[start:] for degree in _DEGREES for start in range(len(degree)))


def without_titles(words: list[str]) -> list[str]:
    """What is left; never nothing: a person may be called Haji, or N."""
    while len(words) > 1:
        if words[-1] in _ENDS and (length := _degree(words)):
            words = words[:-length]
        elif words[0] in _BEGINNINGS and (length := _title(words)):
            words = words[length:]
        else:
            break
    return words


def is_title(text: str) -> bool:
    return compact(text) in _TITLES


def _degree(words: list[str]) -> int:
    """How many words at the end are one degree."""
    for length in range(min(_MOST_PARTS, len(words) - 1), 1, -1):
        if "".join(words[-length:]) in _PARTED_DEGREES:
            return length
    return 1 if words[-1] in _DEGREES else 0


def _title(words: list[str]) -> int:
    """How many words at the beginning are one title."""
    for length in range(min(_MOST_PARTS, len(words) - 1), 1, -1):
        if "".join(words[:length]) in _PARTED_TITLES:
            return length
    return 1 if words[0] in _TITLES else 0
