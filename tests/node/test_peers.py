from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.node.stories import (
    ADMIN,
    DRILL,
    DUTY,
    INVITATION,
    NOW,
    READER,
    OpenNode,
    draft_drill,
    tell_drill,
    tell_in_format,
)

from detente.kernel.errors import InputError, OperatorError, PeerError, ProofError
from detente.kernel.instants import Interval
from detente.ledger.directory import format_directory
from detente.ledger.evidence import verify_evidence
from detente.messages.references import matter_of
from detente.node.activities import ActivityFilter, list_activities, show_activity
from detente.node.actors import NotAllowed
from detente.node.drafts import load_draft
from detente.node.messages import MessageFilter, export_evidence, list_messages, mark_all_read, show_message
from detente.node.node import Node
from detente.node.peers import add_peer, keys_of_state, list_declined, list_peers
from detente.node.pulling import pull, pull_all
from detente.node.release import leaf_of, prepare, seal_messages, store_released
from detente.node.storage.schema import activity, alarm, finding, matter_message

LATER = NOW + timedelta(hours=3)
OTHERS_OF_KZ = ("BY", "CN", "IN", "IR", "KG", "PK", "RU", "TJ", "UZ")


def befriend(node: Node, other: Node) -> None:
    keys = format_directory([other.keys.public(other.settings.state)])
    add_peer(node, ADMIN, keys, str(other.folder / "public"), NOW)


def test_what_one_state_tells_another_reads_as_it_was_signed(kz: Node, cn: Node) -> None:
    reference = tell_drill(kz)
    befriend(cn, kz)
    pulled = pull(cn, DUTY, kz.settings.state, LATER)
    assert (pulled.accepted, pulled.declined, pulled.caught_up) == ([reference], [], True)
    told, read = show_message(kz, READER, reference), show_message(cn, READER, reference)
    assert read.document == told.document
    assert read.envelope == told.envelope
    assert (read.row.stage, read.row.log_index, read.row.registered) == ("received", 0, Interval(NOW, LATER))
    assert [row.id for row in list_activities(cn, READER, ActivityFilter()).rows] == ["SCO24/KZ/2024/0001/EX"]


def test_the_recipient_can_prove_what_it_received(kz: Node, cn: Node) -> None:
    reference = tell_drill(kz)
    befriend(cn, kz)
    pull(cn, DUTY, kz.settings.state, LATER)
    report = verify_evidence(export_evidence(cn, READER, reference), [keys_of_state(cn, kz.settings.state)])
    assert report.proven, report.steps


def test_pulling_again_brings_only_what_is_new(kz: Node, cn: Node) -> None:
    tell_drill(kz)
    befriend(cn, kz)
    pull(cn, DUTY, kz.settings.state, LATER)
    assert pull(cn, DUTY, kz.settings.state, LATER).accepted == []
    second = tell_drill(kz)
    assert pull(cn, DUTY, kz.settings.state, LATER).accepted == [second]


def test_a_message_to_others_is_not_read_by_us(kz: Node, make_node: OpenNode) -> None:
    mn = make_node("MN")
    tell_drill(kz)
    befriend(mn, kz)
    pulled = pull(mn, DUTY, kz.settings.state, LATER)
    assert (pulled.accepted, pulled.declined, pulled.caught_up) == ([], [], True)
    assert list_declined(mn, READER) == []


def test_a_withheld_blob_is_taken_in_once_it_is_there(kz: Node, cn: Node) -> None:
    reference = tell_drill(kz)
    blob = next((kz.folder / "public/blob").rglob("*/*"))
    aside = blob.rename(kz.folder / "aside")
    befriend(cn, kz)
    pulled = pull(cn, DUTY, kz.settings.state, LATER)
    assert ([code for _, code in pulled.declined], pulled.accepted) == (["blob-withheld"], [])
    aside.rename(blob)
    assert pull(cn, DUTY, kz.settings.state, LATER).accepted == [reference]


def test_an_altered_blob_is_never_believed(kz: Node, cn: Node) -> None:
    tell_drill(kz)
    blob = next((kz.folder / "public/blob").rglob("*/*"))
    blob.chmod(0o600)
    blob.write_bytes(blob.read_bytes().replace(b"A", b"B", 1))
    befriend(cn, kz)
    assert [code for _, code in pull(cn, DUTY, kz.settings.state, LATER).declined] == ["blob-altered"]
    assert list_messages(cn, READER, MessageFilter()).rows == []


