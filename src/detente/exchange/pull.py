"""Pulling from one peer: a machine that is handed bytes and says what to do, believing nothing unproven.

``pull`` is a generator. Each value it yields is an effect; the driver performs it and sends back the bytes
asked for (None where the peer has no such file; at most one byte more than ``max_bytes``), or None for effects
that ask for nothing. It returns ``Done``. What is wrong with the log as a whole is raised, and then nothing of
that answer was believed; what is wrong with one message is declined, and the log goes on.

Restart, outage and a bundle from a pouch are all the same catch-up from N to M.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping

from detente.exchange.effects import (
    Accept,
    AcceptFiles,
    AcceptKeys,
    AcceptReceipts,
    Decline,
    Done,
    Effect,
    FetchBlob,
    Held,
    StoreCheckpoint,
    StoreEntries,
)
from detente.exchange.files import open_files
from detente.exchange.fork import ForkError, ForkProof
from detente.exchange.opening import check_blob, open_message
from detente.exchange.peer_tree import Fetching, PeerTree, fetch
from detente.exchange.receipts import open_receipts
from detente.exchange.seal import PLAIN, SEALING_SUITES, SealingSuite, unseal
from detente.exchange.sentences import refuse
from detente.kernel.errors import PeerError, ProofError
from detente.kernel.identifiers import StateCode
from detente.ledger.checkpoints import Checkpoint, SignedCheckpoint, parse_checkpoint, verify_checkpoint
from detente.ledger.directory import StateKeys
from detente.ledger.keystatement import KeyHistory
from detente.ledger.leaf import Leaf, LeafKind, blob_path, parse_leaf
from detente.ledger.notes import MAX_NOTE_BYTES, parse_note
from detente.ledger.sentences import refuse as refuse_proof
from detente.ledger.tiles import CHECKPOINT_PATH, TILE_WIDTH


def pull(
    peer: StateKeys | KeyHistory,
    us: StateCode,
    held: Held,
    *,
    most_entries: int = 4096,
    suites: Mapping[str, SealingSuite] = SEALING_SUITES,
) -> Generator[Effect, bytes | None, Done]:
    """One step of catching up with a peer's log; see the module.

    Args:
        peer: the peer's keys, from our own directory, with the statements of them that were accepted before.
        us: the state whose messages are taken in.
        held: what the last step left; ``Held()`` at first.
        most_entries: about how many entries to take in before the step ends.
        suites: what opens sealed blobs.

    Raises:
        ForkError: the log signed two histories; the proof is in the error.
        ProofError: a checkpoint, tile or bundle does not hold.
        PeerError: a file is missing or too long, or the log went back.
    """
    history = KeyHistory(peer) if isinstance(peer, StateKeys) else peer
    signed = yield from _fetch_checkpoint(history.newest)
    before = None if held.note is None else parse_checkpoint(parse_note(held.note).text)
    if before is not None:
        _refuse_contradiction(held, before, signed)
    if before == signed.checkpoint and held.next_index == before.size:
        return Done(Held(signed.note, before.size), caught_up=True)
    tree = PeerTree(signed.checkpoint)
    yield from tree.fetch_edge()
    if before is not None:
        yield from _check_beginning(held, before, signed, tree)
    yield StoreCheckpoint(signed)
    index, end = held.next_index, min(signed.checkpoint.size, held.next_index + most_entries)
    while index < end:
        # Whole bundles only: one is fetched, proven and taken in at a time.
        bundle = yield from tree.fetch_bundle(index // TILE_WIDTH)
        entries = tuple(bundle[index % TILE_WIDTH :])
        yield StoreEntries(index, entries)
        for at, entry in enumerate(entries, index):
            history = yield from _take_in(at, entry, history, us, suites)
        index += len(entries)
    return Done(Held(signed.note, index), index == signed.checkpoint.size)


def _fetch_checkpoint(peer: StateKeys) -> Fetching[SignedCheckpoint]:
    note = yield from fetch(CHECKPOINT_PATH, MAX_NOTE_BYTES)
    if note is None:
        raise refuse(PeerError, "pull-no-checkpoint", origin=peer.origin)
    try:
        return verify_checkpoint(note, peer.origin, peer.log)
    except ProofError as problem:
        if problem.code == "note-unsigned" and _claims_other_origin(note, peer.origin):
            raise refuse_proof(ProofError, "checkpoint-origin", origin=peer.origin) from None
        raise


def _claims_other_origin(note: bytes, origin: str) -> bool:
    # Only to name the fault better: the note is refused either way.
    return parse_note(note).text.partition("\n")[0] != origin


def _refuse_contradiction(held: Held, before: Checkpoint, signed: SignedCheckpoint) -> None:
    after = signed.checkpoint
    if after.size < before.size:
        raise refuse(PeerError, "pull-rollback", origin=after.origin, size=after.size, held=before.size)
    if after.size == before.size and after.root != before.root:
        raise ForkError(after.origin, ForkProof(held.note or b"", signed.note, after.root))


def _check_beginning(
    held: Held, before: Checkpoint, signed: SignedCheckpoint, tree: PeerTree
) -> Fetching[None]:
    root = yield from tree.root_at(before.size)
    if root != before.root:
        steps = yield from tree.consistency_from(before.size)
        raise ForkError(before.origin, ForkProof(held.note or b"", signed.note, root, tuple(steps)))


def _take_in(
    index: int, entry: bytes, peer: KeyHistory, us: StateCode, suites: Mapping[str, SealingSuite]
) -> Generator[Effect, bytes | None, KeyHistory]:
    leaf: Leaf | None = None
    try:
        leaf = parse_leaf(entry)
        blob = yield FetchBlob(index, leaf.commit, blob_path(leaf.commit), leaf.size)
        if blob is None:
            raise refuse(PeerError, "blob-withheld", index=str(index))
        if leaf.kind is LeafKind.KEY:
            check_blob(index, leaf, blob)
            peer = peer.followed_by(index, unseal(blob, PLAIN))
            yield AcceptKeys(peer.placed[-1])
            return peer
        if leaf.kind is LeafKind.MESSAGE:
            accepted: Effect = Accept(open_message(index, leaf, blob, peer, us, suites))
        elif leaf.kind is LeafKind.FILES:
            accepted = AcceptFiles(index, open_files(index, leaf, blob, peer, suites))
        else:
            accepted = AcceptReceipts(open_receipts(index, leaf, blob, peer, us, suites))
    except PeerError as problem:
        yield Decline(index, leaf, problem)
    else:
        yield accepted
    return peer
