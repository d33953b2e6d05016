"""The known accounts of a demonstration, and why a real office never starts with them."""

from dataclasses import dataclass

from sqlalchemy import inspect, select
from sqlalchemy.exc import OperationalError

from config import UnsafeSetting
from webapp.accounts.passwords import password_matches
from webapp.extensions import db, only_read
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
    """Raise UnsafeSetting when an account works whose password the whole world knows.

    A database that is away or still empty has nobody to let in.
    """
    only_read()
    try:
        known = active_demo_users() if inspect(db.engine).has_table(User.__tablename__) else []
    except OperationalError:
        return
    finally:
        db.session.rollback()
        # a process that is forked from this one must not share its connections
        db.engine.dispose()
    for username, password_hash in known:
        if password_matches(username, password_hash):
            raise UnsafeSetting(
                f"Akun contoh {username} masih aktif. Nonaktifkan dulu:"
                f" JANGKAU_MODE=demo flask --app wsgi users disable {username}"
            )


def active_demo_users() -> list[tuple[str, str]]:
    rows = db.session.execute(
        select(User.username, User.password_hash).where(
            User.username.in_(DEMO_ACCOUNTS), User.disabled_at.is_(None)
        )
    )
    return [(row.username, row.password_hash) for row in rows]
