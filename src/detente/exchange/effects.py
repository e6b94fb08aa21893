"""What the pulling machine asks its driver to do, and what is remembered between two steps."""

from __future__ import annotations

from dataclasses import dataclass

from detente.exchange.files import FileList
from detente.exchange.opening import OpenedMessage
from detente.exchange.receipts import OpenedReceipts
from detente.kernel.errors import PeerError
from detente.ledger.checkpoints import SignedCheckpoint
from detente.ledger.keystatement import Placed
from detente.ledger.leaf import Leaf


@dataclass(frozen=True, slots=True)
class Held:
    """What we hold of a peer's log: the newest checkpoint we verified, and how many entries we took in.

    ``next_index`` may lag behind the checkpoint while a long catch-up goes on in steps.
    """

    note: bytes | None = None
    next_index: int = 0


@dataclass(frozen=True, slots=True)
class Fetch:
    """Fetch a file of the log, at a path below its prefix; asks for bytes."""

    path: str
    max_bytes: int


@dataclass(frozen=True, slots=True)
class FetchBlob:
    """Fetch the sealed blob of an entry; asks for bytes."""

    index: int
    commit: str
    path: str
    max_bytes: int


@dataclass(frozen=True, slots=True)
class StoreCheckpoint:
    """Keep a verified checkpoint, consistent with the one held, before anything it covers."""

    signed: SignedCheckpoint


@dataclass(frozen=True, slots=True)
class StoreEntries:
    """Keep entries, from index ``start`` on, each proven to stand there."""

    start: int
    entries: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Accept:
    """Take in a message that passed every check."""

    message: OpenedMessage


@dataclass(frozen=True, slots=True)
class AcceptKeys:
    """Keep a statement of the peer's keys, which its root keys signed; what follows is judged by it."""

    placed: Placed


@dataclass(frozen=True, slots=True)
class AcceptReceipts:
    """Keep what the peer answered to our entries, or its notice that we have not answered."""

    opened: OpenedReceipts


@dataclass(frozen=True, slots=True)
class AcceptFiles:
    """Keep where the attachments of a document are to be fetched."""

    index: int
    listed: FileList


@dataclass(frozen=True, slots=True)
class Decline:
    """Do not take in the message of an entry; ``error.code`` says why. Its blob may be tried again later."""

    index: int
    leaf: Leaf | None
    error: PeerError


Effect = (
    Fetch
    | FetchBlob
    | StoreCheckpoint
    | StoreEntries
    | Accept
    | AcceptKeys
    | AcceptReceipts
    | AcceptFiles
    | Decline
)


@dataclass(frozen=True, slots=True)
class Done:
    """The step is over. Remember ``held``; where not ``caught_up``, pull again at once."""

    held: Held
    caught_up: bool
