"""Taking in what a peer told: stored with its bytes, and counted in the record. Only verified messages come here."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from detente.exchange.opening import OpenedMessage
from detente.exchange.receipts import Answered, ReceiptCode, answer_to
from detente.kernel.errors import PeerError, Severity
from detente.kernel.identifiers import DocumentId, StateCode
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.ledger.leaf import Leaf, LeafKind, format_leaf
from detente.messages.content import check_content
from detente.messages.document import Document
from detente.messages.freeze import thaw
from detente.messages.items.context import Context
from detente.node.node import Node
from detente.node.receipts import owe_receipt
from detente.node.release import index_matters, message_columns
from detente.node.storage.database import to_seconds
from detente.node.storage.schema import declined, message
from detente.node.times import Times, columns_of


def take_in(node: Node, connection: Connection, opened: OpenedMessage, times: Times, at: Instant) -> None:
    """Store a peer's message, whose blob is kept already; one that is stored is left as it is.

    That it was opened is then owed to the peer as a receipt.

    Raises:
        PeerError: an earlier entry held it and was refused, its reference stands on another message already, its
            format is not known here, or its content does not fit the format.
    """
    document = opened.document
    query = select(message.c.id, message.c.log_index).where(message.c.reference == document.reference)
    known = connection.execute(query).first()
    if known is not None and known.id == opened.document_id:
        # The first entry is its place; a second one makes nothing more of it.
        is_same = known.log_index == opened.index
        owe_receipt(
            connection,
            document.sender,
            _line(opened, ReceiptCode.OPENED if is_same else ReceiptCode.DUPLICATE),
        )
        return
    _refuse_duplicate(connection, opened)
    _refuse_unreadable(node, document)
    if known is not None:
        raise PeerError("reference-taken", _TAKEN.fill(reference=document.reference), _ASK)
    connection.execute(
        insert(message).values(
            **message_columns(node, document, opened.document_bytes),
            envelope=opened.envelope,
            own=False,
            stage="received",
            known_at=to_seconds(at),
            log_index=opened.index,
            **columns_of(times),
            blob_sha256=opened.leaf.commit,
            size_class=opened.leaf.size,
        )
    )
    index_matters(connection, document, opened.document_id, at)
    owe_receipt(connection, document.sender, _line(opened, ReceiptCode.OPENED))


def _line(opened: OpenedMessage, answer: ReceiptCode) -> Answered:
    return Answered(opened.index, opened.leaf.commit, answer, opened.document_id)


def _refuse_duplicate(connection: Connection, opened: OpenedMessage) -> None:
    """What was refused under one entry is not taken in under another: two answers would contradict each other."""
    query = select(declined.c.log_index).where(
        declined.c.document == opened.document_id,
        declined.c.peer == opened.document.sender,
        declined.c.log_index < opened.index,
    )
    first = connection.execute(query).scalar()
    if first is not None:
        raise PeerError("message-duplicate", _DUPLICATE.fill(index=str(first)), _FIRST_COUNTS)


def _refuse_unreadable(node: Node, document: Document) -> None:
    agreement = node.agreements.get(document.agreement)
    message_format = node.formats.get((document.agreement, document.format))
    if agreement is None or message_format is None:
        raise PeerError(
            "message-format",
            _NO_FORMAT.fill(agreement=document.agreement, format=document.format),
            _INSTALL,
        )
    context = Context("", agreement, node.vocabulary, node.bands(agreement.id, document.sender))
    faults = list(check_content(thaw(document), message_format, context))
    if any(fault.severity is Severity.ERROR for fault in faults):
        raise PeerError("message-content", _UNFIT.fill(reference=document.reference), _TELL_SENDER, faults)


def note_declined(
    connection: Connection,
    peer: StateCode,
    index: int,
    leaf: Leaf | None,
    why: PeerError,
    document: DocumentId | None = None,
) -> None:
    """Remember that an entry's message could not be taken in, so that it is shown, answered and tried again."""
    forget_declined(connection, peer, index)
    answer = answer_to(why.code)
    if leaf is not None and leaf.kind is LeafKind.MESSAGE and answer is not None:
        owe_receipt(connection, peer, Answered(index, leaf.commit, answer, document or ""))
    connection.execute(
        insert(declined).values(
            peer=peer,
            log_index=index,
            code=why.code,
            reason=str(why),
            leaf=format_leaf(leaf) if leaf else None,
            document=document,
        )
    )


def forget_declined(connection: Connection, peer: StateCode, index: int) -> None:
    """The entry was taken in after all, or is about to be noted anew."""
    same = (declined.c.peer == peer) & (declined.c.log_index == index)
    connection.execute(delete(declined).where(same))


_NO_FORMAT = Text(
    "This node does not know the format {agreement}/{format}.",
    "Узлу не известен формат {agreement}/{format}.",
    "本节点没有格式 {agreement}/{format}。",
)
_INSTALL = Text(
    "Install the agreement’s pack and pull again; the message waits.",
    "Установите пакет соглашения и повторите получение; сообщение сохранено и ожидает.",
    "请安装该协定数据包后重新接收；电文已保留待收。",
)
_UNFIT = Text(
    "The content of {reference} does not fit its format.",
    "Содержание сообщения {reference} не соответствует его формату.",
    "电文 {reference} 的内容与其格式不符。",
)
_TELL_SENDER = Text(
    "Tell the sender; the message stays provable in its log.",
    "Уведомите отправителя; сообщение остаётся доказуемым в его журнале.",
    "请告知发文方；该电文在其日志中仍可证明。",
)
_TAKEN = Text(
    "Another message with the number {reference} is known already.",
    "Уже известно другое сообщение с номером {reference}.",
    "已有另一份编号为 {reference} 的电文。",
)
_ASK = Text(
    "Ask the sender; both stay provable in its log.",
    "Обратитесь к отправителю; оба сообщения остаются доказуемыми в его журнале.",
    "请向发文方查询；两份电文在其日志中均可证明。",
)
_DUPLICATE = Text(
    "Its document came before, in entry {index}, and was refused there.",
    "Этот документ уже поступал в записи № {index} и был там отклонён.",
    "该文件此前已见于第{index}号条目，并已被拒收。",
)
_FIRST_COUNTS = Text(
    "It is taken in once the first can be.",
    "Он будет принят, когда станет возможно принять первый.",
    "待前者可以接收时再予接收。",
)
