"""What a provision means for everything known: found without looking through all findings."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the indexes: all findings by deadline, and those in one state."""
    by_due = ["agreement", "provision", "due", "about", "bearer"]
    op.create_index("finding_by_provision", "finding", by_due)
    by_state = ["agreement", "provision", "state", "due", "about", "bearer"]
    op.create_index("finding_by_provision_state", "finding", by_state)
