"""A quota (target): how many approved registrations a volunteer is asked for in a month."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, plain
from webapp.models.columns import Id, Period


class Quota(Model):
    __tablename__ = "quotas"
    __table_args__ = (CheckConstraint("target >= 0", name="target"),)

    user_id: Mapped[str] = plain(Id, ForeignKey("users.id"), primary_key=True)
    period: Mapped[str] = plain(Period, primary_key=True)
    target: Mapped[int] = plain(Integer)
    set_by: Mapped[str] = plain(Id, ForeignKey("users.id"), index=True)
    set_at: Mapped[datetime] = plain(UtcDateTime)
