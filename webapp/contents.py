"""Opens and seals what rows carry inside: canonical JSON bound to its row."""

import re
from collections.abc import Mapping
from typing import Any, cast

import orjson
from flask import current_app

from webapp.keyring import Keyring
from webapp.models import Member, Photo, Revision, Visit, Worker
from webapp.rules.digest import canonical_json
from webapp.sealing import Sealer

TINY_NUMBER = re.compile(rb"[0-9]e-[0-9]{1,2}[,}\]]")


def sealer() -> Sealer:
    return cast(Sealer, current_app.extensions["sealer"])


def keyring() -> Keyring:
    return cast(Keyring, current_app.extensions["keyring"])


def nik_index(nik: str) -> str:
    """What stands for a NIK in look-ups and unique keys."""
    return sealer().index(nik_value(nik))


def nik_value(nik: str) -> str:
    """What is indexed of a NIK: its use is part of it, so equal digits elsewhere differ."""
    return f"nik {nik}"


def canonical(content: Mapping[str, Any]) -> bytes:
    """Keys sorted, no spaces, UTF-8 (design/api.md); what a phone sent, in the phone's spelling."""
    body = orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
    # JavaScript turns to exponents later than the quick writer does; only places have fractions
    return canonical_json(content) if "location" in content and tiny(body) else body


def tiny(body: bytes) -> bool:
    return TINY_NUMBER.search(body) is not None


def as_json(value: Any) -> str:
    """JSON columns by the quick writer."""
    return orjson.dumps(value).decode()


def revision_place(registration_id: str, revision: int) -> str:
    """The row a revision's content is bound to."""
    return f"revisions|{registration_id}|{revision}"


def visit_place(visit_id: str) -> str:
    """The row a visit's content is bound to."""
    return f"visits|{visit_id}"


def member_place(member_id: str) -> str:
    """The row of the member roll that a content is bound to."""
    return f"members|{member_id}"


def open_revision(row: Revision) -> dict[str, Any]:
    """What the phone sent as this revision."""
    return opened(row.content, revision_place(row.registration_id, row.revision))


def open_visit(row: Visit) -> dict[str, Any]:
    return opened(row.content, visit_place(row.id))


def seal_worker(content: Mapping[str, Any], worker_id: str) -> bytes:
    return sealer().seal(canonical(content), bound_to=f"workers|{worker_id}")


def open_worker(row: Worker) -> dict[str, Any]:
    """The golden record's fields."""
    return opened(row.content, f"workers|{row.id}")


def open_member(row: Member) -> dict[str, Any]:
    """What the member roll says: the fields of design/api.md that it knows."""
    return opened(row.content, member_place(row.id))


def seal_photo(jpeg: bytes, request_id: str) -> bytes:
    return sealer().seal(jpeg, bound_to=f"photos|{request_id}")


def open_photo(row: Photo) -> bytes:
    """The picture, a JPEG file."""
    return sealer().open(row.content, bound_to=f"photos|{row.request_id}")


def opened(sealed: bytes, bound_to: str) -> dict[str, Any]:
    content: dict[str, Any] = orjson.loads(sealer().open(sealed, bound_to=bound_to))
    return content
