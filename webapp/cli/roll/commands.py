"""flask roll import FILE.csv: who is a member already, from a list of any size."""

import fcntl
import gc
import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

import click
from flask.cli import AppGroup
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoTurn

from webapp.cli.roll.complaints import Complaints, complaints
from webapp.cli.roll.summary import summary
from webapp.contents import sealer
from webapp.dedup.people_csv.lines import Place
from webapp.dedup.people_csv.sheet import Sheet, opened
from webapp.dedup.people_csv.troubles import UnreadableFile
from webapp.dedup.roll import operations
from webapp.dedup.roll.preparing import REQUIRED, Piece
from webapp.dedup.roll.side_by_side import prepared
from webapp.extensions import db
from webapp.models import Roll
from webapp.wording import number

# a chunk is stored in one turn, and phones that sync meanwhile wait for it: many pieces are
# quicker, as long as the machine takes so few seconds for them
MOST_PIECES_OF_A_CHUNK = 40
FIRST_PIECES = 8
LONGEST_TURN_SECONDS = 3.0
# a backup or a restore may keep the database to itself for a while
ATTEMPTS = 10
PAUSE_SECONDS = 3

T = TypeVar("T")

roll = AppGroup("roll", help="Daftar peserta BPJS.")


@roll.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--errors",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Berkas untuk baris yang bermasalah; bila kosong FILE.errors.csv.",
)
def bring_in(file: Path, errors: Path | None) -> None:
    """Take in who is a member already; safe to repeat, and after a stop it goes on."""
    told_in = errors or file.with_suffix(".errors.csv")
    if told_in.resolve() == file.resolve():
        raise click.BadParameter("sebut berkas lain daripada daftarnya", param_hint="--errors")
    try:
        with opened(file, required=REQUIRED) as sheet:
            keep_for_us(sheet)
            counts = import_from(sheet, file, told_in)
    except UnreadableFile as problem:
        raise click.ClickException(str(problem)) from problem
    except BrokenProcessPool as problem:
        raise click.ClickException(
            "Sebuah proses pembantu berhenti, mungkin karena memori habis. Yang sudah masuk"
            " tetap ada. Jalankan lagi perintah yang sama untuk melanjutkan."
        ) from problem
    if not any(counts.get(what) for what in ("added", "changed", "same")):
        raise click.ClickException("Tidak ada orang yang bisa dibaca dari berkas ini.")


def keep_for_us(sheet: Sheet) -> None:
    """Two imports of one file would both go on where either stopped; the kernel forgets this lock
    with the process.
    """
    try:
        fcntl.flock(sheet.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as problem:
        raise click.ClickException(
            "Daftar ini sedang dimasukkan. Tunggu sampai selesai."
        ) from problem


def import_from(sheet: Sheet, file: Path, errors: Path) -> Mapping[str, int]:
    """What became of everybody in the sheet."""
    if sheet.header.ignored:
        click.echo(f"Kolom yang tidak dipakai: {', '.join(sheet.header.ignored)}.")
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    run, start = patiently(partial(begin, digest, sheet))
    with ExitStack() as stack:
        try:
            told = stack.enter_context(complaints(errors, until=start.line))
        except OSError as problem:
            raise click.ClickException(
                f"{errors} tidak bisa ditulis ({problem.strerror})."
                " Pilih berkas lain dengan --errors."
            ) from problem
        with collecting_seldom():
            take_in(sheet, run, start, told, size=file.stat().st_size)
        counts = patiently(partial(finish, run))
        click.echo(summary(counts, told))
    return counts


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Looking for garbage among a chunk's million values took a third of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def begin(digest: str, sheet: Sheet) -> tuple[Roll, Place]:
    """The import of just this file that was interrupted, or a new one, and where it goes on."""
    run = operations.begin(digest=digest)
    start = Place(run.line, run.end_byte) if run.line else sheet.header.end
    db.session.commit()
    if start != sheet.header.end:
        click.echo(f"Dilanjutkan sesudah baris {number(start.line)}.")
    return run, start


def take_in(sheet: Sheet, run: Roll, start: Place, told: Complaints, *, size: int) -> None:
    """Store chunk after chunk; the bar counts bytes that are stored."""
    pieces = prepared(sheet.records(start), sheet.header, sealer())
    began, lines, place = time.monotonic(), 0, start
    with click.progressbar(
        length=size - start.end, label="Memasukkan", item_show_func=lambda said: said
    ) as bar:
        many = min(FIRST_PIECES, MOST_PIECES_OF_A_CHUNK)
        while chunk := list(islice(pieces, many)):
            started = time.monotonic()
            patiently(partial(store, run, chunk, told))
            many = suited(many, time.monotonic() - started)
            lines += sum(len(piece.people) + len(piece.unread) for piece in chunk)
            speed = number(round(lines / (time.monotonic() - began)))
            end = chunk[-1].end
            bar.update(end.end - place.end, f"{number(lines)} baris, {speed} sedetik")
            place = end
        bar.update(size - place.end)


def suited(pieces: int, seconds: float) -> int:
    """How many pieces to store at once after so many took so long."""
    if seconds > LONGEST_TURN_SECONDS:
        return max(pieces // 2, 1)
    if seconds < LONGEST_TURN_SECONDS / 3:
        return min(pieces * 2, MOST_PIECES_OF_A_CHUNK)
    return pieces


def store(run: Roll, chunk: Sequence[Piece], told: Complaints) -> None:
    with told.only_if_stored():
        notes = operations.take_in(roll=run, pieces=chunk)
        told.write([note for piece in chunk for note in piece.unread], notes)
        db.session.commit()


def finish(run: Roll) -> Mapping[str, int]:
    counts = operations.finish(roll=run)
    db.session.commit()
    return counts


def patiently(work: Callable[[], T]) -> T:
    """Do what ends in a commit, again if need be, or give up with everything before it stored."""
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(PAUSE_SECONDS)
        try:
            return work()
        except (OperationalError, NoTurn, IntegrityError):
            # somebody else's turn took too long, or they brought in the same member meanwhile
            db.session.rollback()
    raise click.ClickException(
        "Basis data terlalu lama tidak bisa ditulisi: sedang dipakai, atau disknya penuh. Yang"
        " sudah masuk tetap ada. Jalankan lagi perintah yang sama untuk melanjutkan."
    )
