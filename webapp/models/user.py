"""The people of the programme: volunteers, supervisors, coordinators, each with a territory."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, UtcDateTime, personal, plain
from webapp.models.columns import Id, RegionCode


class Role(StrEnum):
    VOLUNTEER = "volunteer"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"


class User(Model):
    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("role IN ('volunteer', 'supervisor', 'coordinator')", name="role"),
        CheckConstraint("username = lower(username)", name="username_lower"),
    )

    id: Mapped[str] = plain(Id, primary_key=True)
    username: Mapped[str] = personal(String(40), unique=True)
    full_name: Mapped[str] = personal(String(100))
    password_hash: Mapped[str] = personal(String(200))
    role: Mapped[str] = plain(String(12))
    region_code: Mapped[str] = plain(RegionCode, ForeignKey("regions.code"), index=True)
    # counts this user's changes feed; taken under the row's lock, so the feed has no gaps
    last_change: Mapped[int] = plain(Integer, default=0, server_default="0")
    # raised to end every office session of this user at once
    session_version: Mapped[int] = plain(Integer, default=0, server_default="0")
    created_at: Mapped[datetime] = plain(UtcDateTime)
    disabled_at: Mapped[datetime | None] = plain(UtcDateTime)
