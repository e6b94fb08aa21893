"""A disk that fills while a message is sent: it stays released, and once there is room it gets its number.

The refusals are real: the system's limit on the size of files, and SQLite's on the pages of a database.
"""

from __future__ import annotations

import resource
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from tests.node.stories import (
    ADMIN,
    DRILL,
    DUTY,
    NOW,
    READER,
    RELEASER,
    OpenNode,
    draft_drill,
    tell_drill,
)

from detente.kernel.errors import OperatorError
from detente.kernel.identifiers import Reference, StateCode
from detente.ledger.directory import format_directory
from detente.ledger.log import Step
from detente.node.drafts import list_drafts, load_draft, save_draft, submit_draft
from detente.node.logstore import PUBLIC, open_log
from detente.node.messages import MessageFilter, list_messages, show_message
from detente.node.node import Node
from detente.node.peers import add_peer
from detente.node.pulling import pull
from detente.node.release import release_draft, send_message

TOLD = "SCO24/KZ/2024/0001/EX/O"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs limits of the system")


@contextmanager
def no_room() -> Iterator[Callable[[], None]]:
    """Gives what, once called, lets no file of this process grow beyond one byte; undone at the end."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


@contextmanager
def no_room_in_the_database(node: Node) -> Iterator[None]:
    """The database may not take one page more than it has."""

    def limit(raw: sqlite3.Connection, _record: object) -> None:
        raw.execute("PRAGMA max_page_count=1")

    node.engine.dispose()
    event.listen(node.engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(node.engine, "connect", limit)
        node.engine.dispose()


def _register(node: Node) -> list[tuple[str, str, int | None]]:
    rows = list_messages(node, READER, MessageFilter()).rows
    return [(row.reference, row.stage, row.log_index) for row in rows]


def _released(node: Node) -> Reference:
    draft = draft_drill(node)
    submit_draft(node, DUTY, draft, NOW)
    return release_draft(node, RELEASER, draft, NOW)


def test_without_room_nothing_is_logged_and_sending_again_sends(kz: Node) -> None:
    tell_drill(kz)
    reference = _released(kz)
    for _ in range(2):
        with no_room() as fill:
            fill()
            with pytest.raises(OperatorError) as caught:
                send_message(kz, DUTY, reference, NOW)
        assert (caught.value.code, kz.log.size) == ("disk-full", 1)
        assert _register(kz) == [(reference, "released", None), (TOLD, "sent", 0)]
    assert send_message(kz, DUTY, reference, NOW) == 1
    assert send_message(kz, DUTY, reference, NOW) == 1
    assert _register(kz) == [(reference, "sent", 1), (TOLD, "sent", 0)]


@pytest.mark.parametrize(
    ("step", "restarted"),
    [
        (Step.STAGED, True),  # the signing state could not be written: nothing is signed until a restart
        (Step.SWAPPED, False),
        (Step.SWAPPED, True),
        (Step.CHECKPOINT_PUBLISHED, False),  # what is left to write is the database
        (Step.CHECKPOINT_PUBLISHED, True),
    ],
)
def test_a_disk_that_fills_while_sending_gives_the_same_number_once_there_is_room(
    make_node: OpenNode, step: Step, restarted: bool
) -> None:
    node = make_node("KZ")
    tell_drill(node)
    reference = _released(node)
    node.log.close()
    with no_room() as fill:
        node.writer = open_log(node.folder, [node.keys.log], lambda done: fill() if done is step else None)
        with pytest.raises(OperatorError) as caught:
            send_message(node, DUTY, reference, NOW)
    assert caught.value.code in {"disk-full", "database-disk"}
    assert _register(node) == [(reference, "released", None), (TOLD, "sent", 0)]
    if restarted:
        node.close()
        node = make_node("KZ")
    assert send_message(node, DUTY, reference, NOW) == 1
    assert (node.log.size, _register(node)) == (2, [(reference, "sent", 1), (TOLD, "sent", 0)])


def test_without_room_for_a_draft_all_others_stay_as_they_were(kz: Node) -> None:
    first = draft_drill(kz)
    kept = load_draft(kz, first)
    long = {**DRILL, "remarks": {"en": "As long as some pages. " * 1000}}
    with no_room_in_the_database(kz):
        with pytest.raises(OperatorError) as caught:
            save_draft(kz, DUTY, first, kept.revision, NOW, content=long, to=kept.draft.to)
        assert caught.value.code == "disk-full"
        assert list_drafts(kz, DUTY) == [kept]
    save_draft(kz, DUTY, first, kept.revision, NOW, content=long, to=kept.draft.to)
    assert load_draft(kz, first).draft.content == long


def test_without_room_what_was_received_can_still_be_read(kz: Node, cn: Node) -> None:
    for one, other, state in ((kz, cn, "CN"), (cn, kz, "KZ")):
        keys = format_directory([other.keys.public(StateCode(state))])
        add_peer(one, ADMIN, keys, str(other.folder / PUBLIC), NOW)
    reference = tell_drill(cn)
    pull(kz, ADMIN, StateCode("CN"), NOW)
    with no_room() as fill:
        fill()
        assert show_message(kz, READER, reference).row.unread
    assert show_message(kz, READER, reference).row.unread
    assert not show_message(kz, READER, reference).row.unread
