"""flask keys: the office's key pairs, to which phones seal what they save."""

import click
from flask.cli import AppGroup

from webapp import contents

keys = AppGroup("keys", help="Kunci kantor untuk data tersegel dari HP.")


@keys.command("list")
def list_command() -> None:
    """Each pair by its file and its id, the one phones are told first."""
    ring = contents.keyring()
    for pair, name in zip(ring.pairs(), reversed(ring.names()), strict=True):
        click.echo(f"{name}  {pair.key_id}")


@keys.command("rotate")
def rotate() -> None:
    """A new pair from now on. The older files stay: phones hold work sealed to them."""
    pair = contents.keyring().rotate()
    click.echo(f"Kunci baru {pair.key_id}. Simpan salinannya di tempat aman, bersama yang lama.")
