"""kill -9 of the import of a roll: it goes on where it was, and nobody is there twice."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from config import ROOT, Config
from tests.faults.killing import run
from tests.faults.size import chance, times
from webapp.cli.roll import commands
from webapp.contents import open_member, sealer
from webapp.dedup import index
from webapp.dedup.entries import opened
from webapp.dedup.roll import side_by_side
from webapp.extensions import db
from webapp.models import BlockingKey, Member, NameFrequency, Profile, Roll

# a broken line, a name nobody can read and two lines with one number among the others
ROWS = [
    *(f"{number},Nama {chr(65 + number)},1980-01-{number:02}" for number in range(1, 13)),
    '13,"Lupa Tutup,1980-01-01',
    "14,123,1980-01-01",
    "3,Nama Lain,1981-01-01",
    "16,Terakhir,80-01-01",
]
SECONDS = 60


@pytest.fixture
def place(tmp_path: Path) -> Path:
    file = tmp_path / "roll.csv"
    file.write_text("\n".join(["member_number,full_name,birth_date", *ROWS]) + "\n")
    return file


def bring_in(app: Flask, file: Path) -> int:
    said = app.test_cli_runner().invoke(args=["roll", "import", str(file)])
    assert said.exit_code == 0, said.output
    return said.exit_code


def traces(app: Flask, file: Path) -> dict[str, Any]:
    """All that the database and the file of complaints hold, without ids."""
    with app.app_context():
        held = {row.id: open_member(row) for row in db.session.scalars(select(Member))}
        profiles = {row.id: row for row in db.session.scalars(select(Profile))}
        return {
            "members": sorted(map(repr, held.values())),
            "profiles": sorted(
                repr((opened("member", row.member_id, row.content, sealer()), held[row.member_id]))
                for row in profiles.values()
            ),
            "keys": sorted(
                repr((row.key, held[profiles[row.profile_id].member_id]))
                for row in db.session.scalars(select(BlockingKey))
            ),
            "names": sorted(
                (row.name_key, row.people)
                for row in db.session.scalars(select(NameFrequency))
                if row.people
            ),
            "counts": [dict(row.counts) for row in db.session.scalars(select(Roll))],
            "complaints": file.with_suffix(".errors.csv").read_text(),
        }


def forget(app: Flask) -> None:
    """Nobody is a member any more."""
    with app.app_context():
        ids = list(db.session.scalars(select(Member.id)))
        index.remove(db.session.connection(), ids, sealer(), kind="member")
        for model in (NameFrequency, Member, Roll):
            db.session.query(model).delete()
        db.session.commit()


def test_killed_at_every_point_and_again_in_the_next_run_everybody_is_in_once(
    app, place, monkeypatch
):
    monkeypatch.setattr(side_by_side, "RECORDS_OF_A_PIECE", 2)
    monkeypatch.setattr(side_by_side, "WORTH_STARTING", 1_000)
    monkeypatch.setattr(commands, "MOST_PIECES_OF_A_CHUNK", 2)
    request = partial(bring_in, app, place)
    undisturbed = run(app, request)
    left = traces(app, place)
    assert len(left["members"]) == len(left["profiles"]) == 13
    assert left["counts"] == [{"added": 13, "changed": 1, "unread": 2, "noted": 2}]

    points = range(undisturbed.hooks)
    for first in chance(1).sample(points, times(25, undisturbed.hooks)):
        forget(app)
        assert run(app, request, kill_at=first).killed
        for second in chance(first).sample(points, times(1, 3)):
            run(app, request, kill_at=second)
        request()
        with app.app_context():
            finished = db.session.scalars(select(Roll.finished_at)).all()
        if len(finished) == 1:
            assert traces(app, place) == left, f"killed at {first}, then at {second}"
        else:
            # it was killed when all was done, and the same roll came again
            assert traces(app, place)["members"] == left["members"]
            assert traces(app, place)["keys"] == left["keys"]


IMPORT = """
from flask.cli import main
from webapp.cli.roll import commands
from webapp.dedup.roll import side_by_side
side_by_side.RECORDS_OF_A_PIECE, side_by_side.WORTH_STARTING = 50, 1
commands.MOST_PIECES_OF_A_CHUNK = 2
main()
"""


def test_killed_while_many_processes_are_at_it(app, place, config):
    rows = [f"{number},Orang {number:b},1980-01-01" for number in range(10_000, 13_000)]
    place.write_text("\n".join(["member_number,full_name,birth_date", *rows]) + "\n")
    with started(config, place) as importing:
        wait_until(lambda: stored(app) >= 200, importing)
        children = family(importing.pid)
        os.kill(importing.pid, signal.SIGKILL)
    assert 200 <= stored(app) < 3_000
    # the others notice that nobody waits for them any more
    assert len(children) >= 2
    wait_until(lambda: not any(map(is_running, children)))
    with started(config, place) as again:
        said, _ = again.communicate(timeout=SECONDS)
    assert again.returncode == 0
    assert "Dilanjutkan sesudah baris" in said
    assert "3.000 baru, 0 berubah, 0 tetap sama" in said
    assert stored(app) == 3_000


def started(config: Config, file: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", IMPORT, "--app", "wsgi", "roll", "import", str(file)],
        cwd=ROOT,
        env={
            **os.environ,
            "JANGKAU_MODE": "test",
            "JANGKAU_INSTANCE": str(config.instance_path),
            "DATABASE_URL": config.database_url,
        },
        stdout=subprocess.PIPE,
        text=True,
    )


def stored(app: Flask) -> int:
    with app.app_context():
        count = db.session.query(Member).count()
        db.session.rollback()
        return count


def family(pid: int) -> list[int]:
    """The processes that work for this one."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid: int) -> bool:
    """Whether it still does anything; a dead one may stay on the list until somebody asks."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(true, process: "subprocess.Popen[str] | None" = None) -> None:
    until = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < until
        assert process is None or process.poll() is None
        time.sleep(0.02)
