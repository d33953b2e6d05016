"""Reads what a phone sealed to the office: whose it is, and whether it is what it claims.

A box holds the canonical JSON of {author, kind, content}; it is bound to the item's id and the
schema version, as "id|version" (design/trust.md). docs/api.md describes its bytes.
"""

import hashlib
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import structlog

from webapp import contents
from webapp.keyring import Keyring, UnknownKey
from webapp.models import Deposit
from webapp.sealing import BrokenSeal

# id and digest
Key = tuple[str, str]

KINDS = ("registration", "visit", "draft")


@dataclass(frozen=True, slots=True)
class SealedItem:
    """One item as it was deposited."""

    id: str
    digest: str
    schema_version: int
    box: bytes

    @property
    def key(self) -> Key:
        """What tells it from every other: a registration has a text a revision."""
        return self.id, self.digest

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> "SealedItem":
        """From the wire or a file, where the box is base64; one that is not is empty."""
        try:
            box = b64decode(content["sealed"], validate=True)
        except (NotBase64, ValueError):
            box = b""
        return cls(content["id"], content["digest"], content["schema_version"], box)

    @classmethod
    def of(cls, row: Deposit) -> "SealedItem":
        return cls(row.item_id, row.digest, row.schema_version, row.sealed)


@dataclass(frozen=True, slots=True)
class Opened:
    """What was in a box, by the word of whoever sealed it."""

    item: SealedItem
    author: str
    # registration, visit, or draft: a form that nobody finished
    kind: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shut:
    """A box that cannot be opened: `wait` when a key file put back would open it."""

    item: SealedItem
    wait: bool


def open_box(item: SealedItem, keyring: Keyring) -> Opened | Shut:
    """Open one box; whatever is wrong with it is an answer, never an error."""
    try:
        plain = keyring.open(item.box, bound_to=f"{item.id}|{item.schema_version}")
    except UnknownKey as error:
        # no data of the item's: the id names a key
        structlog.get_logger().error("a box for a key this office does not have", key=str(error))
        return Shut(item, wait=True)
    except BrokenSeal:
        return Shut(item, wait=False)
    said = parsed(plain)
    author, kind, content = (said.get(name) for name in ("author", "kind", "content"))
    if not isinstance(author, str) or kind not in KINDS or not isinstance(content, dict):
        return Shut(item, wait=False)
    return Opened(item, author, kind, content)


def parsed(plain: bytes) -> dict[str, Any]:
    try:
        said = orjson.loads(plain)
    except orjson.JSONDecodeError:
        return {}
    return said if isinstance(said, dict) else {}


def is_as_named(opened: Opened) -> bool:
    """Whether the content is the item and has the digest it was deposited under."""
    try:
        body = contents.canonical(opened.content)
    except orjson.JSONEncodeError:
        return False
    same = hashlib.sha256(body).hexdigest() == opened.item.digest
    return same and opened.content.get("id") == opened.item.id
