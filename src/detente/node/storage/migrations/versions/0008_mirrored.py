"""What peers hold of our log, as their mirrors cosigned it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "mirrored",
        sa.Column("state", sa.String(), primary_key=True),
        sa.Column("size", sa.Integer(), primary_key=True),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
    )
