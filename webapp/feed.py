"""The feed that brings the office's answers back to the volunteer's phone."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from webapp import clock
from webapp.extensions import db
from webapp.models import Change, User


def tell(*, user_id: str, kind: str, subject_id: str, content: Mapping[str, Any]) -> None:
    """Append one change for this user.

    Taking the next number locks the user's row until commit, so numbers appear in the order
    of commits and a phone that has read up to one never misses a smaller one.
    """
    number = db.session.scalar(
        update(User)
        .where(User.id == user_id)
        .values(last_change=User.last_change + 1)
        .returning(User.last_change)
        .execution_options(synchronize_session=False)
    )
    db.session.add(
        Change(
            user_id=user_id,
            number=number,
            kind=kind,
            subject_id=subject_id,
            content=dict(content),
            changed_at=clock.now(),
        )
    )
