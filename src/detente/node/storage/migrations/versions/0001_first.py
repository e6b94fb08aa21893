"""The first schema.

Later schema changes are new files here; this one stays as it was first released. A test holds that all of them
together make the tables of ``schema.py``.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "activity",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("agreement", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("start_from", sa.Integer(), nullable=True),
        sa.Column("start_until", sa.Integer(), nullable=True),
        sa.Column("end_until", sa.Integer(), nullable=True),
        sa.Column("may_last_until", sa.Integer(), nullable=True),
        sa.Column("personnel", sa.Integer(), nullable=True),
        sa.Column("observers_invited", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("activity_by_end", "activity", ["end_until", "start_from", "id"], unique=False)
    op.create_index("activity_by_host", "activity", ["host", "start_from", "id"], unique=False)
    op.create_index("activity_by_last", "activity", ["may_last_until"], unique=False)
    op.create_index("activity_by_name", "activity", ["name", "id"], unique=False)
    op.create_index("activity_by_personnel", "activity", ["personnel", "id"], unique=False)
    op.create_index("activity_by_start", "activity", ["start_from", "id"], unique=False)
    op.create_table(
        "alarm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("peer", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.Integer(), nullable=False),
        sa.Column("submitted_by", sa.String(), nullable=True),
        sa.Column("released_by", sa.String(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("draft_by_stage", "draft", ["stage", "changed_at"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "finding",
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("agreement", sa.String(), nullable=False),
        sa.Column("provision", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("bearer", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=True),
        sa.Column("changes_at", sa.Integer(), nullable=True),
        sa.Column("counterparts", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("about", "agreement", "provision", "step", "bearer", "other"),
    )
    op.create_index("finding_by_bearer", "finding", ["bearer", "state", "due", "about"], unique=False)
    op.create_index("finding_by_change", "finding", ["changes_at", "about"], unique=False)
    op.create_index("finding_by_state", "finding", ["state", "due", "about"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("agreement", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("issued_at", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("log_index", sa.Integer(), nullable=True),
        sa.Column("registered_from", sa.Integer(), nullable=True),
        sa.Column("registered_until", sa.Integer(), nullable=True),
        sa.Column("known_at", sa.Integer(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.Column("blob_sha256", sa.String(), nullable=True),
        sa.Column("size_class", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reference"),
        sa.UniqueConstraint("sender", "log_index", name="message_place_in_log"),
    )
    op.create_index(
        "message_by_format", "message", ["agreement", "format", "known_at", "reference"], unique=False
    )
    op.create_index("message_by_matter", "message", ["matter"], unique=False)
    op.create_index("message_by_sender", "message", ["sender", "known_at", "reference"], unique=False)
    op.create_index("message_by_stage", "message", ["stage", "known_at", "reference"], unique=False)
    op.create_index("message_by_time", "message", ["known_at", "reference"], unique=False)
    op.create_table(
        "peer",
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("keys", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("checkpoint", sa.LargeBinary(), nullable=True),
        sa.Column("next_index", sa.Integer(), nullable=False),
        sa.Column("contacted_at", sa.Integer(), nullable=True),
        sa.Column("trouble", sa.String(), nullable=True),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("state"),
    )
    op.create_table(
        "serial",
        sa.Column("agreement", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("agreement", "year"),
    )
    op.create_table(
        "user",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.Integer(), nullable=False),
        sa.Column("read_until", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "declined",
        sa.Column("peer", sa.String(), nullable=False),
        sa.Column("log_index", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["peer"],
            ["peer.state"],
        ),
        sa.PrimaryKeyConstraint("peer", "log_index"),
    )
    op.create_table(
        "matter_message",
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("known_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message"],
            ["message.id"],
        ),
        sa.PrimaryKeyConstraint("matter", "message"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "read_mark",
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message"],
            ["message.id"],
        ),
        sa.PrimaryKeyConstraint("user", "message"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("expires_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user"],
            ["user.name"],
        ),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    # ### end Alembic commands ###
