"""Attachments: taken from a person, named in the draft, fetched from peers, given back.

A file travels beside its message, in a blob of its own that is sealed to the same recipients. What was cut off goes on
where it stopped; nothing is given to a person before its hash was seen to be the one that the message names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import orjson
from sqlalchemy import select, update

from detente.agreements.model import ItemType
from detente.kernel.errors import InputError, PeerError, ProofError
from detente.kernel.identifiers import Reference, StateCode
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.ledger.leaf import blob_path
from detente.messages.codec import document_from_stored
from detente.messages.document import JsonValue
from detente.node.actors import Actor, Right, require
from detente.node.drafts import load_draft, save_draft
from detente.node.durable import disk_errors
from detente.node.events import record_event
from detente.node.filestore import (
    held_row,
    keep_given,
    open_row,
    open_sealed,
    pieces_at,
    put_in_place,
)
from detente.node.messages import read_document
from detente.node.node import Node
from detente.node.sealing import sealing_suites
from detente.node.storage.database import AnyRow
from detente.node.storage.schema import message, sealed_file
from detente.node.transport import UNREACHABLE, Transport


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that a message names; ``held``: it is here and can be opened, otherwise ``reason`` may say why not."""

    name: str
    type: str
    size: int
    sha256: str
    held: bool
    reason: str


def attach_file(
    node: Node,
    actor: Actor,
    draft_id: int,
    item_id: str,
    name: str,
    media_type: str,
    pieces: Iterable[bytes],
    at: Instant,
) -> int:
    """Keep a file and name it in a draft, in the item of that id; returns the new revision.

    Raises:
        NotAllowed: the actor may not draft.
        InputError: no such draft, no such item for a file, released, or larger than the settings allow.
        OperatorError: the disk refuses.
    """
    require(actor, Right.DRAFT)
    view = load_draft(node, draft_id)
    items = node.agreement(view.draft.agreement).formats[view.draft.format].items
    if not any(one.id == item_id and one.type is ItemType.ATTACHMENT for one in items):
        known = ", ".join(one.id for one in items if one.type is ItemType.ATTACHMENT) or "—"
        raise InputError("no-file-item", _NO_ITEM.fill(item=item_id), _ITEMS.fill(known=known))
    digest, size = keep_given(node, pieces)
    given: dict[str, JsonValue] = {"name": name, "type": media_type.lower(), "size": size, "sha256": digest}
    content: dict[str, JsonValue] = {**view.draft.content, item_id: given}
    revision = save_draft(node, actor, draft_id, view.revision, at, content=content, to=view.draft.to)
    with node.writing() as connection:
        record_event(connection, actor, "file attached", f"draft {draft_id}: {digest}", at)
    return revision


def attachments_of(node: Node, actor: Actor, reference: Reference) -> list[AttachedFile]:
    """The files that a message names, as far as the actor may see them.

    Raises:
        NotAllowed: the actor may not read.
        InputError: this node knows no such message.
    """
    document = read_document(node, actor, reference)
    found: list[AttachedFile] = []
    with node.reading() as connection:
        for one in document.attachments:
            digest = str(one["sha256"])
            held = held_row(connection, digest)
            query = select(sealed_file.c.reason).where(sealed_file.c.sha256 == digest)
            reason = "" if held else connection.execute(query.limit(1)).scalar() or ""
            size = int(str(one["size"]))
            found.append(AttachedFile(str(one["name"]), str(one["type"]), size, digest, bool(held), reason))
    return found


def open_attachment(
    node: Node, actor: Actor, reference: Reference, digest: str
) -> tuple[AttachedFile, Iterator[bytes]]:
    """A file that a message names, a piece at a time.

    Raises:
        NotAllowed: the actor may not read.
        InputError: the message names no such file, or it is not here.
    """
    named = [one for one in attachments_of(node, actor, reference) if one.sha256 == digest]
    with node.reading() as connection:
        row = held_row(connection, digest)
    if not named or row is None:
        raise InputError("no-file", _NOT_HERE, _WAIT)
    return named[0], open_row(node, row, sealing_suites(node))


