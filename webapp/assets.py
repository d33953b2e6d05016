"""The built client: which hashed file stands for which name, and how it is served."""

import json
from functools import cache, partial
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from webapp.headers import ALWAYS

PREFIX = "static/dist/"


def init_app(app: Flask) -> None:
    folder: Path = app.config["JANGKAU"].client_path
    app.jinja_env.globals["asset"] = partial(asset_url, folder)
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


def asset_url(folder: Path, name: str) -> str:
    """The address of a built file such as desk.css."""
    return f"/{PREFIX}{built(folder).get(name, name)}"


@cache
def built(folder: Path) -> dict[str, str]:
    """The hashed file behind each name."""
    listing = folder / "manifest.json"
    if not listing.is_file():
        return {}
    names: dict[str, str] = json.loads(listing.read_text())
    return names
