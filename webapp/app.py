"""Builds the application: settings, guards, doors, and what every answer carries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import orjson
import structlog
from flask import Blueprint, Flask, Response, jsonify, make_response, render_template, request
from sqlalchemy.exc import DataError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.middleware.proxy_fix import ProxyFix

from config import ROOT, Config
from webapp import assets, cli, contents, headers, logs, wording, words
from webapp.accounts import guards, sessions
from webapp.accounts.demo_accounts import refuse_demo_accounts
from webapp.accounts.people import people
from webapp.accounts.views import account, sign_in
from webapp.errors import NotFound, Problem, RetryLater, Unexpected, problem_for_status
from webapp.extensions import csrf, db, migrate, only_read
from webapp.field.views import field
from webapp.handover.views import handover
from webapp.keyfiles import kept_key
from webapp.keyring import Keyring
from webapp.progress.views import coordination, team
from webapp.receipts.views import receipts
from webapp.review.deposits import deposits
from webapp.review.duplicates import duplicates
from webapp.review.photos import photos
from webapp.review.views import review
from webapp.sealing import Sealer
from webapp.sync.photos import sent_photos
from webapp.sync.sealed import deposit
from webapp.sync.views import enrolment, phone

Guard = Callable[[], None]


@dataclass(frozen=True)
class Door:
    """A blueprint, who may pass, and whether it speaks to programs instead of browsers."""

    blueprint: Blueprint
    guard: Guard
    api: bool = False


# Every way in. A route that is not behind one of these does not exist.
DOORS = (
    Door(field, guards.anyone),
    Door(sign_in, guards.anyone),
    Door(receipts, guards.anyone),
    Door(enrolment, guards.anyone, api=True),
    Door(phone, guards.phone_of_volunteer, api=True),
    Door(sent_photos, guards.phone_of_volunteer, api=True),
    Door(deposit, guards.depositor, api=True),
    Door(account, guards.signed_in),
    Door(review, guards.supervisor),
    Door(duplicates, guards.supervisor),
    Door(deposits, guards.supervisor),
    Door(photos, guards.supervisor),
    Door(team, guards.supervisor),
    Door(coordination, guards.coordinator),
    Door(people, guards.coordinator),
    Door(handover, guards.coordinator),
)

GUARDS = {door.blueprint.name: door.guard for door in DOORS}


def create_app(config: Config | None = None) -> Flask:
    """The application for these settings, by default those of the environment."""
    config = config or Config.from_env()
    app = Flask("webapp", root_path=str(ROOT / "webapp"), static_folder=None)
    configure(app, config)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    csrf.init_app(app)
    sessions.init_app(app)
    logs.init_app(app)
    headers.init_app(app)
    assets.init_app(app)
    words.init_app(app)
    wording.init_app(app)
    cli.init_app(app)
    app.before_request(reads_need_no_turn)
    app.before_request(pass_guard)
    for door in DOORS:
        app.register_blueprint(door.blueprint)
        if door.api:
            csrf.exempt(door.blueprint)
    app.register_error_handler(Exception, answer_failure)
    if config.mode == "production":
        with app.app_context():
            refuse_demo_accounts()
    return app


def configure(app: Flask, config: Config) -> None:
    keys = config.instance_path / "keys"
    app.config.update(
        JANGKAU=config,
        SECRET_KEY=config.secret_key or kept_key(keys / "session.key"),
        SQLALCHEMY_DATABASE_URI=config.sqlalchemy_url,
        # error messages must not carry what somebody sent
        SQLALCHEMY_ENGINE_OPTIONS={
            "hide_parameters": True,
            "pool_pre_ping": True,
            "json_serializer": contents.as_json,
            "json_deserializer": orjson.loads,
        },
        MAX_CONTENT_LENGTH=config.max_body_bytes,
        MAX_FORM_MEMORY_SIZE=config.max_body_bytes,
        SESSION_COOKIE_NAME="__Host-jangkau" if config.secure_cookies else "jangkau",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=config.office_session_hours),
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.extensions["sealer"] = Sealer(bytes.fromhex(config.data_key or kept_key(keys / "data.key")))
    app.extensions["keyring"] = Keyring(keys)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def reads_need_no_turn() -> None:
    if request.method in ("GET", "HEAD", "OPTIONS"):
        only_read()


def pass_guard() -> None:
    """Deny by default: a request without a known door finds nothing."""
    if isinstance(request.routing_exception, MethodNotAllowed):
        raise request.routing_exception
    guard = GUARDS.get(request.blueprint or "")
    if guard is None:
        raise NotFound
    guard()


def answer_failure(error: Exception) -> Response:
    """Any failure as the catalogue has it: problem+json for programs, a page for people."""
    forget_what_was_begun()
    if isinstance(error, HTTPException) and error.response is not None:
        # no failure: a guard sends the browser to the sign-in page
        return make_response(error.response)
    problem = understood(error)
    if request.path.startswith("/api/"):
        response = jsonify(problem.as_json())
        response.mimetype = "application/problem+json"
    else:
        response = make_response(render_template("problem.html", problem=problem))
    response.status_code = problem.status
    if problem.retry_after:
        response.headers["Retry-After"] = str(problem.retry_after)
    if problem.status == 401 and request.path.startswith("/api/"):
        response.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.allow.update(error.valid_methods)
    return response


def forget_what_was_begun() -> None:
    try:
        db.session.rollback()
    except DBAPIError:
        # the connection died, and with it the transaction
        db.session().invalidate()


def understood(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException):
        return problem_for_status(error.code or 500)
    if isinstance(error, OperationalError | PoolTimeout) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    ):
        # locked, full, or gone for a moment: nothing half done, the phone keeps its work
        structlog.get_logger().warning("database unavailable", error=type(error).__name__)
        return RetryLater()
    if isinstance(error, DataError | OverflowError):
        # a value no row or calendar can hold, such as NUL or a number of 30 digits in an address
        return Problem()
    structlog.get_logger().error("unexpected", exc_info=error)
    return Unexpected()
