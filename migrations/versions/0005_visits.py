"""Visits and the obstacles met."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visits",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("batch_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("village_code", sa.String(length=13), nullable=False),
        sa.Column("occupation_code", sa.String(length=40), nullable=True),
        sa.Column("result", sa.String(length=14), nullable=False),
        sa.Column("obstacles", sa.JSON(), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("registration_id", sa.String(length=36), nullable=True),
        sa.Column("visited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "result IN ('registered', 'interested', 'refused', 'absent', 'already_member', 'not_eligible')",
            name=op.f("ck_visits_result"),
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_visits_batch_id_batches")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_visits_user_id_users")),
        sa.ForeignKeyConstraint(
            ["village_code"], ["regions.code"], name=op.f("fk_visits_village_code_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    op.create_index(op.f("ix_visits_batch_id"), "visits", ["batch_id"], unique=False)
    op.create_index(op.f("ix_visits_user_id"), "visits", ["user_id"], unique=False)
    op.create_index(
        op.f("ix_visits_village_code_visited_at"),
        "visits",
        ["village_code", "visited_at"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_visits_village_code_visited_at"), table_name="visits")
    op.drop_index(op.f("ix_visits_user_id"), table_name="visits")
    op.drop_index(op.f("ix_visits_batch_id"), table_name="visits")
    op.drop_table("visits")
