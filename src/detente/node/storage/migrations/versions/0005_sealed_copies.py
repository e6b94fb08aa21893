"""What messages were sealed into, and who cannot open them yet."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables. Messages sealed before are in suite ``plain``, open to all, and need no row."""
    op.create_table(
        "sealed_copy",
        sa.Column("blob_sha256", sa.String(), primary_key=True),
        sa.Column("message", sa.String(), sa.ForeignKey("message.id"), nullable=False),
        sa.Column("suite", sa.String(), nullable=False),
        sa.Column("size_class", sa.Integer(), nullable=False),
        sa.Column("log_index", sa.Integer()),
    )
    op.create_index("sealed_copy_by_message", "sealed_copy", ["message"])
    op.create_index("sealed_copy_by_index", "sealed_copy", ["log_index"])
    op.create_table(
        "unsealed",
        sa.Column("message", sa.String(), sa.ForeignKey("message.id"), primary_key=True),
        sa.Column("state", sa.String(), primary_key=True),
        sqlite_with_rowid=False,
    )
