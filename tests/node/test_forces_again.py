"""Next year's return begun from the last: its content a year later, without files, from no return taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.node.forces_stories import OWN, leadership, post, row, structure
from tests.node.stories import DUTY, RELEASER
from tests.node.visit_stories import SCO, open_pair, say, send

from detente.agreements.model import MessageKind
from detente.kernel.errors import InputError
from detente.kernel.identifiers import FormatId
from detente.node.actors import Actor, NotAllowed, Role
from detente.node.drafts import load_draft, start_change, start_draft
from detente.node.forces_again import LastReturn, begin_again, last_returns
from detente.node.ground import Ground
from detente.node.node import Node

EARLY, LATE = datetime(2025, 1, 20, 6, tzinfo=UTC), datetime(2026, 1, 20, 6, tzinfo=UTC)
STRUCTURE, LEADERSHIP = FormatId("structure-information"), FormatId("leadership-information")


@pytest.fixture
def node(tmp_path: Path, ground: Ground) -> Iterator[Node]:
    own, other = open_pair(tmp_path, ground, SCO)
    other.close()
    yield own
    own.close()


def begun(node: Node, form: FormatId = STRUCTURE) -> dict[str, object]:
    number = begin_again(node, DUTY, SCO, form, LATE, "ru")
    draft = load_draft(node, number).draft
    assert (draft.kind, draft.language) == (MessageKind.ORIGINAL, "ru")
    return dict(draft.content)


def test_the_next_return_says_what_the_last_said_a_year_later(node: Node) -> None:
    say(node, STRUCTURE, structure(2024, [row("OLD", "Old", "ministry")]), EARLY)
    last = say(node, STRUCTURE, structure(2025, OWN), EARLY)
    assert last_returns(node, DUTY) == [LastReturn(SCO, STRUCTURE, last)]
    assert begun(node) == structure(2026, OWN)


def test_an_amended_return_is_taken_as_amended_and_one_without_change_is_passed_over(node: Node) -> None:
    first = say(node, LEADERSHIP, leadership(2025, [post("MIN", "Minister", "A", "M")]), EARLY)
    number = start_change(node, DUTY, first, MessageKind.AMENDMENT, EARLY)
    amended = send(node, number, EARLY)
    nil = start_draft(node, DUTY, SCO, LEADERSHIP, LATE, content={"as-of": "2026-01-01"}, nil=True)
    send(node, nil, LATE)
    assert last_returns(node, DUTY) == [LastReturn(SCO, LEADERSHIP, amended)]
    assert begun(node, LEADERSHIP) == leadership(2026, [post("MIN", "Minister", "A", "M")])


def test_a_leap_day_becomes_the_day_before(node: Node) -> None:
    say(node, STRUCTURE, {**structure(2024, OWN), "as-of": "2024-02-29"}, EARLY)
    assert begun(node)["as-of"] == "2025-02-28"


def test_from_nothing_sent_nothing_is_begun(node: Node) -> None:
    start_draft(node, DUTY, SCO, STRUCTURE, EARLY, content=structure(2025, OWN))
    assert last_returns(node, DUTY) == []
    for form in (STRUCTURE, FormatId("none")):
        with pytest.raises(InputError) as refused:
            begin_again(node, DUTY, SCO, form, LATE, "en")
        assert refused.value.code == "no-return"


def test_only_who_drafts_may_begin(node: Node) -> None:
    for who in (RELEASER, Actor("reader", frozenset({Role.READER}))):
        with pytest.raises(NotAllowed):
            begin_again(node, who, SCO, STRUCTURE, LATE, "en")
