"""Receipts: what an addressee says it could do with the entries of a log, signed, in its own log.

One list answers several entries of one log. A sender says with the same form that no receipt has come. Both are
sealed to the state they are for. Source: docs/spec/ledger.md §14.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from detente.exchange.opening import check_blob
from detente.exchange.seal import SEALING_SUITES, SealingSuite, unseal
from detente.exchange.sentences import refuse
from detente.kernel.errors import InputError, PeerError, ProofError
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant, format_instant, parse_instant
from detente.ledger.canonical import MAX_DOCUMENT_BYTES, JsonValue, canonical_bytes, parse_canonical
from detente.ledger.encoding import decode_hash, encode_base64
from detente.ledger.envelope import verify_envelope
from detente.ledger.keystatement import KeyHistory, Standing
from detente.ledger.leaf import Leaf, LeafKind

PAYLOAD_TYPES: Mapping[LeafKind, str] = MappingProxyType(
    {
        LeafKind.RECEIPT: "application/vnd.detente.receipt.v1+json",
        LeafKind.NOTICE: "application/vnd.detente.notice.v1+json",
    }
)
MAX_LINES = 256

_HEX = re.compile("[0-9a-f]{64}", re.ASCII)


class ReceiptCode(StrEnum):
    """What became of an entry at its addressee. All but ``opened`` and ``duplicate`` are refusals."""

    OPENED = "opened"
    DUPLICATE = "duplicate"
    UNDECRYPTABLE = "undecryptable"
    BAD_SIGNATURE = "bad-signature"
    REVOKED_KEY = "revoked-key"
    UNREADABLE = "unreadable"
    WRONG_SENDER = "wrong-sender"
    UNKNOWN_FORMAT = "unknown-format"
    UNFIT = "unfit"
    REFERENCE_TAKEN = "reference-taken"
    NO_RECEIPT = "no-receipt"  # in a sender's notice alone

    @property
    def refuses(self) -> bool:
        """Whether the message was not taken in."""
        return self not in (ReceiptCode.OPENED, ReceiptCode.DUPLICATE, ReceiptCode.NO_RECEIPT)


@dataclass(frozen=True, slots=True)
class Answered:
    """One line: the entry by its number and commitment; ``document`` is its id, empty where it was not read."""

    index: int
    commit: str
    answer: ReceiptCode
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptList:
    """What ``sender`` says to ``to`` of entries of ``log``, of which it had verified ``size`` entries and ``root``.

    In a receipt ``log`` is the log of ``to``; in a notice it is the sender's own.
    """

    sender: StateCode
    to: StateCode
    log: str
    size: int
    root: bytes
    issued_at: Instant
    lines: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class OpenedReceipts:
    """A list that passed every check, with the bytes that prove it; ``kind`` is ``receipt`` or ``notice``."""

    index: int
    leaf: Leaf
    blob: bytes
    envelope: bytes
    receipts: ReceiptList


#: The answer to each reason for which a message that was sealed to us is not taken in; other reasons say nothing
#: of whether it was for us, and are not answered.
_ANSWERS: Mapping[str, ReceiptCode] = MappingProxyType(
    {
        "age-payload": ReceiptCode.UNDECRYPTABLE,
        "age-key": ReceiptCode.UNDECRYPTABLE,
        "padding": ReceiptCode.UNDECRYPTABLE,
        "envelope-unsigned": ReceiptCode.BAD_SIGNATURE,
        "envelope-signature": ReceiptCode.BAD_SIGNATURE,
        "envelope-type": ReceiptCode.BAD_SIGNATURE,
        "envelope-json": ReceiptCode.UNREADABLE,
        "envelope-form": ReceiptCode.UNREADABLE,
        "key-revoked": ReceiptCode.REVOKED_KEY,
        "message-document": ReceiptCode.UNREADABLE,
        "message-sender": ReceiptCode.WRONG_SENDER,
        "message-format": ReceiptCode.UNKNOWN_FORMAT,
        "message-content": ReceiptCode.UNFIT,
        "message-duplicate": ReceiptCode.DUPLICATE,
        "reference-taken": ReceiptCode.REFERENCE_TAKEN,
    }
)


def answer_to(reason: str) -> ReceiptCode | None:
    """What to answer where a message was declined for ``reason``; None: it may be nothing to us."""
    return _ANSWERS.get(reason)


def is_news(answer: ReceiptCode, given: Collection[ReceiptCode]) -> bool:
    """Whether an answer is to be given, after those that were given for the same entry.

    The same is never said twice, and nothing follows on ``opened`` or ``duplicate``.
    """
    return not {answer, ReceiptCode.OPENED, ReceiptCode.DUPLICATE} & set(given)


def format_receipts(receipts: ReceiptList) -> bytes:
    """The bytes that are signed."""
    lines: list[JsonValue] = [
        {"index": one.index, "commit": one.commit, "answer": one.answer.value, "document": one.document}
        for one in receipts.lines
    ]
    value: JsonValue = {
        "v": 1,
        "from": receipts.sender,
        "to": receipts.to,
        "log": receipts.log,
        "size": receipts.size,
        "root": encode_base64(receipts.root),
        "issued_at": format_instant(receipts.issued_at),
        "entries": lines,
    }
    return canonical_bytes(value, MAX_DOCUMENT_BYTES)


def parse_receipts(data: bytes) -> ReceiptList:
    """Read a list; its signatures are checked elsewhere.

    Raises:
        ProofError: not of that form.
    """
    try:
        value = parse_canonical(data)
        if isinstance(value, dict) and len(value) == 8 and type(value.get("v")) is int:
            return _parse(value)
    except InputError:
        pass
    raise refuse(ProofError, "receipt-form")


def _parse(value: dict[str, JsonValue]) -> ReceiptList:
    match value:
        case {
            "v": 1,
            "from": str(sender),
            "to": str(to),
            "log": str(log),
            "size": int(size),
            "root": str(root),
            "issued_at": str(issued_at),
            "entries": list(entries),
        } if type(size) is int and 0 < len(entries) <= MAX_LINES:
            lines = tuple(_parse_line(one, size) for one in entries)
            if [one.index for one in lines] == sorted({one.index for one in lines}):
                return ReceiptList(
                    sender=StateCode(sender),
                    to=StateCode(to),
                    log=log,
                    size=size,
                    root=decode_hash(root, "root"),
                    issued_at=parse_instant(issued_at),
                    lines=lines,
                )
    raise refuse(ProofError, "receipt-form")


def _parse_line(value: JsonValue, size: int) -> Answered:
    if not isinstance(value, dict) or len(value) != 4:
        raise refuse(ProofError, "receipt-form")
    match value:
        case {
            "index": int(index),
            "commit": str(commit),
            "answer": str(answer),
            "document": str(document),
        } if (
            type(index) is int
            and 0 <= index < size
            and answer in list(ReceiptCode)
            and _HEX.fullmatch(commit)
            and (not document or _HEX.fullmatch(document))
        ):
            return Answered(index, commit, ReceiptCode(answer), document)
    raise refuse(ProofError, "receipt-form")


def open_receipts(
    index: int,
    leaf: Leaf,
    blob: bytes,
    peer: KeyHistory,
    us: StateCode,
    suites: Mapping[str, SealingSuite] = SEALING_SUITES,
) -> OpenedReceipts:
    """Check a blob against its entry, open it, check who signed, from whom and to whom it is.

    That it speaks of our own log, and of entries as they stand there, is for whoever has that log.

    Raises:
        ProofError: damaged, not signed by the peer, by a revoked key, or no such list.
        PeerError: sealed to others, from another state or to another.
    """
    check_blob(index, leaf, blob)
    envelope = unseal(blob, leaf.suite, suites)
    keys = [key.key for key in peer.at(index).document]
    signed = verify_envelope(envelope, keys, PAYLOAD_TYPES[leaf.kind])
    if any(peer.standing(key, index) is Standing.REVOKED for key in signed.signed_by):
        raise refuse(ProofError, "key-revoked", index=str(index))
    receipts = parse_receipts(signed.payload)
    if receipts.sender != peer.state:
        raise refuse(PeerError, "message-sender", state=peer.state, sender=receipts.sender)
    if receipts.to != us:
        raise refuse(PeerError, "message-not-addressed", state=us)
    if any(
        (one.answer is ReceiptCode.NO_RECEIPT) != (leaf.kind is LeafKind.NOTICE) for one in receipts.lines
    ):
        raise refuse(ProofError, "receipt-form")
    return OpenedReceipts(index, leaf, blob, envelope, receipts)
