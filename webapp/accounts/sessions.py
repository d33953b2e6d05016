"""Office sessions by flask-login: who the signed cookie says, if that still holds."""

from flask import Flask, session
from flask_login import LoginManager, UserMixin, login_user

from webapp.accounts import queries
from webapp.models import User

manager = LoginManager()


class OfficeSession(UserMixin):
    """A signed-in user; the version lets one password change end every session."""

    def __init__(self, user: User) -> None:
        self.user = user

    def get_id(self) -> str:
        return f"{self.user.id} {self.user.session_version}"


def init_app(app: Flask) -> None:
    manager.session_protection = None  # village networks change addresses all day
    manager.init_app(app)


def begin(user: User) -> None:
    """Start a session for the hours the settings allow, with a fresh cookie."""
    session.clear()
    session.permanent = True
    login_user(OfficeSession(user))


@manager.user_loader
def load(session_id: str) -> OfficeSession | None:
    user_id, _, version = session_id.partition(" ")
    user = queries.active_user(user_id)
    return OfficeSession(user) if user and str(user.session_version) == version else None
