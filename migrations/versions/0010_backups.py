"""The database's identity and how far it is backed up."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "server_epoch",
        sa.Column("single", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.CheckConstraint("single = 1", name=op.f("ck_server_epoch_one_row")),
        sa.PrimaryKeyConstraint("single", name=op.f("pk_server_epoch")),
    )
    op.create_table(
        "backups",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("watermark", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backups")),
    )
    op.create_index(op.f("ix_backups_watermark"), "backups", ["watermark"], unique=False)
    identity = sa.table("server_epoch", sa.column("single"), sa.column("id"))
    op.bulk_insert(identity, [{"single": 1, "id": str(uuid4())}])


def downgrade() -> None:
    op.drop_index(op.f("ix_backups_watermark"), table_name="backups")
    op.drop_table("backups")
    op.drop_table("server_epoch")
