"""Speaks HTTP the way a bad network makes phones speak: all at once, torn off, not listening."""

import json
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from threading import Barrier
from typing import Any, TypeVar

from tests.support.phones import Json, Phone
from tests.support.serving import Site

PATIENCE_S = 60
Answer = TypeVar("Answer")


def put(site: Site, phone: Phone, batch_id: str, body: Json) -> tuple[int, Json]:
    """Send a batch over a connection of its own; status and answer."""
    connection = HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE_S)
    try:
        connection.request("PUT", path(batch_id), json.dumps(body), headers(phone))
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def put_or_nothing(site: Site, phone: Phone, batch_id: str, body: Json) -> tuple[int, Json] | None:
    """The same, where the server may die meanwhile."""
    try:
        return put(site, phone, batch_id, body)
    except (OSError, HTTPException, json.JSONDecodeError):
        return None


def put_and_hang_up(
    site: Site, phone: Phone, batch_id: str, body: Json, *, part: float = 1.0
) -> None:
    """Send the batch, or only a part of it, and be gone before the answer comes."""
    content = json.dumps(body).encode()
    lines = [f"PUT {path(batch_id)} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in headers(phone).items()]
    head = "\r\n".join([*lines, f"Content-Length: {len(content)}", "", ""]).encode()
    with socket.create_connection(("127.0.0.1", site.port), timeout=PATIENCE_S) as line:
        line.sendall(head + content[: int(len(content) * part)])


def at_once(calls: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """Make all calls at the same moment; their answers in order."""
    ready = Barrier(len(calls))

    def start(call: Callable[[], Answer]) -> Answer:
        ready.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(start, calls))


def path(batch_id: str) -> str:
    return f"/api/v1/batches/{batch_id}"


def headers(phone: Phone) -> dict[str, Any]:
    return {**phone.bearer, "Content-Type": "application/json"}
