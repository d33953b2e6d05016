"""flask dedup link LEFT.csv RIGHT.csv: who is on both lists, by the judge of a sync."""

import csv
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from flask.cli import with_appcontext

from webapp.dedup.linking import Row, link
from webapp.dedup.model import in_use
from webapp.dedup.people_csv.sheet import Sheet, opened
from webapp.dedup.people_csv.troubles import UnreadableFile

File = click.Path(path_type=Path, exists=True, dir_okay=False)
COLUMNS = ("id_left", "id_right", "probability", "band")


@click.command("link")
@click.argument("left", type=File)
@click.argument("right", type=File)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Berkas hasil: id_left,id_right,probability,band.",
)
@with_appcontext
def link_command(left: Path, right: Path, out: Path) -> None:
    """Find everybody of RIGHT in LEFT; both have the columns of docs/commands.md, blank is unknown.

    Writes every pair that is likely enough to be looked at. Nothing is kept.
    """
    with ExitStack() as open_now:
        try:
            register = open_now.enter_context(opened(left, required=("id",)))
            newcomers = open_now.enter_context(opened(right, required=("id",)))
        except UnreadableFile as problem:
            raise click.ClickException(str(problem)) from problem
        folder = Path(open_now.enter_context(TemporaryDirectory(dir=out.parent)))
        writer = csv.writer(open_now.enter_context(out.open("w", newline="", encoding="utf-8")))
        writer.writerow(COLUMNS)
        pairs = 0
        for one in link(
            rows(register, left), rows(newcomers, right), folder=folder, model=in_use()
        ):
            writer.writerow((one.id_left, one.id_right, f"{one.probability:.6f}", one.band))
            pairs += 1
    click.echo(f"{pairs} pasangan: {out}")


def rows(sheet: Sheet, file: Path) -> Iterator[Row]:
    """Everybody with an id; a line that cannot be read is named and passed over."""
    read = 0
    for row in sheet.rows():
        if "id" in row.values:
            read += 1
            yield row.values
        else:
            why = ", ".join(note.trouble for note in row.notes) or "id kosong"
            click.echo(f"{file.name}, baris {row.line}: {why}", err=True)
    click.echo(f"{file.name}: {read} orang", err=True)
