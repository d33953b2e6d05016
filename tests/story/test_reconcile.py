"""Phone and office compare what they hold, and the phone gets it in writing."""

import hashlib
from base64 import urlsafe_b64decode
from uuid import uuid4

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.support.phones import Json, Phone, registration, visit
from webapp.rules.digest import digest


def item(content: Json, **changes: object) -> Json:
    held: Json = {"id": content["id"], "digest": digest(content)}
    if "revision" in content:
        held["revision"] = content["revision"]
    return {**held, **changes}


def compare(phone: Phone, *items: Json) -> Json:
    answer = phone.post("/reconcile", {"items": list(items)})
    assert answer.status_code == 200
    found: Json = answer.get_json()
    return found


def test_have_lacks_and_differs(phone: Phone):
    one, changed, met = registration(), registration(), visit()
    phone.send(one, changed, visits=(met,))
    never_sent = registration()
    found = compare(
        phone, item(one), item({**changed, "note": "lain"}), item(met), item(never_sent)
    )
    assert found["have"] == [{"id": one["id"], "revision": 1}, {"id": met["id"]}]
    assert found["differs"] == [{"id": changed["id"], "revision": 1}]
    assert found["lacks"] == [{"id": never_sent["id"], "revision": 1}]
    assert found["server_epoch"]


def test_every_revision_is_compared_by_itself(phone: Phone):
    one = registration()
    two = {**one, "revision": 2, "address": "Kp. Benar"}
    three = {**two, "revision": 3}
    phone.send(one, two)
    found = compare(phone, item(one), item(two), item(three))
    assert [held["revision"] for held in found["have"]] == [1, 2]
    assert [held["revision"] for held in found["lacks"]] == [3]


def test_without_a_revision_any_revision_with_that_digest_is_meant(phone: Phone):
    one = registration()
    phone.send(one, {**one, "revision": 2})
    found = compare(phone, {"id": one["id"], "digest": digest(one)})
    assert found["have"] == [{"id": one["id"]}]


def test_the_digest_of_every_spelling_of_a_number_is_the_phones(phone: Phone):
    place = {"lat": -6.25, "lng": 107.0, "accuracy_m": 1e-7, "at": "2026-11-23T09:11:00+07:00"}
    one = registration(location=place, note="ñ \U0001f642 \"'\\ \n")
    phone.send(one)
    assert compare(phone, item(one))["have"] == [{"id": one["id"], "revision": 1}]


def test_the_receipt_is_signed_over_what_is_held_and_when(phone: Phone):
    one, met = registration(), visit()
    phone.send(one, visits=(met,))
    receipt = compare(phone, item(one), item(met), item(registration()))["receipt"]
    lines = sorted([f"{one['id']}/1", met["id"]])
    assert receipt["count"] == 2
    assert receipt["device_id"] == phone.device_id
    assert receipt["sha256"] == hashlib.sha256("\n".join(lines).encode()).hexdigest()
    known = phone.get("/reference").get_json()["receipt_key"]
    key = urlsafe_b64decode(known["public_key"])
    assert receipt["key_id"] == known["key_id"]
    assert receipt["key_id"] == hashlib.sha256(key).hexdigest()[:16]
    said = {name: receipt[name] for name in ("issued_at", "device_id", "count", "sha256")}
    signature = urlsafe_b64decode(receipt["signature"])
    # raises when a single byte differs
    Ed25519PublicKey.from_public_bytes(key).verify(
        signature, orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
    )


def test_nothing_is_held_of_nothing(phone: Phone):
    found = compare(phone)
    assert (found["have"], found["lacks"], found["differs"]) == ([], [], [])
    assert found["receipt"]["count"] == 0


@pytest.mark.parametrize(
    "items",
    [
        None,
        "x",
        {},
        [1],
        [{"id": "x", "digest": "0" * 64}],
        [{"id": str(uuid4()), "digest": "0" * 63}],
        [{"id": str(uuid4()), "digest": "0" * 64, "revision": 0}],
        [{"id": str(uuid4()), "digest": "0" * 64, "kata_baru": 1}],
        [{"id": str(uuid4()), "digest": "0" * 64}] * 501,
    ],
)
def test_what_is_no_list_of_items_is_refused(phone: Phone, items):
    answer = phone.post("/reconcile", {"items": items})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid")
    assert list(answer.get_json()["errors"]) == ["items"]
