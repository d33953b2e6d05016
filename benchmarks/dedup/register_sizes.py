"""How long recognising takes while the register grows, and a whole sync against all of it."""

import gc
import os
import pickle
import runpy
import sqlite3
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from flask import Flask
from sqlalchemy import Connection, select, text

from benchmarks.dedup.register import Prepared, prepare
from benchmarks.dedup.registrations import Newcomers
from benchmarks.dedup.splink_side import splink_against
from benchmarks.dedup.worlds.world import Row, world
from benchmarks.figures import figure, median, p95
from benchmarks.ingest import batches as packed_batches
from benchmarks.ingest import send, yardstick
from benchmarks.office import Office, office
from config import ROOT
from webapp.contents import sealer
from webapp.dedup.entries import Entry
from webapp.dedup.model import in_use
from webapp.dedup.person import Person, person
from webapp.dedup.recognition import recognise
from webapp.extensions import db, only_read
from webapp.models import Region

SIZES = (50_000, 700_000, 1_500_000)
SEED = 1
AT_ONCE, ROUNDS, SPLINK_ROUNDS = 300, 40, 9
PHONES, EACH, BATCH = 8, 6, 200
SYNCED = BATCH * (1 + PHONES * EACH)
FLOOR = 1_500
DATABASES = ("sqlite", "postgresql")


def run() -> None:
    made = world(
        "lab",
        people=SIZES[-1],
        newcomers=AT_ONCE * (ROUNDS + 1) + SYNCED,
        seed=SEED,
        hard=False,
    )
    key = os.urandom(32)
    with TemporaryDirectory(dir="/var/tmp") as folder:
        prepared = prepare(made.register, key, Path(folder))
        for kind in DATABASES:
            measure(kind, prepared, made.newcomers)


def measure(kind: str, prepared: Prepared, newcomers: Sequence[Row]) -> None:
    villages: set[str] = set()

    def grow(app: Flask) -> None:
        collect_as_served()
        with app.app_context():
            villages.update(db.session.scalars(select(Region.code)))
            db.session.rollback()
            for already, size in zip((0, *SIZES), SIZES, strict=False):
                with db.engine.connect() as connection:
                    prepared.put_into(connection, up_to=size, already=already)
                settle(kind)
                recognised(kind, size, newcomers)
            beside_splink(kind, prepared, newcomers)

    with office(kind, grow, data_key=prepared.key) as served:
        rows = newcomers[AT_ONCE * (ROUNDS + 1) :]
        synced(kind, served, Newcomers(SEED, rows, villages))


def collect_as_served() -> None:
    """Python looks for rings as seldom as in a web process."""
    served = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    served["pre_fork"](None, None)
    gc.set_threshold(served["THINGS_BETWEEN_COLLECTIONS"])


def settle(kind: str) -> None:
    """What a database does by itself within minutes of such a growth."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if kind == "postgresql":
            connection.execute(text("VACUUM ANALYZE"))
            connection.execute(text("CHECKPOINT"))
        else:
            driver = cast("sqlite3.Connection", connection.connection.driver_connection)
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def recognised(kind: str, size: int, newcomers: Sequence[Row]) -> None:
    yardstick()
    title = f"recognising 300 among {size:,}, {kind}"
    measured = [timed(batch) for batch in of(newcomers, AT_ONCE, ROUNDS + 1)]
    first, *times = [seconds for seconds, _ in measured]
    if not sum(found for _, found in measured):
        raise AssertionError("a third of the newcomers are in the world, and nobody was found")
    figure(f"{title}, first", first * 1e3, "ms", target="under 3000")
    figure(f"{title}, p50", median(times) * 1e3, "ms")
    figure(f"{title}, p95", p95(times) * 1e3, "ms", target="at most 250")


def of(rows: Sequence[Row], size: int, count: int) -> Iterator[Sequence[Row]]:
    return (rows[start : start + size] for start in range(0, size * count, size))


def timed(newcomers: Sequence[Row]) -> tuple[float, int]:
    """(seconds from what a phone sends to candidates, folding and sealing too; members found)."""
    rows = [asdict(row) for row in newcomers]
    only_read()
    started = time.perf_counter()
    connection: Connection = db.session.connection()
    entries = [Entry.of("registration", row["id"], row, sealer()) for row in rows]
    recognition = recognise(connection, entries, sealer(), in_use())
    seconds = time.perf_counter() - started
    db.session.rollback()
    return seconds, sum(candidate.kind == "member" for candidate in recognition.candidates)


def synced(kind: str, served: Office, newcomers: Newcomers) -> None:
    yardstick()
    before = served.stored()
    warm_up, together = (
        packed_batches(newcomers, 1),
        [packed_batches(newcomers, EACH) for _ in range(PHONES)],
    )
    (first,) = send(served, warm_up)
    figure(f"first sync after a start, {kind}", first * 1e3, "ms a batch of 200")
    cpu, started = served.cpu_seconds(), time.perf_counter()
    with ThreadPoolExecutor(PHONES) as pool:
        spread = list(pool.map(partial(send, served), together))
    seconds = time.perf_counter() - started
    cpu = served.cpu_seconds() - cpu
    times = [one for phone in spread for one in phone]
    count = PHONES * EACH * BATCH
    figure(
        f"sync against {SIZES[-1]:,}, {kind}, {PHONES} phones",
        count / seconds,
        "registrations/s",
        target=f"at least {FLOOR}",
        p50_ms=round(median(times) * 1e3, 1),
        p95_ms=round(p95(times) * 1e3, 1),
        cpu_us_each=round(cpu / count * 1e6),
    )
    yardstick()
    figure(f"memory of a web process, {kind}", served.largest_process(), "MB", target="under 400")
    if served.stored() != before + count + BATCH:
        raise AssertionError(f"{served.stored() - before} stored of {count + BATCH}")


def beside_splink(kind: str, prepared: Prepared, newcomers: Sequence[Row]) -> None:
    """Each batch is looked up by Splink and by Jangkau in turn: the machine's pace changes."""
    for hashed, how in ((False, "as documented"), (True, "with hashed keys")):
        yardstick()
        with splink_against(everybody(prepared), hashed=hashed) as ask:
            _, *rounds = [
                (ask([person(asdict(row)) for row in rows]), timed(rows)[0])
                for rows in of(newcomers, AT_ONCE, SPLINK_ROUNDS + 1)
            ]
        title = f"Splink's predict_between {how}, 300 among {SIZES[-1]:,}"
        figure(f"{title}, p50", median([theirs for theirs, _ in rounds]) * 1e3, "ms")
        figure(
            f"times faster than Splink {how}, {kind}",
            median([theirs / ours for theirs, ours in rounds]),
            "",
            target="" if hashed else "at least 15",
            ours_p50_ms=round(median([ours for _, ours in rounds]) * 1e3, 1),
        )


def everybody(prepared: Prepared) -> Iterator[Person]:
    for file in prepared.files:
        yield from (entry.person for entry in pickle.loads(file.read_bytes()))  # noqa: S301
