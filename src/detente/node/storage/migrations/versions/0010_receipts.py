"""Signed receipts: those owed for what was taken in before, those made, those awaited."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create the tables; a message received before is still to be answered."""
    op.create_table(
        "owed_receipt",
        sa.Column("state", sa.String(), primary_key=True),
        sa.Column("entry", sa.Integer(), primary_key=True),
        sa.Column("answer", sa.String(), primary_key=True),
        sa.Column("commit", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement",
        sa.Column("blob_sha256", sa.String(), primary_key=True),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("receiver", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("issued_at", sa.Integer(), nullable=False),
        sa.Column("suite", sa.String(), nullable=False),
        sa.Column("size_class", sa.Integer(), nullable=False),
        sa.Column("log_index", sa.Integer()),
        sa.Column("known_at", sa.Integer(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
    )
    op.create_index("statement_by_place", "statement", ["sender", "log_index"])
    op.create_table(
        "statement_line",
        sa.Column("log_of", sa.String(), primary_key=True),
        sa.Column("entry", sa.Integer(), primary_key=True),
        sa.Column("statement", sa.String(), sa.ForeignKey("statement.blob_sha256"), primary_key=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "awaited",
        sa.Column("message", sa.String(), sa.ForeignKey("message.id"), primary_key=True),
        sa.Column("since", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("awaited_by_time", "awaited", ["since"])
    op.add_column("declined", sa.Column("document", sa.String()))
    op.create_index("declined_by_document", "declined", ["document"])
    op.execute(
        'INSERT INTO owed_receipt (state, entry, answer, "commit", document) '
        "SELECT sender, log_index, 'opened', blob_sha256, id FROM message "
        "WHERE NOT own AND log_index IS NOT NULL AND blob_sha256 IS NOT NULL"
    )
