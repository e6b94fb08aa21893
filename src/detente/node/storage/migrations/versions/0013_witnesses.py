"""Checkpoints with what witnesses have put below them, and how it stands with each witness we submit to."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Create the tables, empty: they fill as witnesses answer."""
    op.create_table(
        "cosigned",
        sa.Column("state", sa.String(), primary_key=True),
        sa.Column("size", sa.Integer(), primary_key=True),
        sa.Column("note", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "witness_contact",
        sa.Column("url", sa.String(), primary_key=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("cosigned_at", sa.Integer()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("retry_at", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
    )
