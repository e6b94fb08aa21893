"""Intervals of registration between nodes: what entries name, what that narrows, and that a rebuild is the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from tests.node.stories import ADMIN, DUTY, NOW, READER, SCO, OpenNode, tell_drill

from detente.kernel.identifiers import Reference, StateCode
from detente.kernel.instants import Instant, Interval
from detente.ledger.checkpoints import Checkpoint, sign_checkpoint
from detente.ledger.leaf import MAX_SEEN, Leaf, Seen, format_leaf, parse_leaf, with_seen
from detente.node.messages import show_message
from detente.node.node import Node
from detente.node.peers import add_peer
from detente.node.pulling import pull
from detente.node.readmodel import rebuild
from detente.node.seen import seen_now
from detente.node.storage.schema import alarm, finding, matter, message, peer
from detente.node.times import Times, witnessed

KZ, CN, RU = StateCode("KZ"), StateCode("CN"), StateCode("RU")
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _both_follow(kz: Node, cn: Node) -> None:
    follow(kz, cn)
    follow(cn, kz)


def follow(node: Node, of: Node) -> None:
    add_peer(node, ADMIN, (of.folder / "public/keys.txt").read_text(), str(of.folder / "public"), NOW)


def seen_by(node: Node, index: int) -> list[tuple[str, int]]:
    return [(one.origin, one.size) for one in parse_leaf(node.log.entry(index)).seen]


def times(node: Node, reference: Reference) -> Times | None:
    return show_message(node, READER, reference).row.times


def test_each_entry_names_the_newest_checkpoints_that_were_verified(kz: Node, cn: Node) -> None:
    tell_drill(kz)
    assert seen_by(kz, 0) == []
    pull(cn, DUTY, KZ, NOW + HOUR)
    assert seen_by(cn, 0) == [("kz.example/log", 1)]  # the receipt
    pull(kz, DUTY, CN, NOW + HOUR)
    tell_drill(kz, NOW + 2 * HOUR)
    assert seen_by(kz, 1) == [("cn.example/log", 1)]
    assert [(one.origin, one.size) for one in seen_now(kz)] == [("cn.example/log", 1)]


def test_an_entry_names_no_more_than_it_may_and_than_fits() -> None:
    leaf = Leaf.of(b"blob")
    many = [Seen(f"{number}.example/log", number, bytes(32)) for number in range(12)]
    assert with_seen(leaf, many).seen == tuple(many[:MAX_SEEN])
    long = [Seen("x" * 700, number, bytes(32)) for number in range(8)]
    assert with_seen(leaf, long).seen == tuple(long[:2])
    assert parse_leaf(format_leaf(with_seen(leaf, long))) == with_seen(leaf, long)


def test_a_message_that_names_our_log_was_not_written_before_our_log_was(kz: Node, cn: Node) -> None:
    tell_drill(kz, NOW + HOUR)
    pull(cn, DUTY, KZ, NOW + 2 * HOUR)
    # CN's clock is a day behind: its document claims a day that was over when it was written.
    late = tell_drill(cn, NOW - 24 * HOUR)
    pull(kz, DUTY, CN, NOW + 3 * HOUR)
    assert times(kz, late) == Times(NOW - 24 * HOUR, NOW + HOUR, None, NOW + 3 * HOUR)
    shown = show_message(kz, READER, late).row.registered
    assert shown == Interval(NOW + HOUR, NOW + 3 * HOUR)


def test_what_a_third_state_says_by_its_own_clock_narrows_nothing(
    kz: Node, cn: Node, make_node: OpenNode
) -> None:
    ru = make_node("RU")
    for one in (kz, cn):
        follow(one, ru)
        follow(ru, one)
    tell_drill(ru, NOW + 90 * HOUR)  # its clock is days ahead
    pull(cn, DUTY, RU, NOW + HOUR)
    pull(kz, DUTY, RU, NOW + HOUR)
    reference = tell_drill(cn, NOW + HOUR)
    pull(kz, DUTY, CN, NOW + 99 * HOUR)
    assert seen_by(cn, 1) == [("ru.example/log", 1)]
    assert times(kz, reference) == Times(NOW + HOUR, None, None, NOW + 99 * HOUR)


def test_what_a_third_state_wrote_after_our_log_does(kz: Node, cn: Node, make_node: OpenNode) -> None:
    ru = make_node("RU")
    for one in (kz, cn):
        follow(one, ru)
        follow(ru, one)
    tell_drill(kz, NOW + 5 * HOUR)
    pull(ru, DUTY, KZ, NOW + 6 * HOUR)
    tell_drill(ru, NOW + 6 * HOUR)
    pull(cn, DUTY, RU, NOW + 7 * HOUR)
    pull(kz, DUTY, RU, NOW + 7 * HOUR)
    reference = tell_drill(cn, NOW)
    pull(kz, DUTY, CN, NOW + 8 * HOUR)
    assert times(kz, reference) == Times(NOW, NOW + 5 * HOUR, None, NOW + 8 * HOUR)


def test_naming_a_checkpoint_of_another_history_raises_an_alarm_and_narrows_nothing(
    kz: Node, cn: Node
) -> None:
    tell_drill(kz)
    pull(cn, DUTY, KZ, NOW + HOUR)
    rival = sign_checkpoint(Checkpoint("kz.example/log", 1, bytes(32)), [kz.keys.log])
    with cn.writing() as connection:
        connection.execute(peer.update().values(checkpoint=rival.note))
    reference = tell_drill(cn, NOW - HOUR)
    for _ in range(2):
        pull(kz, DUTY, CN, NOW + 2 * HOUR)
    assert times(kz, reference) == Times(NOW - HOUR, None, None, NOW + 2 * HOUR)
    with kz.reading() as connection:
        rows = connection.execute(select(alarm.c.peer, alarm.c.code, alarm.c.proof)).all()
    assert [tuple(row) for row in rows] == [("CN", "seen-history", bytes(32))]


def kept(node: Node) -> list[list[tuple[object, ...]]]:
    with node.reading() as connection:
        return [
            [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in (finding, matter)
        ]


def test_witnesses_narrow_what_was_sent_while_they_were_asked_for_and_findings_follow(kz: Node) -> None:
    before = tell_drill(kz)
    reference = tell_drill(kz, NOW + HOUR)
    with kz.writing() as connection:
        own = message.c.reference == reference
        connection.execute(message.update().where(own).values(unwitnessed=True))
    at = NOW + 3 * HOUR
    assert times(kz, reference) == Times(NOW + HOUR, None, None, None, awaited=True)
    assert witnessed(kz, 1, {SCO: NOW + 2 * HOUR}, at) == []
    assert len(witnessed(kz, 2, {SCO: NOW + 2 * HOUR}, at)) == 1
    assert times(kz, reference) == Times(NOW + HOUR, None, NOW + 2 * HOUR, None)
    assert times(kz, before) == Times(NOW, None, None, None)
    assert witnessed(kz, 2, {SCO: at}, at) == []
    shown = show_message(kz, READER, reference).row.registered
    assert shown == Interval(NOW + HOUR, NOW + 2 * HOUR)
    incremental = kept(kz)
    rebuild(kz, at)
    assert kept(kz) == incremental


def test_a_rebuild_after_narrowed_times_is_the_same(kz: Node, cn: Node) -> None:
    tell_drill(kz, NOW + HOUR)
    pull(cn, DUTY, KZ, NOW + 2 * HOUR)
    tell_drill(cn, NOW - 24 * HOUR)
    pull(kz, DUTY, CN, NOW + 3 * HOUR)
    at: Instant = NOW + 3 * HOUR
    incremental = kept(kz)
    rebuild(kz, at)
    assert kept(kz) == incremental
