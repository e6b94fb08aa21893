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

from detente.exchange.seal import unseal
from detente.kernel.errors import InputError, OperatorError, PeerError, ProofError
from detente.kernel.instants import Interval
from detente.ledger.directory import format_directory, parse_directory
from detente.ledger.evidence import verify_evidence
from detente.ledger.leaf import Leaf, format_leaf, parse_leaf
from detente.messages.references import matter_of
from detente.node.activities import ActivityFilter, list_activities, show_activity
from detente.node.actors import NotAllowed
from detente.node.drafts import load_draft
from detente.node.messages import MessageFilter, export_evidence, list_messages, mark_all_read, show_message
from detente.node.node import Node
from detente.node.peers import add_peer, keys_of_state, list_declined, list_peers
from detente.node.published import read_blob
from detente.node.pulling import pull, pull_all
from detente.node.release import prepare, seal_messages, store_released
from detente.node.sealing import not_sealed_to, seal_again, sealing_suites
from detente.node.storage.schema import activity, alarm, finding, matter_message

LATER = NOW + timedelta(hours=3)
OTHERS_OF_KZ = ("BY", "CN", "IN", "IR", "KG", "PK", "RU", "TJ", "UZ")


def befriend(node: Node, other: Node) -> None:
    """One file each way."""
    befriend_one(node, other)
    befriend_one(other, node)


def befriend_one(node: Node, other: Node) -> None:
    keys = format_directory([other.keys.public(other.settings.state)])
    add_peer(node, ADMIN, keys, str(other.folder / "public"), NOW)


def test_what_one_state_tells_another_reads_as_it_was_signed(kz: Node, cn: Node) -> None:
    befriend(cn, kz)
    reference = tell_drill(kz)
    pulled = pull(cn, DUTY, kz.settings.state, LATER)
    assert (pulled.accepted, pulled.declined, pulled.caught_up) == ([reference], [], True)
    told, read = show_message(kz, READER, reference), show_message(cn, READER, reference)
    assert read.document == told.document
    assert read.envelope == told.envelope
    assert (read.row.stage, read.row.log_index, read.row.registered) == ("received", 0, Interval(NOW, LATER))
    assert [row.id for row in list_activities(cn, READER, ActivityFilter()).rows] == ["SCO24/KZ/2024/0001/EX"]


def test_the_recipient_can_prove_what_it_received(kz: Node, cn: Node) -> None:
    befriend(cn, kz)
    reference = tell_drill(kz)
    pull(cn, DUTY, kz.settings.state, LATER)
    report = verify_evidence(export_evidence(cn, READER, reference), [keys_of_state(cn, kz.settings.state)])
    assert report.proven, report.steps


def test_pulling_again_brings_only_what_is_new(kz: Node, cn: Node) -> None:
    befriend(cn, kz)
    tell_drill(kz)
    pull(cn, DUTY, kz.settings.state, LATER)
    assert pull(cn, DUTY, kz.settings.state, LATER).accepted == []
    second = tell_drill(kz)
    assert pull(cn, DUTY, kz.settings.state, LATER).accepted == [second]


def test_a_message_to_others_is_not_read_by_us(kz: Node, make_node: OpenNode) -> None:
    mn = make_node("MN")
    befriend(mn, kz)
    tell_drill(kz)
    pulled = pull(mn, DUTY, kz.settings.state, LATER)
    assert (pulled.accepted, pulled.declined, pulled.caught_up) == ([], [], True)
    assert list_declined(mn, READER) == []


def test_a_withheld_blob_is_taken_in_once_it_is_there(kz: Node, cn: Node) -> None:
    befriend(cn, kz)
    reference = tell_drill(kz)
    blob = next((kz.folder / "public/blob").rglob("*/*"))
    aside = blob.rename(kz.folder / "aside")
    pulled = pull(cn, DUTY, kz.settings.state, LATER)
    assert ([code for _, code in pulled.declined], pulled.accepted) == (["blob-withheld"], [])
    aside.rename(blob)
    assert pull(cn, DUTY, kz.settings.state, LATER).accepted == [reference]


def test_an_altered_blob_is_never_believed(kz: Node, cn: Node) -> None:
    befriend(cn, kz)
    tell_drill(kz)
    blob = next((kz.folder / "public/blob").rglob("*/*"))
    blob.chmod(0o600)
    blob.write_bytes(blob.read_bytes()[:-1])
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
    befriend(cn, kz)
    first, second = tell_drill(kz), tell_drill(kz)
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
    befriend(cn, kz)
    tell_drill(kz)
    pull(cn, DUTY, kz.settings.state, LATER)
    kz.close()
    (tmp_path / "KZ").rename(tmp_path / "first")
    twin = make_node("KZ")
    twin.close()
    for name in ("log.pem", "document.pem", "document-ml-dsa-65.pem"):
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
    befriend(cn, kz)
    references = [tell_drill(kz), tell_drill(kz), tell_drill(kz)]
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
    befriend(kz, cn)
    tell_drill(cn, dates={"start": "2024-09-05"}, participants=["CN", "KZ"])
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
    befriend(cn, kz)
    reference = released.document.reference
    kz.log.append([format_leaf(seal_messages(kz, [reference])[reference])])
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


