"""What a provision means for everything known: found without looking through all findings."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the index."""
    op.create_index("finding_by_provision", "finding", ["agreement", "provision", "state", "due", "about"])
