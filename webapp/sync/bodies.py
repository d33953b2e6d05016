"""Reads request bodies: bounded before they are unpacked, bounded while they are, then parsed."""

import gzip
import json
import re
import zlib
from typing import Any

import orjson
from flask import Response, request

from webapp.errors import MalformedBody, TooLarge, UnsupportedMediaType
from webapp.extensions import settings
from webapp.words import gettext

GZIP_WINDOW = 16 + zlib.MAX_WBITS
WORTH_PACKING = 1_000
# half of a character above U+FFFF: as an escape, and as Python holds it
HALF_ESCAPE = rb"\ud"
HALF = re.compile("[\ud800-\udfff]")


def read_json() -> dict[str, Any]:
    """The JSON object in this request's body, which may be gzip.

    Raise UnsupportedMediaType, TooLarge (2 MB unpacked, whatever the gzip promises) or
    MalformedBody (torn, not UTF-8, not JSON, nested too deeply, not an object).
    """
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    content = parsed(unpacked(request.get_data(cache=False)))
    if not isinstance(content, dict):
        raise MalformedBody(gettext("Isi kiriman harus berupa objek JSON."))
    return content


def read_piece(media_type: str, most: int) -> bytes:
    """The bytes of this request's body as they are; raise TooLarge beyond `most`."""
    packed = request.headers.get("Content-Encoding", "identity").strip().lower()
    if request.mimetype != media_type or packed != "identity":
        raise UnsupportedMediaType(
            gettext("Kirim bagian foto sebagai %(type)s, tanpa dimampatkan.", type=media_type)
        )
    request.max_content_length = most
    return request.get_data(cache=False)


def unpacked(body: bytes) -> bytes:
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding == "identity":
        return body
    if encoding != "gzip":
        raise UnsupportedMediaType(gettext("Isi boleh dimampatkan dengan gzip saja."))
    most = settings().max_body_bytes
    unpacker = zlib.decompressobj(GZIP_WINDOW)
    try:
        content = unpacker.decompress(body, most + 1)
    except zlib.error as error:
        raise MalformedBody from error
    if len(content) > most:
        raise TooLarge
    if not unpacker.eof or unpacker.unused_data:
        raise MalformedBody(gettext("Isi kiriman terpotong. Data di HP tetap aman, kirim ulang."))
    return content


def parsed(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        if HALF_ESCAPE not in body.lower():
            raise MalformedBody from error
    return parsed_with_halves(body)


def parsed_with_halves(body: bytes) -> Any:
    """A body in which somebody's text was cut in the middle of an emoji.

    Browsers send the half that is left as an escape (ECMA-262, JSON.stringify), and it cannot be
    UTF-8. NUL takes its place: no field allows it, so its item is refused and the others are not.
    """
    try:
        text = json.dumps(json.loads(body.decode(), parse_constant=refuse), ensure_ascii=False)
        return orjson.loads(HALF.sub(r"\\u0000", text))
    except (ValueError, RecursionError) as error:
        raise MalformedBody from error


def refuse(constant: str) -> None:
    """NaN and Infinity are no JSON."""
    raise ValueError(constant)


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
