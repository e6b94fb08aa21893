"""What SQLite says when the machine refuses it something, in words that tell what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from detente.kernel.errors import OperatorError
from detente.kernel.languages import Text
from detente.node.durable import disk_full

#: The lowest byte of a result code is its family. Source: sqlite.org/rescode.html
_FAMILY = 0xFF


def explain(path: Path, problem: BaseException) -> OperatorError | None:
    """The operator's error behind an error of the database ``path``; None where the fault is our own."""
    if not isinstance(problem, sqlite3.DatabaseError) or not hasattr(problem, "sqlite_errorcode"):
        return None
    family = problem.sqlite_errorcode & _FAMILY
    if family == sqlite3.SQLITE_FULL:
        return disk_full(path)
    if family not in _WORDS:
        return None
    code, message, mend = _WORDS[family]
    return OperatorError(code, message.fill(path=str(path), reason=str(problem)), mend)


_CHECK_DISK = Text(
    "Check the disk's space and rights, then try again; nothing was changed.",
    "Проверьте место на диске и права доступа и повторите; ничего не изменено.",
    "请检查磁盘空间和权限后重试；未作任何更改。",
)
_DISK = (
    "database-disk",
    Text(
        "The database {path} cannot be read or written: {reason}.",
        "База данных {path} не читается или не записывается: {reason}.",
        "数据库 {path} 无法读写：{reason}。",
    ),
    _CHECK_DISK,
)
_BUSY = (
    "database-busy",
    Text(
        "Another process has been writing to the database {path} for too long.",
        "Другой процесс слишком долго записывает в базу данных {path}.",
        "另一个进程长时间占用数据库 {path} 进行写入。",
    ),
    Text(
        "Wait for it to finish, then try again; nothing was changed.",
        "Дождитесь его завершения и повторите; ничего не изменено.",
        "请等待其完成后重试；未作任何更改。",
    ),
)
_DAMAGED = (
    "database-damaged",
    Text(
        "{path} is damaged, or no database: {reason}.",
        "{path} повреждён или не является базой данных: {reason}.",
        "{path} 已损坏，或者不是数据库：{reason}。",
    ),
    Text(
        "Stop the node and put back the newest backup of this file; nothing was changed.",
        "Остановите узел и восстановите последнюю резервную копию файла; ничего не изменено.",
        "请停止节点并恢复该文件的最新备份；未作任何更改。",
    ),
)
_WORDS = {
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_CANTOPEN: _DISK,
    sqlite3.SQLITE_READONLY: _DISK,
    sqlite3.SQLITE_PERM: _DISK,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
