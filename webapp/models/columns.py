"""Column types that several tables share."""

from uuid import uuid4

from sqlalchemy import BigInteger, Integer, String

# UUIDs are text in one spelling on both databases: 36 characters, lower case
Id = String(36)
# the last eight hex digits of such an id, lower case
ShortCode = String(8)
# Kemendagri codes: 32, 32.16, 32.16.09, 32.16.09.2001
RegionCode = String(13)
# SHA-256 in hex
Digest = String(64)
# a keyed look-up value from Sealer.index
BlindIndex = String(32)
# a calendar month as "2026-11"
Period = String(7)
# SQLite numbers only INTEGER keys by itself
Serial = BigInteger().with_variant(Integer, "sqlite")


def new_id() -> str:
    """A fresh id for a row that was not made on a phone."""
    return str(uuid4())


def short_code(row_id: str) -> str:
    """What a worker's receipt tells of this id; there it is written as 7F3A-92C1."""
    return row_id[-8:]
