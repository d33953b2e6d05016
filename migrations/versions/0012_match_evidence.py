"""A match names the other record instead of its worker, and keeps how its score came about."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KEPT = "registration_id, kind, other_id, code, score, band, found_at"

# the registration that a worker was made by stands for the worker
NAME_THE_REGISTRATION = """
    UPDATE matches_kept SET kind = 'registration', other_id = (
        SELECT links.registration_id FROM links WHERE links.worker_id = matches_kept.other_id
        ORDER BY links.id LIMIT 1)
    WHERE kind = 'worker'
"""


def upgrade() -> None:
    op.execute("CREATE TABLE matches_kept AS SELECT * FROM matches")
    op.execute(NAME_THE_REGISTRATION)
    drop()
    create(
        "kind IN ('registration', 'member')",
        sa.Column("parts", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("model", sa.String(length=16), nullable=True),
    )
    bring_back()


def downgrade() -> None:
    op.execute("CREATE TABLE matches_kept AS SELECT * FROM matches WHERE kind = 'registration'")
    drop()
    create("kind IN ('worker', 'registration')")
    bring_back()


def create(kinds: str, *more: sa.Column) -> None:
    op.create_table(
        "matches",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("registration_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("other_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("band", sa.String(length=6), nullable=False),
        *more,
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("band IN ('auto', 'review')", name=op.f("ck_matches_band")),
        sa.CheckConstraint(kinds, name=op.f("ck_matches_kind")),
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


def drop() -> None:
    op.drop_index(op.f("ix_matches_other_id"), table_name="matches")
    op.drop_table("matches")


def bring_back() -> None:
    # the same registration may have met a worker and the one behind it: the first row stays
    op.execute(
        f"INSERT INTO matches ({KEPT}) SELECT {KEPT} FROM matches_kept WHERE id IN ("  # noqa: S608
        " SELECT min(id) FROM matches_kept WHERE other_id IS NOT NULL"
        " GROUP BY registration_id, kind, other_id)"
    )
    op.execute("DROP TABLE matches_kept")
