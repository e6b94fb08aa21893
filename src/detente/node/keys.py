"""The node's private keys, one purpose each, in ``keys/``, and the public ones in ``public/keys.txt``.

``public/keys.txt`` is what a peer must be given, once and by a safe way, to believe this node's log
(docs/spec/ledger.md §3).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from detente.exchange.age import SEED_BYTES, HybridIdentity, Identity, X25519Identity, parse_identity
from detente.kernel.errors import OperatorError
from detente.kernel.identifiers import StateCode
from detente.ledger.directory import StateKeys, format_directory
from detente.ledger.keys import Ed25519Signer, Purpose

FOLDER = "keys"
PUBLIC_PATH = "public/keys.txt"
SEALING = "sealing.txt"


@dataclass(frozen=True, slots=True)
class NodeKeys:
    """The keys of this node: ``log`` signs checkpoints, ``document`` signs messages, ``sealing`` opens them.

    ``sealing`` is empty in a node made before messages were sealed and not opened for writing since.
    """

    log: Ed25519Signer
    document: Ed25519Signer
    sealing: tuple[Identity, ...] = ()

    def public(self, state: StateCode) -> StateKeys:
        """What others need to verify what this node signs, and to seal what they tell it."""
        seal = tuple(identity.recipient for identity in self.sealing)
        return StateKeys(state, (self.log.key,), (self.document.key,), seal)


def create_keys(folder: Path, origin: str, entropy: Callable[[int], bytes]) -> NodeKeys:
    """Make new keys in ``folder/keys``, readable by the owner alone."""
    where = folder / FOLDER
    where.mkdir(mode=0o700)
    for purpose in Purpose:
        signer = Ed25519Signer.from_seed(key_name(origin, purpose), purpose, entropy(32))
        _write_secret(where / f"{purpose}.pem", signer.to_pem())
    return add_sealing_keys(folder, load_keys(folder, origin), entropy)


def add_sealing_keys(folder: Path, keys: NodeKeys, entropy: Callable[[int], bytes]) -> NodeKeys:
    """Make the keys to which peers seal, as an identity file of age."""
    made = (HybridIdentity(entropy(SEED_BYTES)), X25519Identity(entropy(SEED_BYTES)))
    _write_secret(folder / FOLDER / SEALING, "".join(f"{one.text}\n" for one in made).encode())
    return replace(keys, sealing=made)


def _write_secret(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def write_public_keys(folder: Path, keys: StateKeys) -> None:
    """Put the public keys where peers find them."""
    path = folder / PUBLIC_PATH
    path.parent.mkdir(exist_ok=True)
    path.write_text(format_directory([keys]), encoding="utf-8")


def load_keys(folder: Path, origin: str) -> NodeKeys:
    """Read the keys.

    Raises:
        OperatorError: one is missing or is no Ed25519 key; or the sealing keys are lost, of which peers know.
    """
    log, document = (_load(folder, origin, purpose) for purpose in (Purpose.LOG, Purpose.DOCUMENT))
    return NodeKeys(log, document, _load_sealing(folder))


def key_name(origin: str, purpose: Purpose) -> str:
    """The log key bears the origin's own name (C2SP tlog-checkpoint); others a name below it."""
    return origin if purpose is Purpose.LOG else f"{origin}/{purpose}"


def _load_sealing(folder: Path) -> tuple[Identity, ...]:
    path = folder / FOLDER / SEALING
    try:
        lines = path.read_text(encoding="ascii").splitlines()
        return tuple(parse_identity(line) for line in lines if line and not line.startswith("#"))
    except FileNotFoundError:
        public = folder / PUBLIC_PATH
        if public.is_file() and "\nseal " in public.read_text(encoding="utf-8"):
            raise _lost(path, "the file is missing") from None
        return ()
    except (OSError, UnicodeDecodeError, OperatorError) as problem:
        raise _lost(path, problem) from problem


def _lost(path: Path, problem: object) -> OperatorError:
    return OperatorError(
        "keys",
        f"The sealing keys {path} cannot be read: {problem}.",
        "Restore them from the safe; without them what peers have sealed to this node stays closed.",
    )


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
