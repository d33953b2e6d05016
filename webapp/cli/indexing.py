"""flask dedup index: lets everybody be found who is not, after an upgrade."""

import click
from flask.cli import with_appcontext

from webapp.dedup.rebuilding import rebuild
from webapp.wording import number


@click.command("index")
@with_appcontext
def index_command() -> None:
    """Make the profiles that are missing or outdated; the server may run. Safe to repeat."""
    made = 0
    for made in rebuild():
        click.echo(f"\r{number(made)} profil", nl=False)
    click.echo(f"\r{number(made)} profil dibuat." if made else "Semua profil sudah mutakhir.")
