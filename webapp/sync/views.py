"""The door between phones and server: JSON in, JSON out, a bearer token, no cookie."""

import hashlib
import re
from datetime import datetime
from typing import Any

import orjson
from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from webapp import clock, contents
from webapp.accounts import guards
from webapp.accounts import operations as accounts
from webapp.errors import (
    Forbidden,
    Invalid,
    MalformedBody,
    NotFound,
    Problem,
    SameIdOtherContent,
    TooLarge,
)
from webapp.extensions import db, settings, start_writing
from webapp.intake import operations
from webapp.intake.fields import UUID
from webapp.intake.plan import Result
from webapp.intake.preparing import Item, Kind, circumstances_of, prepare
from webapp.intake.schemas import errors_of, item_errors
from webapp.models import Device, Role, User
from webapp.sync import queries, schemas
from webapp.sync.bodies import read_json, write_json
from webapp.sync.changes import Cursor, changes_for
from webapp.sync.openapi import document
from webapp.sync.receipts import reconcile as reconciled
from webapp.sync.reference import reference_for, sealing_key
from webapp.words import gettext

PREFIX = "/api/v1"
enrolment = Blueprint("enrolment", __name__)
phone = Blueprint("phone", __name__, url_prefix=PREFIX)

ITEMS: tuple[tuple[Kind, str], ...] = (("registration", "registrations"), ("visit", "visits"))
STORED = ("stored", "stored_before")
CHANGES_AT_ONCE = 200
LIMIT = re.compile(r"[0-9]{1,4}\Z")


@enrolment.get("/api/openapi.json")
def openapi() -> ResponseReturnValue:
    return write_json(document())


@enrolment.post(f"{PREFIX}/devices")
def enrol() -> ResponseReturnValue:
    wanted = checked(schemas.DEVICE, read_json())
    device, token, user = admit(wanted)
    answer = {**about_phone(device, user), "token": token}
    db.session.commit()
    response = write_json(answer)
    response.status_code = 201
    return response


def admit(wanted: dict[str, Any]) -> tuple[Device, str, User]:
    name = wanted["device_name"]
    if "enrolment_code" in wanted:
        return accounts.enrol_device_by_code(
            code=wanted["enrolment_code"], name=name, address=request.remote_addr or ""
        )
    missing = [field for field in ("username", "password") if field not in wanted]
    if missing:
        raise Invalid(errors={field: [gettext("Belum diisi.")] for field in missing})
    user = accounts.check_password(
        username=wanted["username"],
        password=wanted["password"],
        address=request.remote_addr or "",
    )
    if user.role != Role.VOLUNTEER:
        raise Forbidden(
            gettext("Aplikasi ini untuk relawan. Penyelia dan koordinator masuk lewat /login.")
        )
    device, token = accounts.enrol_device(user=user, name=name)
    return device, token, user


def about_phone(device: Device, user: User) -> dict[str, Any]:
    """Who it speaks for, what it seals to, and with what it may leave sealed work here."""
    return {
        "device_id": device.id,
        "deposit_token": accounts.deposit_token(device.id),
        "sealing_key": sealing_key(),
        "user": as_seen_by_phone(user),
    }


def as_seen_by_phone(user: User) -> dict[str, str]:
    return {
        "id": user.id,
        "username": user.username,
        "full_name": user.full_name,
        "role": user.role,
        "region_code": user.region_code,
    }


@phone.get("/devices/current")
def current() -> ResponseReturnValue:
    return write_json(about_phone(guards.device(), guards.user()))


@phone.delete("/devices/current")
def leave() -> ResponseReturnValue:
    start_writing()
    device = db.session.get_one(Device, guards.device().id)
    accounts.leave_device(device=device)
    db.session.commit()
    return Response(status=204)


@phone.get("/reference")
def reference() -> ResponseReturnValue:
    found = reference_for(guards.user().region_code)
    response = write_json(found)
    response.set_etag(found["version"])
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


@phone.put("/batches/<batch_id>")
def receive(batch_id: str) -> ResponseReturnValue:
    if not UUID.match(batch_id):
        raise NotFound
    body = read_json()
    digest = hashlib.sha256(canonical(body)).hexdigest()
    device, user = guards.device(), guards.user()
    stored = stored_answer(batch_id, digest, user.id)
    if stored is not None:
        return batch_answer(batch_id, stored, replayed=True)
    incoming = envelope(batch_id, digest, body)
    prepared = prepare(items_of(body), circumstances_of(user))
    searched = operations.look_for(prepared)
    # the guard's rows would go stale with their transaction
    db.session.expunge(device)
    db.session.expunge(user)
    start_writing()
    results = operations.receive(
        incoming=incoming, prepared=prepared, searched=searched, device=device, user=user
    )
    replayed = results is None
    accounts.touch_device(device=device, app_version=incoming.app_version)
    if results is None:
        # the same batch came twice at once, and the other request was first
        results = stored_answer(batch_id, digest, user.id) or []
    answer = batch_answer(batch_id, results, replayed=replayed)
    db.session.commit()
    return answer