def test_a_peer_that_serves_anothers_log_is_refused(kz: Node, cn: Node, make_node: OpenNode) -> None:
    ru = make_node("RU")
    tell_drill(ru)
    keys = format_directory([kz.keys.public(kz.settings.state)])
    add_peer(cn, ADMIN, keys, str(ru.folder / "public"), NOW)
    for _ in range(2):
        with pytest.raises(ProofError) as caught:
            pull(cn, DUTY, kz.settings.state, LATER)
        assert caught.value.code == "checkpoint-origin"
    assert list_messages(cn, READER, MessageFilter()).rows == []
    [peer] = list_peers(cn, READER)
    assert ("kz.example/log" in peer.trouble, peer.refused, peer.stopped) == (True, True, False)
    with cn.reading() as connection:
        assert connection.execute(select(alarm.c.code)).scalars().all() == ["checkpoint-origin"]
    add_peer(cn, ADMIN, keys, str(kz.folder / "public"), NOW)
    pull(cn, DUTY, kz.settings.state, LATER)
    assert not list_peers(cn, READER)[0].refused


def test_a_peers_truncated_tile_is_refused_until_it_is_whole(kz: Node, cn: Node) -> None:
    first, second = tell_drill(kz), tell_drill(kz)
    befriend(cn, kz)
    tile = kz.folder / "public/tile/0/000.p/2"
    whole = tile.read_bytes()
    tile.write_bytes(whole[:-1])
    with pytest.raises(ProofError) as caught:
        pull(cn, DUTY, kz.settings.state, LATER)
    assert "tile/0/000.p/2" in str(caught.value)
    assert (list_messages(cn, READER, MessageFilter()).rows, list_peers(cn, READER)[0].refused) == ([], True)
    tile.write_bytes(whole)
    assert pull(cn, DUTY, kz.settings.state, LATER).accepted == [first, second]
    assert not list_peers(cn, READER)[0].refused


def test_a_missing_folder_is_trouble_and_no_alarm(kz: Node, cn: Node, tmp_path: Path) -> None:
    keys = format_directory([kz.keys.public(kz.settings.state)])
    add_peer(cn, ADMIN, keys, str(tmp_path / "unmounted"), NOW)
    pulled, troubles = pull_all(cn, DUTY, LATER)
    assert (pulled, [(state, one.code) for state, one in troubles]) == ([], [("KZ", "peer-unreachable")])
    with cn.reading() as connection:
        assert connection.execute(select(alarm)).all() == []
    assert not list_peers(cn, READER)[0].refused


def test_a_log_that_shows_two_histories_is_kept_as_proof_and_left(
    kz: Node, cn: Node, make_node: OpenNode, tmp_path: Path
) -> None:
    tell_drill(kz)
    befriend(cn, kz)
    pull(cn, DUTY, kz.settings.state, LATER)
    kz.close()
    (tmp_path / "KZ").rename(tmp_path / "first")
    twin = make_node("KZ")
    twin.close()
    for name in ("log.pem", "document.pem"):
        (tmp_path / "KZ/keys" / name).write_bytes((tmp_path / "first/keys" / name).read_bytes())
    (tmp_path / "KZ/signing").rename(tmp_path / "unused")
    _sign_anew(tmp_path / "KZ")
    twin = make_node("KZ")
    tell_drill(twin, designation={"en": "Another history"})
    tell_drill(twin)
    with pytest.raises(PeerError) as caught:
        pull(cn, DUTY, twin.settings.state, LATER)
    assert caught.value.code == "pull-fork"
    with cn.reading() as connection:
        kept = connection.execute(select(alarm.c.code, alarm.c.proof)).all()
    assert [(row.code, row.proof is not None) for row in kept] == [("pull-fork", True)]
    with pytest.raises(InputError) as stopped:
        pull(cn, DUTY, twin.settings.state, LATER)
    assert stopped.value.code == "peer-stopped"


def _sign_anew(folder: Path) -> None:
    from detente.node.keys import load_keys
    from detente.node.logstore import create_log_store

    (folder / "public/checkpoint").unlink()
    create_log_store(folder, load_keys(folder, "kz.example/log").log)


def test_keys_are_not_replaced_on_trust(kz: Node, cn: Node, make_node: OpenNode, tmp_path: Path) -> None:
    befriend(cn, kz)
    kz.close()
    (tmp_path / "KZ").rename(tmp_path / "first")
    with pytest.raises(InputError) as caught:
        befriend(cn, make_node("KZ"))
    assert caught.value.code == "peer-other-keys"


