"""The code on a worker's receipt: the last eight signs of a registration's id, to be looked up by."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # empty may stay possible: SQLite would have to copy a table that others point at
    op.add_column("registrations", sa.Column("short_code", sa.String(8), nullable=True))
    op.execute("UPDATE registrations SET short_code = substr(id, 29)")
    # after the rows have their codes: an index is made faster at once than row by row
    op.create_index(
        op.f("ix_registrations_short_code_birth_date"),
        "registrations",
        ["short_code", "birth_date"],
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_registrations_short_code_birth_date"), table_name="registrations")
    op.drop_column("registrations", "short_code")
