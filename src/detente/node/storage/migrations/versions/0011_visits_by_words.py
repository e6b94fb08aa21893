"""Visits found by words through an index, and how long one counts as under way where nobody told its end.

``visit`` is a read model: it is made anew, and filled when the node is opened next.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table anew, with two columns more."""
    op.drop_table("visit")
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
        sa.Column("until", sa.Integer()),
        sa.Column("keep_until", sa.Integer()),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("arrival_from", sa.Integer()),
        sa.Column("arrival_until", sa.Integer()),
        sa.Column("end_until", sa.Integer()),
        sa.Column("team", sa.Integer()),
        sa.Column("told", sa.Integer()),
        sa.Column("year", sa.Integer()),
    )
    op.create_index("visit_by_arrival", "visit", ["arrival_from", "id", "words"])
    op.create_index("visit_by_year", "visit", ["year", "arrival_from", "id"])
    op.create_index("visit_by_standing", "visit", ["standing", "arrival_from", "id"])
    op.create_index("visit_by_until", "visit", ["until"])
    op.create_index("visit_by_end", "visit", ["end_until", "arrival_from", "id"])
    op.create_index("visit_by_format", "visit", ["agreement", "format", "arrival_from", "id"])
    op.create_index("visit_by_hosts", "visit", ["hosts", "arrival_from", "id"])
    op.create_index("visit_by_guests", "visit", ["guests", "arrival_from", "id"])
    op.create_index("visit_by_told", "visit", ["told", "id"])
