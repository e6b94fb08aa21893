"""Following a peer: catch-up from anywhere, and a named test for each of its lies."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.exchange.effects import Done, Held
from detente.exchange.fork import ForkError, ForkProof, format_fork, parse_fork, verify_fork
from detente.exchange.pull import pull
from detente.exchange.seal import seal
from detente.kernel.errors import PeerError, ProofError
from detente.kernel.identifiers import StateCode
from detente.ledger.checkpoints import Checkpoint, sign_checkpoint
from detente.ledger.directory import StateKeys
from detente.ledger.keys import Ed25519Signer, Purpose
from detente.ledger.leaf import Leaf, LeafKind, blob_path, format_leaf, parse_leaf
from detente.ledger.notes import MAX_NOTE_BYTES
from detente.ledger.tiles import FULL_TILE_BYTES

PARTIAL_TILE, PARTIAL_BUNDLE = "tile/0/000.p/3", "tile/entries/000.p/3"
RU = StateCode("RU")


def test_a_follower_takes_in_everything_and_then_nothing_more(
    peer: Any, follower: Any, document: Any
) -> None:
    note = peer.log.checkpoint.note
    assert follower.step(peer) == Done(Held(note, 3), caught_up=True)
    assert follower.documents == [document(number) for number in (1, 2, 3)]
    assert follower.entries == peer.log.entries(0, 3)
    assert (follower.declined, follower.checkpoints) == ([], [note])
    assert follower.fetched[:3] == ["checkpoint", PARTIAL_TILE, PARTIAL_BUNDLE]
    follower.fetched.clear()
    assert follower.step(peer) == Done(Held(note, 3), caught_up=True)
    assert follower.fetched == ["checkpoint"]


def test_an_empty_log_is_followed_too(new_peer: Any, follower: Any) -> None:
    peer = new_peer()
    assert follower.step(peer) == Done(Held(peer.log.checkpoint.note, 0), caught_up=True)
    peer.tell(1, 2)
    assert follower.step(peer).held.next_index == 1


def test_catching_up_goes_in_steps_that_may_stop_anywhere(new_peer: Any, follower: Any) -> None:
    peer = new_peer()
    peer.log.append([b"old entry %d" % n for n in range(1000)])
    assert follower.step(peer, most_entries=10) == Done(Held(peer.log.checkpoint.note, 256), caught_up=False)
    assert follower.entries == peer.log.entries(0, 256)
    peer.log.append([b"newer entry %d" % n for n in range(500)])
    peer.tell(1, 3)
    steps = 1
    while not follower.step(peer, most_entries=300).caught_up:
        steps += 1
    assert steps == 3
    assert follower.entries == peer.log.entries(0, 1502)
    assert [document.reference for document in follower.documents] == [
        "SH96/KZ/2024/0001/EX/O",
        "SH96/KZ/2024/0002/EX/O",
    ]
    assert {code for _, code in follower.declined} == {"leaf-json"}
    assert len(follower.declined) == 1500


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 700), min_size=1, max_size=5), st.integers(1, 600))
def test_any_growth_in_any_steps_ends_in_the_same_entries(growth: list[int], most: int) -> None:
    from_conftest = _Fixtures()
    peer, follower, size = from_conftest.peer(), from_conftest.follower(), 0
    for more in growth:
        peer.log.append([b"%d" % n for n in range(size, size + more)])
        size += more
        if more % 3 == 0:
            peer.storage.settle()  # drops the partial tiles that became full
        follower.step(peer, most_entries=most)
    while not follower.step(peer, most_entries=most).caught_up:
        pass
    assert follower.entries == peer.log.entries(0, size)


class _Fixtures:
    """The simulator, for tests that make many of them in one call."""

    peer: Callable[[], Any]
    follower: Callable[[], Any]


@pytest.fixture(autouse=True)
def _give_the_simulator(new_peer: Callable[[], Any], new_follower: Callable[[], Any]) -> None:
    _Fixtures.peer = staticmethod(new_peer)
    _Fixtures.follower = staticmethod(new_follower)


def test_a_log_of_three_levels_is_followed_from_its_proven_tiles(new_peer: Any, follower: Any) -> None:
    peer = new_peer()
    for start in range(0, 66_000, 6_000):
        peer.log.append([b"entry %d" % n for n in range(start, start + 6_000)])
    follower.held = Held(_checkpoint(peer, 300), 65_800)
    follower.entries = peer.log.entries(0, 65_800)
    done = follower.step(peer)
    assert done == Done(Held(peer.log.checkpoint.note, 66_000), caught_up=True)
    assert follower.entries[65_800:] == peer.log.entries(65_800, 66_000)
    assert {"tile/2/000.p/1", "tile/1/000", "tile/0/001", "tile/0/257.p/208"} <= set(follower.fetched)


def _checkpoint(peer: Any, size: int) -> bytes:
    """The checkpoint that an honest log had at an earlier size."""
    from detente.ledger.merkle import range_root

    root = range_root(0, size, peer.log.reader().node)
    return sign_checkpoint(Checkpoint(peer.keys.origin, size, root), [peer.log_signer]).note


# Lies about the log as a whole: nothing of the answer is believed.


def test_lie_no_checkpoint(peer: Any, follower: Any) -> None:
    peer.lies["checkpoint"] = None
    assert follower.refusal(peer).code == "pull-no-checkpoint"


def test_lie_a_forged_checkpoint(peer: Any, follower: Any) -> None:
    forger = Ed25519Signer.from_seed(peer.keys.origin, Purpose.LOG, b"f" * 32)
    peer.lies["checkpoint"] = sign_checkpoint(Checkpoint(peer.keys.origin, 3, bytes(32)), [forger]).note
    assert follower.refusal(peer).code == "note-unsigned"
    honest = peer.log.checkpoint.note
    peer.lies["checkpoint"] = honest.replace(b"\n3\n", b"\n4\n")
    assert follower.refusal(peer).code == "note-signature"
    assert (follower.checkpoints, follower.entries, follower.documents) == ([], [], [])


def test_lie_anothers_log(peer: Any, follower: Any, new_peer: Any) -> None:
    other = new_peer(b"r", RU)
    other.log.append([b"entry"])
    assert follower.refusal(other, keys=peer.keys).code == "checkpoint-origin"
    disguised = sign_checkpoint(Checkpoint("ru.example/log", 3, bytes(32)), [peer.log_signer])
    peer.lies["checkpoint"] = disguised.note
    assert follower.refusal(peer).code == "checkpoint-origin"
    assert follower.checkpoints == []


def test_lie_an_overlong_checkpoint(peer: Any, follower: Any) -> None:
    peer.lies["checkpoint"] = b"x" * (MAX_NOTE_BYTES + 1)
    assert follower.refusal(peer).code == "pull-oversized"


def test_lie_a_rollback(peer: Any, follower: Any) -> None:
    earlier = peer.log.checkpoint.note
    peer.tell(4, 6)
    follower.step(peer)
    peer.lies["checkpoint"] = earlier
    assert follower.refusal(peer).code == "pull-rollback"
    assert len(follower.documents) == 5


def test_lie_two_roots_of_one_size_is_proven(peer: Any, follower: Any) -> None:
    follower.step(peer)
    rival = sign_checkpoint(Checkpoint(peer.keys.origin, 3, bytes(32)), [peer.log_signer])
    peer.lies["checkpoint"] = rival.note
    peer.lies[PARTIAL_TILE] = bytes(96)
    refusal = follower.refusal(peer)
    # The rival root has no tree behind it here, so the two notes are all there is, and all that is needed.
    assert isinstance(refusal, ForkError)
    assert refusal.code == "pull-fork"
    verify_fork(refusal.proof, peer.keys.origin, peer.keys.log)


def _two_histories(new_peer: Any, before: int, after: int) -> tuple[Any, Any]:
    one, other = new_peer(), new_peer()
    one.log.append([b"entry %d" % n for n in range(before)])
    other.log.append([b"entry %d" % n for n in range(before - 1)] + [b"rewritten"])
    other.log.append([b"entry %d" % n for n in range(before, after)])
    return one, other


@pytest.mark.parametrize(("before", "after"), [(3, 4), (255, 600), (256, 257), (300, 70_000), (512, 512)])
def test_lie_a_rewritten_history_is_proven_to_anyone(
    new_peer: Any, follower: Any, before: int, after: int
) -> None:
    one, other = _two_histories(new_peer, before, after)
    follower.step(one)
    held = (list(follower.entries), list(follower.checkpoints))
    refusal = follower.refusal(other)
    assert isinstance(refusal, ForkError)
    assert (follower.entries, follower.checkpoints) == held
    proof = refusal.proof
    assert (proof.first, proof.second) == (one.log.checkpoint.note, other.log.checkpoint.note)
    assert parse_fork(format_fork(proof)) == proof
    verify_fork(parse_fork(format_fork(proof)), one.keys.origin, one.keys.log)


def test_two_notes_of_one_history_convict_nobody(peer: Any) -> None:
    first = peer.log.checkpoint
    peer.tell(4, 9)
    second = peer.log.checkpoint
    reader = peer.log.reader()
    honest = ForkProof(first.note, second.note, first.checkpoint.root, tuple(reader.consistency(3)))
    for proof, code in (
        (honest, "fork-form"),
        (ForkProof(first.note, first.note, first.checkpoint.root), "fork-form"),
        (ForkProof(first.note, second.note, bytes(32), honest.consistency), "consistency-root"),
        (ForkProof(second.note, first.note, second.checkpoint.root), "consistency-sizes"),
        (ForkProof(b"", second.note, bytes(32)), "note-form"),
    ):
        with pytest.raises(ProofError) as caught:
            verify_fork(proof, peer.keys.origin, peer.keys.log)
        assert caught.value.code == code


@given(st.binary(max_size=60))
def test_any_bytes_are_no_proof_of_a_fork(data: bytes) -> None:
    with pytest.raises(ProofError):
        parse_fork(data)


@pytest.mark.parametrize(
    ("path", "lie", "code"),
    [
        (PARTIAL_TILE, None, "pull-missing"),
        (PARTIAL_TILE, bytes(64), "pull-tile"),
        (PARTIAL_TILE, bytes(95), "pull-tile"),
        (PARTIAL_TILE, bytes(96), "pull-tile"),
        (PARTIAL_TILE, bytes(128), "pull-tile"),
        (PARTIAL_TILE, bytes(FULL_TILE_BYTES + 1), "pull-oversized"),
        (PARTIAL_BUNDLE, None, "pull-missing"),
        (PARTIAL_BUNDLE, b"", "bundle-form"),
        (PARTIAL_BUNDLE, b"\x00\x01a\x00\x01b", "bundle-form"),
        (PARTIAL_BUNDLE, b"\x00\x01a\x00\x01b\x00\x01c", "pull-entry"),
        (PARTIAL_BUNDLE, b"\x00\x01a\x00\x01b\x00\x02c", "bundle-form"),
        (PARTIAL_BUNDLE, bytes((256 * 65_537) + 1), "pull-oversized"),
    ],
)
def test_lie_a_file_that_does_not_fit_the_checkpoint(
    peer: Any, follower: Any, path: str, lie: bytes | None, code: str
) -> None:
    peer.lies[path] = lie
    assert follower.refusal(peer).code == code
    assert (follower.entries, follower.documents) == ([], [])
    peer.lies.clear()
    assert follower.step(peer).caught_up
    assert len(follower.documents) == 3


@pytest.mark.parametrize(
    ("path", "code"),
    [("tile/0/000", None), ("tile/entries/001", "pull-entry"), ("tile/1/000.p/3", "pull-tile")],
)
def test_lie_in_a_full_file_is_found_where_it_is_needed(
    new_peer: Any, follower: Any, path: str, code: str | None
) -> None:
    peer = new_peer()
    peer.log.append([b"entry %d" % n for n in range(800)])
    genuine = peer.storage.read(path)
    assert genuine is not None
    peer.lies[path] = genuine.replace(
        genuine[40:44], b"\x00\x00\x00\x00" if code != "pull-entry" else b"lies"
    )
    if code is None:
        assert follower.step(peer).caught_up  # a level-0 tile is not needed when its bundle is there
    else:
        assert follower.refusal(peer).code in {code, "bundle-form"}
    assert follower.entries == peer.log.entries(0, len(follower.entries))


def test_lie_in_a_tile_of_the_old_edge_is_no_fork(new_peer: Any, follower: Any) -> None:
    peer = new_peer()
    peer.log.append([b"entry %d" % n for n in range(300)])
    follower.step(peer)
    peer.log.append([b"entry %d" % n for n in range(300, 600)])
    genuine = peer.storage.read("tile/0/001")
    peer.lies["tile/0/001"] = bytes(32) + genuine[32:]
    refusal = follower.refusal(peer)
    assert (type(refusal), refusal.code) == (ProofError, "pull-tile")


def test_lie_a_stale_checkpoint_shows_nothing_new_and_harms_nothing(peer: Any, follower: Any) -> None:
    stale = peer.log.checkpoint.note
    follower.step(peer)
    peer.tell(4, 6)
    peer.lies["checkpoint"] = stale
    assert follower.step(peer) == Done(Held(stale, 3), caught_up=True)
    peer.lies.clear()
    assert follower.step(peer).held.next_index == 5
    assert len(follower.documents) == 5


def test_lie_a_withheld_bundle_is_asked_for_again(peer: Any, follower: Any) -> None:
    follower.step(peer)
    peer.tell(4, 6)
    for path in ("tile/entries/000.p/5", "tile/entries/000"):
        peer.lies[path] = None
    assert follower.refusal(peer).code == "pull-missing"
    assert len(follower.documents) == 3
    peer.lies.clear()
    assert follower.step(peer).held.next_index == 5


# Lies about one message: it is declined with the reason, and the log goes on.


def _only_declined(follower: Any, peer: Any, index: int, code: str) -> None:
    assert follower.step(peer).caught_up
    assert follower.declined == [(index, code)]
    assert len(follower.documents) == peer.log.size - 1


def _path_of(peer: Any, index: int) -> str:
    return blob_path(parse_leaf(peer.log.entry(index)).commit)


@pytest.mark.parametrize(
    ("lie", "code"),
    [
        (lambda blob: None, "blob-withheld"),
        (lambda blob: blob[:-1] + b"\x01", "blob-altered"),
        (lambda blob: blob[:-1], "blob-altered"),
        (lambda blob: blob * 2, "blob-altered"),
        (lambda blob: b"", "blob-altered"),
    ],
)
def test_lie_a_blob_withheld_or_altered(
    peer: Any, follower: Any, lie: Callable[[bytes], bytes | None], code: str
) -> None:
    path = _path_of(peer, 1)
    peer.lies[path] = lie(peer.blobs[path])
    _only_declined(follower, peer, 1, code)


def test_lie_a_blob_in_place_of_another(peer: Any, follower: Any) -> None:
    peer.lies[_path_of(peer, 1)] = peer.blobs[_path_of(peer, 0)]
    _only_declined(follower, peer, 1, "blob-altered")


def test_lie_a_document_signed_with_another_key(peer: Any, follower: Any, document: Any) -> None:
    forger = Ed25519Signer.from_seed("kz.example/document", Purpose.DOCUMENT, b"f" * 32)
    peer.send(document(9), forger)
    _only_declined(follower, peer, 3, "envelope-unsigned")


def test_lie_a_document_that_needs_a_second_signature(peer: Any, follower: Any) -> None:
    second = Ed25519Signer.from_seed("kz.example/document-2", Purpose.DOCUMENT, b"2" * 32)
    strict = StateKeys(peer.state, peer.keys.log, (*peer.keys.document, second.key))
    assert follower.step(peer, strict).caught_up
    assert follower.declined == [(n, "envelope-unsigned") for n in range(3)]
    assert follower.documents == []


def test_lie_a_document_in_another_states_name(peer: Any, follower: Any, document: Any) -> None:
    peer.send(document(9, sender=StateCode("TJ")))
    _only_declined(follower, peer, 3, "message-sender")


def test_a_document_for_others_is_passed_over(peer: Any, follower: Any, document: Any) -> None:
    peer.send(document(9, to=(StateCode("CN"), StateCode("TJ"))))
    _only_declined(follower, peer, 3, "message-not-addressed")


@pytest.mark.parametrize(
    "payload", [b"{}", b"[1]", b'{"v":1,"v":1}', b"\xff", b'{"from":"KZ","to":["RU"],"v":1}']
)
def test_lie_a_signed_document_that_is_none(peer: Any, follower: Any, payload: bytes) -> None:
    from detente.ledger.envelope import PAYLOAD_TYPE, sign

    peer.send_blob(seal(sign(payload, PAYLOAD_TYPE, [peer.document_signer]), [RU]))
    _only_declined(follower, peer, 3, "message-document")


def test_lie_a_signature_over_another_type_of_content(peer: Any, follower: Any) -> None:
    from detente.ledger.envelope import sign

    peer.send_blob(seal(sign(b"{}", "application/json", [peer.document_signer]), [RU]))
    _only_declined(follower, peer, 3, "envelope-type")


@pytest.mark.parametrize(
    ("blob", "code"),
    [(b"not padded", "padding"), (bytes(4096), "envelope-json"), (seal(b"[]", [RU]), "envelope-form")],
)
def test_lie_a_blob_that_holds_no_envelope(peer: Any, follower: Any, blob: bytes, code: str) -> None:
    peer.send_blob(blob)
    _only_declined(follower, peer, 3, code)


def test_lie_a_suite_that_we_do_not_have(peer: Any, follower: Any) -> None:
    blob = seal(b"x", [RU])
    peer.blobs[blob_path(Leaf.of(blob).commit)] = blob
    peer.log.append([format_leaf(Leaf.of(blob, suite="unknown"))])
    _only_declined(follower, peer, 3, "seal-suite")


def test_lie_a_size_class_that_is_not_the_blobs(peer: Any, follower: Any) -> None:
    blob = seal(b"x", [RU])
    leaf = Leaf.of(blob)
    peer.blobs[blob_path(leaf.commit)] = blob
    peer.log.append([format_leaf(Leaf(leaf.kind, leaf.commit, 8192))])
    _only_declined(follower, peer, 3, "blob-altered")


def test_an_entry_that_is_no_leaf_is_declined_and_kept_all_the_same(peer: Any, follower: Any) -> None:
    peer.log.append([b"noise", format_leaf(Leaf.of(b"notice", LeafKind.NOTICE))])
    assert follower.step(peer).caught_up
    assert follower.declined == [(3, "leaf-json"), (4, "blob-withheld")]
    assert follower.entries == peer.log.entries(0, 5)


def test_lie_a_replayed_message_comes_as_the_same_document_of_another_entry(
    new_peer: Any, follower: Any
) -> None:
    from detente.ledger.log import open_log

    peer = new_peer()
    peer.log.close()
    replaying = count()
    peer.log = open_log(
        peer.storage, peer.signing, [peer.log_signer], key_of=lambda entry: entry + b"%d" % next(replaying)
    )
    peer.tell(1, 2)
    peer.log.append([peer.log.entry(0)])
    assert follower.step(peer).held.next_index == 2
    # Both are genuine, and name one document by one id: whoever takes them in tells the second from the first.
    assert follower.documents == [follower.documents[0]] * 2


def test_the_same_message_logged_by_a_copying_peer_is_not_its_own(
    new_peer: Any, follower: Any, peer: Any
) -> None:
    thief = new_peer(b"t", StateCode("TJ"))
    thief.send_blob(peer.blobs[_path_of(peer, 0)])
    assert follower.step(thief).caught_up
    assert follower.declined == [(0, "envelope-unsigned")]
    assert follower.documents == []


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_whatever_bytes_a_peer_serves_only_our_errors_come_out(data: st.DataObject) -> None:
    peer = _Fixtures.peer()
    peer.tell(1, 3)
    held = data.draw(st.sampled_from([Held(), Held(peer.log.checkpoint.note, 2)]))
    peer.tell(3, 5)
    machine = pull(peer.keys, RU, held)
    answer: bytes | None = None
    believed: list[object] = []
    try:
        while True:
            effect = machine.send(answer)
            believed.append(effect)
            path = getattr(effect, "path", None)
            genuine = None if path is None else peer.get(path)
            answer = data.draw(
                st.sampled_from([genuine, genuine, genuine]) | st.none() | st.binary(max_size=99)
            )
    except StopIteration as end:
        done = end.value
    except PeerError:
        return
    assert done == Done(Held(peer.log.checkpoint.note, 4), caught_up=True)
