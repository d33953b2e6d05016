"""Files handed over to BPJS."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("region_code", sa.String(length=13), nullable=False),
        sa.Column("handed_over_by", sa.String(length=36), nullable=True),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handed_over_by"], ["users.id"], name=op.f("fk_handovers_handed_over_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_handovers_region_code_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    op.create_index(
        op.f("ix_handovers_handed_over_by"), "handovers", ["handed_over_by"], unique=False
    )
    op.create_index(op.f("ix_handovers_region_code"), "handovers", ["region_code"], unique=False)
    op.create_table(
        "handover_rows",
        sa.Column("registration_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.String(length=36), nullable=False),
        sa.Column("handover_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_handover_rows_handover_id_handovers")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id", "revision"],
            ["revisions.registration_id", "revisions.revision"],
            name=op.f("fk_handover_rows_registration_id_revision_revisions"),
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["workers.id"], name=op.f("fk_handover_rows_worker_id_workers")
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_handover_rows")),
        sa.UniqueConstraint("worker_id", name=op.f("uq_handover_rows_worker_id")),
    )
    op.create_index(
        op.f("ix_handover_rows_handover_id"), "handover_rows", ["handover_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_handover_rows_handover_id"), table_name="handover_rows")
    op.drop_table("handover_rows")
    op.drop_index(op.f("ix_handovers_region_code"), table_name="handovers")
    op.drop_index(op.f("ix_handovers_handed_over_by"), table_name="handovers")
    op.drop_table("handovers")
