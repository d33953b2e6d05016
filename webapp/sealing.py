"""Personal data at rest: sealed content, look-ups by keyed index, signed receipts.

A stolen database shows no NIK, family number, phone or mother's name, because the key lies
outside the database (design/trust.md, promise P12; UU 27/2022 articles 35-39).
"""

import hashlib
import hmac
import os
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

# the first byte of sealed content names its format, so that a later one can stand beside it
FORMAT = b"\x01"
NONCE_BYTES = 12
INDEX_BYTES = 16
NUMBER_BYTES = 8
NEAR_BYTES = 2
NEIGHBOURHOODS = 10_000


class BrokenSeal(Exception):
    """Sealed content that was changed, moved to another row, or sealed with another key."""


@dataclass(frozen=True)
class Sealer:
    """Seals, opens, indexes and signs with keys derived from one 32-byte master key."""

    master: bytes

    def seal(self, content: bytes, *, bound_to: str) -> bytes:
        """AES-256-GCM; `bound_to` names the row, so a copied cell does not open elsewhere."""
        nonce = os.urandom(NONCE_BYTES)
        return FORMAT + nonce + self._cipher.encrypt(nonce, content, bound_to.encode())

    def open(self, sealed: bytes, *, bound_to: str) -> bytes:
        """The content again; raise BrokenSeal when it is not what was sealed for this row."""
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        if sealed[:1] != FORMAT:
            raise BrokenSeal(bound_to)
        try:
            return self._cipher.decrypt(nonce, body, bound_to.encode())
        except InvalidTag as error:
            raise BrokenSeal(bound_to) from error

    def index(self, value: str) -> str:
        """32 hex digits that are equal for equal values and say nothing without the key.

        A plain hash of a NIK could be found by trying all NIKs (design/trust.md).
        """
        keyed = self._indexer.copy()
        keyed.update(value.encode())
        return keyed.digest()[:INDEX_BYTES].hex()

    def number(self, value: str, near: str = "") -> int:
        """A signed 64-bit number, equal for equal values, that says nothing without the key.

        For keys that are looked up by the thousand: half the time and a quarter of the room of
        `index`. Numbers with the same `near` have their first 16 bits in common, so that they lie
        together in an index; no one else can tell what it is that they share (BLAKE2b, RFC 7693).
        """
        digest = hashed(value, self._number_key)
        if near:
            digest = beginning(near, self._number_key) + digest[NEAR_BYTES:]
        return int.from_bytes(digest, "big", signed=True)

    def sign(self, message: bytes) -> str:
        """An Ed25519 signature in URL-safe base64."""
        return urlsafe_b64encode(self._signer.sign(message)).decode()

    @cached_property
    def key_id(self) -> str:
        """Names the signing key: the first 16 hex digits of its public half's SHA-256."""
        return hashlib.sha256(self.public_key).hexdigest()[:16]

    @cached_property
    def public_key(self) -> bytes:
        return self._signer.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self._derive("content"))

    @cached_property
    def _indexer(self) -> hmac.HMAC:
        return hmac.new(self._derive("index"), digestmod=hashlib.sha256)

    @cached_property
    def _number_key(self) -> bytes:
        return self._derive("blocking")

    @cached_property
    def _signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._derive("receipt"))

    def _derive(self, use: str) -> bytes:
        return HKDF(SHA256(), length=32, salt=None, info=f"jangkau {use} v1".encode()).derive(
            self.master
        )


def hashed(value: str, key: bytes) -> bytes:
    return hashlib.blake2b(value.encode(), key=key, digest_size=NUMBER_BYTES).digest()


@lru_cache(NEIGHBOURHOODS)
def beginning(near: str, key: bytes) -> bytes:
    """What numbers that lie together begin with: a batch comes from a few villages."""
    return hashed(near, key)[:NEAR_BYTES]
