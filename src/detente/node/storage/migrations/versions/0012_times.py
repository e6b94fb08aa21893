"""What is known of when a message was registered, beside the interval that follows from it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the columns; of what is registered already, its sender's claim is all that is known."""
    for name in ("claimed_at", "not_before", "existed_by"):
        op.add_column("message", sa.Column(name, sa.Integer()))
    op.add_column("message", sa.Column("unwitnessed", sa.Boolean(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE message SET claimed_at = CASE WHEN own THEN registered_from ELSE issued_at END "
        "WHERE log_index IS NOT NULL"
    )
    op.create_index("message_unwitnessed", "message", ["sender", "unwitnessed", "log_index"])
