"""Creating a node, opening it, and setting right what a sudden stop left half done."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import select

from detente.kernel.errors import OperatorError
from detente.kernel.instants import Instant
from detente.ledger.leaf import format_leaf
from detente.node.actors import operator
from detente.node.ground import Ground, load_ground
from detente.node.keyring import is_rooted
from detente.node.keys import FOLDER, NodeKeys, add_sealing_keys, create_keys, load_keys, write_public_keys
from detente.node.logstore import WITNESS_STORE, create_log_store, open_log
from detente.node.node import Node
from detente.node.personal import forget_due
from detente.node.readmodel import fill_visits
from detente.node.receipts import register_statements
from detente.node.release import send_messages
from detente.node.sealing import leaf_of, seal_again
from detente.node.settings import Settings, load_settings, write_settings
from detente.node.signers import add_lasting_log_key, add_mirror_key, add_witness_keys, is_locked
from detente.node.storage.database import AnyRow, open_database
from detente.node.storage.schema import message, sealed_copy
from detente.node.witness import create_witness_store


def create_node(
    folder: Path, settings: Settings, entropy: Callable[[int], bytes] = secrets.token_bytes
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
        keys = create_keys(building, settings.origin, entropy)
        create_log_store(building, *keys.every_log)
        create_witness_store(building / WITNESS_STORE)
        write_public_keys(building, keys.public(settings.state))
        open_database(building).dispose()
        if folder.exists():
            folder.rmdir()
        building.rename(folder)
    except OSError as problem:
        shutil.rmtree(building, ignore_errors=True)
        raise OperatorError(
            "disk", f"The node cannot be made in {folder}: {problem}.", "Check the disk's space and rights."
        ) from problem


def open_node(
    folder: Path,
    environ: Mapping[str, str],
    at: Instant,
    *,
    writable: bool = True,
    entropy: Callable[[int], bytes] = secrets.token_bytes,
    ground: Ground | None = None,
) -> Node:
    """Open a node. A writable one is locked to this process and finishes what a stop left half done.

    ``ground`` may be given where several nodes share it; otherwise it is loaded as the settings say.

    Raises:
        OperatorError: no node there, in use by another process, of a newer version, keys missing, or
            a log that does not agree with what was last signed.
        PackError: an installed pack has faults.
    """
    settings = load_settings(folder, environ)
    keys = load_keys(folder, settings.origin, environ)
    if writable:
        keys = _with_every_key(folder, settings, keys, environ, entropy)
    writer = open_log(folder, keys.every_log) if writable else None
    node = Node(
        folder=folder,
        settings=settings,
        engine=open_database(folder),
        keys=keys,
        writer=writer,
        ground=ground or load_ground(settings.borders, settings.invented),
        entropy=entropy,
    )
    if writable:
        finish_sending(node, at)
        seal_again(node, operator(), at)
        register_statements(node)
        fill_visits(node, at)
        forget_due(node, at)
    return node


def _with_every_key(
    folder: Path,
    settings: Settings,
    keys: NodeKeys,
    environ: Mapping[str, str],
    entropy: Callable[[int], bytes],
) -> NodeKeys:
    """The keys, with those made that nodes of earlier versions did not have. With root keys, those decide."""
    made = keys
    if not made.sealing:
        made = add_sealing_keys(folder, made, entropy)
    if not is_rooted(folder) and not is_locked(folder / FOLDER):
        where = folder / FOLDER
        if made.mirror is None:
            add_mirror_key(where, entropy)
        if not made.log_beside:
            add_lasting_log_key(where, settings.origin, entropy)
        if not made.witness:
            # New keys have cosigned nothing, so an empty memory is theirs; to keys that are there none is made.
            if not (folder / WITNESS_STORE).exists():
                create_witness_store(folder / WITNESS_STORE)
            add_witness_keys(where, entropy)
        if not (made.mirror and made.log_beside and made.witness):
            made = load_keys(folder, settings.origin, environ)
    if made is not keys and not is_rooted(folder):
        write_public_keys(folder, made.public(settings.state))
    return made


def finish_sending(node: Node, at: Instant) -> list[str]:
    """Complete what the log already holds but the database does not say: returns those references."""
    joined = message.outerjoin(sealed_copy, sealed_copy.c.blob_sha256 == message.c.blob_sha256)
    columns = (message.c.reference, message.c.blob_sha256, message.c.size_class, sealed_copy.c.suite)
    query = (
        select(*columns)
        .select_from(joined)
        .where(message.c.own, message.c.stage == "released", message.c.blob_sha256.is_not(None))
    )
    with node.reading() as connection:
        rows = connection.execute(query).all()
    held = [row.reference for row in rows if _is_logged(node, row)]
    if held:
        send_messages(node, operator(), held, at)
    return held


def _is_logged(node: Node, row: AnyRow) -> bool:
    return node.log.index_of(format_leaf(leaf_of(row))) is not None
