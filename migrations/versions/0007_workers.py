"""Workers, once each, and who is linked to whom."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workers",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("nik_index", sa.String(length=32), nullable=True),
        sa.Column("full_name", sa.String(length=100), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("sex", sa.String(length=1), nullable=False),
        sa.Column("village_code", sa.String(length=13), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("provenance", sa.JSON(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("redirect_to", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["redirect_to"], ["workers.id"], name=op.f("fk_workers_redirect_to_workers")
        ),
        sa.ForeignKeyConstraint(
            ["village_code"], ["regions.code"], name=op.f("fk_workers_village_code_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workers")),
        sa.UniqueConstraint("nik_index", name=op.f("uq_workers_nik_index")),
    )
    op.create_index(op.f("ix_workers_redirect_to"), "workers", ["redirect_to"], unique=False)
    op.create_index(op.f("ix_workers_village_code"), "workers", ["village_code"], unique=False)
    op.create_table(
        "links",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("registration_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.String(length=36), nullable=False),
        sa.Column("action", sa.String(length=6), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("parts", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("model_hash", sa.String(length=64), nullable=True),
        sa.Column("linked_by", sa.String(length=36), nullable=True),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("action IN ('link', 'unlink')", name=op.f("ck_links_action")),
        sa.ForeignKeyConstraint(["linked_by"], ["users.id"], name=op.f("fk_links_linked_by_users")),
        sa.ForeignKeyConstraint(
            ["registration_id", "revision"],
            ["revisions.registration_id", "revisions.revision"],
            name=op.f("fk_links_registration_id_revision_revisions"),
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["workers.id"], name=op.f("fk_links_worker_id_workers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
    )
    op.create_index(op.f("ix_links_linked_by"), "links", ["linked_by"], unique=False)
    op.create_index(
        op.f("ix_links_registration_id_revision"),
        "links",
        ["registration_id", "revision"],
        unique=False,
    )
    op.create_index(op.f("ix_links_worker_id"), "links", ["worker_id"], unique=False)
    op.create_table(
        "matches",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("registration_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("other_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("band", sa.String(length=6), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("band IN ('auto', 'review')", name=op.f("ck_matches_band")),
        sa.CheckConstraint("kind IN ('worker', 'registration')", name=op.f("ck_matches_kind")),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_matches_registration_id_registrations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matches")),
        sa.UniqueConstraint(
            "registration_id",
            "kind",
            "other_id",
            name=op.f("uq_matches_registration_id_kind_other_id"),
        ),
    )
    op.create_index(op.f("ix_matches_other_id"), "matches", ["other_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_matches_other_id"), table_name="matches")
    op.drop_table("matches")
    op.drop_index(op.f("ix_links_worker_id"), table_name="links")
    op.drop_index(op.f("ix_links_registration_id_revision"), table_name="links")
    op.drop_index(op.f("ix_links_linked_by"), table_name="links")
    op.drop_table("links")
    op.drop_index(op.f("ix_workers_village_code"), table_name="workers")
    op.drop_index(op.f("ix_workers_redirect_to"), table_name="workers")
    op.drop_table("workers")
