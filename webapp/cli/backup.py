"""flask backup DIR and flask restore DIR: a copy of the database, and the way back.

A phone lets go of a registration only when a backup holds it (design/trust.md, P2). The keys
are never copied: whoever has a backup and the keys can read every NIK.
"""

from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from webapp import audit
from webapp.cli import postgres_copies, sqlite_copies
from webapp.cli.copies import newest
from webapp.extensions import db
from webapp.models import Backup
from webapp.models.columns import new_id


def init_app(app: Flask) -> None:
    for command in (backup, restore):
        app.cli.add_command(command)


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@with_appcontext
def backup(folder: Path) -> None:
    """Copy the database into FOLDER; the server may run. Phones hear how far the copy reaches."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = (postgres_copies if on_postgres() else sqlite_copies).save(folder)
    row = Backup(id=new_id(), watermark=made.watermark)
    db.session.add(row)
    audit.record("backup.made", kind="backup", subject_id=row.id, by=None)
    db.session.commit()
    click.echo(f"Cadangan: {made.file} ({made.file.stat().st_size / 1024:,.0f} kB)")
    click.echo(f"Berisi semua yang diterima sebelum {made.watermark:%Y-%m-%d %H:%M:%S} UTC.")
    click.echo("Kunci di instance/keys tidak ikut. Simpan salinannya terpisah dari cadangan.")


@click.command("restore")
@click.argument("place", metavar="DIR", type=click.Path(path_type=Path, exists=True))
@click.option("--yes", is_flag=True, help="Tanpa bertanya.")
@with_appcontext
def restore(place: Path, *, yes: bool) -> None:
    """Bring back the newest copy in DIR, or the file DIR names. The present content is kept.

    The database gets a new identity: phones notice, and offer again what is missing.
    """
    copies = postgres_copies if on_postgres() else sqlite_copies
    file = newest(place, copies.ENDING)
    if not yes:
        click.confirm(f"Ganti isi basis data dengan {file.name}?", abort=True)
    epoch = new_id()
    kept = copies.bring_back(file, epoch=epoch)
    audit.record("backup.restored", kind="backup", subject_id=epoch, by=None)
    db.session.commit()
    click.echo(f"Dipulihkan dari {file}.")
    if kept:
        click.echo(f"Isi sebelumnya disimpan di {kept}.")
    click.echo("Lanjutkan dengan: flask db upgrade")


def on_postgres() -> bool:
    return db.engine.dialect.name == "postgresql"
