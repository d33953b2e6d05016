"""A person at the office before a real server: cookies, and forms with their tokens."""

from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.support.crawl import Form, Reader
from tests.support.people import PASSWORD
from tests.support.serving import Site

SECONDS = 30


class Browser:
    """Signed in, with the session cookie of one person."""

    def __init__(self, site: Site, username: str) -> None:
        self._site = site
        self._cookies: dict[str, str] = {}
        self.get("/login")
        self.submit("/login", username=username, password=PASSWORD)

    def get(self, path: str) -> str:
        return self._open("GET", path, {})

    def submit(self, path: str, **fields: str) -> str:
        """Fill in the form of the present page that goes to this path, and send it."""
        here = (form for form in self._forms if (form.method, form.action) == ("post", path))
        form = next(here)
        return self._open("POST", path, {**form.fields, **fields})

    def _open(self, method: str, path: str, fields: dict[str, str]) -> str:
        connection = HTTPConnection("127.0.0.1", self._site.port, timeout=SECONDS)
        headers = {"Cookie": "; ".join(f"{name}={said}" for name, said in self._cookies.items())}
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urlencode(fields), headers)
        answer = connection.getresponse()
        page = answer.read().decode(errors="replace")
        connection.close()
        for name, said in SimpleCookie(answer.headers.get("Set-Cookie", "")).items():
            self._cookies[name] = said.value
        if answer.status == 302:
            return self.get(answer.headers["Location"])
        assert answer.status == 200, (method, path, answer.status)
        self._forms: list[Form] = Reader(path, page).forms
        return page
