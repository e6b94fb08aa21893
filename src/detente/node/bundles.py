"""Bundles: what a peer would fetch over a network, in one file for a pouch or across an air gap.

A bundle is a zip file of public files as they lie in ``public``: the checkpoint, the tiles, the entries and blobs
from one number on, and what this node has cosigned. It is read as any peer's files are: nothing in it is believed
unproven.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import select

from detente.kernel.errors import InputError, PeerError, ProofError
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.ledger.checkpoints import parse_checkpoint
from detente.ledger.leaf import blob_path, parse_leaf
from detente.ledger.notes import MAX_NOTE_BYTES, parse_note
from detente.ledger.tiles import CHECKPOINT_PATH, TILE_WIDTH, bundle_path, full_path
from detente.node.actors import Actor, Right, require
from detente.node.durable import disk_errors, read_file
from detente.node.node import Node
from detente.node.peers import keys_of_state, list_peers
from detente.node.published import open_published
from detente.node.pulling import Pulled, pull
from detente.node.storage.schema import sealed_copy, sealed_file
from detente.node.transport import PIECE_BYTES, add_rest


@dataclass(frozen=True, slots=True)
class Bundled:
    """What a bundle holds: entries ``start`` up to, not including, ``size``, and how many blobs."""

    start: int
    size: int
    blobs: int


class BundleTransport:
    """A peer's public files in a bundle."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def close(self) -> None:
        """Whoever opened the archive closes it."""

    def fetch_into(self, path: str, file: BinaryIO, length: int) -> bool:
        """One file, from its beginning; False where the bundle has none."""
        try:
            with self._archive.open(path) as source:
                file.truncate(0)
                add_rest(file, iter(lambda: source.read(PIECE_BYTES), b""), length, path)
        except KeyError:
            return False
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as problem:
            raise PeerError(
                "bundle", f"{path} in the bundle is damaged: {problem}.", "Ask for another."
            ) from problem
        return True

    def fetch(self, path: str, most_bytes: int) -> bytes | None:
        """One file; None where the bundle has none.

        Raises:
            PeerError: larger than ``most_bytes``, or damaged.
        """
        try:
            if self._archive.getinfo(path).file_size > most_bytes:
                raise PeerError(
                    "peer-too-large", f"{path} is larger than {most_bytes:,} bytes.", "Ask for another."
                )
            with self._archive.open(path) as file:
                return file.read(most_bytes + 1)
        except KeyError:
            return None
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as problem:
            raise PeerError(
                "bundle", f"{path} in the bundle is damaged: {problem}.", "Ask for another."
            ) from problem


def export_bundle(node: Node, actor: Actor, path: Path, start: int = 0) -> Bundled:
    """Write this node's public files to a new file, with entries and blobs from number ``start`` on.

    Raises:
        NotAllowed: the actor may neither send nor administer.
        InputError: ``start`` is beyond the log.
        OperatorError: the disk refuses.
    """
    require(actor, Right.ADMINISTER if actor.may(Right.ADMINISTER) else Right.SEND)
    public = node.files_of(node.settings.state)
    log = open_published(public, keys_of_state(node, node.settings.state))
    if not 0 <= start <= log.size:
        raise InputError("bundle-start", f"The log has {log.size} entries.", "Begin with one of them.")
    blobs = [blob_path(parse_leaf(log.entry(index)).commit) for index in range(start, log.size)]
    names = [*_tiles(public), *_entries(start, log.size), *_cosigned(public), *dict.fromkeys(blobs)]
    with disk_errors(path), zipfile.ZipFile(path, "x") as archive:
        archive.writestr(CHECKPOINT_PATH, log.checkpoint.note)
        for name in names:
            data = read_file(public / name) or read_file(public / full_path(name))
            if data is not None:
                archive.writestr(name if (public / name).is_file() else full_path(name), data)
        for name in _files(node, start):
            archive.write(public / name, name)  # of any size: never whole in memory
    return Bundled(start, log.size, len(set(blobs)))


def import_bundle(node: Node, actor: Actor, path: Path, at: Instant) -> Pulled:
    """Take in what a peer put into a bundle, as if it had been pulled.

    Raises:
        NotAllowed: the actor may neither send nor administer.
        InputError: it is no bundle, of no peer of ours, or of one that was stopped.
        PeerError: as ``pull``.
    """
    require(actor, Right.ADMINISTER if actor.may(Right.ADMINISTER) else Right.SEND)
    try:
        with zipfile.ZipFile(path) as archive:
            transport = BundleTransport(archive)
            return pull(node, actor, _sender(node, actor, transport), at, transport)
    except (zipfile.BadZipFile, FileNotFoundError) as problem:
        raise InputError(
            "bundle", f"{path} is no bundle: {problem}.", "Ask the peer for another."
        ) from problem


def _sender(node: Node, actor: Actor, transport: BundleTransport) -> StateCode:
    note = transport.fetch(CHECKPOINT_PATH, MAX_NOTE_BYTES)
    try:
        origin = parse_checkpoint(parse_note(note or b"").text).origin
    except ProofError as problem:
        raise InputError("bundle", "The bundle has no checkpoint.", "Ask the peer for another.") from problem
    for peer in list_peers(node, actor):
        # Only to know by whose keys to verify: the checkpoint is verified by them next.
        if peer.keys.origin == origin:
            return peer.state
    raise InputError(
        "bundle-peer", f"The bundle is of the log “{origin}”, which no peer has.", "Add the peer first."
    )


def _tiles(public: Path) -> Iterator[str]:
    """The tiles of hashes, all of them: they are small, and prove what is new against what is held."""
    for file in sorted((public / "tile").rglob("*")):
        name = file.relative_to(public).as_posix()
        if file.is_file() and not name.startswith("tile/entries/"):
            yield name


def _entries(start: int, size: int) -> Iterator[str]:
    for index in range(start // TILE_WIDTH, -(-size // TILE_WIDTH)):
        yield bundle_path(index, min(size - index * TILE_WIDTH, TILE_WIDTH))


def _files(node: Node, start: int) -> list[str]:
    """The sealed attachments of the messages from number ``start`` on."""
    query = (
        select(sealed_file.c.blob)
        .join(sealed_copy, sealed_copy.c.message == sealed_file.c.document)
        .where(sealed_file.c.state == node.settings.state, sealed_copy.c.log_index >= start)
    )
    with node.reading() as connection:
        found = connection.execute(query.distinct().order_by(sealed_file.c.blob)).scalars()
        return [blob_path(blob) for blob in found]


def _cosigned(public: Path) -> Iterator[str]:
    for file in sorted((public / "cosigned").glob("*/checkpoint")):
        yield file.relative_to(public).as_posix()