def canonical(body: dict[str, Any]) -> bytes:
    try:
        return contents.canonical(body)
    except orjson.JSONEncodeError as error:
        raise MalformedBody(gettext("Isi kiriman terlalu dalam bertingkat.")) from error


def stored_answer(batch_id: str, digest: str, user_id: str) -> list[Result] | None:
    """What this batch was answered before; raise when its id stands for something else."""
    batch = queries.batch(batch_id)
    if batch is None:
        return None
    if batch.user_id != user_id or batch.digest != digest:
        raise SameIdOtherContent
    results: list[Result] = orjson.loads(batch.answer)
    return results


def envelope(batch_id: str, digest: str, body: dict[str, Any]) -> operations.Incoming:
    around = {name: value for name, value in body.items() if name not in dict(ITEMS).values()}
    errors = errors_of(schemas.ENVELOPE, around)
    for _, name in ITEMS:
        if not isinstance(body.get(name), list):
            errors[name] = [gettext("Harus berupa daftar.")]
    if errors:
        raise Invalid(errors=errors)
    if sum(len(body[name]) for _, name in ITEMS) > settings().max_batch_items:
        raise TooLarge(
            gettext("Satu kiriman paling banyak 500. Kirim dalam bagian yang lebih kecil.")
        )
    return operations.Incoming(
        id=batch_id,
        digest=digest,
        device_seq=body["device_seq"],
        sealed_at=datetime.fromisoformat(body["sealed_at"]),
        app_version=body["app_version"],
        schema_version=body["schema_version"],
    )


def items_of(body: dict[str, Any]) -> list[Item]:
    return [
        Item(kind, content, item_errors(kind, content))
        for kind, name in ITEMS
        for content in body[name]
    ]


def batch_answer(batch_id: str, results: list[Result], *, replayed: bool) -> ResponseReturnValue:
    """All outcomes, or with `Prefer: return=minimal` (RFC 7240) only the unusual ones.

    The rest is then given as a count and a SHA-256 over its sorted ids, joined by line feeds,
    which the phone checks before it believes them.
    """
    answer: dict[str, Any] = {"batch_id": batch_id, "replayed": replayed}
    minimal = "return=minimal" in request.headers.get("Prefer", "").replace(" ", "")
    if minimal:
        stored = [result for result in results if result["outcome"] in STORED]
        ids = "\n".join(sorted(result["id"] for result in stored))
        answer["stored"] = {
            "count": len(stored),
            "sha256": hashlib.sha256(ids.encode()).hexdigest(),
        }
        answer["matches"] = [
            {"id": result["id"], "matches": result["matches"]}
            for result in stored
            if "matches" in result
        ]
        results = [result for result in results if result["outcome"] not in STORED]
    answer["results"] = results
    response = write_json({**answer, **standing()})
    if minimal:
        response.headers["Preference-Applied"] = "return=minimal"
    return response


def standing() -> dict[str, Any]:
    """What phones must know before they let go of anything (design/trust.md, P2)."""
    epoch, watermark = queries.epoch_and_watermark()
    return {
        "server_time": clock.iso(clock.now()),
        "server_epoch": epoch,
        "backup_watermark": clock.iso(watermark) if watermark else None,
    }


@phone.get("/changes")
def changes() -> ResponseReturnValue:
    limit = request.args.get("limit", str(CHANGES_AT_ONCE))
    if not LIMIT.match(limit) or int(limit) < 1:
        raise Problem(gettext("limit harus bilangan dari 1."))
    found = changes_for(
        user=guards.user(),
        after=Cursor.read(request.args.get("after")),
        limit=min(int(limit), CHANGES_AT_ONCE),
    )
    return write_json({**found, **standing()})


@phone.post("/reconcile")
def reconcile() -> ResponseReturnValue:
    wanted = checked(schemas.RECONCILE, read_json())
    found = reconciled(items=wanted["items"], device=guards.device(), user=guards.user())
    return write_json({**found, **standing()})


@phone.get("/registrations/<registration_id>")
def registration(registration_id: str) -> ResponseReturnValue:
    if not UUID.match(registration_id):
        raise NotFound
    found = queries.own_registration(registration_id, guards.user().id)
    if found is None:
        raise NotFound
    decision = queries.last_decision(found.id, found.revision)
    return write_json(
        {
            "id": found.id,
            "revision": found.revision,
            "status": found.status,
            "received_at": clock.iso(found.received_at),
            "registration": contents.open_revision(queries.revision(found.id, found.revision)),
            "reasons": decision.reasons if decision else [],
            "note": decision.note if decision else None,
        }
    )


def checked(schema: Any, content: dict[str, Any]) -> dict[str, Any]:
    errors = errors_of(schema, content)
    if errors:
        raise Invalid(errors=errors)
    return content
