"""Tells a phone what of its work the server holds, and signs that word."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from webapp import clock, contents
from webapp.intake.queries import visit_digests
from webapp.models import Device, User
from webapp.sync import queries

Held = Mapping[str, Any]


def reconcile(*, items: Sequence[Held], device: Device, user: User) -> dict[str, Any]:
    """Sort the phone's items into have, lacks and differs, with a receipt for what is held."""
    ids = {item["id"] for item in items}
    revisions = queries.own_digests(user.id, ids)
    visits = {
        found: digest for found, (owner, digest) in visit_digests(ids).items() if owner == user.id
    }
    sorted_items: dict[str, list[dict[str, Any]]] = {"have": [], "lacks": [], "differs": []}
    for item in items:
        sorted_items[verdict(item, revisions, visits)].append(
            {name: item[name] for name in ("id", "revision") if name in item}
        )
    return {**sorted_items, "receipt": receipt(sorted_items["have"], device)}


def verdict(item: Held, revisions: Mapping[tuple[str, int], str], visits: Mapping[str, str]) -> str:
    if "revision" in item:
        held = [revisions.get((item["id"], item["revision"]))]
    else:
        held = [visits.get(item["id"])]
        held += [digest for (found, _), digest in revisions.items() if found == item["id"]]
    known = [digest for digest in held if digest]
    if item["digest"] in known:
        return "have"
    return "differs" if known else "lacks"


def receipt(have: Sequence[Held], device: Device) -> dict[str, Any]:
    """An Ed25519 signature over what was held when; docs/api.md says how to check it.

    `sha256` is over the lines "id" or "id/revision", sorted, joined by line feeds.
    """
    lines = sorted(
        f"{item['id']}/{item['revision']}" if "revision" in item else item["id"] for item in have
    )
    said = {
        "issued_at": clock.iso(clock.now()),
        "device_id": device.id,
        "count": len(lines),
        "sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
    }
    sealer = contents.sealer()
    return {**said, "key_id": sealer.key_id, "signature": sealer.sign(contents.canonical(said))}
