"""Reads request bodies: bounded before they are unpacked, bounded while they are, then parsed."""

import gzip
import zlib
from typing import Any

import orjson
from flask import Response, request

from webapp.errors import MalformedBody, TooLarge, UnsupportedMediaType
from webapp.extensions import settings

GZIP_WINDOW = 16 + zlib.MAX_WBITS
WORTH_PACKING = 1_000


def read_json() -> dict[str, Any]:
    """The JSON object in this request's body, which may be gzip.

    Raise UnsupportedMediaType, TooLarge (2 MB unpacked, whatever the gzip promises) or
    MalformedBody (torn, not UTF-8, not JSON, nested too deeply, not an object).
    """
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    try:
        content = orjson.loads(unpacked(request.get_data(cache=False)))
    except orjson.JSONDecodeError as error:
        raise MalformedBody from error
    if not isinstance(content, dict):
        raise MalformedBody("Isi kiriman harus berupa objek JSON.")
    return content


def unpacked(body: bytes) -> bytes:
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding == "identity":
        return body
    if encoding != "gzip":
        raise UnsupportedMediaType("Isi boleh dimampatkan dengan gzip saja.")
    most = settings().max_body_bytes
    unpacker = zlib.decompressobj(GZIP_WINDOW)
    try:
        content = unpacker.decompress(body, most + 1)
    except zlib.error as error:
        raise MalformedBody from error
    if len(content) > most:
        raise TooLarge
    if not unpacker.eof or unpacker.unused_data:
        raise MalformedBody("Isi kiriman terpotong. Data di HP tetap aman, kirim ulang.")
    return content


def write_json(content: dict[str, Any]) -> Response:
    """An answer, packed where that saves time on a slow network."""
    return pack(Response(orjson.dumps(content), mimetype="application/json"))


def pack(response: Response) -> Response:
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    if len(body) >= WORTH_PACKING and request.accept_encodings["gzip"]:
        response.set_data(gzip.compress(body, compresslevel=6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
