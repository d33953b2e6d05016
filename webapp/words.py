"""Says every sentence in the reader's language: Indonesian, or English for who asked for it.

The Indonesian sentence is the key by which webapp/translations has the English (docs/adr/0019).
"""

from typing import Any, Literal, cast

import flask_babel
from flask import Flask, Response, g, has_request_context, request
from flask.globals import request_ctx
from werkzeug.wrappers import Response as AnyResponse

Language = Literal["id", "en"]

# each in its own words, as the switch on the pages writes it
LANGUAGES: dict[Language, str] = {"id": "Bahasa Indonesia", "en": "English"}
# what somebody chose on a page; it outlives the session, as it is wanted before signing in
CHOICE = "language"
A_YEAR_S = 31_536_000

babel = flask_babel.Babel()


def init_app(app: Flask) -> None:
    babel.init_app(app, default_locale="id", locale_selector=asked_for)
    app.jinja_env.globals.update(language=language, LANGUAGES=LANGUAGES, here=here)
    # a tag or an expression on a line of its own leaves no blank behind in a sentence
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.after_request(name_the_language)


def gettext(sentence: str, **values: object) -> str:
    """The sentence in the reader's language, with its %(name)s places filled."""
    return str(flask_babel.gettext(sentence, **values))


def lazy_gettext(sentence: str) -> Any:
    """The same for what is written down before anybody reads it: a label, a failure's words."""
    return flask_babel.lazy_gettext(sentence)


def form_for(sentence: str, n: int) -> str:
    """The sentence as it is said of so many things; its places are not filled."""
    return str(flask_babel.get_translations().ungettext(sentence, sentence, n))


def N_(sentence: str) -> str:  # noqa: N802 - gettext's own name, by which make words finds it
    """Only marks a sentence for the catalogue: it rests in Indonesian until gettext says it."""
    return sentence


def language() -> Language:
    """The reader's; Indonesian at the shell and wherever nobody asks."""
    locale = flask_babel.get_locale()
    return "en" if locale and locale.language == "en" else "id"


def in_indonesian() -> Any:
    """For what leaves the office: with in_indonesian(): ..."""
    return flask_babel.force_locale("id")


def asked_for() -> Language:
    """What was chosen on a page, else what the browser or the phone prefers."""
    if not has_request_context():
        return "id"
    g.answers_in_a_language = True
    chosen = None if is_wire() else request.cookies.get(CHOICE)
    found = chosen if chosen in LANGUAGES else request.accept_languages.best_match([*LANGUAGES])
    return cast(Language, found or "id")


def is_wire() -> bool:
    """Phones have no cookie: they say in each request what their volunteer reads."""
    return request.path.startswith("/api/")


def here() -> str:
    """The address of this page, to come back to in the other language.

    What answers a press of a button has often none: then it is the page that holds the button.
    """
    if request.method != "POST":
        return request.full_path.rstrip("?")
    path, adapter = request.path, request_ctx.url_adapter
    while path and adapter and "GET" not in adapter.allowed_methods(path):
        path = path.rpartition("/")[0]
    return path or "/login"


def choose(response: AnyResponse, wanted: Language, *, secure: bool) -> None:
    """From now on this browser reads that."""
    response.set_cookie(
        CHOICE, wanted, max_age=A_YEAR_S, secure=secure, httponly=True, samesite="Lax"
    )


def name_the_language(response: Response) -> Response:
    """On answers that have words in them, so that no cache gives them to another reader."""
    if g.pop("answers_in_a_language", False):
        response.headers.setdefault("Content-Language", language())
        response.vary.update(["Accept-Language"] if is_wire() else ["Accept-Language", "Cookie"])
    return response
