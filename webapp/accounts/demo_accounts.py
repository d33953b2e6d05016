"""The known accounts of a demonstration, and why a real office never starts with them."""

from dataclasses import dataclass

from sqlalchemy import inspect, select

from config import UnsafeSetting
from webapp.accounts.passwords import password_matches
from webapp.extensions import db
from webapp.models import Role, User


@dataclass(frozen=True)
class DemoAccount:
    """The user name is the password too."""

    username: str
    full_name: str
    role: Role
    region_code: str


DEMO_ACCOUNTS = {
    account.username: account
    for account in (
        DemoAccount("relawan", "Euis Komariah", Role.VOLUNTEER, "32.16.09"),
        DemoAccount("penyelia", "Dadang Supriatna", Role.SUPERVISOR, "32.16.09"),
        DemoAccount("koordinator", "Rina Marlina", Role.COORDINATOR, "32.16"),
    )
}


def refuse_demo_accounts() -> None:
    """Raise UnsafeSetting when an account works whose password the whole world knows."""
    if not inspect(db.engine).has_table(User.__tablename__):
        return
    known = db.session.scalars(
        select(User).where(User.username.in_(DEMO_ACCOUNTS), User.disabled_at.is_(None))
    )
    for user in known:
        if password_matches(user.username, user.password_hash):
            raise UnsafeSetting(
                f"Akun contoh {user.username} masih aktif. Nonaktifkan dulu:"
                f" JANGKAU_MODE=demo flask --app wsgi users disable {user.username}"
            )
