"""The door of the field app: its page, its worker and its manifest, as built."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from webapp.errors import RetryLater
from webapp.extensions import db, settings
from webapp.words import gettext

field = Blueprint("field", __name__)


@field.get("/")
def page() -> ResponseReturnValue:
    return built("index.html", "text/html; charset=utf-8")


@field.get("/sw.js")
def worker() -> ResponseReturnValue:
    return built("sw.js", "text/javascript; charset=utf-8")


@field.get("/manifest.webmanifest")
def manifest() -> ResponseReturnValue:
    return built("manifest.webmanifest", "application/manifest+json")


@field.get("/healthz")
def alive() -> ResponseReturnValue:
    return {"status": "ok"}


@field.get("/readyz")
def ready() -> ResponseReturnValue:
    db.session.execute(db.select(1))
    return {"status": "ok"}


def built(name: str, mimetype: str) -> ResponseReturnValue:
    """A built file, packed if the browser likes; asked for anew each time, 304 when unchanged."""
    folder = settings().client_path
    packed, plain = folder / f"{name}.gz", folder / name
    if not plain.is_file():
        raise RetryLater(gettext("Aplikasi lapangan belum dibangun: jalankan make client."))
    wants_gzip = bool(request.accept_encodings["gzip"]) and packed.is_file()
    response = Response((packed if wants_gzip else plain).read_bytes(), content_type=mimetype)
    if wants_gzip:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response.make_conditional(request)
