"""``detente verify``: evidence and logs, sound and tampered with."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from base64 import b64decode
from pathlib import Path

import pytest
from tests.cli.conftest import DRILL, Detente

from detente.cli.main import run
from detente.cli.nodes import node_at
from detente.exchange.fork import ForkProof, format_fork
from detente.ledger.checkpoints import Checkpoint, sign_checkpoint
from detente.ledger.keys import Ed25519Signer, Purpose
from detente.ledger.packfile import write_pack
from detente.node.actors import operator
from detente.node.messages import MessageFilter, export_evidence, list_messages


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a node that has sent three messages, its evidence of one, and another state's node."""
    folder = tmp_path_factory.mktemp("told")
    drill = folder / "drill.json"
    drill.write_text(json.dumps(DRILL), encoding="utf-8")
    sender = str(folder / "KZ")
    assert run(["init", sender, "--state", "KZ", "--origin", "kz.example/log", "--one-person"]) == 0
    assert run(["init", str(folder / "RU"), "--state", "RU"]) == 0
    for number in ("1", "2", "3"):
        name = f'designation={{"en": "Drill {number}"}}'
        assert run(["message", "new", sender, "--file", str(drill), "--submit", "--item", name]) == 0
        assert run(["message", "release", sender, number, "--send"]) == 0
    with node_at(folder / "KZ") as (node, _at):
        rows = list_messages(node, operator(), MessageFilter()).rows
        (folder / "pack").write_bytes(export_evidence(node, operator(), rows[0].reference))
    return folder


@pytest.fixture
def sender(told: Path, tmp_path: Path) -> Path:
    """That node, a copy to tamper with."""
    return Path(shutil.copytree(told / "KZ", tmp_path / "KZ"))


@pytest.fixture
def pack(told: Path) -> Path:
    return told / "pack"


@pytest.fixture
def others_keys(told: Path) -> Path:
    return told / "RU" / "public" / "keys.txt"


