"""Matters of every topic, and what is owed in years.

The new tables are read models: ``detente rebuild`` fills them. Where there are messages already, that is done when
the node is opened next.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables and the index."""
    op.create_table(
        "matter",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("agreement", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("span_from", sa.Integer(), nullable=True),
        sa.Column("span_until", sa.Integer(), nullable=True),
        sa.Column("duties", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("matter_by_agreement", "matter", ["agreement", "topic", "span_from"], unique=False)
    op.create_index("matter_by_owner", "matter", ["topic", "owner", "span_from"], unique=False)
    op.create_table(
        "concern",
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("span_from", sa.Integer(), nullable=True),
        sa.Column("span_until", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("matter", "state"),
        sqlite_with_rowid=False,
    )
    op.create_index("concern_by_state", "concern", ["topic", "state", "span_from"], unique=False)
    op.create_table(
        "judged",
        sa.Column("agreement", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("agreement"),
    )
    op.create_index(
        "message_by_registration", "message", ["agreement", "origin", "registered_from"], unique=False
    )
