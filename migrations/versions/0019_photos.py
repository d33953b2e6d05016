"""Photos a supervisor asked for: the request, the pieces on their way, the sealed picture."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    awaited = sa.text("state = 'asked'")
    # "photo_request" is a longer word than the feed had room for
    with op.batch_alter_table("changes") as changes:
        changes.alter_column("kind", type_=sa.String(20))
    op.create_table(
        "photo_requests",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("registration_id", sa.String(36), nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("asked_by", sa.String(36), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by", sa.String(36), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'withdrawn', 'received')", name=op.f("ck_photo_requests_state")
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_by IS NOT NULL)",
            name=op.f("ck_photo_requests_withdrawn_by_somebody"),
        ),
        sa.CheckConstraint(
            "(withdrawn_by IS NULL) = (withdrawn_at IS NULL)",
            name=op.f("ck_photo_requests_withdrawn_at_a_moment"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["users.id"], name=op.f("fk_photo_requests_asked_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_photo_requests_registration_id_registrations"),
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["users.id"], name=op.f("fk_photo_requests_withdrawn_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_requests")),
    )
    for column in ("asked_by", "registration_id", "withdrawn_by"):
        op.create_index(op.f(f"ix_photo_requests_{column}"), "photo_requests", [column])
    op.create_index(
        "uq_photo_requests_registration_id",
        "photo_requests",
        ["registration_id"],
        unique=True,
        sqlite_where=awaited,
        postgresql_where=awaited,
    )
    op.create_table(
        "photo_uploads",
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("request_id", sa.String(36), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("received", sa.LargeBinary(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["photo_requests.id"],
            name=op.f("fk_photo_uploads_request_id_photo_requests"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_photo_uploads_user_id_users")
        ),
        sa.PrimaryKeyConstraint("user_id", "sha256", name=op.f("pk_photo_uploads")),
    )
    for column in ("request_id", "touched_at"):
        op.create_index(op.f(f"ix_photo_uploads_{column}"), "photo_uploads", [column])
    op.create_table(
        "photos",
        sa.Column("request_id", sa.String(36), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consent_given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consent_notice_version", sa.String(40), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["photo_requests.id"], name=op.f("fk_photos_request_id_photo_requests")
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_photos")),
    )


def downgrade() -> None:
    for table in ("photos", "photo_uploads", "photo_requests"):
        op.drop_table(table)
    # the feed's words stay as wide as they are: what phones were told is not taken back
