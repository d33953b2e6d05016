"""The English of what a phone shows, by its Indonesian: the app's words and the office's lists."""

import json
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.request import Request, urlopen

from babel.messages.pofile import read_po

from config import ROOT

CATALOGUE = ROOT / "webapp" / "translations" / "en" / "LC_MESSAGES" / "messages.po"


def app_words() -> dict[str, str]:
    """Every sentence of static/src; where English counts, the form for several."""
    with CATALOGUE.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    return {
        one_of(message.id, 0): one_of(message.string, -1)
        for message in messages
        if any(place.startswith("static/src/") for place, _ in message.locations)
    }


def one_of(forms: str | Sequence[str] | None, at: int) -> str:
    return forms if isinstance(forms, str) else (forms or [""])[at]


def office_words(url: str, username: str) -> dict[str, str]:
    """Every text of GET /reference with its English; itself where the office has none."""
    who = {"username": username, "password": f"{username}-uji", "device_name": "Uji"}
    token = ask(f"{url}/api/v1/devices", {"Content-Type": "application/json"}, who)["token"]
    reference = ask(f"{url}/api/v1/reference", {"Authorization": f"Bearer {token}"})
    return dict(pairs(reference))


def ask(url: str, headers: dict[str, str], body: object = None) -> dict[str, Any]:
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(url, data, headers)) as answer:  # noqa: S310 - our own office
        content: dict[str, Any] = json.load(answer)
    return content


def pairs(part: object, english: object = None) -> Iterator[tuple[str, str]]:
    """label_id beside label_en, text beside text_en, a map beside the map of the same keys."""
    if isinstance(part, str):
        said = english if isinstance(english, str) else part
        # by paragraph, as a screen shows them; the English may add one
        yield from zip(part.split("\n\n"), said.split("\n\n"), strict=False)
    elif isinstance(part, list):
        for one in part:
            yield from pairs(one)
    elif isinstance(part, dict):
        twins = english if isinstance(english, dict) else {}
        for name, value in part.items():
            if not name.endswith("_en"):
                own = part.get(f"{name.removesuffix('_id')}_en")
                yield from pairs(value, twins.get(name, own))
