"""The log on disk: two processes, torn files, full and read-only disks, mirrors and blobs."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from detente.kernel.errors import DetenteBug, OperatorError
from detente.kernel.identifiers import StateCode
from detente.ledger.audit import audit_log
from detente.ledger.directory import StateKeys
from detente.ledger.keys import Ed25519Signer, Purpose
from detente.ledger.leaf import commitment
from detente.ledger.proofs import verify_proof
from detente.node.blobstore import BlobStore
from detente.node.durable import read_file
from detente.node.logstore import (
    DiskLogStorage,
    DiskMirror,
    DiskSigningStore,
    create_log_store,
    create_signing_store,
    open_log,
)
from detente.node.published import open_published, read_blob

SIGNER = Ed25519Signer.from_seed("kz.example/log", Purpose.LOG, b"L" * 32)
WRITER = Ed25519Signer.from_seed("kz.example/log/document", Purpose.DOCUMENT, b"D" * 32)
KEYS = StateKeys(StateCode("KZ"), (SIGNER.key,), (WRITER.key,))


def _entries(start: int, end: int) -> list[bytes]:
    return [b"entry %d" % n for n in range(start, end)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_log_store(tmp_path, SIGNER)
    return tmp_path


def test_a_log_goes_on_where_it_was_closed(folder: Path) -> None:
    for start, end in ((0, 3), (3, 700), (700, 701)):
        log = open_log(folder, [SIGNER])
        assert log.append(_entries(start, end)) == list(range(start, end))
        log.close()
    report = audit_log(lambda path: read_file(folder / "public" / path), "kz.example/log", [SIGNER.key])
    assert (report.entries, report.signed) == (701, log.checkpoint)
    assert not (folder / "public/tile/0/000.p").exists()
    assert list((folder / "public/.aside").iterdir()) == []


def test_two_writers_of_one_log_are_refused(folder: Path) -> None:
    log = open_log(folder, [SIGNER])
    with pytest.raises(OperatorError) as caught:
        open_log(folder, [SIGNER])
    assert caught.value.code == "in-use"
    other = f"""
        from pathlib import Path
        from detente.kernel.errors import OperatorError
        from detente.node.logstore import DiskLogStorage, DiskSigningStore
        for open_one in (
            lambda: DiskLogStorage(Path({str(folder)!r}, "public"), Path({str(folder)!r}, "journal")),
            lambda: DiskSigningStore(Path({str(folder)!r}, "signing")),
        ):
            try:
                open_one()
            except OperatorError as refusal:
                print(refusal.code)
    """
    assert _python(other) == "in-use\nin-use\n"
    log.close()
    open_log(folder, [SIGNER]).close()


def test_a_log_is_created_once_and_its_signing_state_never_by_itself(folder: Path) -> None:
    with pytest.raises(OperatorError) as caught:
        create_log_store(folder, SIGNER)
    assert caught.value.code == "signing-exists"
    (folder / "signing/state").unlink()
    with pytest.raises(OperatorError) as caught:
        open_log(folder, [SIGNER])
    assert caught.value.code == "signing-missing"
    assert not (folder / "signing/state").exists()
    # The refusal let go of the lock.
    DiskLogStorage(folder / "public", folder / "journal").close()


def test_backup_programs_are_told_to_leave_the_signing_state_out(folder: Path) -> None:
    tag = (folder / "signing/CACHEDIR.TAG").read_bytes()
    assert tag.startswith(b"Signature: 8a477f597d28d172789f06886806bc55")
    assert (folder / "signing/state").stat().st_mode & 0o777 == 0o600


def test_a_torn_slot_of_the_signing_state_leaves_the_other(tmp_path: Path) -> None:
    create_signing_store(tmp_path, b"first")
    store = DiskSigningStore(tmp_path)
    store.swap(b"first", b"second")
    store.swap(b"second", b"third")
    store.close()
    data = (tmp_path / "state").read_bytes()
    half = len(data) // 2
    (tmp_path / "state").write_bytes(b"torn" + data[4:])
    store = DiskSigningStore(tmp_path)
    assert store.read() == b"second"
    store.close()
    (tmp_path / "state").write_bytes(b"torn" + data[4:half] + b"torn" + data[half + 4 :])
    store = DiskSigningStore(tmp_path)
    with pytest.raises(OperatorError) as caught:
        store.read()
    assert caught.value.code == "signing-damaged"
    store.close()


def test_a_checkpoint_too_long_to_keep_is_refused_and_the_old_one_stays(tmp_path: Path) -> None:
    create_signing_store(tmp_path, b"first")
    store = DiskSigningStore(tmp_path)
    with pytest.raises(OperatorError) as caught:
        store.swap(b"first", b"x" * (1 << 14))
    assert (caught.value.code, store.read()) == ("signing-size", b"first")
    store.close()


@pytest.mark.parametrize("torn", [1, 10, 100, 110, 135])
def test_a_journal_record_torn_by_a_crash_is_not_whole(tmp_path: Path, torn: int) -> None:
    storage = DiskLogStorage(tmp_path / "public", tmp_path / "journal")
    storage.stage(b"whole")
    storage.stage(b"x" * 100)
    storage.close()
    path = tmp_path / "journal/journal"
    data = path.read_bytes()
    end = data.rindex(b"x") + 1
    path.write_bytes(data[: end - torn].ljust(len(data), b"\x00"))
    storage = DiskLogStorage(tmp_path / "public", tmp_path / "journal")
    assert list(storage.staged()) == [b"whole"]
    storage.stage(b"next")
    storage.close()
    storage = DiskLogStorage(tmp_path / "public", tmp_path / "journal")
    assert list(storage.staged()) == [b"whole", b"next"]
    storage.close()


def test_what_an_earlier_round_left_in_the_journal_does_not_count(tmp_path: Path) -> None:
    storage = DiskLogStorage(tmp_path / "public", tmp_path / "journal")
    for record in (b"first", b"other", b"third"):
        storage.stage(record)
    storage.settle()
    assert storage.stage(b"fresh") == b"fresh"
    storage.close()
    storage = DiskLogStorage(tmp_path / "public", tmp_path / "journal")
    assert list(storage.staged()) == [b"fresh"]
    storage.close()


def test_a_journal_that_outgrew_its_room_gives_it_back(tmp_path: Path) -> None:
    storage = DiskLogStorage(tmp_path / "public", tmp_path / "journal")
    size = (tmp_path / "journal/journal").stat().st_size
    for _ in range(3):
        storage.stage(b"x" * 1_000_000)
    assert (tmp_path / "journal/journal").stat().st_size > size
    storage.settle()
    assert (tmp_path / "journal/journal").stat().st_size == size
    storage.close()


def test_a_path_that_no_log_has_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    storage = DiskLogStorage(tmp_path / "public", tmp_path / "journal")
    assert [storage.read(path) for path in ("../secret", "tile/../../secret", "/etc/passwd", "")] == [
        None
    ] * 4
    storage.close()


def _python(code: str, *prefix: str) -> str:
    done = subprocess.run(
        [*prefix, sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


_APPEND = """
    import signal
    from pathlib import Path
    from detente.kernel.errors import OperatorError
    from detente.ledger.keys import Ed25519Signer, Purpose
    from detente.node.logstore import open_log
    signer = Ed25519Signer.from_seed("kz.example/log", Purpose.LOG, b"L" * 32)
    def attempt(log, entry):
        try:
            return str(log.append([entry])[0])
        except OperatorError as refusal:
            return refusal.code
