"""A witness's memory on disk, and the witness itself: compares, keeps and answers in one step.

Its state lies in one SQLite file that is created once, with the witness's keys, and never copied back: a witness that
forgot could cosign two histories. Source: docs/spec/ledger.md §13.5, §13.6.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from detente.kernel.errors import OperatorError
from detente.ledger.keys import Signer
from detente.ledger.notes import parse_note
from detente.ledger.witness import (
    Cosigned,
    Logs,
    Reply,
    Request,
    RequestRefused,
    decide,
    origin_hash,
    read_request,
)
from detente.node.clock import Clock
from detente.node.durable import disk_errors, sync_path
from detente.node.storage.database import to_seconds
from detente.node.storage.troubles import explain

#: So many refused requests of one log are kept; whoever floods us shows no more by the next.
MOST_SUSPECT = 100
_BUSY_SECONDS = 10
_VERSION = 1
_SCHEMA = """
CREATE TABLE cosigned (
    origin TEXT PRIMARY KEY, origin_hash TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL, root BLOB NOT NULL, note BLOB NOT NULL, seconds INTEGER NOT NULL
) STRICT;
CREATE TABLE suspect (
    digest BLOB PRIMARY KEY, origin TEXT NOT NULL, seconds INTEGER NOT NULL, why TEXT NOT NULL,
    body BLOB NOT NULL, held BLOB NOT NULL
) STRICT;
PRAGMA user_version = 1;
"""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A request that its log had signed and that did not extend what was cosigned; ``held`` is what was."""

    origin: str
    seconds: int
    why: str
    body: bytes
    held: bytes


def create_witness_store(path: Path) -> None:
    """Create the memory of a witness that has never cosigned anything.

    Raises:
        OperatorError: there is one already, or the disk refuses.
    """
    with disk_errors(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            raise OperatorError(
                "witness-exists",
                f"{path} holds a witness's memory already.",
                "It is created once, with its keys; open it instead.",
            ) from None
    with _database(path) as connection:
        connection.executescript(_SCHEMA)
    with disk_errors(path):
        sync_path(path.parent)


class WitnessStore:
    """The memory of a witness; several processes may have it open. Every method raises ``OperatorError`` at trouble."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise _missing(path)
        self._path = path
        self._lock = threading.Lock()
        self._connection = _open(path)
        with self._reading() as connection:
            [(version,)] = connection.execute("PRAGMA user_version").fetchall()
        if version != _VERSION:
            self._connection.close()
            raise _missing(path)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def take(self, origin: str, decide_on: Callable[[Cosigned | None, int], Reply], body: bytes) -> Reply:
        """Let ``decide_on`` say what to answer, from what is held of the log and the newest time given; keep it.

        What it says is durable when this returns. Nobody else compares or keeps meanwhile.
        """
        with self._transaction() as connection:
            held = _cosigned(connection, "origin", origin)
            [(newest,)] = connection.execute("SELECT coalesce(max(seconds), 0) FROM cosigned").fetchall()
            reply = decide_on(held, newest)
            if reply.keep is not None:
                values = (reply.keep.size, reply.keep.root, reply.keep.note, reply.keep.seconds)
                connection.execute(
                    "INSERT OR REPLACE INTO cosigned VALUES (?, ?, ?, ?, ?, ?)",
                    (origin, origin_hash(origin), *values),
                )
            if reply.suspect:
                _keep_suspect(connection, origin, newest, reply, body, held)
        return reply

    def newest(self, hashed_origin: str) -> bytes | None:
        """The newest cosigned checkpoint of the log whose origin has this hash."""
        with self._reading() as connection:
            found = _cosigned(connection, "origin_hash", hashed_origin)
        return None if found is None else found.note

    def all(self) -> list[tuple[str, Cosigned]]:
        """What is held, by origin."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT origin, size, root, note, seconds FROM cosigned ORDER BY origin"
            )
            return [(row[0], Cosigned(*row[1:])) for row in rows]

    def suspects(self) -> list[Suspect]:
        """The refused requests that were kept, oldest first."""
        with self._reading() as connection:
            rows = connection.execute("SELECT origin, seconds, why, body, held FROM suspect ORDER BY rowid")
            return [Suspect(*row) for row in rows]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _explained(self._path):
            yield self._connection

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _explained(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness at work: its keys, its memory, the logs it knows at the moment, and the time.

    ``alarmed`` is told of each refused request that was signed by its log, with what was held then.
    """

    signers: Sequence[Signer]
    store: WitnessStore
    logs: Callable[[], Logs]
    clock: Clock
    alarmed: Callable[[Request, Cosigned | None], None] = lambda _request, _held: None

    def add_checkpoint(self, body: bytes) -> Reply:
        """Answer a submitted checkpoint; what is answered is kept before.

        Raises:
            OperatorError: the disk refuses; nothing was cosigned.
        """
        try:
            request = read_request(body, self.logs())
        except RequestRefused as refused:
            return refused.reply
        seen: list[Cosigned | None] = []

        def on(held: Cosigned | None, newest: int) -> Reply:
            seen.append(held)
            return decide(request, held, self.signers, to_seconds(self.clock()), newest)

        reply = self.store.take(request.checkpoint.origin, on, body)
        if reply.suspect:
            self.alarmed(request, seen[0])
        return reply


def _keep_suspect(
    connection: sqlite3.Connection,
    origin: str,
    seconds: int,
    reply: Reply,
    body: bytes,
    held: Cosigned | None,
) -> None:
    count = connection.execute("SELECT count(*) FROM suspect WHERE origin = ?", (origin,)).fetchone()[0]
    if count < MOST_SUSPECT:
        note = held.note if held else b""
        digest = sha256(parse_note(body.partition(b"\n\n")[2]).text.encode()).digest()
        connection.execute(
            "INSERT OR IGNORE INTO suspect VALUES (?, ?, ?, ?, ?, ?)",
            (digest, origin, seconds, reply.body.decode().strip(), body, note),
        )


def _missing(path: Path) -> OperatorError:
    return OperatorError(
        "witness-missing",
        f"{path} is missing or empty: it is not known what this witness has cosigned.",
        "Do not make a new one for these keys. Make a new witness, and give its keys to those who listed it.",
    )


def _cosigned(connection: sqlite3.Connection, column: str, value: str) -> Cosigned | None:
    query = f"SELECT size, root, note, seconds FROM cosigned WHERE {column} = ?"
    row = connection.execute(query, (value,)).fetchone()
    return None if row is None else Cosigned(*row)


def _open(path: Path) -> sqlite3.Connection:
    with _explained(path):
        connection = sqlite3.connect(
            path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        # Rollback journal, not WAL: the state is then one file between two answers. EXTRA syncs its folder too.
        connection.execute("PRAGMA synchronous=EXTRA")
        return connection


@contextmanager
def _database(path: Path) -> Iterator[sqlite3.Connection]:
    connection = _open(path)
    try:
        with _explained(path):
            yield connection
    finally:
        connection.close()


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as problem:
        if trouble := explain(path, problem):
            raise trouble from problem
        raise
