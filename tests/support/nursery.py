"""One process that has loaded everything, and has a child for each server or command a test wants.

Loading is most of what a start costs; a child is a process of its own all the same, to be
stopped and killed.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import flask.cli
import gunicorn.app.wsgiapp

import webapp.app
from config import ROOT

PROGRAMS = {"gunicorn": gunicorn.app.wsgiapp.run, "flask": flask.cli.main}
# loaded before the first child: the longest part of every start
LOADED = webapp.app.create_app


@dataclass(frozen=True)
class Child:
    """A running program, as subprocess would give it."""

    pid: int

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        return answer_of({"wait": self.pid, "how": os.WNOHANG})

    def wait(self) -> int:
        """Until it ends."""
        code = answer_of({"wait": self.pid, "how": 0})
        assert code is not None
        return code

    def terminate(self) -> None:
        os.kill(self.pid, signal.SIGTERM)


def start(words: list[str], *, environment: Mapping[str, str], log: Path) -> Child:
    """Run "gunicorn ..." or "flask ..." in the project's folder; the log gets what it says."""
    pid = answer_of({"run": words, "environment": dict(environment), "log": str(log)})
    assert pid is not None
    return Child(pid)


def answer_of(question: dict[str, Any]) -> int | None:
    process = nursery()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(question) + "\n")
    process.stdin.flush()
    answer: int | None = json.loads(process.stdout.readline())
    return answer


@cache
def nursery() -> subprocess.Popen[str]:
    """Begun with the first child, over with the tests."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.nursery"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        # a Ctrl-C is meant for pytest, which then stops what it started
        start_new_session=True,
    )
    atexit.register(process.communicate)
    return process


def main() -> None:
    """Answer questions until nobody asks any more."""
    for line in sys.stdin:
        question = json.loads(line)
        answer = ended(**question) if "wait" in question else born(**question)
        print(json.dumps(answer), flush=True)  # noqa: T201 - this is how it speaks


def ended(wait: int, how: int) -> int | None:
    pid, status = os.waitpid(wait, how)
    return os.waitstatus_to_exitcode(status) if pid else None


def born(run: list[str], environment: dict[str, str], log: str) -> int:
    pid = os.fork()
    if pid:
        return pid
    os.setsid()
    for number, flags in ((0, os.O_RDONLY), (1, os.O_WRONLY | os.O_APPEND | os.O_CREAT)):
        os.dup2(os.open(log if number else os.devnull, flags), number)
    os.dup2(1, 2)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = run
    code = 1
    try:
        PROGRAMS[run[0]]()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
