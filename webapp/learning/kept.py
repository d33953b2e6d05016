"""Keeps a trained model: whole or not at all, and the earlier ones beside it."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from webapp.dedup.model import Model, read
from webapp.durable import take_place


def written(content: Mapping[str, Any]) -> tuple[bytes, Model]:
    """As it will stand in the file, and as it will judge; raise UnfitModel if it lacks anything."""
    body = orjson.dumps(content) + b"\n"
    return body, read(orjson.loads(body), named(body))


def named(body: bytes) -> str:
    """The name of a model, as every match keeps it."""
    return hashlib.sha256(body).hexdigest()[:16]


def put(body: bytes, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_bytes(body)
    take_place(part, file)


def put_in_use(file: Path, current: Path) -> None:
    """`current`, in the same folder, leads to the file from now on."""
    link = current.with_suffix(".next")
    link.unlink(missing_ok=True)
    link.symlink_to(file.name)
    link.replace(current)
