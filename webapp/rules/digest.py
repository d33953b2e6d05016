"""One spelling of an item as bytes, and its fingerprint, to compare what two machines hold.

Canonical JSON: keys sorted, no spaces, UTF-8, no escapes beyond JSON's need, numbers as JavaScript
writes them (ECMA-262 Number::toString, as RFC 8785 takes it), since items are born in a browser.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from math import isfinite


def canonical_json(item: object) -> bytes:
    """Canonical bytes of a JSON value; ValueError for NaN and infinity, TypeError beyond JSON."""
    # half a character cannot be UTF-8: it stays the escape that JSON.stringify makes of it
    return _text(item).encode("utf-8", "backslashreplace")


def digest(item: object) -> str:
    """SHA-256 of the canonical bytes, 64 hexadecimal digits."""
    return sha256(canonical_json(item)).hexdigest()


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{_text(name)}:{_text(value[name])}" for name in sorted(value))
        return f"{{{','.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return f"[{','.join(map(_text, value))}]"
    if isinstance(value, float):
        return _number(value)
    return json.dumps(value, ensure_ascii=False)


def _number(value: float) -> str:
    """ECMA-262 Number::toString: shortest digits that read back, positional from 1e-6 to 1e21."""
    if not isfinite(value):
        raise ValueError(f"{value} is no JSON number")
    if value == 0:
        return "0"
    # repr finds the same shortest digits, it only writes them otherwise
    negative, numerals, exponent = Decimal(repr(value)).normalize().as_tuple()
    digits = "".join(map(str, numerals))
    point = len(digits) + int(exponent)
    return f"{'-' if negative else ''}{_positional(digits, point)}"


def _positional(digits: str, point: int) -> str:
    if len(digits) <= point <= 21:
        return digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{fraction}e{point - 1:+}"
