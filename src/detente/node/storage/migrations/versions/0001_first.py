"""The first schema.

Later schema changes are new files here; this one stays as it was when first released.
"""

from alembic import op

from detente.node.storage.schema import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table."""
    metadata.create_all(op.get_bind())
