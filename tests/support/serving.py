"""The demo as a user meets it: gunicorn on a port of its own, to be stopped and started again."""

import atexit
import os
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory

import flask_migrate

from config import ROOT, Config
from tests.support import nursery
from webapp import places
from webapp.accounts import operations
from webapp.app import create_app
from webapp.extensions import db
from webapp.models import Role

START_SECONDS = 30
# user name, role, territory; the password is the user name and "-uji"
STAFF = (
    ("relawan", Role.VOLUNTEER, "32.16.09"),
    ("penyelia", Role.SUPERVISOR, "32.16.09"),
    ("koordinator", Role.COORDINATOR, "32.16"),
)


class Site:
    """One served demo. Stopped, it refuses connections: the only honest way to be offline."""

    def __init__(
        self, instance: Path, database_url: str = "", *, workers: int = 1, nursed: bool = False
    ) -> None:
        """`nursed`: its programs are children of the nursery, and start in a tenth of the time."""
        self._workers = workers
        self._nursed = nursed
        self.port = free_port()
        self._log = instance / "server.log"
        self._environment = {
            **os.environ,
            "JANGKAU_MODE": "demo",
            "JANGKAU_PHOTOS": "on",
            "JANGKAU_INSTANCE": str(instance),
            "DATABASE_URL": database_url,
        }
        self._process: subprocess.Popen[bytes] | nursery.Child | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """All that the server has written so far."""
        return self._log.read_text()

    def flask(self, *words: str) -> str:
        """Run a flask command on the same data; raise with what it said when it fails."""
        log = self._log.with_name("command.log")
        log.write_text("")
        code = self._run(["flask", "--app", "wsgi", *words], log).wait()
        said = log.read_text()
        if code:
            raise RuntimeError(f"flask {' '.join(words)} failed:\n{said}")
        return said

    def count(self, table: str) -> int:
        """How many rows of this table the office has; on SQLite."""
        file = Path(self._environment["JANGKAU_INSTANCE"]) / "jangkau.sqlite3"
        with closing(sqlite3.connect(file)) as connection:
            found: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - a word of the test's own
            return found

    def release(self, client: Path) -> None:
        """Serve this build of the client from the next start on."""
        self._environment["JANGKAU_CLIENT"] = str(client)

    def start(self) -> None:
        """Serve, and return when the first answer came."""
        command = ["gunicorn", "--bind", f"127.0.0.1:{self.port}"]
        many = ["--workers", str(self._workers), "--threads", "8"]
        quick = ["--graceful-timeout", "1", "--no-control-socket"]
        words = [*command, "--worker-class", "gthread", *many, *quick, "wsgi:app"]
        self._process = self._run(words, self._log)
        self._wait()

    def stop(self) -> None:
        """Refuse every connection from now on."""
        if self._process:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def kill(self) -> None:
        """Die in mid-sentence, as in a power cut."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def _run(self, words: list[str], log: Path) -> "subprocess.Popen[bytes] | nursery.Child":
        """A program on this office's data, in a group of its own: killed with all its workers."""
        if self._nursed:
            return nursery.start(words, environment=self._environment, log=log)
        with log.open("a") as said:
            return subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=ROOT,
                env=self._environment,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def _wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while self._process and self._process.poll() is None and time.monotonic() < until:
            try:
                connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/healthz")
                connection.getresponse().read()
                connection.close()
            except (HTTPException, OSError):
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"The server did not start:\n{self.log}")


@contextmanager
def quiet_site(instance: Path) -> Iterator[Site]:
    """A served office with one volunteer, supervisor and coordinator, and no work yet."""
    shutil.copytree(quiet_office(), instance)
    with serving(Site(instance, nursed=True)) as site:
        yield site


@cache
def quiet_office() -> Path:
    """The folder of such an office, made once and copied for each."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    instance = Path(folder.name) / "instance"
    with prepared(instance, ""):
        for username, role, region_code in STAFF:
            operations.create_user(
                username=username,
                full_name=username.title(),
                password=f"{username}-uji",
                role=role,
                region_code=region_code,
                by=None,
            )
        db.session.commit()
    return instance


@contextmanager
def demo_site(instance: Path, database_url: str = "") -> Iterator[Site]:
    """A served demo with its accounts and district; its data live in the folder `instance`."""
    with prepared(instance, database_url):
        pass
    site = Site(instance, database_url)
    site.flask("demo", "load")
    with serving(site):
        yield site


@contextmanager
def prepared(instance: Path, database_url: str) -> Iterator[None]:
    """The office's database with its regions, open for more."""
    app = create_app(Config(mode="demo", database_url=database_url, instance_path=instance))
    with app.app_context():
        try:
            flask_migrate.upgrade(directory=str(ROOT / "migrations"))
            places.load_regions()
            db.session.commit()
            yield
        finally:
            db.engine.dispose()


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    site.start()
    try:
        yield site
    finally:
        site.stop()


def free_port() -> int:
    """None that the system hands out by itself: a closed office finds its own again."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port
