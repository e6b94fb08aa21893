"""Files of any size on disk, a piece at a time: those waiting to be sent, and those that are sealed.

A file that was given lies in ``files/ab/cdef…`` under its hash until its message is sealed; then its sealed blob lies
with the others in ``public`` or, of a peer, in ``peers``, and the file itself is taken away.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, insert, select

from detente.exchange.files import SealedFile
from detente.exchange.seal import PLAIN, AgeSuite, SealingSuite
from detente.kernel.errors import InputError, OperatorError, PeerError, ProofError
from detente.kernel.identifiers import DocumentId, StateCode
from detente.kernel.languages import Text
from detente.ledger.agefile import NONCE_BYTES
from detente.ledger.agestream import opened_pieces, padded_pieces, sealed_pieces, unpadded_pieces
from detente.ledger.leaf import blob_path
from detente.node.durable import disk_errors, sync_path
from detente.node.node import Node
from detente.node.storage.database import AnyRow
from detente.node.storage.schema import sealed_file

PIECE_BYTES = 1 << 16
_ASIDE = ".aside-files"


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    """The rest of a file, a piece at a time."""
    while piece := file.read(PIECE_BYTES):
        yield piece


def pieces_at(path: Path) -> Iterator[bytes]:
    """A file from its beginning, a piece at a time."""
    with disk_errors(path), path.open("rb") as file:
        yield from pieces_of(file)


def given_path(node: Node, digest: str) -> Path:
    """Where a file that was given waits."""
    return node.folder / "files" / digest[:2] / digest[2:]


def keep_given(node: Node, pieces: Iterable[bytes]) -> tuple[str, int]:
    """Keep a file that was given, durably; returns its hash and size.

    Raises:
        InputError: larger than the settings allow.
        OperatorError: the disk refuses.
    """
    most = node.settings.attachment_megabytes << 20
    aside = node.folder / _ASIDE / f"given-{node.random_token()}"

    def limited() -> Iterator[bytes]:
        size = 0
        for piece in pieces:
            size += len(piece)
            if most and size > most:
                raise InputError(
                    "file-large", _LARGE.fill(limit=node.settings.attachment_megabytes), _SMALLER
                )
            yield piece

    return write_aside(aside, limited(), lambda digest: given_path(node, digest))


def write_aside(aside: Path, pieces: Iterable[bytes], target: Callable[[str], Path]) -> tuple[str, int]:
    """Write a file aside, then put it durably where its hash says; returns hash and length."""
    digest, length = sha256(), 0
    with disk_errors(aside):
        aside.parent.mkdir(parents=True, exist_ok=True)
        try:
            with aside.open("wb") as file:
                for piece in pieces:
                    digest.update(piece)
                    length += len(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            put_in_place(aside, target(digest.hexdigest()))
        finally:
            aside.unlink(missing_ok=True)
    return digest.hexdigest(), length


def put_in_place(aside: Path, target: Path) -> None:
    """Give a durable file its name, durably."""
    with disk_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.replace(target)
        sync_path(target.parent)


def seal_file(
    node: Node,
    digest: str,
    size: int,
    recipients: list[StateCode],
    suite: str,
    suites: Mapping[str, SealingSuite],
) -> SealedFile:
    """Seal a file to ``recipients`` and the archive, and keep the blob where peers fetch it.

    Raises:
        OperatorError: the file is not here, or the disk refuses.
    """
    frame = padded_pieces(size, read_again(node, digest, size, suites))
    closing = suites[suite]
    if isinstance(closing, AgeSuite):
        head, key = closing.begin(recipients)
        frame = sealed_pieces(head, key, node.entropy(NONCE_BYTES), frame)
    own = node.files_of(node.settings.state)
    aside = own / _ASIDE / f"seal-{node.random_token()}"
    blob, length = write_aside(aside, frame, lambda commit: own / blob_path(commit))
    return SealedFile(digest, size, blob, length, suite)


def read_again(node: Node, digest: str, size: int, suites: Mapping[str, SealingSuite]) -> Iterator[bytes]:
    """A file that is kept here, given or sealed.

    Raises:
        OperatorError: it is not.
    """
    given = given_path(node, digest)
    if given.is_file() and given.stat().st_size == size:
        return pieces_at(given)
    with node.reading() as connection:
        row = held_row(connection, digest)
    if row is None:
        raise OperatorError("file-missing", f"The file {digest} is not kept here.", "Attach it again.")
    return open_row(node, row, suites)


def is_kept(node: Node, digest: str, size: int) -> bool:
    """Whether a file of that hash and size is kept here."""
    given = given_path(node, digest)
    if given.is_file():
        return given.stat().st_size == size
    with node.reading() as connection:
        row = held_row(connection, digest)
    return row is not None and row.size == size


def held_row(connection: Connection, digest: str) -> AnyRow | None:
    """Where a file is kept sealed."""
    query = select(sealed_file).where(sealed_file.c.sha256 == digest, sealed_file.c.stage == "held")
    return connection.execute(query.order_by(sealed_file.c.blob).limit(1)).first()


def open_row(node: Node, row: AnyRow, suites: Mapping[str, SealingSuite]) -> Iterator[bytes]:
    """What a sealed file holds. Only once its end has come is it known that it is whole and the right one.

    Raises:
        PeerError: it is not sealed to us, or in a suite that we do not have.
        ProofError: it is damaged, or holds another file.
    """
    return open_sealed(node.files_of(row.state) / blob_path(row.blob), row, suites)


def open_sealed(path: Path, row: AnyRow, suites: Mapping[str, SealingSuite]) -> Iterator[bytes]:
    """The same, where the blob lies elsewhere."""
    opening = suites.get(row.suite)
    frame = pieces_at(path)
    if isinstance(opening, AgeSuite):
        frame = opened_pieces(frame, opening.key_of)
    elif row.suite != PLAIN:
        raise PeerError(
            "seal-suite", f"This node has no sealing suite {row.suite}.", "Ask the sender for another."
        )
    digest = sha256()
    for piece in unpadded_pieces(row.size, frame):
        digest.update(piece)
        yield piece
    if digest.hexdigest() != row.sha256:
        raise ProofError("file-other", _OTHER, _ASK)


def insert_file(
    connection: Connection, state: StateCode, document: DocumentId, one: SealedFile, stage: str
) -> None:
    """Note where a file lies sealed, or from where it is to be fetched; what is known is left as it is."""
    values = {"blob": one.blob, "sha256": one.sha256, "size": one.size, "length": one.length}
    values |= {"suite": one.suite, "stage": stage, "state": state, "document": document, "reason": ""}
    connection.execute(insert(sealed_file).prefix_with("OR IGNORE").values(**values))


_LARGE = Text("The file is larger than {limit} MiB.", "Файл больше {limit} МиБ.", "文件超过{limit} MiB。")
_SMALLER = Text(
    "Send it in parts, or let the administrator allow more.",
    "Отправьте его частями или попросите администратора увеличить предел.",
    "请分份发送，或请管理员提高上限。",
)
_OTHER = Text(
    "What was sealed is not the file that the message names.",
    "Запечатан не тот файл, который указан в сообщении.",
    "密封的并非电文所列文件。",
)
_ASK = Text("Ask the sender.", "Обратитесь к отправителю.", "请向发文方查询。")
