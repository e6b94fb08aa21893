"""The node's private keys, one purpose each, in ``keys/``, and the public ones in ``public/keys.txt``.

``public/keys.txt`` is what a peer must be given, once and by a safe way, to believe this node's log
(docs/spec/ledger.md §3).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from detente.kernel.errors import OperatorError
from detente.kernel.identifiers import StateCode
from detente.ledger.directory import StateKeys, format_directory
from detente.ledger.keys import Ed25519Signer, Purpose

FOLDER = "keys"
PUBLIC_PATH = "public/keys.txt"


@dataclass(frozen=True, slots=True)
class NodeKeys:
    """The signers of this node: ``log`` signs checkpoints, ``document`` signs messages."""

    log: Ed25519Signer
    document: Ed25519Signer

    def public(self, state: StateCode) -> StateKeys:
        """What others need to verify what this node signs."""
        return StateKeys(state, (self.log.key,), (self.document.key,))


def create_keys(folder: Path, origin: str, entropy: Callable[[int], bytes]) -> NodeKeys:
    """Make new keys in ``folder/keys``, readable by the owner alone."""
    where = folder / FOLDER
    where.mkdir(mode=0o700)
    for purpose in Purpose:
        signer = Ed25519Signer.from_seed(key_name(origin, purpose), purpose, entropy(32))
        descriptor = os.open(where / f"{purpose}.pem", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(signer.to_pem())
            file.flush()
            os.fsync(file.fileno())
    return load_keys(folder, origin)


def write_public_keys(folder: Path, keys: StateKeys) -> None:
    """Put the public keys where peers find them."""
    path = folder / PUBLIC_PATH
    path.parent.mkdir(exist_ok=True)
    path.write_text(format_directory([keys]), encoding="utf-8")


def load_keys(folder: Path, origin: str) -> NodeKeys:
    """Read the keys.

    Raises:
        OperatorError: one is missing or is no Ed25519 key.
    """
    return NodeKeys(_load(folder, origin, Purpose.LOG), _load(folder, origin, Purpose.DOCUMENT))


def key_name(origin: str, purpose: Purpose) -> str:
    """The log key bears the origin's own name (C2SP tlog-checkpoint); others a name below it."""
    return origin if purpose is Purpose.LOG else f"{origin}/{purpose}"


def _load(folder: Path, origin: str, purpose: Purpose) -> Ed25519Signer:
    path = folder / FOLDER / f"{purpose}.pem"
    try:
        return Ed25519Signer.from_pem(key_name(origin, purpose), purpose, path.read_bytes())
    except (OSError, OperatorError) as problem:
        raise OperatorError(
            "keys",
            f"The key {path} cannot be read: {problem}.",
            "Restore it from the safe; without it this node can neither sign nor send.",
        ) from problem
