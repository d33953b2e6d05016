"""Speaks in one of the two languages, with no browser or phone to ask for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from flask_babel import force_locale

from config import ROOT
from webapp import words

SPEAKER = Flask("webapp", root_path=str(ROOT / "webapp"))
words.init_app(SPEAKER)


@contextmanager
def speaking(language: words.Language) -> Iterator[None]:
    """What is said inside is said in this language."""
    with SPEAKER.app_context(), force_locale(language):
        yield