def test_only_an_administrator_adds_peers(kz: Node, cn: Node) -> None:
    with pytest.raises(NotAllowed):
        add_peer(cn, DUTY, "", "", NOW)
    with pytest.raises(InputError):
        add_peer(cn, ADMIN, format_directory([cn.keys.public(cn.settings.state)]), "x", NOW)
    assert list_peers(cn, READER) == []


def test_read_marks_are_each_readers_own(kz: Node, cn: Node) -> None:
    references = [tell_drill(kz), tell_drill(kz), tell_drill(kz)]
    befriend(cn, kz)
    pull(cn, DUTY, kz.settings.state, LATER)
    show_message(cn, READER, references[0])

    def unread(who: object) -> set[str]:
        rows = list_messages(cn, who, MessageFilter(unread_by=who.name)).rows  # type: ignore[attr-defined, arg-type]
        return {row.reference for row in rows}

    assert unread(READER) == set(references[1:])
    assert unread(DUTY) == set(references)
    mark_all_read(cn, READER, LATER)
    assert unread(DUTY) == set(references)


def rows_of_read_models(node: Node) -> list[list[tuple[object, ...]]]:
    with node.reading() as connection:
        return [
            sorted(tuple(row) for row in connection.execute(select(table)))
            for table in (activity, finding, matter_message)
        ]


def test_read_models_deleted_and_rebuilt_are_the_same(kz: Node, cn: Node) -> None:
    from detente.node.readmodel import rebuild

    for personnel in (900, 12900, 36000):
        tell_drill(kz, strength={"total": {"personnel": personnel}})
    tell_drill(cn, dates={"start": "2024-09-05"}, participants=["CN", "KZ"])
    befriend(kz, cn)
    pull(kz, DUTY, cn.settings.state, LATER)
    before = rows_of_read_models(kz)
    assert len(before[0]) == 4
    rebuild(kz, LATER)
    assert rows_of_read_models(kz) == before


def test_two_processes_cannot_write_to_one_node(kz: Node, make_node: OpenNode) -> None:
    with pytest.raises(OperatorError) as caught:
        make_node("KZ")
    assert "Another process is using" in str(caught.value)
    reader = make_node("KZ", writable=False)
    assert list_messages(reader, READER, MessageFilter()).rows == []
    with pytest.raises(OperatorError):
        _ = reader.log


def test_a_message_that_does_not_fit_its_format_waits_outside_the_record(kz: Node, cn: Node) -> None:
    """Its sender's own checks were passed by: it is signed, registered and addressed, but says "soon"."""
    draft = replace(load_draft(kz, draft_drill(kz)).draft, content={**DRILL, "dates": {"start": "soon"}})
    with kz.writing() as connection:
        released = prepare(kz, connection, draft, NOW)
        store_released(kz, connection, released, NOW)
    kz.log.append([leaf_of(*seal_messages(kz, [released.document.reference])[released.document.reference])])
    befriend(cn, kz)
    assert pull(cn, DUTY, kz.settings.state, LATER).declined == [(0, "message-content")]
    assert [(one.state, one.index, one.code) for one in list_declined(cn, READER)] == [
        ("KZ", 0, "message-content")
    ]
    assert list_activities(cn, READER, ActivityFilter()).rows == []
    good = tell_drill(kz)
    assert pull(cn, DUTY, kz.settings.state, LATER).accepted == [good]


def test_observers_are_invited_and_answer_across_nodes(kz: Node, cn: Node) -> None:
    drill = tell_drill(kz, strength={"total": {"personnel": 14000}})
    befriend(cn, kz)
    befriend(kz, cn)
    invitation = tell_in_format(kz, "observation-invitation", INVITATION, (drill,), OTHERS_OF_KZ)
    pull(cn, DUTY, kz.settings.state, LATER)
    answer = tell_in_format(
        cn, "observation-reply", {"accepted": True, "observers": 2}, (invitation,), to=("KZ",)
    )
    pull(kz, DUTY, cn.settings.state, LATER)
    for node in (kz, cn):
        activity = show_activity(node, READER, matter_of(drill), LATER).activity
        assert [(one.reference, one.to) for one in activity.invitations] == [(invitation, OTHERS_OF_KZ)]
        replies = [
            (one.state, one.reference, one.accepted, one.observers) for one in activity.invitations[0].replies
        ]
        assert replies == [("CN", answer, True, 2)]
