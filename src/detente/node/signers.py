"""Which private keys sign for this node and where they are kept: ``keys/signers.txt``.

One line for each: its purpose and its place. A place is ``file:NAME``, a PKCS #8 PEM file beside the registry (or, with
``.age`` at its end, one locked by a passphrase), or a ``pkcs11:`` URI of a security module (RFC 7512)::

    log file:log.pem
    document file:document.pem
    document pkcs11:token=KZ;object=document?module-path=/usr/lib/softhsm/libsofthsm2.so

The text names no secret. Passphrase and PIN come from the environment of whoever starts the node.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyrage

from detente.kernel.errors import OperatorError
from detente.ledger.keys import Ed25519Signer, Purpose, Signer
from detente.ledger.mldsa import MlDsa44Signer, MlDsa65Signer, signer_from_pem
from detente.node.hsm import open_hsm_key

REGISTRY, UNLOCK, LOCKED = "signers.txt", "unlock.age", ".age"
PASSPHRASE, PIN = "DETENTE_KEYS_PASSPHRASE", "DETENTE_PKCS11_PIN"


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """One line of the registry."""

    purpose: Purpose
    uri: str


def read_registry(keys: Path) -> list[KeyPlace]:
    """The lines of the registry; a node made before there was one keeps two files.

    Raises:
        OperatorError: it cannot be read, or a line has another form.
    """
    path = keys / REGISTRY
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return [KeyPlace(purpose, f"file:{purpose}.pem") for purpose in (Purpose.LOG, Purpose.DOCUMENT)]
    except (OSError, UnicodeDecodeError) as problem:
        raise OperatorError("keys", f"{path} cannot be read: {problem}.", "Mend the file.") from problem
    return [_parse_line(path, line) for line in lines if line and not line.startswith("#")]


def _parse_line(path: Path, line: str) -> KeyPlace:
    word, _, uri = line.partition(" ")
    if word not in list(Purpose) or not uri.startswith(("file:", "pkcs11:")):
        raise OperatorError(
            "keys",
            f"{path}: “{line}” names no key.",
            "Write “log”, “document”, “mirror” or “witness”, then file:… or pkcs11:….",
        )
    return KeyPlace(Purpose(word), uri)


def write_registry(keys: Path, places: Sequence[KeyPlace]) -> None:
    """Replace the registry in one step."""
    text = "".join(f"{place.purpose} {place.uri}\n" for place in places)
    aside = keys / f"{REGISTRY}.new"
    with aside.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(keys / REGISTRY)


class KeyFiles:
    """The files of a folder of keys, those that are locked opened by the passphrase, once."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self._folder = folder
        self._environ = environ
        self._unlocked: pyrage.x25519.Identity | None = None

    def read(self, name: str) -> bytes:
        """The bytes of a file, or of the locked file in its place.

        Raises:
            FileNotFoundError: neither is there.
            OperatorError: it is locked, and the passphrase is wrong or absent.
        """
        plain, locked = self._folder / name, self._folder / f"{name}{LOCKED}"
        if name.endswith(LOCKED) or (not plain.exists() and locked.exists()):
            data = (plain if name.endswith(LOCKED) else locked).read_bytes()
            return self._open(data)
        return plain.read_bytes()

    def _open(self, data: bytes) -> bytes:
        try:
            if self._unlocked is None:
                secret = pyrage.passphrase.decrypt((self._folder / UNLOCK).read_bytes(), self._passphrase())
                self._unlocked = pyrage.x25519.Identity.from_str(secret.decode())
            opened: bytes = pyrage.decrypt(data, [self._unlocked])
        except (pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError) as problem:
            raise OperatorError(
                "keys-locked",
                f"The keys in {self._folder} do not open: {problem}.",
                "Give the right passphrase.",
            ) from problem
        return opened

    def _passphrase(self) -> str:
        given = self._environ.get(PASSPHRASE)
        if not given:
            raise OperatorError(
                "keys-locked",
                f"The keys in {self._folder} are locked.",
                f"Set {PASSPHRASE} to the passphrase.",
            )
        return given


def is_locked(folder: Path) -> bool:
    """Whether the key files of ``folder`` are locked by a passphrase."""
    return (folder / UNLOCK).exists()


def lock_keys(folder: Path, passphrase: str) -> list[str]:
    """Lock every key file of ``folder`` by a passphrase; returns the names. The plain files are deleted.

    Each file becomes an age file for one identity, and that identity an age file for the passphrase.

    Raises:
        OperatorError: the keys are locked already.
    """
    if is_locked(folder):
        raise OperatorError(
            "keys-locked", f"The keys in {folder} are locked already.", "Nothing was changed."
        )
    names = sorted(
        path.name for path in folder.iterdir() if path.suffix == ".pem" or path.name == "sealing.txt"
    )
    identity = pyrage.x25519.Identity.generate()
    for name in names:
        sealed = pyrage.encrypt((folder / name).read_bytes(), [identity.to_public()])
        write_secret(folder / f"{name}{LOCKED}", sealed, again=True)
    # Until this file is whole, the plain ones still are.
    write_secret(folder / UNLOCK, pyrage.passphrase.encrypt(str(identity).encode(), passphrase))
    for name in names:
        (folder / name).unlink()
    return names


