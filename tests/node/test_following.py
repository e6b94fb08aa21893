"""A served node follows its peers by itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count

from tests.node.stories import NOW, READER, OpenNode, tell_drill

from detente.kernel.errors import DetenteError
from detente.kernel.identifiers import StateCode
from detente.ledger.directory import format_directory
from detente.node.actors import operator
from detente.node.following import following
from detente.node.logstore import PUBLIC
from detente.node.messages import MessageFilter, list_messages
from detente.node.node import Node
from detente.node.peers import add_peer, heard_from, list_peers
from detente.node.pulling import pull_all


def follow(node: Node, other: Node) -> None:
    for one, of in ((node, other), (other, node)):
        keys = format_directory([of.keys.public(of.settings.state)])
        add_peer(one, operator(), keys, str(of.folder / PUBLIC), NOW)


def until(holds: Callable[[], bool], seconds: float = 20) -> bool:
    limit = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > limit:
            return False
        time.sleep(0.02)
    return True


def test_what_a_peer_tells_later_is_taken_in(make_node: OpenNode) -> None:
    kz, cn = make_node("KZ"), make_node("CN")
    follow(kz, cn)
    troubles: list[DetenteError] = []
    with following(kz, lambda: NOW, 0.05, troubles.append):
        reference = tell_drill(cn)
        assert until(lambda: list_messages(kz, READER, MessageFilter()).total == 1)
    assert [row.reference for row in list_messages(kz, READER, MessageFilter()).rows] == [reference]
    assert troubles == []
    assert "following" not in {thread.name for thread in threading.enumerate()}


def test_a_peer_that_cannot_be_reached_is_noted_and_tried_again(make_node: OpenNode) -> None:
    kz, cn = make_node("KZ"), make_node("CN")
    follow(kz, cn)
    public, aside = cn.folder / PUBLIC, cn.folder / "aside"
    public.rename(aside)
    minutes = count()  # a quarter of an hour passes between two pulls
    with following(kz, lambda: NOW + timedelta(minutes=15 * next(minutes)), 0.05, lambda _problem: None):
        assert until(lambda: list_peers(kz, READER)[0].trouble != "")
        aside.rename(public)
        assert until(lambda: list_peers(kz, READER)[0].trouble == "")


def test_a_peer_that_failed_is_waited_for_across_a_restart_until_it_comes_to_us(make_node: OpenNode) -> None:
    kz, cn = make_node("KZ"), make_node("CN")
    follow(kz, cn)
    public, aside = cn.folder / PUBLIC, cn.folder / "aside"
    public.rename(aside)
    for failures in (1, 2, 3):
        _, troubles = pull_all(kz, operator(), NOW)
        assert [state for state, _ in troubles] == ["CN"]
        [peer] = list_peers(kz, READER)
        assert peer.retry_at is not None
        assert NOW < peer.retry_at <= NOW + timedelta(seconds=10 * 2 ** (failures - 1))
    aside.rename(public)
    kz.close()
    kz = make_node("KZ")
    assert pull_all(kz, operator(), NOW, due=True) == ([], [])
    heard_from(kz, StateCode("RU"))
    assert pull_all(kz, operator(), NOW, due=True) == ([], [])
    heard_from(kz, StateCode("CN"))
    assert [pulled.state for pulled in pull_all(kz, operator(), NOW, due=True)[0]] == ["CN"]
    assert [peer.retry_at for peer in list_peers(kz, READER)] == [None]


def test_the_wait_is_over_by_itself_and_a_person_need_not_wait(make_node: OpenNode) -> None:
    kz, cn = make_node("KZ"), make_node("CN")
    follow(kz, cn)
    public, aside = cn.folder / PUBLIC, cn.folder / "aside"
    public.rename(aside)
    pull_all(kz, operator(), NOW)
    aside.rename(public)
    assert pull_all(kz, operator(), NOW + timedelta(minutes=15), due=True)[0] != []
    public.rename(aside)
    pull_all(kz, operator(), NOW)
    aside.rename(public)
    assert pull_all(kz, operator(), NOW)[0] != []
