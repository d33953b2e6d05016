"""A phone for tests: makes registrations with invented NIKs and speaks the wire."""

import gzip
import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.people import VILLAGE
from webapp.accounts import operations
from webapp.extensions import db
from webapp.models import User

Json = dict[str, Any]
SERIALS = count(1)


def nik(number: int, day: str = "120587") -> str:
    """An invented NIK: region 32.16.09, the given day (DDMMYY), a serial in the 9000s."""
    return f"321609{day}{9000 + number % 1000:04d}"


def registration(**changes: Any) -> Json:
    """A sound registration of an invented worker; a change to None leaves the field out."""
    number = next(SERIALS)
    born = born_in(changes.get("nik")) or FIRST_BORN + timedelta(days=number * 197 % 12_700)
    content: Json = {
        "id": str(uuid4()),
        "revision": 1,
        "captured_at": "2026-11-23T09:12:00+07:00",
        "device_seq": number,
        "nik": nik(number, f"{born:%d%m%y}"),
        "full_name": name(number),
        "birth_place": "Bekasi",
        "birth_date": born.isoformat(),
        "sex": "M",
        "phone": f"0812{number * 7_919 % 10**8:08d}",
        "address": "Kp. Contoh",
        "rt": f"{number % 17 + 1:03d}",
        "rw": f"{number % 13 + 1:03d}",
        "village_code": VILLAGE,
        "occupation_code": "petani-padi",
        "income_tier": 1,
        "programmes": ["JKK", "JKM"],
        "payment_months": 3,
        "funding": "self",
        "consent": {
            "notice_version": "1",
            "method": "tick",
            "given_at": "2026-11-23T09:10:00+07:00",
            "purposes": ["registration", "share_with_bpjs"],
        },
    }
    content.update(changes)
    return {name: value for name, value in content.items() if value is not None}


# everybody has another birthday, or the matcher takes half of them for one another;
# all of them before 2000, so that two digits of a NIK name the year
FIRST_BORN = date(1965, 1, 1)


def born_in(number: str | None) -> date | None:
    """The date in a NIK that a test gave, where it is one."""
    if not number or len(number) != 16 or not number.isdecimal():
        return None
    try:
        return date(1900 + int(number[10:12]), int(number[8:10]), int(number[6:8]) % 40)
    except ValueError:
        return None


def name(number: int) -> str:
    """Names that nobody takes for one another: who is alike is said by the test."""
    scattered = f"{number * 7_919 % 99_991:05d}"
    return f"{GIVEN[number % len(GIVEN)]} {''.join(SYLLABLES[int(one)] for one in scattered)}"


GIVEN = (
    "Asep Bahrudin Cartam Darsono Encep Firman Gunadi Herman Iwan Jumadi Kosim Lukman Mulyadi"
    " Naming Oman Parta Qodir Rusdi Suparman Tarmin Udung Warsito Yayan Zulkifli"
).split()
SYLLABLES = "ba di gu ka lo mi ne pu ro si".split()


def visit(**changes: Any) -> Json:
    """A sound visit; a change to None leaves the field out."""
    content: Json = {
        "id": str(uuid4()),
        "visited_at": "2026-11-23T10:00:00+07:00",
        "device_seq": next(SERIALS),
        "village_code": VILLAGE,
        "result": "interested",
        "obstacles": ["tidak-tahu"],
    }
    content.update(changes)
    return {name: value for name, value in content.items() if value is not None}


def batch(*registrations: Any, visits: tuple[Any, ...] = ()) -> Json:
    """The body of a batch."""
    return {
        "device_seq": next(SERIALS),
        "sealed_at": "2026-11-23T12:00:00+07:00",
        "app_version": "test",
        "schema_version": 1,
        "registrations": list(registrations),
        "visits": list(visits),
    }


@dataclass
class Phone:
    """A phone with a live token."""

    client: FlaskClient
    token: str
    device_id: str
    cursor: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def put(
        self, body: Any, batch_id: str | None = None, *, packed: bool = True, prefer: str = ""
    ) -> TestResponse:
        """Send a batch, packed with gzip unless told otherwise."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {**self.bearer, "Content-Type": "application/json"}
        if packed:
            headers["Content-Encoding"] = "gzip"
        if prefer:
            headers["Prefer"] = prefer
        return self.client.put(
            f"/api/v1/batches/{batch_id or uuid4()}",
            data=gzip.compress(raw) if packed else raw,
            headers=headers,
        )

    def send(self, *registrations: Json, visits: tuple[Json, ...] = ()) -> list[Json]:
        """Send a batch that the office takes; return the outcomes."""
        answer = self.put(batch(*registrations, visits=visits))
        assert answer.status_code == 200, answer.get_data(as_text=True)
        results: list[Json] = answer.get_json()["results"]
        return results

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(f"/api/v1{path}", headers={**self.bearer, **headers})

    def post(self, path: str, body: Any) -> TestResponse:
        return self.client.post(f"/api/v1{path}", json=body, headers=self.bearer)

    def hear(self) -> list[Json]:
        """What is new since this phone last asked."""
        answer = self.get(f"/changes?after={self.cursor}").get_json()
        self.cursor = answer["cursor"]
        changes: list[Json] = answer["changes"]
        return changes

    def quota(self) -> Json:
        """This month's progress as a phone that knows nothing yet hears it."""
        found = self.get("/changes").get_json()["changes"]
        return next(change for change in found if change["kind"] == "quota")

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


def enrolled(app: Flask, user_id: str) -> Phone:
    """A new phone for this volunteer."""
    with app.app_context():
        user = db.session.get_one(User, user_id)
        device, token = operations.enrol_device(user=user, name="HP uji")
        db.session.commit()
        return Phone(app.test_client(), token, device.id)
