"""Opening the database: durable, migrated, and never newer than we understand."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Row, create_engine, event

from detente.kernel.errors import OperatorError
from detente.kernel.instants import Instant

#: A row of any query; its columns are read by name.
AnyRow = Row[*tuple[Any, ...]]

FILE_NAME = "node.db"
_MIGRATIONS = Path(__file__).parent / "migrations"


def open_database(folder: Path) -> Engine:
    """The engine for ``node.db`` in ``folder``, brought to the current schema.

    SQLite runs in WAL mode with ``synchronous=FULL``: a commit that returned survives a power cut.

    Raises:
        OperatorError: the database is of a newer version, cannot be opened, or the disk is full.
    """
    engine = create_engine(f"sqlite:///{folder / FILE_NAME}", connect_args={"timeout": 10})
    event.listen(engine, "connect", _prepare)
    try:
        with engine.begin() as connection:
            _upgrade(connection)
    except Exception as problem:
        engine.dispose()
        if isinstance(problem, OperatorError):
            raise
        raise OperatorError(
            "database",
            f"{folder / FILE_NAME} cannot be opened: {problem}.",
            "Check the disk's space and rights; nothing was changed.",
        ) from problem
    return engine


def _prepare(raw: sqlite3.Connection, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "journal_size_limit=67108864"):
        raw.execute(f"PRAGMA {pragma}")


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in scripts.walk_revisions()}
    if current is not None and current not in known:
        raise OperatorError(
            "database-newer",
            f"The database is of a newer version ({current}) than this program knows.",
            "Install the newer Détente; the database was not touched.",
        )
    head = scripts.get_current_head()
    if current == head:
        return
    with EnvironmentContext(
        config, scripts, fn=lambda rev, _: scripts._upgrade_revs(str(head), rev)
    ) as context:
        context.configure(connection=connection)
        context.run_migrations()


def to_seconds(instant: Instant) -> int:
    """An instant as the tables keep it."""
    return int(instant.timestamp())


def from_seconds(seconds: int) -> Instant:
    """The instant of a table's number."""
    return datetime.fromtimestamp(seconds, UTC)
