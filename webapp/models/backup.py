"""What phones must know before they let go: which database this is, and how far it is backed up."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Integer
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, plain
from webapp.models.columns import Id


class ServerEpoch(Model):
    """One row: this database's identity; a restore gives it a new one."""

    __tablename__ = "server_epoch"
    __table_args__ = (CheckConstraint("single = 1", name="one_row"),)

    single: Mapped[int] = plain(Integer, primary_key=True, autoincrement=False)
    id: Mapped[str] = plain(Id)


class Backup(Model):
    """A finished backup holds everything received before `watermark`."""

    __tablename__ = "backups"

    id: Mapped[str] = plain(Id, primary_key=True)
    watermark: Mapped[datetime] = plain(UtcDateTime, index=True)