def write_secret(path: Path, data: bytes, *, again: bool = False) -> None:
    """Write a file that its owner alone can read, durably."""
    if again:
        path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def create_signers(keys: Path, origin: str, entropy: Callable[[int], bytes]) -> None:
    """Make the keys of a new node: Ed25519 for the mirror, and beside it ML-DSA-65 for documents, ML-DSA-44 for
    log and witness.
    """
    log = Ed25519Signer.from_seed(origin, Purpose.LOG, entropy(32))
    document = Ed25519Signer.from_seed("document", Purpose.DOCUMENT, entropy(32))
    lasting = MlDsa65Signer.from_seed("document", Purpose.DOCUMENT, entropy(32))
    places: list[KeyPlace] = []
    for purpose, name, signer in (
        (Purpose.LOG, "log.pem", log),
        (Purpose.DOCUMENT, "document.pem", document),
        (Purpose.DOCUMENT, "document-ml-dsa-65.pem", lasting),
    ):
        write_secret(keys / name, signer.to_pem())
        places.append(KeyPlace(purpose, f"file:{name}"))
    write_registry(keys, places)
    add_mirror_key(keys, entropy)
    add_lasting_log_key(keys, origin, entropy)
    add_witness_keys(keys, entropy)


def add_mirror_key(keys: Path, entropy: Callable[[int], bytes]) -> None:
    """Make the key with which this node cosigns what it keeps of others' logs."""
    _add(keys, Ed25519Signer.from_seed("mirror", Purpose.MIRROR, entropy(32)), "mirror.pem")


def add_lasting_log_key(keys: Path, origin: str, entropy: Callable[[int], bytes]) -> None:
    """Make the key with which the log's checkpoints are signed besides, so that they hold for decades."""
    _add(keys, MlDsa44Signer.from_seed(origin, Purpose.LOG, entropy(32)), "log-ml-dsa-44.pem")


def add_witness_keys(keys: Path, entropy: Callable[[int], bytes]) -> None:
    """Make the keys with which others' checkpoints are cosigned: one that every client knows, one that lasts."""
    _add(keys, Ed25519Signer.from_seed("witness", Purpose.WITNESS, entropy(32)), "witness.pem")
    _add(keys, MlDsa44Signer.from_seed("witness", Purpose.WITNESS, entropy(32)), "witness-ml-dsa-44.pem")


def _add(keys: Path, signer: Ed25519Signer | MlDsa44Signer, name: str) -> None:
    write_secret(keys / name, signer.to_pem(), again=True)
    write_registry(keys, [*read_registry(keys), KeyPlace(signer.key.purpose, f"file:{name}")])


def load_signers(keys: Path, origin: str, files: KeyFiles, environ: Mapping[str, str]) -> list[Signer]:
    """The signers of the registry, in its order.

    Raises:
        OperatorError: a key cannot be had.
    """
    return [_load(place, keys, origin, files, environ) for place in read_registry(keys)]


def _load(place: KeyPlace, keys: Path, origin: str, files: KeyFiles, environ: Mapping[str, str]) -> Signer:
    try:
        if place.uri.startswith("pkcs11:"):
            return open_hsm_key(place.uri, key_name(origin, place.purpose), place.purpose, environ.get(PIN))
        return _named(files.read(place.uri.removeprefix("file:")), origin, place.purpose)
    except (OSError, OperatorError) as problem:
        where = str(keys / place.uri.removeprefix("file:")) if place.uri.startswith("file:") else place.uri
        raise OperatorError(
            "keys",
            f"The key {where} cannot be read: {problem}.",
            "Restore it from the safe; without it this node can neither sign nor send.",
        ) from problem


def _named(data: bytes, origin: str, purpose: Purpose) -> Signer:
    signer = signer_from_pem(key_name(origin, purpose), purpose, data)
    return (
        signer
        if isinstance(signer, Ed25519Signer)
        else signer_from_pem(key_name(origin, purpose, signer.key.key.suite.name), purpose, data)
    )


def key_name(origin: str, purpose: Purpose, suite: str = "") -> str:
    """The log key bears the origin's own name (C2SP tlog-checkpoint); others a name below it."""
    if purpose is Purpose.LOG:
        return origin
    return f"{origin}/{purpose}-{suite}" if suite else f"{origin}/{purpose}"
