"""Exchange across an air gap: what a bundle brings is verified as if it had been pulled."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.node.stories import ADMIN, DUTY, NOW, READER, OpenNode, tell_drill

from detente.kernel.errors import InputError, OperatorError, PeerError
from detente.ledger.evidence import verify_evidence
from detente.node.actors import NotAllowed
from detente.node.bundles import Bundled, export_bundle, import_bundle
from detente.node.cosigning import Receipt, receipts_of
from detente.node.messages import export_evidence
from detente.node.node import Node
from detente.node.peers import add_peer, keys_of_state

LATER = NOW + timedelta(days=9)


@pytest.fixture(autouse=True)
def _no_network(kz: Node, cn: Node, tmp_path: Path) -> None:
    for node, of in ((kz, cn), (cn, kz)):
        add_peer(node, ADMIN, (of.folder / "public/keys.txt").read_text(), str(tmp_path / "nowhere"), NOW)


def test_messages_and_receipts_travel_in_bundles_each_way(kz: Node, cn: Node, tmp_path: Path) -> None:
    first = tell_drill(kz)
    assert export_bundle(kz, DUTY, tmp_path / "one") == Bundled(0, 1, 1)
    assert import_bundle(cn, DUTY, tmp_path / "one", LATER).accepted == [first]
    assert import_bundle(cn, DUTY, tmp_path / "one", LATER).accepted == []
    assert verify_evidence(export_evidence(cn, READER, first), [keys_of_state(cn, "KZ")]).proven  # type: ignore[arg-type]
    second = tell_drill(kz)
    assert export_bundle(kz, DUTY, tmp_path / "two", 1) == Bundled(1, 2, 1)
    assert import_bundle(cn, DUTY, tmp_path / "two", LATER).accepted == [second]
    export_bundle(cn, DUTY, tmp_path / "back")
    assert import_bundle(kz, DUTY, tmp_path / "back", LATER).accepted == []
    assert receipts_of(kz, READER, first) == [Receipt(cn.settings.state, LATER)]


def test_a_bundle_holds_nothing_secret(kz: Node, tmp_path: Path) -> None:
    tell_drill(kz)
    export_bundle(kz, DUTY, tmp_path / "one")
    with zipfile.ZipFile(tmp_path / "one") as archive:
        names = {name.split("/")[0] for name in archive.namelist()}
        assert b"Aibalta" not in b"".join(archive.read(name) for name in archive.namelist())
    assert names == {"checkpoint", "tile", "blob"}


def changed(path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            new = change(name, data)
            if new is not None:
                archive.writestr(name, new)


@pytest.mark.parametrize(
    ("part", "new", "code"),
    [
        ("tile/0", b"x" * 32, "pull-tile"),
        ("tile/entries", None, "pull-missing"),
        ("tile/entries", b"\x00\x01x", "pull-entry"),
        ("checkpoint", b"kz.example/log\n1\nAAAA\n", "bundle"),
        ("tile/entries", bytes(20 << 20), "peer-too-large"),
    ],
)
def test_an_altered_bundle_is_refused(
    kz: Node, cn: Node, tmp_path: Path, part: str, new: bytes | None, code: str
) -> None:
    tell_drill(kz)
    export_bundle(kz, DUTY, tmp_path / "one")
    changed(tmp_path / "one", lambda name, data: new if name.startswith(part) else data)
    with pytest.raises((PeerError, InputError)) as caught:
        import_bundle(cn, DUTY, tmp_path / "one", LATER)
    assert caught.value.code == code


def test_what_is_no_bundle_of_a_peer_is_refused(
    kz: Node, cn: Node, make_node: OpenNode, tmp_path: Path
) -> None:
    mn = make_node("MN")
    export_bundle(mn, ADMIN, tmp_path / "mn")
    (tmp_path / "noise").write_bytes(b"noise")
    for name, code in (("mn", "bundle-peer"), ("noise", "bundle"), ("none", "bundle")):
        with pytest.raises(InputError) as caught:
            import_bundle(cn, DUTY, tmp_path / name, LATER)
        assert caught.value.code == code
    with pytest.raises(NotAllowed):
        export_bundle(kz, READER, tmp_path / "x")
    with pytest.raises(InputError):
        export_bundle(kz, DUTY, tmp_path / "x", 1)
    with pytest.raises(OperatorError):
        export_bundle(mn, ADMIN, tmp_path / "mn")
