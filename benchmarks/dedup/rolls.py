"""How fast a member roll comes in, and the memory of all processes that bring it."""

import csv
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import flask_migrate

from benchmarks.dedup.worlds.files import COLUMNS
from benchmarks.dedup.worlds.world import world
from benchmarks.figures import figure
from benchmarks.office import children_of, database_url, kilobytes
from config import ROOT, Config
from webapp.app import create_app
from webapp.extensions import db

MEMBERS = 700_000
SECONDS_BETWEEN_LOOKS = 0.5


def run() -> None:
    # a real disk: /tmp may be memory on some machines
    with TemporaryDirectory(dir="/var/tmp") as name:
        file = Path(name) / "roll.csv"
        write_roll(file)
        for kind in ("sqlite", "postgresql"):
            measure(kind, file)


def write_roll(file: Path) -> None:
    made = world("lab", people=MEMBERS, newcomers=10, seed=5, hard=False)
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow((*COLUMNS, "member_number"))
        for number, row in enumerate(made.register, start=10_000_000_000):
            writer.writerow((*(getattr(row, column) for column in COLUMNS), number))


def measure(kind: str, file: Path) -> None:
    with (
        TemporaryDirectory(dir="/var/tmp") as name,
        database_url(kind, Path(name)) as url,
    ):
        config = Config(mode="test", database_url=url, instance_path=Path(name))
        with create_app(config).app_context():
            flask_migrate.upgrade(directory=str(ROOT / "migrations"))
            db.engine.dispose()
        for what in ("a new roll", "the same roll again"):
            seconds, most = import_it(config, file)
            figure(
                f"{what}, {MEMBERS} members, {kind}",
                MEMBERS / seconds,
                "rows/s",
                target="700,000 in minutes, under 1000 MB",
                seconds=round(seconds),
                peak_mb=round(most),
            )


def import_it(config: Config, file: Path) -> tuple[float, float]:
    """(seconds, the most MB that all processes of the import had at one moment)."""
    started, most = time.perf_counter(), 0.0
    importing = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "roll", "import", str(file)],
        cwd=ROOT,
        env={
            **os.environ,
            "JANGKAU_MODE": "test",
            "JANGKAU_INSTANCE": str(config.instance_path),
            "DATABASE_URL": config.database_url,
        },
        stdout=subprocess.DEVNULL,
    )
    while importing.poll() is None:
        time.sleep(SECONDS_BETWEEN_LOOKS)
        most = max(most, sum(memory(importing.pid)))
    if importing.returncode:
        raise AssertionError(importing.returncode)
    return time.perf_counter() - started, most


def memory(pid: int) -> Iterator[float]:
    """MB of the process and of all that work for it."""
    try:
        yield kilobytes(pid, "status", "VmRSS:") / 1024
        for child in children_of(pid):
            yield from memory(child)
    except (OSError, StopIteration):
        # it ended while it was looked at
        return
