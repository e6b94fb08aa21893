"""Visits, found by who goes where and when; and messages whose personal data is shown no more.

``visit`` is a read model: ``detente rebuild`` fills it for what was known before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the tables and indexes."""
    op.create_table(
        "visit",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("agreement", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("hosts", sa.String(), nullable=False),
        sa.Column("guests", sa.String(), nullable=False),
        sa.Column("object", sa.String()),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("begins", sa.Integer()),
        sa.Column("over", sa.Integer()),
        sa.Column("arrival_from", sa.Integer()),
        sa.Column("arrival_until", sa.Integer()),
        sa.Column("end_until", sa.Integer()),
        sa.Column("team", sa.Integer()),
        sa.Column("told", sa.Integer()),
    )
    op.create_index("visit_by_arrival", "visit", ["arrival_from", "id"])
    op.create_index("visit_by_end", "visit", ["end_until", "arrival_from", "id"])
    op.create_index("visit_by_format", "visit", ["agreement", "format", "arrival_from", "id"])
    op.create_index("visit_by_hosts", "visit", ["hosts", "arrival_from", "id"])
    op.create_index("visit_by_guests", "visit", ["guests", "arrival_from", "id"])
    op.create_index("visit_by_told", "visit", ["told", "id"])
    op.create_table(
        "forgotten",
        sa.Column("reference", sa.String(), primary_key=True),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sqlite_with_rowid=False,
    )
