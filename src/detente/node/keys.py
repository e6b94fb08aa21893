"""The node's private keys, one purpose each, in ``keys/``; the card that tells peers the public ones."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from detente.kernel.errors import OperatorError
from detente.ledger.keys import Ed25519Signer

FOLDER = "keys"


@dataclass(frozen=True, slots=True)
class NodeKeys:
    """The signers of this node: ``log`` signs checkpoints, ``document`` signs messages."""

    log: Ed25519Signer
    document: Ed25519Signer


def create_keys(folder: Path, origin: str, entropy: Callable[[int], bytes]) -> None:
    """Make new keys in ``folder/keys``, readable by the owner alone."""
    where = folder / FOLDER
    where.mkdir(mode=0o700)
    for purpose in ("log", "document"):
        signer = Ed25519Signer.from_seed(key_name(origin, purpose), entropy(32))
        descriptor = os.open(where / f"{purpose}.pem", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(signer.to_pem())
            file.flush()
            os.fsync(file.fileno())


def load_keys(folder: Path, origin: str) -> NodeKeys:
    """Read the keys.

    Raises:
        OperatorError: one is missing or is no Ed25519 key.
    """
    return NodeKeys(log=_load(folder, origin, "log"), document=_load(folder, origin, "document"))


def key_name(origin: str, purpose: str) -> str:
    """The log key bears the origin's own name (C2SP tlog-checkpoint); others a name below it."""
    return origin if purpose == "log" else f"{origin}/{purpose}"


def _load(folder: Path, origin: str, purpose: str) -> Ed25519Signer:
    path = folder / FOLDER / f"{purpose}.pem"
    try:
        return Ed25519Signer.from_pem(key_name(origin, purpose), path.read_bytes())
    except (OSError, ValueError) as problem:
        raise OperatorError(
            "keys",
            f"The key {path} cannot be read: {problem}.",
            "Restore it from the safe; without it this node can read but neither sign nor send.",
        ) from problem
