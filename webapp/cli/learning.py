"""flask dedup train and relink: what needs Splink is loaded when one of them is asked for.

Serving imports none of it (docs/adr/0012); whoever wants to learn installs requirements-dedup.txt.
"""

import importlib
from pathlib import Path
from types import ModuleType

import click
from flask.cli import with_appcontext

from webapp.wording import number

ENGINES = ("duckdb", "spark")


@click.command("relink")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="duckdb",
    help="duckdb: di memori mesin ini; spark: untuk register yang lebih besar.",
)
@with_appcontext
def relink_command(engine: str) -> None:
    """Compare the whole register with itself, at night; new matches wait for a supervisor."""
    relinking, engines = needed("relinking"), needed("engines")
    try:
        with needed(f"in_{engine}").opened() as opened:
            done = relinking.relink(opened, click.echo)
    except engines.Unusable as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(
        f"{number(done.people)} orang dibandingkan,"
        f" {number(done.matches)} kecocokan baru menunggu diperiksa."
    )


@click.command("train")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Tulis model ke berkas ini saja, tanpa memakainya.",
)
@with_appcontext
def train_command(out: Path | None) -> None:
    """Learn a model from the register and the supervisors' decisions; refuse one that is worse."""
    training, engines = needed("training"), needed("engines")
    try:
        made = training.train(click.echo, out)
    except (training.NotTrained, engines.Unusable) as problem:
        raise click.ClickException(str(problem)) from problem
    for word, figures in (("sekarang", made.present), ("baru", made.new)):
        click.echo(
            f"Model {word:<8}  log loss {figures.log_loss:.4f}"
            f"  otomatis {figures.auto_right} dari {figures.auto} benar"
            f"  terlewat {figures.missed} dari {figures.same}"
        )
    click.echo(f"Model {made.name}: {made.file}")
    click.echo("Belum dipakai." if out else "Dipakai mulai kiriman berikutnya.")


def needed(module: str) -> ModuleType:
    """A module of webapp.learning, or a plain word where its packages are missing."""
    try:
        return importlib.import_module(f"webapp.learning.{module}")
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("webapp"):
            raise
        raise click.ClickException(
            f"Paket {missing.name} belum terpasang. Pasang dulu: "
            "pip install -r requirements-dedup.txt, atau make learning."
        ) from missing
