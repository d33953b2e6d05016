"""What a profile is found under, beside it: whoever came in a moment ago is met without the index.

Profiles of before are found through the index only and stay without.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("profiles", sa.Column("keys", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("profiles", "keys")
