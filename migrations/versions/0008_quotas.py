"""Monthly quotas."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quotas",
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=36), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("target >= 0", name=op.f("ck_quotas_target")),
        sa.ForeignKeyConstraint(["set_by"], ["users.id"], name=op.f("fk_quotas_set_by_users")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_quotas_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", "period", name=op.f("pk_quotas")),
    )
    op.create_index(op.f("ix_quotas_set_by"), "quotas", ["set_by"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_quotas_set_by"), table_name="quotas")
    op.drop_table("quotas")