def members_of(pack: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(pack) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def place_in(member: str, data: bytes) -> int:
    """A byte of a member whose change leaves the member readable: a word, a digit of a hash."""
    if member == "document.json":
        return data.index(b"Matybulak")
    if member == "leaf.json":
        digit = re.search(rb'"[0-9a-f]*?([0-9])[0-9a-f]*"', data)
        assert digit
        return digit.start(1)
    return len(data) // 2


def verdict(detente: Detente, *arguments: object) -> tuple[int, object, object]:
    ran = detente("verify", *arguments, "--json")
    value = ran.json()
    assert isinstance(value, dict)
    return ran.code, value.get("proven", value.get("holds")), value.get("keys_from")


def test_evidence_with_keys_of_ones_own_is_proven(detente: Detente, sender: Path, pack: Path) -> None:
    keys = sender / "public" / "keys.txt"
    assert verdict(detente, pack, "--keys", keys) == (0, True, "trusted")
    lines = [line.split(" ")[1] for line in keys.read_text().splitlines()[1:]]
    assert verdict(detente, pack, "--key", lines[0], "--key", lines[2]) == (0, True, "trusted")


def test_evidence_with_the_keys_inside_agrees_only_with_itself(detente: Detente, pack: Path) -> None:
    assert verdict(detente, pack) == (0, False, "pack")


def test_evidence_with_the_keys_of_another(detente: Detente, pack: Path, others_keys: Path) -> None:
    assert verdict(detente, pack, "--keys", others_keys) == (1, False, "trusted")


def test_a_log_key_alone_is_too_little_for_evidence(detente: Detente, sender: Path, pack: Path) -> None:
    log_key = (sender / "public" / "keys.txt").read_text().splitlines()[1].split(" ")[1]
    ran = detente("verify", pack, "--key", log_key)
    assert ran.code == 1
    assert "a log key and a document key" in ran.err


def test_every_tampered_byte_is_found(detente: Detente, sender: Path, pack: Path, tmp_path: Path) -> None:
    data = pack.read_bytes()
    broken = tmp_path / "broken"
    keys = sender / "public" / "keys.txt"
    for place in range(0, len(data), max(1, len(data) // 12)):
        broken.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        code, proven, _ = verdict(detente, broken, "--keys", keys)
        assert (place, code, proven) == (place, 1, False)
    broken.write_bytes(data[:-10])
    assert verdict(detente, broken, "--keys", keys)[:2] == (1, False)
    broken.write_bytes(b"")
    assert verdict(detente, broken, "--keys", keys)[:2] == (1, False)


@pytest.mark.parametrize(
    ("member", "step"),
    [
        ("document.json", 4),
        ("envelope.json", 4),
        ("sealed.bin", 5),
        ("leaf.json", 6),
        ("message.tlog-proof", 7),
        ("keys.txt", None),
    ],
)
def test_one_byte_changed_in_a_member_is_found_at_its_step(
    detente: Detente, sender: Path, pack: Path, tmp_path: Path, member: str, step: int | None
) -> None:
    """The pack is put together again as it must be, so that only the member's own check can find it."""
    found = members_of(pack)
    data = bytearray(found[member])
    data[place_in(member, found[member])] ^= 1
    changed = tmp_path / "changed"
    changed.write_bytes(write_pack({**found, member: bytes(data)}))
    ran = detente("verify", changed, "--keys", sender / "public" / "keys.txt", "--json")
    value = ran.json()
    assert isinstance(value, dict)
    failed = [one["number"] for one in value["steps"] if one["outcome"] == "failed"]
    # Keys of one's own are used instead of those in the pack; without them, the changed ones must not do.
    assert (ran.code, value["proven"], failed[:1]) == ((0, True, []) if step is None else (1, False, [step]))
    assert verdict(detente, changed)[:2] == (1, False)


def test_keys_swapped_for_anothers_prove_nothing(
    detente: Detente, pack: Path, others_keys: Path, tmp_path: Path
) -> None:
    swapped = tmp_path / "swapped"
    swapped.write_bytes(write_pack({**members_of(pack), "keys.txt": others_keys.read_bytes()}))
    assert verdict(detente, swapped) == (1, False, "pack")
    assert verdict(detente, swapped, "--keys", others_keys) == (1, False, "trusted")


def test_a_checkpoint_forged_with_another_key_is_found_in_every_language(
    detente: Detente, sender: Path
) -> None:
    """Whoever can write the folder signs the same tree in the log's name, with a key of their own."""
    path = sender / "public" / "checkpoint"
    told = path.read_bytes()
    size, root = told.split(b"\n")[1:3]
    forger = Ed25519Signer.from_seed("kz.example/log", Purpose.LOG, b"f" * 32)
    forged = sign_checkpoint(Checkpoint("kz.example/log", int(size), b64decode(root)), [forger])
    assert forged.note.split(b"\n")[:3] == told.split(b"\n")[:3]
    path.write_bytes(forged.note)
    for language, verdict_line in (
        ("en", "The log does not hold."),
        ("ru", "Журнал не прошёл проверку."),
        ("zh", "日志未通过核验。"),
    ):
        ran = detente("verify", sender, "--keys", sender / "public" / "keys.txt", "--lang", language)
        assert (ran.code, ran.out.strip().splitlines()[-1].strip()) == (1, verdict_line)


def test_a_whole_log(detente: Detente, sender: Path) -> None:
    ran = detente("verify", sender, "--keys", sender / "public" / "keys.txt")
    assert ran.code == 0
    assert "kz.example/log is whole: 3 entries" in ran.out
    assert verdict(detente, sender / "public") == (0, True, "beside-log")
    vkey = (sender / "public" / "keys.txt").read_text().splitlines()[1].split(" ")[1]
    assert verdict(detente, sender, "--key", vkey) == (0, True, "trusted")


def test_a_log_under_keys_of_another(detente: Detente, sender: Path, others_keys: Path) -> None:
    ran = detente("verify", sender, "--keys", others_keys)
    assert ran.code == 1
    assert "None of the keys" in ran.err


@pytest.mark.parametrize("which", ["tile/0/000.p/3", "tile/entries/000.p/3", "checkpoint"])
def test_a_changed_file_of_a_log_is_found(detente: Detente, sender: Path, which: str) -> None:
    path = sender / "public" / which
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.chmod(0o644)
    path.write_bytes(bytes(data))
    assert verdict(detente, sender, "--keys", sender / "public" / "keys.txt")[:2] == (1, False)


def test_a_truncated_tile_of_a_log_is_found(detente: Detente, sender: Path) -> None:
    path = sender / "public" / "tile/0/000.p/3"
    path.write_bytes(path.read_bytes()[:-1])
    ran = detente("verify", sender)
    assert ran.code == 1
    assert "The log does not hold." in ran.out


def test_a_folder_that_holds_no_log(detente: Detente, tmp_path: Path) -> None:
    ran = detente("verify", tmp_path)
    assert ran.code == 1
    assert "holds no log" in ran.err


def test_no_such_file_and_keys_that_are_none(detente: Detente, pack: Path, tmp_path: Path) -> None:
    assert detente("verify", tmp_path / "none").code == 1
    nonsense = tmp_path / "keys"
    nonsense.write_bytes(b"\xff\xfe")
    assert detente("verify", pack, "--keys", nonsense).code == 1
    nonsense.write_text(json.dumps(DRILL))
    assert detente("verify", pack, "--keys", nonsense).code == 1
    assert detente("verify", pack, "--key", "kz.example/log+00+AAAA").code == 1


@pytest.fixture
def fork(tmp_path: Path) -> tuple[Path, str]:
    """A file with the proof that a log signed two histories, and the log's key."""
    signer = Ed25519Signer.from_seed("kz.example/log", Purpose.LOG, b"L" * 32)
    first, second = (
        sign_checkpoint(Checkpoint("kz.example/log", 3, root * 32), [signer]).note for root in (b"1", b"2")
    )
    path = tmp_path / "fork.json"
    path.write_bytes(format_fork(ForkProof(first, second, b"2" * 32)))
    return path, signer.vkey()


def test_a_proof_of_a_fork_convicts_by_the_logs_key_alone(detente: Detente, fork: tuple[Path, str]) -> None:
    path, key = fork
    ran = detente("verify", path, "--key", key, "--json")
    assert (ran.code, ran.json()) == (0, {"forked": True, "origin": "kz.example/log", "sizes": [3, 3]})
    for language, word in (("en", "two histories"), ("ru", "взаимоисключающих"), ("zh", "互相排斥")):
        assert word in detente("verify", path, "--key", key, "--lang", language).out.replace("\n", " ")


def test_a_proof_of_a_fork_that_does_not_hold(
    detente: Detente, fork: tuple[Path, str], others_keys: Path
) -> None:
    path, key = fork
    assert detente("verify", path).code == 1
    assert "None of the keys" in detente("verify", path, "--keys", others_keys).err
    value = json.loads(path.read_bytes())
    for changed in (
        {**value, "second": value["first"], "root": value["root"]},
        {**value, "root": "A" * 43 + "="},
    ):
        path.write_bytes(json.dumps(changed, separators=(",", ":"), sort_keys=True).encode())
        ran = detente("verify", path, "--key", key, "--json")
        assert ran.code == 1
        assert ran.json()["forked"] is False  # type: ignore[index]
