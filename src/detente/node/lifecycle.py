"""Creating a node, opening it, and setting right what a sudden stop left half done."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import select

from detente.agreements.model import Agreement, Vocabulary
from detente.geography.borders import BorderSet
from detente.kernel.errors import OperatorError
from detente.kernel.identifiers import AgreementId
from detente.kernel.instants import Instant
from detente.ledger.leaf import Leaf, LeafKind
from detente.node.actors import operator
from detente.node.card import card_of, write_card
from detente.node.keys import create_keys, load_keys
from detente.node.logstore import create_log_store, open_blobs, open_log
from detente.node.node import Node, load_agreements, load_borders, load_words
from detente.node.release import send_messages
from detente.node.settings import Settings, load_settings, write_settings
from detente.node.storage.database import open_database
from detente.node.storage.schema import message


def create_node(
    folder: Path, settings: Settings, at: Instant, entropy: Callable[[int], bytes] = secrets.token_bytes
) -> None:
    """Make a new node in ``folder``, which must not exist or be empty; all of it or nothing.

    Raises:
        OperatorError: the folder is in use, or the disk refuses.
    """
    if folder.exists() and any(folder.iterdir()):
        raise OperatorError(
            "folder-in-use", f"{folder} is not empty.", "Choose another folder; nothing was changed."
        )
    building = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(building, ignore_errors=True)
    try:
        building.mkdir(parents=True)
        write_settings(building, settings)
        create_keys(building, settings.origin, entropy)
        keys = load_keys(building, settings.origin)
        create_log_store(building, keys.log, at)
        write_card(building, card_of(settings, keys))
        open_database(building).dispose()
        if folder.exists():
            folder.rmdir()
        building.rename(folder)
    except OSError as problem:
        shutil.rmtree(building, ignore_errors=True)
        raise OperatorError(
            "disk", f"The node cannot be made in {folder}: {problem}.", "Check the disk's space and rights."
        ) from problem


def open_node(  # noqa: PLR0913 - what is passed in is what a test or demonstration sets
    folder: Path,
    environ: Mapping[str, str],
    at: Instant,
    *,
    writable: bool = True,
    entropy: Callable[[int], bytes] = secrets.token_bytes,
    vocabulary: Vocabulary | None = None,
    agreements: Mapping[AgreementId, Agreement] | None = None,
    borders: BorderSet | None = None,
) -> Node:
    """Open a node. A writable one is locked to this process and finishes what a stop left half done.

    ``vocabulary``, ``agreements`` and ``borders`` may be given where several nodes share them.

    Raises:
        OperatorError: no node there, in use by another process, of a newer version, keys missing, or
            a log that does not agree with what was last signed.
        PackError: an installed pack has faults.
    """
    settings = load_settings(folder, environ)
    keys = load_keys(folder, settings.origin)
    words = vocabulary or load_words()
    node = Node(
        folder=folder,
        settings=settings,
        engine=open_database(folder),
        keys=keys,
        log=open_log(folder, keys.log, at, writable=writable),
        blobs=open_blobs(folder),
        agreements=agreements or load_agreements(words),
        vocabulary=words,
        borders=borders or load_borders(settings),
        entropy=entropy,
    )
    if writable:
        finish_sending(node, at)
    return node


def finish_sending(node: Node, at: Instant) -> list[str]:
    """Complete what the log already holds but the database does not say: returns those references."""
    query = select(message.c.reference, message.c.blob_sha256, message.c.size_class)
    query = query.where(message.c.own, message.c.stage == "released")
    with node.reading() as connection:
        rows = connection.execute(query).all()
    held = [
        row.reference
        for row in rows
        if node.log.index_of(Leaf(LeafKind.MESSAGE, row.blob_sha256, row.size_class)) is not None
    ]
    if held:
        send_messages(node, operator(), held, at)
    return held
