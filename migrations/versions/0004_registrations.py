"""Batches, registrations and every revision a phone sent."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("region_code", sa.String(length=13), nullable=False),
        sa.Column("device_seq", sa.Integer(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("app_version", sa.String(length=40), nullable=False),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("registration_count", sa.Integer(), nullable=False),
        sa.Column("visit_count", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_batches_device_id_devices")
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_batches_region_code_regions")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_batches_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
    )
    op.create_index(op.f("ix_batches_device_id"), "batches", ["device_id"], unique=False)
    op.create_index(
        op.f("ix_batches_region_code_received_at"),
        "batches",
        ["region_code", "received_at"],
        unique=False,
    )
    op.create_index(op.f("ix_batches_user_id"), "batches", ["user_id"], unique=False)
    op.create_table(
        "registrations",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("batch_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("region_code", sa.String(length=13), nullable=False),
        sa.Column("status", sa.String(length=11), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("first_received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("full_name", sa.String(length=100), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("sex", sa.String(length=1), nullable=False),
        sa.Column("village_code", sa.String(length=13), nullable=False),
        sa.Column("occupation_code", sa.String(length=40), nullable=False),
        sa.Column("nik_index", sa.String(length=32), nullable=True),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "status IN ('received', 'approved', 'returned', 'rejected', 'merged', 'handed_over', 'registered', 'refused')",
            name=op.f("ck_registrations_status"),
        ),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_registrations_revision")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_registrations_batch_id_batches")
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_registrations_region_code_regions")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_registrations_user_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["village_code"], ["regions.code"], name=op.f("fk_registrations_village_code_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
    )
    op.create_index(op.f("ix_registrations_batch_id"), "registrations", ["batch_id"], unique=False)
    op.create_index(
        op.f("ix_registrations_nik_index"), "registrations", ["nik_index"], unique=False
    )
    op.create_index(
        op.f("ix_registrations_region_code_period_status"),
        "registrations",
        ["region_code", "period", "status"],
        unique=False,
    )
    op.create_index(
        op.f("ix_registrations_user_id_period_status"),
        "registrations",
        ["user_id", "period", "status"],
        unique=False,
    )
    op.create_table(
        "revisions",
        sa.Column("registration_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.String(length=36), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_revisions_revision")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_revisions_batch_id_batches")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_revisions_registration_id_registrations"),
        ),
        sa.PrimaryKeyConstraint("registration_id", "revision", name=op.f("pk_revisions")),
    )


def downgrade() -> None:
    op.drop_table("revisions")
    op.drop_index(op.f("ix_registrations_user_id_period_status"), table_name="registrations")
    op.drop_index(op.f("ix_registrations_region_code_period_status"), table_name="registrations")
    op.drop_index(op.f("ix_registrations_nik_index"), table_name="registrations")
    op.drop_index(op.f("ix_registrations_batch_id"), table_name="registrations")
    op.drop_table("registrations")
    op.drop_index(op.f("ix_batches_user_id"), table_name="batches")
    op.drop_index(op.f("ix_batches_region_code_received_at"), table_name="batches")
    op.drop_index(op.f("ix_batches_device_id"), table_name="batches")
    op.drop_table("batches")
