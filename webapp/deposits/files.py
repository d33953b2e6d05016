"""The file in which a phone's sealed work travels by hand: .jgk, JSON, useless without the key."""

import hashlib
from collections.abc import Sequence
from typing import Any

import orjson

from webapp.deposits.boxes import SealedItem
from webapp.words import gettext

FORMAT = "jangkau-sealed"
MOST_ITEMS = 1_000


class UnreadableFile(ValueError):
    """Not an export of Jangkau, or not all of it; the text says which, in words for the reader."""


def read_export(raw: bytes) -> list[SealedItem]:
    """The sealed items of an export; raise UnreadableFile when it is none, torn or changed."""
    try:
        document = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise UnreadableFile(
            gettext("Ini bukan berkas Jangkau, atau berkasnya terpotong.")
        ) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise UnreadableFile(gettext("Ini bukan berkas Jangkau."))
    items = document.get("items")
    if not isinstance(items, list) or len(items) > MOST_ITEMS or not all(map(is_item, items)):
        raise UnreadableFile(gettext("Isi berkas ini rusak. Minta relawan mengekspor lagi."))
    found = [SealedItem.read(item) for item in items]
    if document.get("sha256") != fingerprint(found):
        raise UnreadableFile(gettext("Berkas ini tidak lengkap. Minta relawan mengirimnya lagi."))
    return found


def is_item(item: Any) -> bool:
    return (
        isinstance(item, dict)
        and all(isinstance(item.get(name), str) for name in ("id", "digest", "sealed"))
        and type(item.get("schema_version")) is int
    )


def fingerprint(items: Sequence[SealedItem]) -> str:
    """SHA-256 over the sorted lines "id/digest", joined by line feeds."""
    lines = sorted(f"{item.id}/{item.digest}" for item in items)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
