"""Sealed work that waits for a supervisor, and phones that were signed out by their own user."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("devices", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "deposits",
        sa.Column("item_id", sa.String(36), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("device_id", sa.String(36), nullable=False),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("region_code", sa.String(13), nullable=False),
        sa.Column("cause", sa.String(20), nullable=False),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(36), nullable=True),
        sa.Column("outcome", sa.String(20), nullable=True),
        sa.Column("errors", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["users.id"], name=op.f("fk_deposits_closed_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_deposits_device_id_devices")
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_deposits_region_code_regions")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_deposits_user_id_users")),
        sa.PrimaryKeyConstraint("item_id", "digest", name=op.f("pk_deposits")),
    )
    op.create_index(
        op.f("ix_deposits_region_code_closed_at"), "deposits", ["region_code", "closed_at"]
    )
    for column in ("closed_by", "device_id", "user_id"):
        op.create_index(op.f(f"ix_deposits_{column}"), "deposits", [column])


def downgrade() -> None:
    op.drop_table("deposits")
    op.drop_column("devices", "left_at")
