"""A profile: what is compared of one record, and the keys under which it is found.

All of it follows from registrations and the member roll, and can be made anew from them
(flask dedup index).
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    text,
)
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, personal, plain
from webapp.models.columns import Id


class Profile(Model):
    """One row a registration (its present revision) or somebody on the member roll."""

    __tablename__ = "profiles"
    __table_args__ = (
        CheckConstraint("(registration_id IS NULL) <> (member_id IS NULL)", name="one_source"),
        # nearly none was ever changed
        Index(
            None,
            "changed",
            sqlite_where=text("changed IS NOT NULL"),
            postgresql_where=text("changed IS NOT NULL"),
        ),
    )

    # numbered by the matcher in the order of commits, so that it may write many at once
    id: Mapped[int] = plain(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    registration_id: Mapped[str | None] = plain(Id, ForeignKey("registrations.id"), unique=True)
    member_id: Mapped[str | None] = plain(Id, ForeignKey("members.id"), unique=True)
    # which folding rules made it; those of older rules are made anew
    rules: Mapped[int] = plain(SmallInteger)
    # what the next profile was to be called when this one was last written anew; see
    # candidates.written_since
    changed: Mapped[int | None] = plain(BigInteger().with_variant(Integer, "sqlite"))
    # the folded fields, sealed and bound to the registration or member
    content: Mapped[bytes] = personal(LargeBinary)
    # its blocking keys again, eight bytes each: who came in a moment ago is met without the index
    keys: Mapped[bytes | None] = personal(LargeBinary)


class BlockingKey(Model):
    """Records that share a key are compared: a keyed 64-bit hash that says nothing by itself."""

    __tablename__ = "blocking_keys"
    __table_args__ = {"sqlite_with_rowid": False}

    key: Mapped[int] = personal(BigInteger, primary_key=True, autoincrement=False)
    # no foreign key: PostgreSQL would look each of twenty million up again
    profile_id: Mapped[int] = plain(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )


class NameFrequency(Model):
    """How many profiles carry a name; a rare name says more than a common one."""

    __tablename__ = "name_frequencies"
    __table_args__ = {"sqlite_with_rowid": False}

    # a keyed 64-bit hash of the folded name or of its sound
    name_key: Mapped[int] = personal(BigInteger, primary_key=True, autoincrement=False)
    people: Mapped[int] = plain(Integer)
