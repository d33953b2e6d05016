"""What supervisors said of pairs: one person, another, not sure."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "verdicts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("left_id", sa.String(length=36), nullable=False),
        sa.Column("right_kind", sa.String(length=12), nullable=False),
        sa.Column("right_id", sa.String(length=36), nullable=False),
        sa.Column("verdict", sa.String(length=9), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("parts", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("model", sa.String(length=16), nullable=True),
        sa.Column("decided_by", sa.String(length=36), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "right_kind <> 'registration' OR left_id < right_id",
            name=op.f("ck_verdicts_one_spelling"),
        ),
        sa.CheckConstraint(
            "right_kind IN ('registration', 'member')", name=op.f("ck_verdicts_right_kind")
        ),
        sa.CheckConstraint(
            "verdict IN ('same', 'other', 'unsure', 'withdrawn')", name=op.f("ck_verdicts_verdict")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["users.id"], name=op.f("fk_verdicts_decided_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["left_id"], ["registrations.id"], name=op.f("fk_verdicts_left_id_registrations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdicts")),
    )
    op.create_index(op.f("ix_verdicts_decided_by"), "verdicts", ["decided_by"], unique=False)
    op.create_index(
        op.f("ix_verdicts_left_id_right_kind_right_id"),
        "verdicts",
        ["left_id", "right_kind", "right_id"],
        unique=False,
    )
    op.create_index(op.f("ix_verdicts_right_id"), "verdicts", ["right_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_verdicts_right_id"), table_name="verdicts")
    op.drop_index(op.f("ix_verdicts_left_id_right_kind_right_id"), table_name="verdicts")
    op.drop_index(op.f("ix_verdicts_decided_by"), table_name="verdicts")
    op.drop_table("verdicts")
