"""Runs a request in a process of its own and kills it (SIGKILL) at a chosen point.

The points are: before and after every SQL statement, before and after every commit, and after
the last one, when the answer is made but nobody has it yet. `hooks` of an undisturbed run says
how many there are.
"""

import gc
import json
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

from webapp.extensions import db
from webapp.models import bulk

Request = Callable[[], Any]
Hit = Callable[..., None]
NEVER = -1


@dataclass(frozen=True)
class End:
    """How the process ended: killed, or with an answer after so many hooks."""

    killed: bool
    answer: Any = None
    hooks: int = 0


def run(app: Flask, request: Request, *, kill_at: int = NEVER) -> End:
    """Make the request in a child of this process; `request` returns something for JSON."""
    with app.app_context():
        # a connection must not be used on both sides of a fork
        db.engine.dispose()
    read, write = os.pipe()
    # half the time of a child went into copying pages that the collector had touched
    gc.freeze()
    child = os.fork()
    if child == 0:
        os.close(read)
        die_or_tell(app, request, kill_at, write)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return End(killed=True)
    assert status == 0, told.decode()
    return End(killed=False, **json.loads(told))


def die_or_tell(app: Flask, request: Request, kill_at: int, write: int) -> None:
    """Never returns: what pytest has planned for afterwards is the parent's business."""
    status = 1
    try:
        hooks = 0

        def hit(*_args: object) -> None:
            nonlocal hooks
            if hooks == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            hooks += 1

        with app.app_context():
            watch(db.engine, hit)
        answer = request()
        hit()
        told = json.dumps({"answer": answer, "hooks": hooks})
        status = 0
    except BaseException as error:  # the parent has to hear of it, whatever it is
        told = repr(error)
    os.write(write, told.encode())
    os._exit(status)


def watch(engine: Engine, hit: Hit) -> None:
    """Call `hit` at every point."""
    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(engine, name, hit)
    commit = engine.dialect.do_commit

    def do_commit(connection: Any) -> None:
        commit(connection)
        hit()

    engine.dialect.do_commit = do_commit
    copy = bulk.copy_in

    def copy_in(*rows: Any) -> None:
        hit()
        copy(*rows)
        hit()

    # PostgreSQL's COPY is no statement that events tell of
    bulk.copy_in = copy_in
