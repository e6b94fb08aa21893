"""What every storage of a log must do: the disk and the memory pass one suite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from detente.kernel.errors import OperatorError
from detente.ledger.memory import MemoryLogStorage, MemorySigningStore
from detente.ledger.storage import LogStorage, SigningStore
from detente.node.logstore import DiskLogStorage, DiskSigningStore, create_signing_store

FULL, PARTIAL, OTHER = "tile/0/000", "tile/0/000.p/7", "tile/entries/x001/000.p/3"


@pytest.fixture(params=["disk", "memory"])
def reopened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], LogStorage]]:
    """Opens the storage, closing the one opened before; the memory loses what was not settled."""
    opened: list[LogStorage] = []

    def reopen() -> LogStorage:
        if opened:
            opened[-1].close()
        if request.param == "disk":
            opened.append(DiskLogStorage(tmp_path / "public", tmp_path / "journal"))
        elif opened:
            last = opened[-1]
            assert isinstance(last, MemoryLogStorage)
            opened.append(last.power_cut(lambda _path, data: data))
        else:
            opened.append(MemoryLogStorage())
        return opened[-1]

    yield reopen
    opened[-1].close()


def test_nothing_is_there_at_first(reopened: Callable[[], LogStorage]) -> None:
    storage = reopened()
    assert [storage.read(path) for path in ("checkpoint", FULL, OTHER)] == [None] * 3
    assert list(storage.staged()) == []


def test_what_is_published_is_seen_at_once_and_after_settling_stays(
    reopened: Callable[[], LogStorage],
) -> None:
    storage = reopened()
    storage.publish([(PARTIAL, b"seven"), (OTHER, b"three")])
    storage.publish_checkpoint(b"one")
    storage.publish_checkpoint(b"two")
    for again in (storage, reopened()):
        assert [again.read(path) for path in (PARTIAL, OTHER, "checkpoint")] == [b"seven", b"three", b"two"]
        again.settle()


def test_a_file_is_never_rewritten_with_other_bytes(reopened: Callable[[], LogStorage]) -> None:
    storage = reopened()
    storage.publish([(FULL, b"bytes")])
    storage.publish([(FULL, b"bytes")])
    with pytest.raises(OperatorError) as caught:
        storage.publish([(FULL, b"other")])
    assert caught.value.code == "file-rewrite"
    assert storage.read(FULL) == b"bytes"


def test_only_mending_replaces_what_a_crash_tore(reopened: Callable[[], LogStorage]) -> None:
    storage = reopened()
    storage.publish([(FULL, b"byt")])
    storage.publish([(FULL, b"bytes"), (OTHER, b"three")], mend=True)
    assert (storage.read(FULL), storage.read(OTHER)) == (b"bytes", b"three")


def test_a_partial_tile_is_dropped_once_the_full_one_is_durable(reopened: Callable[[], LogStorage]) -> None:
    storage = reopened()
    storage.publish([(PARTIAL, b"seven"), (OTHER, b"three")])
    storage.settle()
    assert storage.read(PARTIAL) == b"seven"
    storage.publish([(FULL, b"full")])
    storage.settle()
    assert [storage.read(path) for path in (PARTIAL, FULL, OTHER)] == [None, b"full", b"three"]


def test_the_journal_keeps_its_records_until_it_is_settled(reopened: Callable[[], LogStorage]) -> None:
    storage = reopened()
    assert storage.stage(b"first") == b"first"
    assert storage.stage(b"second" * 1000) == b"second" * 1000
    assert storage.stage(b"third") == b"third"
    storage.unstage()
    storage = reopened()
    assert list(storage.staged()) == [b"first", b"second" * 1000]
    assert storage.stage(b"fourth") == b"fourth"
    storage = reopened()
    assert list(storage.staged()) == [b"first", b"second" * 1000, b"fourth"]
    storage.settle()
    assert list(storage.staged()) == []
    assert list(reopened().staged()) == []


@pytest.fixture(params=["disk", "memory"])
def signing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SigningStore]:
    if request.param == "disk":
        create_signing_store(tmp_path / "signing", b"first")
        store: SigningStore = DiskSigningStore(tmp_path / "signing")
    else:
        store = MemorySigningStore(b"first")
    yield store
    store.close()


def test_the_signing_state_moves_only_from_what_is_expected(signing: SigningStore) -> None:
    assert signing.read() == b"first"
    for number in range(5):
        signing.swap(signing.read(), b"note %d" % number)
        assert signing.read() == b"note %d" % number
    for wrong in (b"first", b"note 3", b""):
        with pytest.raises(OperatorError) as caught:
            signing.swap(wrong, b"rival")
        assert caught.value.code == "signing-moved"
    assert signing.read() == b"note 4"
