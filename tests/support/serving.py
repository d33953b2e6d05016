"""The demo as a user meets it: gunicorn on a port of its own, to be stopped and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from config import ROOT

START_SECONDS = 30
PREPARE = (("db", "upgrade"), ("regions", "load"), ("demo", "load"))


class Site:
    """One served demo. Stopped, it refuses connections: the only honest way to be offline."""

    def __init__(self, instance: Path, database_url: str = "") -> None:
        self._port = free_port()
        self._log = instance / "server.log"
        self._environment = {
            **os.environ,
            "JANGKAU_MODE": "demo",
            "JANGKAU_INSTANCE": str(instance),
            "DATABASE_URL": database_url,
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def flask(self, *words: str) -> str:
        """Run a flask command on the same data; raise with what it said when it fails."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *words],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"flask {' '.join(words)} failed:\n{done.stdout}")
        return done.stdout

    def start(self) -> None:
        """Serve, and return when the first answer came."""
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self._port}"]
        quick = ["--threads", "8", "--graceful-timeout", "1", "--no-control-socket"]
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                [*command, "--worker-class", "gthread", *quick, "wsgi:app"],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                # a group of its own: killed with its workers, and not by a Ctrl-C meant for pytest
                start_new_session=True,
            )
        self._wait()

    def stop(self) -> None:
        """Refuse every connection from now on."""
        if self._process:
            self._process.terminate()
            self._process.wait(START_SECONDS)
            self._process = None

    def kill(self) -> None:
        """Die in mid-sentence, as in a power cut."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(START_SECONDS)
            self._process = None

    def _wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while self._process and self._process.poll() is None and time.monotonic() < until:
            try:
                connection = HTTPConnection("127.0.0.1", self._port, timeout=5)
                connection.request("GET", "/healthz")
                connection.getresponse().read()
                connection.close()
            except (HTTPException, OSError):
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"The server did not start:\n{self._log.read_text()}")


@contextmanager
def demo_site(instance: Path, database_url: str = "") -> Iterator[Site]:
    """A served demo with its accounts and regions; its data live in the folder `instance`."""
    instance.mkdir(parents=True, exist_ok=True)
    site = Site(instance, database_url)
    for words in PREPARE:
        site.flask(*words)
    site.start()
    try:
        yield site
    finally:
        site.stop()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
