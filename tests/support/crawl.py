"""Walks through the office the way a person does: from the first page along every link and form."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


@dataclass
class Form:
    """A form of a page as a browser would send it untouched."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class Reader(HTMLParser):
    """Finds the links and the forms of a page."""

    def __init__(self, address: str, html: str) -> None:
        super().__init__()
        self._address = address
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._select: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in said:
            self.links.append(self._here(said["href"]))
        elif tag == "form":
            method = said.get("method", "get").lower()
            self.forms.append(Form(self._here(said.get("action", "")), method))
        elif self.forms:
            self._field(tag, said)

    def _field(self, tag: str, said: dict[str, str]) -> None:
        fields, name = self.forms[-1].fields, said.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in said or self._select not in fields:
                fields[self._select] = said.get("value", "")
        elif name and tag in ("input", "textarea", "button"):
            fields.setdefault(name, said.get("value", ""))

    def _here(self, address: str) -> str:
        return urldefrag(urljoin(self._address, address)).url


@dataclass(frozen=True)
class Page:
    address: str
    answer: TestResponse
    links: list[str]
    forms: list[Form]


def crawl(browser: FlaskClient, *starts: str, at_most: int = 400) -> Iterator[Page]:
    """Every page that can be reached by links from these, each once."""
    waiting, seen = list(starts), set(starts)
    while waiting and len(seen) < at_most:
        address = waiting.pop(0)
        answer = browser.get(address, follow_redirects=True)
        html = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        reader = Reader(address, html)
        yield Page(address, answer, reader.links, reader.forms)
        for link in reader.links:
            if link not in seen and not urlsplit(link).netloc and not urlsplit(link).scheme:
                seen.add(link)
                waiting.append(link)
