"""Opening one message: from a log entry and its blob to a document that may be believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.exchange.seal import SEALING_SUITES, SealingSuite, unseal
from detente.exchange.sentences import refuse
from detente.kernel.errors import InputError, PeerError, ProofError
from detente.kernel.identifiers import DocumentId, StateCode
from detente.ledger.canonical import document_id, parse_canonical
from detente.ledger.envelope import verify_envelope
from detente.ledger.keystatement import KeyHistory, Standing
from detente.ledger.leaf import Leaf, commitment
from detente.ledger.padding import size_class
from detente.messages.codec import document_from_json
from detente.messages.document import Document


@dataclass(frozen=True, slots=True)
class OpenedMessage:
    """A message that passed every check, with the bytes that prove it."""

    index: int
    leaf: Leaf
    blob: bytes
    envelope: bytes
    document_bytes: bytes
    document_id: DocumentId
    document: Document


def open_message(
    index: int,
    leaf: Leaf,
    blob: bytes,
    peer: KeyHistory,
    us: StateCode,
    suites: Mapping[str, SealingSuite] = SEALING_SUITES,
) -> OpenedMessage:
    """Check a blob against its entry, open it, check who signed, read it, check from whom and to whom.

    The keys are those that the peer had when it wrote the entry.

    Raises:
        ProofError: the blob is not the committed one or is damaged, the peer's keys did not sign it, or one of
            them was revoked.
        PeerError: it cannot be unsealed or read, says it is from another state, or is not addressed to us.
    """
    check_blob(index, leaf, blob)
    envelope = unseal(blob, leaf.suite, suites)
    signed = verify_envelope(envelope, [key.key for key in peer.at(index).document])
    if any(peer.standing(key, index) is Standing.REVOKED for key in signed.signed_by):
        raise refuse(ProofError, "key-revoked", index=str(index))
    data = signed.payload
    document = _read(data)
    if document.sender != peer.state:
        raise refuse(PeerError, "message-sender", state=peer.state, sender=document.sender)
    if us not in document.to:
        raise refuse(PeerError, "message-not-addressed", state=us)
    return OpenedMessage(index, leaf, blob, envelope, data, document_id(data), document)


def check_blob(index: int, leaf: Leaf, blob: bytes) -> None:
    """Check that a blob is the one that an entry commits to.

    Raises:
        ProofError: it is another.
    """
    if commitment(blob) != leaf.commit or size_class(len(blob)) != leaf.size:
        raise refuse(ProofError, "blob-altered", index=str(index))


def _read(data: bytes) -> Document:
    try:
        return document_from_json(parse_canonical(data))
    except InputError as problem:
        refusal = refuse(PeerError, "message-document", reason=problem.message)
        raise PeerError(refusal.code, refusal.message, refusal.mend, problem.faults) from None