def fetch_files(node: Node, state: StateCode, transport: Transport) -> list[str]:
    """Fetch the files of a peer's messages that are not here yet; returns the hashes of those that came.

    A file that cannot be had, or is not the one, keeps the others waiting no longer than it takes to find that out.

    Raises:
        PeerError: the peer cannot be reached; what came of a file by then stays, and is gone on from.
        OperatorError: the disk refuses.
    """
    query = (
        select(sealed_file, message.c.document.label("bytes"))
        .join(message, message.c.id == sealed_file.c.document)
        .where(sealed_file.c.state == state, sealed_file.c.stage == "wanted")
        .order_by(message.c.log_index, sealed_file.c.blob)
    )
    with node.reading() as connection:
        rows = connection.execute(query).all()
    came: list[str] = []
    for row in rows:
        try:
            _fetch_one(node, row, transport)
        except PeerError as trouble:
            if trouble.code == UNREACHABLE:
                raise
            stage = "refused" if trouble.code in ("file-not-named", "file-large") else "wanted"
            _note(node, row.blob, stage, str(trouble))
        else:
            _note(node, row.blob, "held", "")
            came.append(row.sha256)
    return came


def _fetch_one(node: Node, row: AnyRow, transport: Transport) -> None:
    _require_named(node, row)
    part = node.files_of(row.state) / ".aside-files" / f"{row.blob}.part"
    with disk_errors(part):
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("ab+") as file:
            if not transport.fetch_into(blob_path(row.blob), file, row.length):
                raise PeerError("file-withheld", _WITHHELD, _AGAIN)
    try:
        _check(part, row)
        for _ in open_sealed(part, row, sealing_suites(node)):
            pass
    except PeerError:
        part.unlink()
        raise
    put_in_place(part, node.files_of(row.state) / blob_path(row.blob))


def _require_named(node: Node, row: AnyRow) -> None:
    named = document_from_stored(orjson.loads(row.bytes)).attachments
    if not any(one["sha256"] == row.sha256 and one["size"] == row.size for one in named):
        raise PeerError("file-not-named", _NOT_NAMED, _ASK)
    most = node.settings.attachment_megabytes << 20
    if most and row.size > most:
        raise PeerError("file-large", _LARGE.fill(limit=node.settings.attachment_megabytes), _ALLOW)
    # A blob is no longer than its frame and what age adds to it; more is no attachment.
    if row.length > 2 * row.size + (1 << 20):
        raise PeerError("file-not-named", _NOT_NAMED, _ASK)


def _check(part: Path, row: AnyRow) -> None:
    digest = sha256()
    for piece in pieces_at(part):
        digest.update(piece)
    if digest.hexdigest() != row.blob:
        raise ProofError("file-altered", _ALTERED, _AGAIN)


def _note(node: Node, blob: str, stage: str, reason: str) -> None:
    with node.writing() as connection:
        same = sealed_file.c.blob == blob
        connection.execute(update(sealed_file).where(same).values(stage=stage, reason=reason))


_NO_ITEM = Text(
    "The draft has no item “{item}” for a file.",
    "В черновике нет пункта «{item}» для файла.",
    "草稿中没有可附文件的项目“{item}”。",
)
_ITEMS = Text("Those for files are: {known}.", "Пункты для файлов: {known}.", "可附文件的项目：{known}。")
_NOT_HERE = Text("The file is not here.", "Этого файла на узле нет.", "本节点没有该文件。")
_WAIT = Text(
    "Files are fetched when peers are pulled from; see the message.",
    "Файлы поступают при получении данных от других узлов; см. сообщение.",
    "文件在从对方节点接收时取得；请见该电文。",
)
_WITHHELD = Text(
    "The peer does not give the file.", "Узел другого государства не выдаёт файл.", "对方节点未提供该文件。"
)
_AGAIN = Text(
    "It is asked for again at the next pull.",
    "Запрос повторится при следующем получении.",
    "下次接收时将再次请求。",
)
_ALTERED = Text(
    "What came is not the sealed file that the peer has listed.",
    "Получен не тот запечатанный файл, который указан в перечне.",
    "收到的并非对方清单所列的密封文件。",
)
_NOT_NAMED = Text("The message names no such file.", "В сообщении такой файл не указан.", "电文未列该文件。")
_ASK = Text("Ask the sender.", "Обратитесь к отправителю.", "请向发文方查询。")
_LARGE = Text(
    "The file is larger than this node takes: {limit} MiB.",
    "Файл больше принимаемого узлом предела: {limit} МиБ.",
    "文件超过本节点的接收上限：{limit} MiB。",
)
_ALLOW = Text(
    "The administrator may allow more (attachment_megabytes).",
    "Администратор может увеличить предел (attachment_megabytes).",
    "管理员可提高上限（attachment_megabytes）。",
)
