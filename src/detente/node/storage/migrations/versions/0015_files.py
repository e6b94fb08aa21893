"""Attachments: where each lies sealed, and the lists of them in the log."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Create the table; what was sealed before is a message."""
    op.add_column("sealed_copy", sa.Column("kind", sa.String(), nullable=False, server_default="message"))
    op.create_table(
        "sealed_file",
        sa.Column("blob", sa.String(), primary_key=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("suite", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
    )
    op.create_index("sealed_file_by_document", "sealed_file", ["document"])
    op.create_index("sealed_file_by_hash", "sealed_file", ["sha256"])
    op.create_index("sealed_file_by_stage", "sealed_file", ["state", "stage"])
