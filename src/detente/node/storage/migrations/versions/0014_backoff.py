"""When a peer that could not be followed is tried again."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the columns; every peer is tried at once."""
    op.add_column("peer", sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("peer", sa.Column("retry_at", sa.Integer()))
