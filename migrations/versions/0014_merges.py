"""Two workers who are one person, and whose values were chosen; nobody holds no NIK."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# a worker whose last link was taken back is nobody: the NIK is free for the next
FREE_THE_NIKS = """
    UPDATE workers SET nik_index = NULL WHERE id NOT IN (
        SELECT worker_id FROM links WHERE action = 'link' AND id IN (
            SELECT max(id) FROM links GROUP BY registration_id))
"""


def upgrade() -> None:
    holds = sa.text("undone_at IS NULL")
    op.create_table(
        "merges",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("keep_id", sa.String(length=36), nullable=False),
        sa.Column("gone_id", sa.String(length=36), nullable=False),
        sa.Column("takes", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("parts", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("model_hash", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("merged_by", sa.String(length=36), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_reason", sa.String(length=500), nullable=True),
        sa.Column("undone_by", sa.String(length=36), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("keep_id <> gone_id", name=op.f("ck_merges_two_workers")),
        sa.CheckConstraint(
            "(undone_by IS NULL) = (undone_at IS NULL)", name=op.f("ck_merges_undone_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["gone_id"], ["workers.id"], name=op.f("fk_merges_gone_id_workers")
        ),
        sa.ForeignKeyConstraint(
            ["keep_id"], ["workers.id"], name=op.f("fk_merges_keep_id_workers")
        ),
        sa.ForeignKeyConstraint(
            ["merged_by"], ["users.id"], name=op.f("fk_merges_merged_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["users.id"], name=op.f("fk_merges_undone_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
    )
    for name in ("gone_id", "keep_id", "merged_by", "undone_by"):
        op.create_index(op.f(f"ix_merges_{name}"), "merges", [name], unique=False)
    op.create_index(
        "uq_merges_gone_id",
        "merges",
        ["gone_id"],
        unique=True,
        sqlite_where=holds,
        postgresql_where=holds,
    )
    with op.batch_alter_table("links") as links:
        links.add_column(sa.Column("takes", sa.JSON(none_as_null=True), nullable=True))
        links.add_column(sa.Column("merge_id", sa.String(length=36), nullable=True))
        links.alter_column("reason", type_=sa.String(length=500))
        links.create_foreign_key(op.f("fk_links_merge_id_merges"), "merges", ["merge_id"], ["id"])
        links.create_index(op.f("ix_links_merge_id"), ["merge_id"], unique=False)
    op.execute(FREE_THE_NIKS)


def downgrade() -> None:
    op.execute("UPDATE links SET reason = substr(reason, 1, 200)")
    with op.batch_alter_table("links") as links:
        links.drop_index(op.f("ix_links_merge_id"))
        links.drop_constraint(op.f("fk_links_merge_id_merges"), type_="foreignkey")
        links.alter_column("reason", type_=sa.String(length=200))
        links.drop_column("merge_id")
        links.drop_column("takes")
    op.drop_table("merges")
