"""A witness that stands alone, with no node: a folder with its keys, its memory and the logs it knows.

Layout: ``keys/`` as a node's, ``witness.db`` the memory that is never copied back, ``logs.txt`` a verifier key on each
line, ``name.txt`` the name below which its keys stand.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from detente.kernel.errors import InputError, OperatorError, ProofError
from detente.ledger.keys import Purpose, Signer, VerifierKey, check_key_name, format_vkey, parse_vkey
from detente.ledger.witness import Logs
from detente.node.clock import Clock
from detente.node.durable import disk_errors, read_file, sync_path
from detente.node.keys import FOLDER
from detente.node.signers import KeyFiles, add_witness_keys, load_signers, write_registry
from detente.node.witness import Witness, WitnessStore, create_witness_store

NAME, LOGS, MEMORY = "name.txt", "logs.txt", "witness.db"


def create_lone_witness(folder: Path, name: str, entropy: Callable[[int], bytes]) -> None:
    """Make a witness in ``folder``, which must not exist or be empty; all of it or nothing.

    Raises:
        ProofError: no key can bear that name.
        OperatorError: the folder is in use, or the disk refuses.
    """
    check_key_name(name)
    if folder.exists() and any(folder.iterdir()):
        raise OperatorError(
            "folder-in-use", f"{folder} is not empty.", "Choose another; nothing was changed."
        )
    building = folder.with_name(f".{folder.name}.new")
    with disk_errors(folder):
        shutil.rmtree(building, ignore_errors=True)
        keys = building / FOLDER
        keys.mkdir(parents=True, mode=0o700)
        (building / NAME).write_text(f"{name}\n", encoding="utf-8")
        (building / LOGS).write_bytes(b"")
        write_registry(keys, [])
        add_witness_keys(keys, entropy)
        create_witness_store(building / MEMORY)
        if folder.exists():
            folder.rmdir()
        building.rename(folder)
        sync_path(folder.parent)


def open_lone_witness(folder: Path, environ: Mapping[str, str], clock: Clock) -> Witness:
    """The witness in a folder. Logs that are added while it works are known from the next request on.

    Raises:
        OperatorError: there is none, its keys cannot be had, or its memory is missing or damaged.
    """
    signers = _signers(folder, environ)
    read_logs(folder)  # a file that is no list is found now, not at the first request
    return Witness(signers, WitnessStore(folder / MEMORY), lambda: _by_origin(read_logs(folder)), clock)


def is_lone_witness(folder: Path) -> bool:
    """Whether a folder holds one."""
    return (folder / NAME).is_file() and (folder / LOGS).is_file()


def read_logs(folder: Path) -> list[VerifierKey]:
    """The keys of the logs that it knows.

    Raises:
        OperatorError: the list cannot be read, or a line is no log's key.
    """
    path = folder / LOGS
    try:
        lines = (read_file(path) or b"").decode("utf-8").splitlines()
        return [parse_vkey(line, purpose=Purpose.LOG) for line in lines if line and not line.startswith("#")]
    except (UnicodeDecodeError, ProofError) as problem:
        raise OperatorError(
            "witness-logs",
            f"{path}: a line is no log's key: {problem}",
            "Mend it; nothing is cosigned meanwhile.",
        ) from problem


def add_logs(folder: Path, keys: Iterable[VerifierKey]) -> list[VerifierKey]:
    """Know these logs from now on; returns those that are new. A log is never struck off: coming back it could fork.

    Raises:
        InputError: one is not the key of a log.
        OperatorError: the disk refuses.
    """
    known, fresh = read_logs(folder), list[VerifierKey]()
    for key in keys:
        if key.purpose is not Purpose.LOG:
            raise InputError(
                "witness-logs", f"{key.name} is not the key of a log.", "Give a key whose use is log."
            )
        if key not in known and key not in fresh:
            fresh.append(key)
    path = folder / LOGS
    with disk_errors(path), path.open("ab") as file:
        file.write("".join(f"{format_vkey(key)}\n" for key in fresh).encode())
        file.flush()
        os.fsync(file.fileno())
    return fresh


def _signers(folder: Path, environ: Mapping[str, str]) -> list[Signer]:
    if not is_lone_witness(folder):
        raise OperatorError(
            "no-witness", f"{folder} holds no witness.", "Make one with `detente witness init`."
        )
    name = (folder / NAME).read_text(encoding="utf-8").strip()
    keys = folder / FOLDER
    signers = load_signers(keys, name, KeyFiles(keys, environ), environ)
    if not signers or any(signer.key.purpose is not Purpose.WITNESS for signer in signers):
        raise OperatorError("keys", f"{keys} must hold witness keys and no others.", "Mend signers.txt.")
    return signers


def _by_origin(keys: Iterable[VerifierKey]) -> Logs:
    found: dict[str, list[VerifierKey]] = {}
    for key in keys:
        found.setdefault(key.name, []).append(key)
    return found
