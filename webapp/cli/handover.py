"""flask handover export: hand over from the shell, and write the file."""

import os
from pathlib import Path

import click
from flask.cli import AppGroup

from webapp import audit, places
from webapp.extensions import db, settings
from webapp.handover import operations, queries
from webapp.handover.files import file_name, xlsx

handover = AppGroup("handover", help="Serah terima ke BPJS.")


@handover.command("export")
@click.option("--region", help="Kode wilayah; bila kosong kabupaten pertama di pengaturan.")
@click.option("--again", metavar="ID", help="Tulis ulang berkas yang pernah dibuat.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Nama berkas.")
def export(region: str | None, again: str | None, out: Path | None) -> None:
    """Hand over all that is approved and write it as XLSX; with --again an earlier file."""
    territory = region or settings().regency_codes[0]
    if places.region(territory) is None:
        raise click.BadParameter("wilayah ini belum dimuat", param_hint="--region")
    handover_id = again or hand_over(territory)
    if handover_id is None:
        click.echo("Tidak ada yang menunggu diserahkan.")
        return
    past = queries.handover(handover_id, territory)
    if past is None:
        raise click.BadParameter("tidak ada serah terima dengan nomor ini", param_hint="--again")
    file = out or Path(file_name(past))
    write_for_owner(file, xlsx(past))
    audit.record(
        "handover.downloaded",
        kind="handover",
        subject_id=past.handover.id,
        by=None,
        rows=past.handover.row_count,
    )
    db.session.commit()
    click.echo(f"{past.handover.row_count} pendaftaran: {file}")


def hand_over(territory: str) -> str | None:
    made = operations.hand_over(territory=territory, by=None)
    db.session.commit()
    return made.id if made else None


def write_for_owner(file: Path, content: bytes) -> None:
    """The file is full of personal data: nobody else on this machine may read it."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
