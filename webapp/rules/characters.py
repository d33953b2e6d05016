"""Which characters count as blank and which as unreadable, the same here and in the browser.

Python and JavaScript disagree about white space, so both spell the classes out
(static/src/rules/characters.ts).
"""

import re

# white space and control characters: whatever leaves no ink but takes room
BLANK = r"\x00-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# takes no room either: soft hyphen, zero width, direction marks, byte order mark
INVISIBLE = r"\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029"
# half of a character, left when a text was cut in the middle
SURROGATE = r"\ud800-\udfff"

_find_ink = re.compile(f"[^{BLANK}{INVISIBLE}]").search


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing at all."""
    return _find_ink(text) is None
