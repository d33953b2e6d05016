"""The office's key pairs: whatever phones seal to the public half, only this office opens.

A phone gives each text a random key and wraps that key for the office with ephemeral ECDH on
P-256 and HKDF-SHA256 (design/trust.md, "Phone"), so that work can be delivered when nobody can
open the phone any more. The newest pair is the one phones are told; older pairs still open.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from webapp.keyfiles import kept_key
from webapp.sealing import BrokenSeal

# a box: format, key id, ephemeral public point, wrapped key, nonce, text
FORMAT = 1
KEY_ID = slice(1, 9)
POINT = slice(9, 74)
WRAPPED = slice(74, 122)
NONCE = slice(122, 134)
TEXT_BEGINS = 134
# the order of P-256 (NIST SP 800-186): private keys are 1 up to one less
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
NAME = re.compile(r"office-[0-9]{4}\.key\Z")


class UnknownKey(BrokenSeal):
    """Sealed to a key this office does not have: a lost key file, or another office."""


@dataclass(frozen=True)
class KeyPair:
    private: ec.EllipticCurvePrivateKey

    @cached_property
    def public(self) -> bytes:
        """65 bytes, an uncompressed point (SEC 1)."""
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @cached_property
    def key_id(self) -> str:
        """16 hex digits: the beginning of the public half's SHA-256."""
        return hashlib.sha256(self.public).hexdigest()[:16]

    def open(self, box: bytes, bound_to: str) -> bytes:
        """The text in a box; raise BrokenSeal when it was changed or is another item's."""
        point = box[POINT]
        try:
            shared = self.private.exchange(
                ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
            )
            wrapping = HKDF(SHA256(), 32, salt=point, info=f"jangkau box v1|{bound_to}".encode())
            # the wrapping key is used this once, so its nonce may be all zeros
            key = AESGCM(wrapping.derive(shared)).decrypt(bytes(12), box[WRAPPED], None)
            return AESGCM(key).decrypt(box[NONCE], box[TEXT_BEGINS:], bound_to.encode())
        except (InvalidTag, ValueError) as error:
            raise BrokenSeal(bound_to) from error


@dataclass(frozen=True)
class Keyring:
    """The pairs kept as files `office-0001.key`, `office-0002.key` and so on in one folder."""

    folder: Path

    @property
    def current(self) -> KeyPair:
        """The pair phones seal to; the first one is made when it is first asked for."""
        names = self.names()
        return self.pair(names[-1] if names else "office-0001.key")

    def rotate(self) -> KeyPair:
        """A new pair from now on. Phones learn of it with their next lists."""
        newest = self.names()[-1:] or ["office-0000.key"]
        return self.pair(f"office-{int(newest[0][7:11]) + 1:04d}.key")

    def pairs(self) -> Iterator[KeyPair]:
        """All of them, the newest first."""
        return (self.pair(name) for name in reversed(self.names()))

    def open(self, box: bytes, *, bound_to: str) -> bytes:
        """What a phone sealed; raise UnknownKey or BrokenSeal when it cannot be opened."""
        if len(box) <= TEXT_BEGINS or box[0] != FORMAT:
            raise BrokenSeal(bound_to)
        wanted = box[KEY_ID].hex()
        for pair in self.pairs():
            if pair.key_id == wanted:
                return pair.open(box, bound_to)
        raise UnknownKey(wanted)

    def names(self) -> list[str]:
        return sorted(
            path.name for path in self.folder.glob("office-*.key") if NAME.match(path.name)
        )

    def pair(self, name: str) -> KeyPair:
        return pair_of(kept_key(self.folder / name))


@lru_cache(64)
def pair_of(secret: str) -> KeyPair:
    seed = HKDF(SHA256(), 48, salt=None, info=b"jangkau office key v1").derive(
        bytes.fromhex(secret)
    )
    # 48 bytes leave no measurable bias after the division (FIPS 186-5, appendix A.2.1)
    return KeyPair(ec.derive_private_key(int.from_bytes(seed) % (ORDER - 1) + 1, ec.SECP256R1()))
