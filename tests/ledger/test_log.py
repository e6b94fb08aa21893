"""The writer of a log: its order, what it answers, and that it never signs two histories."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.kernel.errors import InputError, OperatorError
from detente.ledger.checkpoints import Checkpoint, SignedCheckpoint, sign_checkpoint, verify_checkpoint
from detente.ledger.cosignatures import cosign
from detente.ledger.keys import Ed25519Signer, Purpose
from detente.ledger.leaf import Leaf, Seen, format_leaf
from detente.ledger.log import Log, Step, empty_checkpoint, open_log
from detente.ledger.memory import MemoryLogStorage, MemorySigningStore
from detente.ledger.merkle import (
    EMPTY_ROOT,
    fold,
    hash_leaf,
    hash_leaves,
    verify_consistency,
    verify_inclusion,
)
from detente.ledger.tiles import CHECKPOINT_PATH

SIGNER = Ed25519Signer.from_seed("kz.example/log", Purpose.LOG, b"L" * 32)


def _entries(start: int, end: int) -> list[bytes]:
    return [b"entry %d" % n for n in range(start, end)]


def _signing() -> MemorySigningStore:
    return MemorySigningStore(empty_checkpoint([SIGNER]).note)


def _checkpoint(note: bytes) -> Checkpoint:
    return verify_checkpoint(note, "kz.example/log", [SIGNER.key]).checkpoint


def test_a_new_log_is_empty_and_published() -> None:
    storage = MemoryLogStorage()
    log = open_log(storage, _signing(), [SIGNER])
    assert (log.size, log.checkpoint) == (0, empty_checkpoint([SIGNER]))
    assert storage.shown == {"checkpoint": log.checkpoint.note}
    assert log.append([]) == []
    assert log.size == 0


def test_entries_keep_the_order_in_which_they_were_given(new_log: Callable[[], Log]) -> None:
    log = new_log()
    assert log.append(_entries(0, 3)) == [0, 1, 2]
    assert log.append(_entries(3, 700)) == list(range(3, 700))
    assert log.entries(0, 700) == _entries(0, 700)
    assert log.checkpoint.checkpoint == Checkpoint("kz.example/log", 700, fold(hash_leaves(_entries(0, 700))))
    for index in (0, 255, 256, 699):
        proof = log.inclusion(index, 700)
        verify_inclusion(hash_leaf(log.entry(index)), index, 700, proof, log.checkpoint.checkpoint.root)


def test_the_same_commitment_gets_the_same_index_however_often(new_log: Callable[[], Log]) -> None:
    log = new_log()
    one, other = Leaf.of(b"blob"), Leaf.of(b"other")
    again = Leaf.of(b"blob", seen=(Seen("ru.example/log", 1, bytes(32)),))
    assert log.index_of(format_leaf(one)) is None
    assert log.append([format_leaf(leaf) for leaf in (other, one, again, one)]) == [0, 1, 1, 1]
    assert log.append([format_leaf(again)]) == [1]
    assert (log.size, log.index_of(format_leaf(again))) == (2, 1)
    assert log.entry(1) == format_leaf(one)


def test_the_order_of_an_append_is_the_one_that_cannot_fork() -> None:
    storage, signing = MemoryLogStorage(), _signing()
    seen: list[tuple[Step, int, bool, bool, bool]] = []

    def after(step: Step) -> None:
        signed = _checkpoint(signing.read()).size
        published = _checkpoint(storage.shown["checkpoint"]).size
        tiles = any(path.startswith("tile/") for path in storage.shown)
        seen.append((step, len(storage.staged()), signed == 2, tiles, published == 2))

    log = open_log(storage, signing, [SIGNER], after=after)
    log.append(_entries(0, 2))
    assert seen == [
        (Step.STAGED, 1, False, False, False),
        (Step.RECOMPUTED, 1, False, False, False),
        (Step.SIGNED, 1, False, False, False),
        (Step.SWAPPED, 1, True, False, False),
        (Step.TILES_PUBLISHED, 1, True, True, False),
        (Step.CHECKPOINT_PUBLISHED, 1, True, True, True),
    ]


@pytest.mark.parametrize("entry", [b"", b"x" * 65_536])
def test_an_entry_that_no_bundle_can_hold_leaves_the_log_as_it_was(
    new_log: Callable[[], Log], entry: bytes
) -> None:
    log = new_log()
    with pytest.raises(InputError) as caught:
        log.append([b"fine", entry])
    assert (caught.value.code, log.size) == ("entry-size", 0)
    assert log.append([b"fine", b"x" * 65_535]) == [0, 1]


class StopError(Exception):
    """The process ends here."""


def _stopping(at: Step, times: int = 1) -> Callable[[Step], None]:
    left = [times]

    def after(step: Step) -> None:
        left[0] -= step is at
        if step is at and left[0] == 0:
            raise StopError

    return after


def _append_until_stopped(log: Log) -> int:
    for n in range(70):
        try:
            log.append(_entries(n, n + 1))
        except StopError:
            return n
    raise AssertionError("it did not stop")


@pytest.mark.parametrize("step", list(Step))
def test_a_stop_after_any_step_neither_forks_nor_loses_what_was_answered(step: Step) -> None:
    storage, signing = MemoryLogStorage(), _signing()
    log = open_log(storage, signing, [SIGNER], after=_stopping(step), settle_batches=5)
    answered = _append_until_stopped(log)
    before = _checkpoint(storage.shown["checkpoint"])

    again = open_log(storage, signing, [SIGNER])
    assert again.size in (answered, answered + 1)
    assert again.size >= before.size
    assert again.append(_entries(0, 80)) == list(range(80))
    after = again.checkpoint.checkpoint
    proof = again.reader().consistency(before.size)
    verify_consistency(before.size, before.root, after.size, after.root, proof)


@pytest.mark.parametrize("step", [Step.STAGED, Step.RECOMPUTED, Step.SIGNED])
def test_a_fault_before_the_swap_leaves_the_log_usable(step: Step) -> None:
    storage, signing = MemoryLogStorage(), _signing()
    log = open_log(storage, signing, [SIGNER], after=_stopping(step))
    with pytest.raises(StopError):
        log.append([b"lost"])
    assert (log.size, storage.staged()) == (0, ())
    assert log.append(_entries(0, 2)) == [0, 1]


class Refusing(MemoryLogStorage):
    """A disk that is full at a named act, so many times."""

    def __init__(self, act: str, times: int) -> None:
        super().__init__()
        self.act = act
        self.times = times

    def _refuse(self, act: str) -> None:
        if act == self.act and self.times:
            self.times -= 1
            raise OperatorError("disk-full", "There is no room.")

    def stage(self, record: bytes) -> bytes:
        self._refuse("stage")
        return super().stage(record)

    def publish(self, files: Sequence[tuple[str, bytes]], *, mend: bool = False) -> None:
        if files:
            self._refuse("publish")
        super().publish(files, mend=mend)


@pytest.mark.parametrize("act", ["stage", "publish"])
def test_a_full_disk_is_reported_and_the_log_continues_later(act: str) -> None:
    storage, signing = Refusing(act, 2), _signing()
    log = open_log(storage, signing, [SIGNER])
    for _ in range(2):
        with pytest.raises(OperatorError) as caught:
            log.append(_entries(0, 3))
        assert caught.value.code == "disk-full"
        assert log.size == 0
        assert log.index_of(b"entry 0") is None
    assert log.append(_entries(0, 3)) == [0, 1, 2]
    assert log.append(_entries(3, 5)) == [3, 4]
    assert open_log(storage, signing, [SIGNER]).size == 5


class Flipping(MemoryLogStorage):
    """A disk that gives back another bit than was written."""

    def stage(self, record: bytes) -> bytes:
        return super().stage(record)[:-1] + bytes([record[-1] ^ 1])


def test_a_flipped_bit_is_found_before_anything_is_signed() -> None:
    signing = _signing()
    log = open_log(Flipping(), signing, [SIGNER])
    with pytest.raises(OperatorError) as caught:
        log.append([b"entry"])
    assert caught.value.code == "log-read-back"
    assert signing.read() == empty_checkpoint([SIGNER]).note


def test_a_second_copy_of_the_node_loses_the_swap_and_signs_no_more() -> None:
    signing = _signing()
    one = open_log(MemoryLogStorage(), signing, [SIGNER])
    other = open_log(MemoryLogStorage(), signing, [SIGNER])
    one.append([b"one"])
    with pytest.raises(OperatorError) as caught:
        other.append([b"other"])
    assert caught.value.code == "signing-moved"
    with pytest.raises(OperatorError) as caught:
        other.append([b"other"])
    assert caught.value.code == "log-in-doubt"
    assert _checkpoint(signing.read()) == one.checkpoint.checkpoint
    other.close()


def _log_of(size: int) -> tuple[MemoryLogStorage, MemorySigningStore]:
    storage, signing = MemoryLogStorage(), _signing()
    log = open_log(storage, signing, [SIGNER])
    log.append(_entries(0, size))
    log.close()
    return storage, signing


def test_files_restored_from_an_older_copy_are_refused() -> None:
    old, _ = _log_of(5)
    _, signing = _log_of(9)
    with pytest.raises(OperatorError) as caught:
        open_log(old, signing, [SIGNER])
    assert caught.value.code == "log-missing"
    old, _ = _log_of(256)
    _, signing = _log_of(512)
    with pytest.raises(OperatorError) as caught:
        open_log(old, signing, [SIGNER])
    assert caught.value.code == "log-missing"


def test_a_lost_journal_is_refused() -> None:
    storage, signing = MemoryLogStorage(), _signing()
    log = open_log(storage, signing, [SIGNER])
    log.append(_entries(0, 3))
    log.append(_entries(3, 6))
    lost = storage.power_cut(lambda path, data: None)
    lost.unstage()
    with pytest.raises(OperatorError) as caught:
        open_log(lost, signing, [SIGNER])
    assert caught.value.code == "log-behind"


def test_a_rolled_back_signing_state_is_refused() -> None:
    storage, _ = _log_of(9)
    _, older = _log_of(5)
    with pytest.raises(OperatorError) as caught:
        open_log(storage, older, [SIGNER])
    assert caught.value.code in {"log-ahead", "log-missing"}
    assert _checkpoint(older.read()).size == 5


def test_a_published_checkpoint_ahead_of_the_signing_state_is_refused() -> None:
    storage, _ = _log_of(9)
    _, older = _log_of(5)
    partial, _ = _log_of(5)
    storage.shown = {**partial.shown, "checkpoint": storage.shown["checkpoint"]}
    with pytest.raises(OperatorError) as caught:
        open_log(storage, older, [SIGNER])
    assert caught.value.code == "log-ahead"
    storage.stage((7).to_bytes(8, "big") + (1).to_bytes(4, "big") + b"\x00\x01x")
    with pytest.raises(OperatorError) as caught:
        open_log(storage, older, [SIGNER])
    assert caught.value.code == "log-ahead"


def test_another_history_of_the_same_size_is_refused() -> None:
    storage, signing = MemoryLogStorage(), _signing()
    log = open_log(storage, signing, [SIGNER])
    log.append([b"another", *_entries(1, 9)])
    log.close()
    _, other = _log_of(9)
    with pytest.raises(OperatorError) as caught:
        open_log(storage, other, [SIGNER])
    assert caught.value.code == "log-other-root"
    storage.shown["checkpoint"] = other.read()  # even where the checkpoint shown is the one signed
    with pytest.raises(OperatorError) as caught:
        open_log(storage, other, [SIGNER])
    assert caught.value.code == "log-other-root"
    rival = sign_checkpoint(Checkpoint("kz.example/log", 9, bytes(32)), [SIGNER])
    whole, signing = _log_of(9)
    whole.shown["checkpoint"] = rival.note
    with pytest.raises(OperatorError) as caught:
        open_log(whole, signing, [SIGNER])
    assert caught.value.code == "log-other-root"


def test_a_signing_state_of_another_key_is_refused() -> None:
    storage, _ = _log_of(3)
    other = Ed25519Signer.from_seed("kz.example/log", Purpose.LOG, b"O" * 32)
    foreign = MemorySigningStore(empty_checkpoint([other]).note)
    with pytest.raises(OperatorError) as caught:
        open_log(storage, foreign, [SIGNER])
    assert caught.value.code == "signing-other-key"


def test_a_journal_that_the_log_did_not_write_is_refused() -> None:
    storage, signing = _log_of(3)
    storage.stage(b"noise")
    with pytest.raises(OperatorError) as caught:
        open_log(storage, signing, [SIGNER])
    assert caught.value.code == "log-journal"


def test_every_error_of_the_operator_says_what_to_do() -> None:
    old, _ = _log_of(5)
    _, signing = _log_of(9)
    with pytest.raises(OperatorError) as caught:
        open_log(old, signing, [SIGNER])
    assert "recover-a-log.md" in caught.value.mend.en


class Ledger:
    """Everything that was ever published or answered, to be held against what comes later."""

    def __init__(self) -> None:
        self.published: list[SignedCheckpoint] = []
        self.answered: dict[bytes, int] = {}

    def check(self, log: Log) -> None:
        for entry, index in self.answered.items():
            assert log.entry(index) == entry
        points = sorted({one.checkpoint.size: one.checkpoint for one in self.published}.items())
        points.append((log.size, log.checkpoint.checkpoint))
        for (old, one), (new, other) in pairwise(points):
            assert old <= new
            proof = log.reader().consistency(old, new)
            verify_consistency(old, one.root, new, other.root, proof)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_power_cuts_at_random_neither_fork_nor_lose_what_was_answered(data: st.DataObject) -> None:
    storage, signing, ledger, used = MemoryLogStorage(), _signing(), Ledger(), 0
    for _ in range(data.draw(st.integers(1, 4))):
        step, times = data.draw(st.sampled_from(Step)), data.draw(st.integers(1, 12))
        log = open_log(storage, signing, [SIGNER], after=_stopping(step, times), settle_batches=5)
        ledger.check(log)
        try:
            for _ in range(data.draw(st.integers(0, 14))):
                batch = _entries(used, used := used + data.draw(st.sampled_from([1, 2, 5, 130])))
                ledger.answered |= zip(batch, log.append(batch), strict=True)
                ledger.published.append(log.checkpoint)
        except StopError:
            # Others may have read whatever was shown when the lights went out.
            ledger.published.append(
                verify_checkpoint(storage.shown["checkpoint"], "kz.example/log", [SIGNER.key])
            )
        torn = data.draw(st.lists(st.sampled_from([None, 0, 1, 40, 10**6]), min_size=1, max_size=7))
        storage = storage.power_cut(_tearing(torn))
    log = open_log(storage, signing, [SIGNER])
    ledger.check(log)
    assert log.append([b"last"]) == [log.size - 1]


def _tearing(pattern: Sequence[int | None]) -> Callable[[str, bytes], bytes | None]:
    def survives(path: str, data: bytes) -> bytes | None:
        length = pattern[sum(path.encode()) % len(pattern)]
        return None if length is None else data[:length]

    return survives


def test_a_log_of_nothing_but_its_empty_root_is_consistent_with_anything() -> None:
    verify_consistency(0, EMPTY_ROOT, 1, bytes(32), [])


def test_only_our_errors_come_out_of_a_damaged_log() -> None:
    storage, signing = _log_of(600)
    for path in list(storage.shown):
        for damage in (b"", b"\x00", storage.shown[path][:-1], storage.shown[path] + b"\x00"):
            broken = MemoryLogStorage()
            broken.shown = {**storage.shown, path: damage}
            with contextlib.suppress(OperatorError):
                log = open_log(broken, signing, [SIGNER])
                assert log.checkpoint.checkpoint == _checkpoint(signing.read())


def test_the_newest_checkpoint_is_shown_again_with_cosignatures_and_no_other() -> None:
    storage, signing = MemoryLogStorage(), MemorySigningStore(empty_checkpoint([SIGNER]).note)
    log = open_log(storage, signing, [SIGNER])
    log.append([b"one"])
    signed = log.checkpoint.note
    witness = Ed25519Signer.from_seed("w.example", Purpose.WITNESS, b"W" * 32)
    cosigned = cosign(signed, witness, 1_714_111_200)
    assert log.show_cosigned(cosigned)
    assert storage.read(CHECKPOINT_PATH) == log.checkpoint.note == log.proof(0).note == cosigned
    assert signing.read() == signed
    # It goes on from what was signed, and after a restart too.
    log.append([b"two"])
    assert not log.show_cosigned(cosigned)
    assert storage.read(CHECKPOINT_PATH) == log.checkpoint.note != cosigned
    log.show_cosigned(cosign(log.checkpoint.note, witness, 1_714_111_300))
    log.close()
    again = open_log(storage, signing, [SIGNER])
    assert (again.size, again.append([b"three"])) == (2, [2])


def test_batches_of_several_threads_follow_each_other() -> None:
    signing = MemorySigningStore(empty_checkpoint([SIGNER]).note)
    log = open_log(MemoryLogStorage(), signing, [SIGNER])
    with ThreadPoolExecutor(8) as pool:
        places = list(pool.map(lambda number: log.append([b"%d" % number]), range(200)))
    assert sorted(place for [place] in places) == list(range(200))
    assert [log.entry(place) for [place] in places] == [b"%d" % number for number in range(200)]
