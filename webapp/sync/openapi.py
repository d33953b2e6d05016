"""The OpenAPI 3.1 document of the wire, made from the schemas that also judge what comes in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from webapp.photos.uploads import MOST_LENGTH
from webapp.sync import answers, schemas
from webapp.sync.changes import CURSOR

UUID_PARAMETER = {"type": "string", "format": "uuid"}
PIECE_TYPE = "application/offset+octet-stream"
ALWAYS = (503,)


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of the wire: what goes in, what comes out, which problems it may answer."""

    method: str
    path: str
    summary: str
    success: int
    problems: Sequence[int]
    answer: type[Schema] | None = None
    body: type[Schema] | None = None
    # the media type of a body that is bytes
    piece: str = ""
    parameters: Sequence[Mapping[str, Any]] = ()
    open: bool = False


CALLS = (
    Call(
        method="post",
        path="/api/v1/devices",
        summary="Enrol a phone by password or by a code from the office",
        success=201,
        body=schemas.DeviceSchema,
        answer=answers.EnrolledSchema,
        problems=(400, 401, 403, 413, 415, 422, 429),
        open=True,
    ),
    Call(
        method="get",
        path="/api/v1/devices/current",
        summary="Who this phone speaks for, and what it seals its work with",
        success=200,
        answer=answers.PhoneSchema,
        problems=(401, 403),
    ),
    Call(
        method="delete",
        path="/api/v1/devices/current",
        summary="End this phone's token",
        success=204,
        problems=(401, 403),
    ),
    Call(
        method="get",
        path="/api/v1/reference",
        summary="Everything a phone needs offline; answers If-None-Match with 304",
        success=200,
        answer=answers.ReferenceSchema,
        problems=(401, 403),
    ),
    Call(
        method="put",
        path="/api/v1/batches/{batch_id}",
        summary="Send registrations and visits; repeating it has the effect of once",
        success=200,
        body=schemas.BatchSchema,
        answer=answers.BatchAnswerSchema,
        problems=(400, 401, 403, 404, 409, 413, 415, 422),
        parameters=(
            {"name": "batch_id", "in": "path", "required": True, "schema": UUID_PARAMETER},
        ),
    ),
    Call(
        method="get",
        path="/api/v1/changes",
        summary="What the office decided since the cursor, and this month's progress",
        success=200,
        answer=answers.ChangesSchema,
        problems=(400, 401, 403),
        parameters=(
            {
                "name": "after",
                "in": "query",
                "schema": {"type": "string", "pattern": CURSOR.pattern},
            },
            {
                "name": "limit",
                "in": "query",
                "schema": {"type": "integer", "minimum": 1, "maximum": 9999},
            },
        ),
    ),
    Call(
        method="post",
        path="/api/v1/reconcile",
        summary="Compare what phone and server hold; the answer is signed",
        success=200,
        body=schemas.ReconcileSchema,
        answer=answers.ReconciledSchema,
        problems=(400, 401, 403, 413, 415, 422),
    ),
    Call(
        method="post",
        path="/api/v1/sealed",
        summary="Leave sealed work, with the deposit token; a revoked phone's is kept for claiming",
        success=200,
        body=schemas.SealedSchema,
        answer=answers.DepositedSchema,
        problems=(400, 401, 413, 415, 422, 429),
    ),
    Call(
        method="post",
        path="/api/v1/sealed/open",
        summary="Own sealed work in the clear again, after a forgotten PIN or on another phone",
        success=200,
        body=schemas.SealedToOpenSchema,
        answer=answers.ReopenedSchema,
        problems=(400, 401, 403, 413, 415, 422),
    ),
    Call(
        method="post",
        path="/api/v1/photos",
        summary="Begin to send a photo that was asked for, or hear how far it came",
        success=200,
        body=schemas.PhotoSchema,
        answer=answers.UploadSchema,
        problems=(400, 401, 403, 404, 409, 413, 415, 422, 429),
    ),
    Call(
        method="patch",
        path="/api/v1/photos/{sha256}",
        summary="Send the next piece of a photo; what the office has already is passed over",
        success=200,
        piece=PIECE_TYPE,
        answer=answers.UploadSchema,
        problems=(400, 401, 403, 404, 409, 413, 415, 422, 429),
        parameters=(
            {
                "name": "sha256",
                "in": "path",
                "required": True,
                "schema": {"type": "string", "pattern": "[0-9a-f]{64}"},
            },
            {
                "name": "Upload-Offset",
                "in": "header",
                "required": True,
                "schema": {"type": "integer", "minimum": 0, "maximum": MOST_LENGTH},
            },
        ),
    ),
    Call(
        method="get",
        path="/api/v1/registrations/{registration_id}",
        summary="An own registration as the server holds it",
        success=200,
        answer=answers.HeldRegistrationSchema,
        problems=(401, 403, 404),
        parameters=(
            {"name": "registration_id", "in": "path", "required": True, "schema": UUID_PARAMETER},
        ),
    ),
)


@cache
def document() -> dict[str, Any]:
    """The whole document."""
    spec = APISpec(
        title="Jangkau",
        version="1",
        openapi_version="3.1.0",
        info={"description": "Between a volunteer's phone and the office."},
        plugins=[MarshmallowPlugin()],
    )
    spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    for call in CALLS:
        spec.path(path=call.path, operations={call.method: operation(call)})
    content: dict[str, Any] = for_browsers(spec.to_dict())
    content["components"]["schemas"]["Device"]["anyOf"] = [
        {"required": ["username", "password"]},
        {"required": ["enrolment_code"]},
    ]
    return content


def operation(call: Call) -> dict[str, Any]:
    described: dict[str, Any] = {
        "summary": call.summary,
        "security": [] if call.open else [{"token": []}],
        "parameters": list(call.parameters),
        "responses": {
            str(call.success): success(call),
            **{str(status): problem(status) for status in (*call.problems, *ALWAYS)},
        },
    }
    if call.body:
        described["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": call.body}},
        }
    if call.piece:
        described["requestBody"] = {
            "required": True,
            "content": {call.piece: {"schema": {"type": "string", "format": "binary"}}},
        }
    return described


def success(call: Call) -> dict[str, Any]:
    if call.answer is None:
        return {"description": "Done"}
    return {"description": "Done", "content": {"application/json": {"schema": call.answer}}}


def problem(status: int) -> dict[str, Any]:
    return {
        "description": f"Problem {status}; `code` says which",
        "content": {"application/problem+json": {"schema": answers.ProblemSchema}},
    }


def for_browsers(part: Any) -> Any:
    r"""Python ends a pattern with \Z, JSON Schema with $, and lets it start anywhere."""
    if isinstance(part, dict):
        return {
            name: "^" + value.removesuffix(r"\Z") + "$"
            if name == "pattern" and isinstance(value, str)
            else for_browsers(value)
            for name, value in part.items()
        }
    return [for_browsers(value) for value in part] if isinstance(part, list) else part
