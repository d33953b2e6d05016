"""The OpenAPI document tells the truth: every call answers as it says, whatever is sent."""

import re
from collections.abc import Iterator

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from schemathesis.specs.openapi.schemas import OpenApiSchema

from tests.conftest import staffed
from tests.support.databases import Databases
from tests.support.people import PASSWORD, signed_in, staff
from tests.support.phones import Phone, batch, enrolled, registration, visit
from tests.support.photos import Camera, asked, picture, sha256
from tests.support.shared import shared_office
from webapp.sync.openapi import CALLS, Call


@schemathesis.serializer("application/offset+octet-stream")
def as_they_are(_context: object, body: object) -> bytes:
    return body if isinstance(body, bytes) else str(body).encode()


@pytest.fixture(scope="module")
def app(all_databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with shared_office(all_databases, staffed, tmp_path_factory.mktemp("office")) as app:
        yield app


@pytest.fixture(scope="module")
def phone(app: Flask) -> Phone:
    return enrolled(app, staff(app).volunteer)


@pytest.fixture(scope="module")
def document(app: Flask) -> OpenApiSchema:
    return schemathesis.openapi.from_wsgi("/api/openapi.json", app)


def path_of(call: Call) -> str:
    return f"{call.method.upper()} {call.path}"


# only the rules know villages, and one wrong item does not refuse a batch
BEYOND_THE_DOCUMENT = [positive_data_acceptance, negative_data_rejection]


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("call", CALLS, ids=path_of)
def test_every_call_answers_as_the_document_says(document: OpenApiSchema, app, phone, call, mode):
    operation = document[call.path][call.method.upper()]

    @settings(max_examples=15, suppress_health_check=[*HealthCheck])
    @given(case=operation.as_strategy(generation_mode=mode))
    def answers(case):
        # this call ends the token it came with
        ends = call.method == "delete"
        token = (enrolled(app, staff(app).volunteer) if ends else phone).bearer
        headers = {**token, "Accept-Encoding": "identity"}
        case.call_and_validate(headers=headers, excluded_checks=BEYOND_THE_DOCUMENT)

    answers()


def test_every_route_for_programs_is_in_the_document(app):
    rules = {
        (method.lower(), re.sub(r"<(\w+)>", r"{\1}", str(rule)))
        for rule in app.url_map.iter_rules()
        if str(rule).startswith("/api/v1/")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert rules == {(call.method, call.path) for call in CALLS}


def test_what_goes_well_answers_in_the_shape_of_the_document(
    document: OpenApiSchema, app: Flask, phone: Phone
):
    one, met = registration(), visit()
    broken, twin = registration(sex="X"), registration(nik=one["nik"])
    body = batch(one, broken, twin, visits=(met,))
    digest = "0" * 64
    taken = phone.put(body)
    ask = {"action": "ask", "reasons": "nik_to_compare"}
    signed_in(app, "supervisor").post(f"/review/registrations/{one['id']}/photo", data=ask)
    camera, request = Camera.of(phone), asked(phone, one)
    box = camera.box(request, picture(size=(64, 40)))
    said = {
        ("PUT", "/api/v1/batches/{batch_id}"): taken,
        ("POST", "/api/v1/photos"): camera.begin(request, box),
        ("PATCH", "/api/v1/photos/{sha256}"): camera.piece(sha256(box), 0, box),
        ("GET", "/api/v1/reference"): phone.get("/reference"),
        ("GET", "/api/v1/changes"): phone.get("/changes"),
        ("GET", "/api/v1/registrations/{registration_id}"): phone.get(
            f"/registrations/{one['id']}"
        ),
        ("POST", "/api/v1/reconcile"): phone.post(
            "/reconcile", {"items": [{"id": one["id"], "revision": 1, "digest": digest}]}
        ),
        ("POST", "/api/v1/devices"): phone.client.post(
            "/api/v1/devices",
            json={"username": "volunteer", "password": PASSWORD, "device_name": "HP"},
        ),
    }
    for (method, path), answer in said.items():
        assert answer.status_code in (200, 201), path
        document[path][method].validate_response(answer)


def test_patterns_of_the_document_hold_the_whole_word(document: OpenApiSchema):
    patterns = [
        said["pattern"]
        for schema in document.raw_schema["components"]["schemas"].values()
        for said in schema.get("properties", {}).values()
        if "pattern" in said
    ]
    assert patterns
    assert all(pattern.startswith("^") and pattern.endswith("$") for pattern in patterns)
