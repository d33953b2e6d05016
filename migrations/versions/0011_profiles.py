"""The member roll, and what the matcher compares of everybody."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "members",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number_index", sa.String(length=32), nullable=False),
        sa.Column("nik_index", sa.String(length=32), nullable=True),
        sa.Column("full_name", sa.String(length=100), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
        sa.UniqueConstraint("number_index", name=op.f("uq_members_number_index")),
    )
    op.create_index(op.f("ix_members_nik_index"), "members", ["nik_index"], unique=False)
    op.create_table(
        "profiles",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("registration_id", sa.String(length=36), nullable=True),
        sa.Column("member_id", sa.String(length=36), nullable=True),
        sa.Column("rules", sa.SmallInteger(), nullable=False),
        sa.Column("changed", NUMBER, nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "(registration_id IS NULL) <> (member_id IS NULL)", name=op.f("ck_profiles_one_source")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_profiles_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_profiles_registration_id_registrations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profiles")),
        sa.UniqueConstraint("member_id", name=op.f("uq_profiles_member_id")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_profiles_registration_id")),
    )
    op.create_index(
        op.f("ix_profiles_changed"),
        "profiles",
        ["changed"],
        unique=False,
        sqlite_where=sa.text("changed IS NOT NULL"),
        postgresql_where=sa.text("changed IS NOT NULL"),
    )
    op.create_table(
        "blocking_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("profile_id", NUMBER, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "profile_id", name=op.f("pk_blocking_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "name_frequencies",
        sa.Column("name_key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name_key", name=op.f("pk_name_frequencies")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("name_frequencies")
    op.drop_table("blocking_keys")
    op.drop_index(op.f("ix_profiles_changed"), table_name="profiles")
    op.drop_table("profiles")
    op.drop_index(op.f("ix_members_nik_index"), table_name="members")
    op.drop_table("members")
