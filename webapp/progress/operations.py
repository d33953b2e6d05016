"""Sets what volunteers are asked for in a month."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from webapp import audit, clock
from webapp.extensions import db
from webapp.models import Quota, User


def set_quotas(*, targets: Mapping[str, int], period: str, by: User) -> int:
    """Set the target of each user id for a month; return how many changed.

    Two coordinators may press at once: the later one counts, and the trail tells both.
    """
    before = {
        quota.user_id: quota.target
        for quota in db.session.scalars(
            select(Quota).where(Quota.period == period, Quota.user_id.in_(targets))
        )
    }
    changed = {
        user_id: target for user_id, target in targets.items() if before.get(user_id) != target
    }
    if changed:
        keep(changed, period=period, by=by)
    audit.record_many(
        "quota.set",
        kind="user",
        subjects=[
            (user_id, {"period": period, "target": target, "before": before.get(user_id)})
            for user_id, target in changed.items()
        ],
        by=by.id,
    )
    return len(changed)


def keep(targets: Mapping[str, int], *, period: str, by: User) -> None:
    """Insert or replace in one statement, so that nobody can come between."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    moment = clock.now()
    insert = dialect.insert(Quota).values(
        [
            {
                "user_id": user_id,
                "period": period,
                "target": target,
                "set_by": by.id,
                "set_at": moment,
            }
            for user_id, target in sorted(targets.items())
        ]
    )
    db.session.execute(
        insert.on_conflict_do_update(
            index_elements=["user_id", "period"],
            set_={name: insert.excluded[name] for name in ("target", "set_by", "set_at")},
        ),
        # rows already read in this session are not brought up to date by a bulk statement
        execution_options={"synchronize_session": False},
    )
    db.session.expire_all()
