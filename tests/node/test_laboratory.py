"""The shelf of drills: whole, folded once, and folded again when something was told."""

from __future__ import annotations

import pytest
from tests.node.stories import NOW, tell_drill

from detente.node.activities import show_activity
from detente.node.actors import Actor, NotAllowed, operator
from detente.node.laboratory import Shelf
from detente.node.node import Node


def test_it_holds_what_the_node_knows_and_folds_it_once(kz: Node) -> None:
    shelf = Shelf()
    assert shelf.drills(kz, operator()) == ()
    first = tell_drill(kz)
    held = shelf.drills(kz, operator())
    assert held == (show_activity(kz, operator(), first.removesuffix("/O"), NOW).activity,)
    assert shelf.drills(kz, operator()) is held
    second = tell_drill(kz)
    assert {one.id for one in shelf.drills(kz, operator())} == {
        first.removesuffix("/O"),
        second.removesuffix("/O"),
    }


def test_it_is_for_those_who_may_read(kz: Node) -> None:
    with pytest.raises(NotAllowed):
        Shelf().drills(kz, Actor("nobody", frozenset()))