def test_what_was_told_before_a_key_was_known_is_sealed_again_once_it_is(
    kz: Node, cn: Node, make_node: OpenNode
) -> None:
    reference = tell_drill(kz)
    assert not_sealed_to(kz, READER, reference) == list(OTHERS_OF_KZ)
    befriend(kz, cn)
    assert pull(cn, DUTY, kz.settings.state, LATER).accepted == []
    assert seal_again(kz, DUTY, LATER) == [reference]
    assert seal_again(kz, DUTY, LATER) == []
    assert pull(cn, DUTY, kz.settings.state, LATER).accepted == [reference]
    assert not_sealed_to(kz, READER, reference) == [one for one in OTHERS_OF_KZ if one != "CN"]
    assert (kz.log.size, show_message(kz, READER, reference).row.log_index) == (2, 0)
    for node in (kz, cn):
        report = verify_evidence(export_evidence(node, READER, reference), [kz.keys.public("KZ")])
        assert report.proven, report.steps


def test_a_copy_sealed_and_not_registered_is_registered_at_the_next_start(
    kz: Node, cn: Node, make_node: OpenNode
) -> None:
    reference = tell_drill(kz)
    befriend(kz, cn)
    writer, kz.writer = kz.writer, None
    with pytest.raises(OperatorError):
        seal_again(kz, DUTY, LATER)
    kz.writer = writer
    kz.close()
    again = make_node("KZ", LATER)
    assert again.log.size == 2
    assert pull(cn, DUTY, again.settings.state, LATER).accepted == [reference]


def test_nobody_but_those_named_can_open_a_message(kz: Node, cn: Node, make_node: OpenNode) -> None:
    mn = make_node("MN")
    for other in (cn, mn):
        befriend(kz, other)
    reference = tell_drill(kz)
    blob = read_blob(kz.folder / "public", next(iter(leaf.commit for leaf in leaves_of(kz))))
    assert b"Aibalta" not in blob
    with pytest.raises(PeerError) as caught:
        sealing_suites(mn)["age-pq"].open(blob)
    assert caught.value.code == "seal-others"
    envelopes = [unseal(blob, "age-pq", sealing_suites(node)) for node in (kz, cn)]
    assert envelopes == [show_message(kz, READER, reference).envelope] * 2


def leaves_of(node: Node) -> list[Leaf]:
    return [parse_leaf(entry) for entry in node.log.entries(0, node.log.size)]


def test_a_state_with_no_hybrid_key_makes_all_of_a_message_x25519(kz: Node, cn: Node) -> None:
    older = cn.keys.public(cn.settings.state)
    older = replace(older, seal=tuple(key for key in older.seal if key.suite == "age-x25519"))
    add_peer(kz, ADMIN, format_directory([older]), str(cn.folder / "public"), NOW)
    befriend_one(cn, kz)
    reference = tell_drill(kz)
    assert [leaf.suite for leaf in leaves_of(kz)] == ["age-x25519"]
    assert pull(cn, DUTY, kz.settings.state, LATER).accepted == [reference]


def test_a_node_made_before_messages_were_sealed_makes_its_keys_when_opened_to_write(
    kz: Node, make_node: OpenNode
) -> None:
    folder, before = kz.folder, kz.keys.public(kz.settings.state)
    kz.close()
    (folder / "keys/sealing.txt").unlink()
    with pytest.raises(OperatorError, match="Restore them from the safe"):
        make_node("KZ")
    (folder / "public/keys.txt").write_text(format_directory([replace(before, seal=())]))
    assert make_node("KZ", writable=False).keys.sealing == ()
    again = make_node("KZ")
    assert [key.suite for key in again.keys.public("KZ").seal] == ["age-pq", "age-x25519"]
    assert parse_directory((folder / "public/keys.txt").read_text()) == (again.keys.public("KZ"),)
    assert again.keys.public("KZ") != before


def test_a_peer_that_got_sealing_keys_is_added_again_with_them_and_with_no_others(kz: Node, cn: Node) -> None:
    keys = cn.keys.public(cn.settings.state)
    add_peer(kz, ADMIN, format_directory([replace(keys, seal=())]), str(cn.folder / "public"), NOW)
    befriend_one(kz, cn)
    assert keys_of_state(kz, cn.settings.state) == keys
    with pytest.raises(InputError) as caught:
        add_peer(kz, ADMIN, format_directory([replace(keys, seal=keys.seal[:1])]), "x", NOW)
    assert caught.value.code == "peer-other-keys"
