"""The node's private keys, one purpose each, in ``keys/``, and the public ones in ``public/keys.txt``.

``public/keys.txt`` is what a peer must be given, once and by a safe way, to believe this node's log
(docs/spec/ledger.md §3).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from detente.exchange.age import SEED_BYTES, HybridIdentity, Identity, X25519Identity, parse_identity
from detente.kernel.errors import OperatorError
from detente.kernel.identifiers import StateCode
from detente.ledger.directory import StateKeys, format_directory
from detente.ledger.keys import Purpose, Signer
from detente.node.signers import KeyFiles, create_signers, load_signers, write_secret

FOLDER = "keys"
PUBLIC_PATH = "public/keys.txt"
SEALING = "sealing.txt"


@dataclass(frozen=True, slots=True)
class NodeKeys:
    """The keys of this node: ``log`` signs checkpoints and ``log_beside`` with it, all of ``document`` sign messages,
    ``sealing`` opens them, ``mirror`` cosigns what is kept of others' logs, ``witness`` what is seen of them.

    All but ``log`` and ``document`` are missing in a node made before there were any and not opened for writing since.
    """

    log: Signer
    document: tuple[Signer, ...]
    sealing: tuple[Identity, ...] = ()
    mirror: Signer | None = None
    log_beside: tuple[Signer, ...] = ()
    witness: tuple[Signer, ...] = ()

    @property
    def every_log(self) -> tuple[Signer, ...]:
        """All that sign a checkpoint, the one that every client knows first."""
        return (self.log, *self.log_beside)

    def public(self, state: StateCode) -> StateKeys:
        """What others need to verify what this node signs, and to seal what they tell it."""
        seal = tuple(identity.recipient for identity in self.sealing)
        document = tuple(signer.key for signer in self.document)
        mirror = () if self.mirror is None else (self.mirror.key,)
        log = tuple(signer.key for signer in self.every_log)
        witness = tuple(signer.key for signer in self.witness)
        return StateKeys(state, log, document, seal, mirror=mirror, witness=witness)


def create_keys(folder: Path, origin: str, entropy: Callable[[int], bytes]) -> NodeKeys:
    """Make new keys in ``folder/keys``, readable by the owner alone."""
    where = folder / FOLDER
    where.mkdir(mode=0o700)
    create_signers(where, origin, entropy)
    return add_sealing_keys(folder, load_keys(folder, origin), entropy)


def add_sealing_keys(folder: Path, keys: NodeKeys, entropy: Callable[[int], bytes]) -> NodeKeys:
    """Make the keys to which peers seal, as an identity file of age."""
    made = (HybridIdentity(entropy(SEED_BYTES)), X25519Identity(entropy(SEED_BYTES)))
    write_secret(folder / FOLDER / SEALING, "".join(f"{one.text}\n" for one in made).encode())
    return replace(keys, sealing=made)


def write_public_keys(folder: Path, keys: StateKeys) -> None:
    """Put the public keys where peers find them."""
    path = folder / PUBLIC_PATH
    path.parent.mkdir(exist_ok=True)
    path.write_text(format_directory([keys]), encoding="utf-8")


def load_keys(folder: Path, origin: str, environ: Mapping[str, str] | None = None) -> NodeKeys:
    """Take up the keys that the registry names; ``environ`` may hold a passphrase and a PIN.

    Raises:
        OperatorError: one cannot be had; there is none, or more than one for the log; or the sealing keys are
            lost, of which peers know.
    """
    where, given = folder / FOLDER, environ or {}
    files = KeyFiles(where, given)
    signers = load_signers(where, origin, files, given)
    log, document, mirror, witness = (
        tuple(signer for signer in signers if signer.key.purpose is purpose)
        for purpose in (Purpose.LOG, Purpose.DOCUMENT, Purpose.MIRROR, Purpose.WITNESS)
    )
    log_suites = [signer.key.key.suite.name for signer in log]
    if not log or len(set(log_suites)) != len(log) or not document or len(mirror) > 1:
        raise OperatorError(
            "keys",
            f"{where} needs a key for the log, one of each kind at most, one or more for documents, and at most one "
            "for mirrors.",
            "Mend signers.txt.",
        )
    sealing = _load_sealing(folder, files)
    return NodeKeys(log[0], document, sealing, mirror[0] if mirror else None, log[1:], witness)


def _load_sealing(folder: Path, files: KeyFiles) -> tuple[Identity, ...]:
    path = folder / FOLDER / SEALING
    try:
        lines = files.read(SEALING).decode("ascii").splitlines()
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
