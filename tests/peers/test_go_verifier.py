"""A verifier written by others, in another language: the Go team's note and tlog packages."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.ledger.encoding import encode_base64
from detente.ledger.keys import Ed25519Signer, Purpose
from detente.ledger.leaf import Leaf, format_leaf
from detente.ledger.tiles import decode_bundle, encode_bundle
from detente.node.logstore import create_log_store, open_log

SOURCE = Path(__file__).parent / "go"
PACKAGES = Path("/usr/share/gocode")
SIZE, OLD = 70_000, 66_000
INDICES = (0, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999)
SIGNER = Ed25519Signer.from_seed("kz.example/log", Purpose.LOG, b"L" * 32)

pytestmark = [
    pytest.mark.foreign,
    pytest.mark.skipif(
        shutil.which("go") is None or not (PACKAGES / "src/golang.org/x/mod/sumdb/tlog").is_dir(),
        reason="Go and golang-golang-x-mod-dev are not installed",
    ),
]


@pytest.fixture(scope="module")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("go")
    environment = {
        **os.environ,
        "GOPATH": str(PACKAGES),
        "GO111MODULE": "off",
        "GOCACHE": str(where / "cache"),
        "GOFLAGS": "",
    }
    program = where / "verify"
    subprocess.run(["go", "build", "-o", program, SOURCE / "verify.go"], check=True, env=environment)
    return program


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public folder of a log of 70,000 commitments."""
    folder = tmp_path_factory.mktemp("log")
    create_log_store(folder, SIGNER)
    log = open_log(folder, [SIGNER])
    for start in range(0, SIZE, 2_000):
        log.append([format_leaf(Leaf.of(b"%d" % n)) for n in range(start, start + 2_000)])
        if log.size == OLD:
            root = encode_base64(log.checkpoint.checkpoint.root)
            (folder / "public/old-root").write_text(root + "\n", encoding="ascii")
    assert log.size == SIZE
    log.close()
    return folder / "public"


def _verify(verifier: Path, folder: Path, vkey: str | None = None) -> subprocess.CompletedProcess[str]:
    arguments = [str(number) for number in (OLD, *INDICES)]
    return subprocess.run(
        [verifier, folder, vkey or SIGNER.vkey(), *arguments], capture_output=True, text=True, check=False
    )


def test_it_accepts_our_log_of_70_000_entries(verifier: Path, whole: Path) -> None:
    done = _verify(verifier, whole)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"ok {SIZE}\n", "")


def _swap_first_two(data: bytes) -> bytes:
    entries = decode_bundle(data, 256)
    return encode_bundle([entries[1], entries[0], *entries[2:]])


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("checkpoint", lambda data: data.replace(b"\n70000\n", b"\n69999\n")),
        ("tile/entries/000", _swap_first_two),
        ("tile/0/000", lambda data: data[32:] + data[:32]),
        ("tile/1/000", lambda data: data[::-1]),
        ("tile/2/000.p/1", lambda data: bytes(32)),
        ("old-root", lambda data: b"A" + data[1:]),
    ],
)
def test_it_rejects_a_tampered_one(
    verifier: Path, whole: Path, path: str, change: Callable[[bytes], bytes]
) -> None:
    genuine = (whole / path).read_bytes()
    tampered = change(genuine)
    assert tampered != genuine
    try:
        (whole / path).write_bytes(tampered)
        done = _verify(verifier, whole)
    finally:
        (whole / path).write_bytes(genuine)
    assert done.returncode == 1
    assert done.stderr != ""


def test_it_rejects_our_log_under_another_key(verifier: Path, whole: Path) -> None:
    other = Ed25519Signer.from_seed("kz.example/log", Purpose.LOG, b"O" * 32)
    assert _verify(verifier, whole, other.vkey()).returncode == 1
