"""Seals as a phone does: what only the office opens, bound to its id."""

import hashlib
import json
import os
from base64 import b64encode, urlsafe_b64decode
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from webapp.rules.digest import canonical_json

Json = dict[str, Any]


def sealed(
    content: Json, author: str, key: Mapping[str, str], *, kind: str = "", said: str = ""
) -> Json:
    """One item as POST /sealed takes it; `said` names another item than it is."""
    item_id = said or content["id"]
    kind = kind or ("visit" if "visited_at" in content else "registration")
    text = {"author": author, "kind": kind, "content": content}
    return {
        "id": item_id,
        "digest": hashlib.sha256(canonical_json(content)).hexdigest(),
        "schema_version": 1,
        "sealed": b64encode(box(text, item_id, key)).decode(),
    }


def box(text: Json, item_id: str, key: Mapping[str, str]) -> bytes:
    return shut(canonical_json(text), item_id, key)


def shut(plain: bytes, item_id: str, key: Mapping[str, str]) -> bytes:
    """Format, key id, ephemeral point, wrapped key, nonce, text (docs/api.md)."""
    bound_to = f"{item_id}|1".encode()
    office = ec.EllipticCurvePublicKey.from_encoded_point(
        ec.SECP256R1(), urlsafe_b64decode(key["public_key"])
    )
    mine = ec.generate_private_key(ec.SECP256R1())
    point = mine.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = mine.exchange(ec.ECDH(), office)
    wrapping = HKDF(SHA256(), 32, salt=point, info=b"jangkau box v1|" + bound_to).derive(shared)
    secret, nonce = AESGCM.generate_key(256), os.urandom(12)
    wrapped = AESGCM(wrapping).encrypt(bytes(12), secret, None)
    body = AESGCM(secret).encrypt(nonce, plain, bound_to)
    return b"\x01" + bytes.fromhex(key["key_id"]) + point + wrapped + nonce + body


def export(*items: Json) -> bytes:
    """The file in which these items are carried to the office (.jgk)."""
    lines = sorted(f"{item['id']}/{item['digest']}" for item in items)
    document = {
        "format": "jangkau-sealed",
        "version": 1,
        "sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
        "items": list(items),
    }
    return json.dumps(document).encode()
