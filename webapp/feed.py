"""The feed that brings the office's answers back to the volunteer's phone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import update

from webapp import clock
from webapp.extensions import db
from webapp.models import User
from webapp.models.bulk import insert_rows
from webapp.models.tables import CHANGES


def tell_many(*, kind: str, changes: Iterable[tuple[str, str, Mapping[str, Any]]]) -> None:
    """Append many changes, each (user id, subject id, content), in a few statements.

    Taking the next numbers locks the user's row until commit, so numbers appear in the order of
    commits and a phone that has read up to one never misses a smaller one. Users are locked in
    the order of their ids: two who tell many at once never wait in a ring.
    """
    by_user: defaultdict[str, list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
    for user_id, subject_id, content in changes:
        by_user[user_id].append((subject_id, content))
    moment = clock.now()
    rows = []
    for user_id, told in sorted(by_user.items()):
        first = take_numbers(user_id, len(told)) - len(told) + 1
        rows += [
            {
                "user_id": user_id,
                "number": number,
                "kind": kind,
                "subject_id": subject_id,
                "content": dict(content),
                "changed_at": moment,
            }
            for number, (subject_id, content) in enumerate(told, start=first)
        ]
    insert_rows(db.session.connection(), CHANGES, rows)


def take_numbers(user_id: str, count: int) -> int:
    """The last of the next `count` numbers of this user's feed."""
    number = db.session.scalar(
        update(User)
        .where(User.id == user_id)
        .values(last_change=User.last_change + count)
        .returning(User.last_change)
        .execution_options(synchronize_session=False)
    )
    if number is None:
        raise LookupError("no such user")
    return number
