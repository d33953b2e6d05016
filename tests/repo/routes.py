"""Who gets which answer from which route: the table that test_routes.py walks.

A route that is missing here fails the test, so nobody adds a way in without saying for whom. The
objects in an address belong to a volunteer of one district; "far" people belong to another.
"""

from typing import NamedTuple


class Expected(NamedTuple):
    """The status for each who asks. Phones speak by bearer token, all others by session cookie."""

    anonymous: int
    volunteer: int
    supervisor: int
    far_supervisor: int
    coordinator: int
    far_coordinator: int
    phone: int
    far_phone: int


def everybody(status: int) -> Expected:
    return Expected(*[status] * len(Expected._fields))


def phones(own: int, far: int) -> Expected:
    """A call of the wire: no session opens it."""
    return Expected(401, 401, 401, 401, 401, 401, own, far)


def office(volunteer: int, supervisors: tuple[int, int], coordinators: tuple[int, int]) -> Expected:
    """An office page: everybody else is sent to the sign-in page, phones too."""
    return Expected(302, volunteer, *supervisors, *coordinators, 302, 302)


def supervisors(own: int, far: int) -> Expected:
    return office(403, (own, far), (403, 403))


def coordinators(own: int, far: int) -> Expected:
    return office(403, (403, 403), (own, far))


def signed_in(status: int) -> Expected:
    return office(status, (status, status), (status, status))


ROUTES = {
    # the field app, as built, and the two questions of whoever watches the server
    "GET /": everybody(200),
    "GET /sw.js": everybody(200),
    "GET /manifest.webmanifest": everybody(200),
    "GET /healthz": everybody(200),
    "GET /readyz": everybody(200),
    # whoever is signed in already goes straight to work
    "GET /login": Expected(200, 302, 302, 302, 302, 302, 200, 200),
    "POST /login": everybody(422),
    "POST /logout": everybody(302),
    # whoever looks at a page chooses the language of all of them
    "POST /language": everybody(422),
    # a worker asks with a receipt
    "GET /status": everybody(200),
    "POST /status": everybody(422),
    # the wire
    "GET /api/openapi.json": everybody(200),
    "POST /api/v1/devices": everybody(422),
    "DELETE /api/v1/devices/current": phones(204, 204),
    "GET /api/v1/devices/current": phones(200, 200),
    # a phone's own token does not fit the slot for sealed work
    "POST /api/v1/sealed": phones(401, 401),
    "POST /api/v1/sealed/open": phones(422, 422),
    "GET /api/v1/reference": phones(200, 200),
    "PUT /api/v1/batches/<batch_id>": phones(409, 409),
    "GET /api/v1/changes": phones(200, 200),
    "POST /api/v1/reconcile": phones(422, 422),
    "GET /api/v1/registrations/<registration_id>": phones(200, 404),
    "POST /api/v1/photos": phones(422, 422),
    "PATCH /api/v1/photos/<sha256>": phones(415, 415),
    # the own account
    "GET /account": signed_in(200),
    "POST /account": signed_in(422),
    "POST /account/devices/<device_id>/revoke": office(302, (404, 404), (404, 404)),
    # a supervisor decides
    "GET /review": supervisors(200, 200),
    "GET /review/search": supervisors(200, 200),
    "POST /review/search": supervisors(422, 422),
    "GET /review/batches/<uuid:batch_id>": supervisors(200, 404),
    "POST /review/batches/<uuid:batch_id>/approve": supervisors(302, 404),
    "POST /review/batches/<uuid:batch_id>/undo": supervisors(302, 404),
    "GET /review/registrations/<uuid:registration_id>": supervisors(200, 404),
    "POST /review/registrations/<uuid:registration_id>/decide": supervisors(422, 404),
    "POST /review/registrations/<uuid:registration_id>/undo": supervisors(302, 404),
    # who may be registered twice
    "GET /review/duplicates": supervisors(200, 200),
    "POST /review/duplicates/merge": supervisors(302, 302),
    "POST /review/duplicates/undo": supervisors(302, 302),
    "GET /review/duplicates/<uuid:registration_id>/<uuid:other_id>": supervisors(200, 404),
    "POST /review/duplicates/<uuid:registration_id>/<uuid:other_id>": supervisors(422, 404),
    "POST /review/duplicates/<uuid:registration_id>/<uuid:other_id>/withdraw": supervisors(
        409, 404
    ),
    "POST /review/duplicates/<uuid:registration_id>/split": supervisors(404, 404),
    "GET /review/deposits": supervisors(200, 200),
    "POST /review/deposits/file": supervisors(422, 422),
    "POST /review/deposits/<uuid:device_id>": supervisors(302, 404),
    # a photo of an identity card
    "POST /review/registrations/<uuid:registration_id>/photo": supervisors(422, 404),
    "POST /review/photos/<uuid:request_id>/withdraw": supervisors(409, 404),
    "GET /review/photos/<uuid:request_id>": supervisors(200, 404),
    # how far the own volunteers are
    "GET /progress": supervisors(200, 200),
    "GET /progress/registrations": supervisors(200, 200),
    # the coordinator's overview
    "GET /coordination": coordinators(200, 200),
    "GET /coordination/registrations": coordinators(200, 200),
    "GET /coordination/visits": coordinators(200, 200),
    "GET /coordination/quotas": coordinators(200, 200),
    "POST /coordination/quotas": coordinators(302, 302),
    # people and their phones
    "GET /coordination/people": coordinators(200, 200),
    "GET /coordination/people/new": coordinators(200, 200),
    "POST /coordination/people/new": coordinators(422, 422),
    "GET /coordination/people/<user_id>": coordinators(200, 404),
    "POST /coordination/people/<user_id>/code": coordinators(200, 404),
    "POST /coordination/people/<user_id>/devices/<device_id>/revoke": coordinators(302, 404),
    "POST /coordination/people/<user_id>/disable": coordinators(302, 404),
    "POST /coordination/people/<user_id>/enable": coordinators(302, 404),
    "POST /coordination/people/<user_id>/password": coordinators(422, 404),
    "POST /coordination/people/<user_id>/territory": coordinators(422, 404),
    # files for BPJS
    "GET /handover": coordinators(200, 200),
    "POST /handover": coordinators(302, 302),
    "GET /handover/<handover_id>": coordinators(200, 404),
    "GET /handover/<handover_id>.xlsx": coordinators(200, 404),
}
