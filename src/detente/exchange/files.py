"""Lists of files: under which blobs the attachments of a document are kept, signed by its sender.

The document names its attachments by the hash of their bytes; what is sealed has another, for each set of recipients.
Source: docs/spec/ledger.md §6.8.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from detente.exchange.opening import check_blob
from detente.exchange.seal import SEALING_SUITES, SealingSuite, unseal
from detente.exchange.sentences import refuse
from detente.kernel.errors import InputError, PeerError, ProofError
from detente.kernel.identifiers import DocumentId, StateCode
from detente.ledger.canonical import JsonValue, canonical_bytes, parse_canonical
from detente.ledger.envelope import verify_envelope
from detente.ledger.keystatement import KeyHistory, Standing
from detente.ledger.leaf import Leaf

FILES_TYPE = "application/vnd.detente.files.v1+json"
MAX_FILES = 1000

_HEX = re.compile("[0-9a-f]{64}", re.ASCII)
_WORD = re.compile("[a-z][a-z0-9-]{0,31}", re.ASCII)


@dataclass(frozen=True, slots=True)
class SealedFile:
    """An attachment: ``sha256`` and ``size`` of its bytes, and the hash and length of the blob it is sealed in."""

    sha256: str
    size: int
    blob: str
    length: int
    suite: str


@dataclass(frozen=True, slots=True)
class FileList:
    """The sealed attachments of a document."""

    sender: StateCode
    document: DocumentId
    files: tuple[SealedFile, ...]


def format_files(listed: FileList) -> bytes:
    """The bytes that are signed."""
    files: list[JsonValue] = [
        {"sha256": one.sha256, "size": one.size, "blob": one.blob, "length": one.length, "suite": one.suite}
        for one in listed.files
    ]
    return canonical_bytes({"v": 1, "from": listed.sender, "document": listed.document, "files": files})


def parse_files(data: bytes) -> FileList:
    """Read a list; its signatures are checked elsewhere.

    Raises:
        ProofError: not of that form.
    """
    try:
        value = parse_canonical(data)
    except InputError:
        raise refuse(ProofError, "files-form") from None
    if isinstance(value, dict) and len(value) == 4 and type(value.get("v")) is int:
        match value:
            case {"v": 1, "from": str(sender), "document": str(document), "files": list(files)}:
                if _HEX.fullmatch(document) and 0 < len(files) <= MAX_FILES:
                    listed = tuple(map(_parse_file, files))
                    return FileList(StateCode(sender), DocumentId(document), listed)
    raise refuse(ProofError, "files-form")


def _parse_file(value: JsonValue) -> SealedFile:
    if isinstance(value, dict) and len(value) == 5:
        match value:
            case {
                "sha256": str(sha256),
                "size": int(size),
                "blob": str(blob),
                "length": int(length),
                "suite": str(suite),
            } if _HEX.fullmatch(sha256) and _HEX.fullmatch(blob) and _WORD.fullmatch(suite):
                if type(size) is int and type(length) is int and 0 <= size < length:
                    return SealedFile(sha256, size, blob, length, suite)
    raise refuse(ProofError, "files-form")


def open_files(
    index: int,
    leaf: Leaf,
    blob: bytes,
    peer: KeyHistory,
    suites: Mapping[str, SealingSuite] = SEALING_SUITES,
) -> FileList:
    """Check a blob against its entry, open it, check who signed and from whom it is.

    Raises:
        ProofError: damaged, not signed by the peer, by a revoked key, or no such list.
        PeerError: sealed to others, or from another state.
    """
    check_blob(index, leaf, blob)
    envelope = unseal(blob, leaf.suite, suites)
    signed = verify_envelope(envelope, [key.key for key in peer.at(index).document], FILES_TYPE)
    if any(peer.standing(key, index) is Standing.REVOKED for key in signed.signed_by):
        raise refuse(ProofError, "key-revoked", index=str(index))
    listed = parse_files(signed.payload)
    if listed.sender != peer.state:
        raise refuse(PeerError, "message-sender", state=peer.state, sender=listed.sender)
    return listed
