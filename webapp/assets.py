"""The built client: which hashed file stands for which name, and how it is served."""

import json
from functools import cache
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from webapp.extensions import settings
from webapp.headers import ALWAYS

PREFIX = "static/dist/"


def init_app(app: Flask) -> None:
    app.jinja_env.globals["asset"] = asset_url
    folder: Path = app.config["JANGKAU"].client_path
    if folder.is_dir():
        app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
            app.wsgi_app,
            root=str(folder),
            prefix=PREFIX,
            # every name carries a hash of its content, so a copy never goes stale
            immutable_file_test=lambda _path, url: "-" in Path(url).name,
            add_headers_function=add_headers,
        )


def add_headers(headers: Headers, _path: str, _url: str) -> None:
    for name, value in ALWAYS.items():
        headers[name] = value


def asset_url(name: str) -> str:
    """The address of a built file such as desk.css."""
    return f"/{PREFIX}{built().get(name, name)}"


def built() -> dict[str, str]:
    return names_in(settings().client_path)


@cache
def names_in(folder: Path) -> dict[str, str]:
    listing = folder / "manifest.json"
    if not listing.is_file():
        return {}
    names: dict[str, str] = json.loads(listing.read_text())
    return names
