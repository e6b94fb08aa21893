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
from sqlalchemy import Connection, Engine, ExceptionContext, Row, create_engine, event

from detente.kernel.errors import OperatorError
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.node.storage.troubles import explain

#: A row of any query; its columns are read by name.
AnyRow = Row[*tuple[Any, ...]]

FILE_NAME = "node.db"
_MIGRATIONS = Path(__file__).parent / "migrations"


def open_database(folder: Path) -> Engine:
    """The engine for ``node.db`` in ``folder``, brought to the current schema.

    SQLite runs in WAL mode with ``synchronous=FULL``: a commit that returned survives a power cut. Whenever the
    machine refuses the engine something later, ``OperatorError`` is raised and the transaction undone.

    Raises:
        OperatorError: the database is of a newer version, cannot be opened, or the disk is full.
    """
    path = folder / FILE_NAME
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 10})

    def refused(context: ExceptionContext) -> None:
        if trouble := explain(path, context.original_exception):
            raise trouble from context.original_exception

    event.listen(engine, "connect", _prepare)
    event.listen(engine, "handle_error", refused)
    try:
        with engine.begin() as connection:
            _upgrade(connection)
    except BaseException as problem:
        engine.dispose()
        # What refuses a connection its settings comes here as SQLite said it.
        if trouble := explain(path, problem):
            raise trouble from problem
        raise
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
        raise OperatorError("database-newer", _NEWER.fill(version=current), _INSTALL_NEWER)
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


_NEWER = Text(
    "The database is of a newer version ({version}) than this program knows.",
    "База данных — более новой версии ({version}), чем известна этой программе.",
    "数据库版本（{version}）比本程序所支持的版本更新。",
)
_INSTALL_NEWER = Text(
    "Install the newer Détente; the database was not touched.",
    "Установите более новую версию Détente; база данных не тронута.",
    "请安装更新版本的 Détente；数据库未作任何改动。",
)