"""


def test_a_full_disk_leaves_nothing_half_written_and_the_log_goes_on(folder: Path) -> None:
    # The system refuses every write beyond a size, in the middle of it, as a full disk does.
    limited = (
        _APPEND
        + f"""
    import resource
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    log = open_log(Path({str(folder)!r}), [signer])
    print(attempt(log, b"before"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
    print(attempt(log, b"x" * 60_000), attempt(log, b"x" * 60_000), attempt(log, b"small"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(attempt(log, b"x" * 60_000), attempt(log, b"after"))
    log.close()
"""
    )
    assert _python(limited) == "0\ndisk-full disk-full 1\n2 3\n"
    report = audit_log(lambda path: read_file(folder / "public" / path), "kz.example/log", [SIGNER.key])
    assert report.entries == 4


def test_a_disk_that_fills_after_signing_publishes_once_there_is_room(folder: Path) -> None:
    # The journal takes the entry (it starts anew), the bundle of all entries so far no longer fits.
    limited = (
        _APPEND
        + f"""
    import resource
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    log = open_log(Path({str(folder)!r}), [signer])
    print(attempt(log, b"a" * 15_000))
    log.close()
    log = open_log(Path({str(folder)!r}), [signer])
    resource.setrlimit(resource.RLIMIT_FSIZE, (33_000, resource.RLIM_INFINITY))
    print(attempt(log, b"b" * 20_000), log.size)
    print(attempt(log, b"c"), log.size)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(attempt(log, b"c"), attempt(log, b"b" * 20_000), log.size)
"""
    )
    assert _python(limited) == "0\ndisk-full 1\ndisk-full 1\n2 1 3\n"
    log = open_log(folder, [SIGNER])
    assert [len(entry) for entry in log.entries(0, 9)] == [15_000, 20_000, 1]
    log.close()


def _can_mount() -> bool:
    done = subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False)
    return done.returncode == 0


@pytest.mark.skipif(not _can_mount(), reason="this machine lets no test mount a file system")
def test_a_small_disk_that_fills_and_a_read_only_one_are_reported(tmp_path: Path) -> None:
    script = (
        _APPEND
        + f"""
    import os, subprocess
    from detente.node.logstore import create_log_store
    folder = Path({str(tmp_path)!r}, "disk")
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2500k", "tmpfs", str(folder)], check=True)
    create_log_store(folder, signer)
    log = open_log(folder, [signer])
    results = [attempt(log, bytes([n]) * 30_000) for n in range(1, 15)]
    print(results[0], results[-1])
    log.close()
    subprocess.run(["mount", "-o", "remount,size=8m", str(folder)], check=True)
    log = open_log(folder, [signer])
    print([attempt(log, bytes([n]) * 30_000) for n in range(1, 9)])
    log.close()
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    try:
        open_log(folder, [signer])
    except OperatorError as refusal:
        print(refusal.code)
"""
    )
    assert _python(script, "unshare", "-rm") == (
        "0 disk-full\n['0', '1', '2', '3', '4', '5', '6', '7']\ndisk-read-only\n"
    )


def test_a_mirror_proves_entries_and_shrugs_at_repeats(folder: Path, tmp_path: Path) -> None:
    log = open_log(folder, [SIGNER])
    log.append(_entries(0, 600))
    mirror = DiskMirror(tmp_path / "mirror")
    for start, end in ((0, 256), (256, 512), (256, 512), (512, 600)):
        mirror.add(start, log.entries(start, end))
    mirror.set_checkpoint(log.checkpoint.note)
    proven = open_published(tmp_path / "mirror", KEYS)
    assert (proven.size, proven.entry(300), proven.checkpoint) == (600, b"entry 300", log.checkpoint)
    signed = verify_proof(proven.proof(300), b"entry 300", "kz.example/log", [SIGNER.key])
    assert signed == log.checkpoint
    assert mirror.read("../journal/lock") is None
    log.close()


def test_a_blob_is_kept_under_its_hash(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    commit, second = commitment(b"blob"), commitment(b"second")
    with pytest.raises(OperatorError) as caught:
        read_blob(tmp_path, commit)
    assert caught.value.code == "blob-missing"
    store.put({commit: b"blob"})
    store.put({commit: b"blob", second: b"second"})
    assert (read_blob(tmp_path, commit), read_blob(tmp_path, second)) == (b"blob", b"second")
    assert (tmp_path / f"blob/{commit[:2]}/{commit[2:]}").read_bytes() == b"blob"
    with pytest.raises(DetenteBug):
        store.put({commit: b"other"})


def test_a_file_that_cannot_be_read_is_the_operators_to_mend(tmp_path: Path) -> None:
    assert read_file(tmp_path / "none/at/all") is None
    with pytest.raises(OperatorError) as caught:
        read_file(tmp_path)
    assert caught.value.code == "disk"
    assert os.fspath(tmp_path) in caught.value.message.en
