"""flask demo load: an invented office to try things in, never in production."""

import click
from flask.cli import AppGroup

from webapp import places
from webapp.accounts.demo_accounts import DEMO_ACCOUNTS
from webapp.accounts.queries import user_named
from webapp.cli.demo.cast import REGENCY
from webapp.cli.demo.story import play
from webapp.extensions import db, settings

demo = AppGroup("demo", help="Data contoh, hanya untuk mencoba.")


@demo.command("load")
def load() -> None:
    """Fill an empty office with invented people and two months of work; safe to repeat."""
    if not settings().demo:
        raise click.ClickException("Data contoh hanya untuk JANGKAU_MODE=demo.")
    if places.region(REGENCY) is None:
        raise click.ClickException(
            f"Data contoh ada di kabupaten {REGENCY}. Muat dulu: flask regions load"
        )
    if user_named(next(iter(DEMO_ACCOUNTS))) is None:
        play()
        db.session.commit()
    click.echo("Akun contoh, kata sandinya sama dengan namanya:")
    for account in DEMO_ACCOUNTS.values():
        click.echo(f"  {account.username:<12} {account.full_name}")
