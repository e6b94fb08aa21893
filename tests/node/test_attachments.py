"""Files from a person's hands to another state's officer: sealed, fetched, gone on with, checked, given back."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from tests.node.stories import ADMIN, DUTY, NOW, READER, RELEASER, OpenNode
from tests.node.visit_stories import VIENNA

from detente.kernel.errors import InputError, PeerError
from detente.kernel.identifiers import FormatId, Reference, StateCode
from detente.node.attachments import AttachedFile, attach_file, attachments_of, open_attachment
from detente.node.bundles import export_bundle, import_bundle
from detente.node.drafts import faults_of, load_draft, save_draft, start_draft, submit_draft
from detente.node.filestore import given_path
from detente.node.node import Node
from detente.node.peers import add_peer
from detente.node.pulling import pull
from detente.node.release import release_draft, send_message

KZ, RU = StateCode("KZ"), StateCode("RU")
MAP = bytes(range(256)) * 1200  # 300 kB: several pieces
DIGEST = sha256(MAP).hexdigest()


@pytest.fixture
def ru(make_node: OpenNode) -> Node:
    return make_node("RU")


@pytest.fixture(autouse=True)
def _both_follow(kz: Node, ru: Node) -> None:
    for node, of in ((kz, ru), (ru, kz)):
        text = (of.folder / "public/keys.txt").read_text()
        add_peer(node, ADMIN, text, str(of.folder / "public"), NOW)


def pieces() -> Iterator[bytes]:
    for at in range(0, len(MAP), 7000):
        yield MAP[at : at + 7000]


def _drafted(node: Node) -> tuple[int, str]:
    """A message to which a file may belong, and the item for it."""
    content = {"subject": {"en": "Range"}, "text": {"en": "The map is attached."}}
    form = FormatId("information")
    return start_draft(node, DUTY, VIENNA, form, NOW, content=content), "file"


def test_a_file_is_kept_and_named_in_the_draft_and_missed_where_it_is_not_here(kz: Node) -> None:
    draft, item = _drafted(kz)
    attach_file(kz, DUTY, draft, item, "map.pdf", "application/pdf", pieces(), NOW)
    view = load_draft(kz, draft)
    named = {"name": "map.pdf", "type": "application/pdf", "size": len(MAP), "sha256": DIGEST}
    assert view.draft.content[item] == named
    assert given_path(kz, DIGEST).read_bytes() == MAP
    assert "file-missing" not in [fault.code for fault in faults_of(kz, view.draft, NOW)]
    content = {**view.draft.content, item: {**named, "sha256": "0" * 64}}
    save_draft(kz, DUTY, draft, view.revision, NOW, content=content, to=view.draft.to)
    assert "file-missing" in [fault.code for fault in faults_of(kz, load_draft(kz, draft).draft, NOW)]


def test_a_file_belongs_to_an_item_for_files_and_is_no_larger_than_allowed(kz: Node) -> None:
    draft, item = _drafted(kz)
    with pytest.raises(InputError) as caught:
        attach_file(kz, DUTY, draft, "no-such-item", "map.pdf", "application/pdf", pieces(), NOW)
    assert caught.value.code == "no-file-item"
    with pytest.raises(InputError) as caught:
        attach_file(kz, DUTY, draft, item, "x", "text/plain", (bytes(1 << 20) for _ in range(1025)), NOW)
    assert caught.value.code == "file-large"
    assert list((kz.folder / ".aside-files").iterdir()) == []


def _sent(node: Node) -> Reference:
    draft, item = _drafted(node)
    attach_file(node, DUTY, draft, item, "map.pdf", "application/pdf", pieces(), NOW)
    submit_draft(node, DUTY, draft, NOW)
    reference = release_draft(node, RELEASER, draft, NOW)
    send_message(node, DUTY, reference, NOW)
    return reference


def test_a_file_reaches_the_addressee_and_is_checked(kz: Node, ru: Node) -> None:
    reference = _sent(kz)
    pull(ru, DUTY, KZ, NOW)
    named = [AttachedFile("map.pdf", "application/pdf", len(MAP), DIGEST, True, "")]
    for node in (kz, ru):
        assert attachments_of(node, READER, reference) == named
        assert b"".join(open_attachment(node, READER, reference, DIGEST)[1]) == MAP
    assert all(
        MAP[:5000] not in path.read_bytes()
        for path in (kz.folder / "public/blob").rglob("*")
        if path.is_file()
    )
    with pytest.raises(InputError):
        open_attachment(ru, READER, reference, "0" * 64)


def _blob(node: Node) -> Path:
    return max(
        (path for path in (node.folder / "public/blob").rglob("*") if path.is_file()),
        key=lambda p: p.stat().st_size,
    )


def test_a_fetch_that_was_cut_off_goes_on_and_an_altered_file_is_not_believed(kz: Node, ru: Node) -> None:
    reference = _sent(kz)
    blob = _blob(kz)
    whole = blob.read_bytes()
    blob.write_bytes(whole[:100_000])
    with pytest.raises(PeerError):
        pull(ru, DUTY, KZ, NOW)
    parts = list((ru.folder / "peers/KZ/.aside-files").iterdir())
    assert [part.stat().st_size for part in parts] == [100_000]
    blob.write_bytes(b"x" * 100_000 + whole[100_000:])  # what came before is not asked for again
    pull(ru, DUTY, KZ, NOW)
    assert [one.held for one in attachments_of(ru, READER, reference)] == [True]


def test_lie_a_file_altered_or_withheld_is_said_and_asked_for_again(kz: Node, ru: Node) -> None:
    reference = _sent(kz)
    blob = _blob(kz)
    whole = blob.read_bytes()
    blob.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    pull(ru, DUTY, KZ, NOW)
    [shown] = attachments_of(ru, READER, reference)
    assert (shown.held, "not the sealed file" in shown.reason) == (False, True)
    blob.unlink()
    pull(ru, DUTY, KZ, NOW)
    assert "does not give the file" in attachments_of(ru, READER, reference)[0].reason
    blob.write_bytes(whole)
    pull(ru, DUTY, KZ, NOW)
    assert attachments_of(ru, READER, reference)[0].held


def test_a_bundle_carries_files(kz: Node, ru: Node, tmp_path: Path) -> None:
    reference = _sent(kz)
    export_bundle(kz, ADMIN, tmp_path / "pouch.zip")
    import_bundle(ru, ADMIN, tmp_path / "pouch.zip", NOW)
    assert b"".join(open_attachment(ru, READER, reference, DIGEST)[1]) == MAP
