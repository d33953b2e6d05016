"""flask users create|list|disable: accounts from the shell."""

import click
from flask.cli import AppGroup
from sqlalchemy import select

from webapp.accounts import operations, queries
from webapp.errors import Invalid
from webapp.extensions import db
from webapp.models import Region, Role, User

users = AppGroup("users", help="Akun relawan, penyelia dan koordinator.")


@users.command("create")
@click.argument("username")
@click.option("--name", required=True, help="Nama lengkap.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--region", required=True, help="Kode wilayah tugas, misalnya 32.16.09.")
@click.password_option(help="Kata sandi; ditanyakan bila tidak ditulis.")
def create(username: str, name: str, role: str, region: str, password: str) -> None:
    """Make an account with its territory."""
    if db.session.get(Region, region) is None:
        raise click.BadParameter("wilayah ini belum dimuat", param_hint="--region")
    try:
        operations.create_user(
            username=username,
            full_name=name,
            password=password,
            role=Role(role),
            region_code=region,
            by=None,
        )
    except Invalid as problem:
        words = [word for found in (problem.errors or {}).values() for word in found]
        raise click.ClickException(" ".join(words)) from problem
    db.session.commit()
    click.echo(f"{username} dibuat.")


@users.command("list")
def show() -> None:
    """All accounts, a line each."""
    for user in db.session.scalars(select(User).order_by(User.role, User.username)):
        state = "nonaktif" if user.disabled_at else "aktif"
        click.echo(f"{user.username}\t{user.role}\t{user.region_code}\t{state}\t{user.full_name}")


@users.command("disable")
@click.argument("username")
def disable(username: str) -> None:
    """End an account: no sign-in, no session, no phone of it works any more."""
    user = queries.user_named(username)
    if user is None:
        raise click.ClickException(f"{username} tidak ada.")
    operations.disable_user(user=user, by=None)
    db.session.commit()
    click.echo(f"{username} dinonaktifkan.")
