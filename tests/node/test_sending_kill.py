"""A node whose process is really killed while it releases and sends: at every statement, commit and log step.

However it ends, opening the node again and carrying on leads to the same one message: nothing lost, nothing
doubled, and its evidence holds.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import warnings
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select
from tests.node.stories import DUTY, NOW, READER, RELEASER, OpenNode, draft_drill

from detente.kernel.identifiers import Reference
from detente.ledger.audit import audit_log
from detente.ledger.evidence import verify_evidence
from detente.node.drafts import load_draft, submit_draft
from detente.node.durable import read_file
from detente.node.ground import Ground
from detente.node.lifecycle import open_node
from detente.node.logstore import open_log
from detente.node.messages import MessageFilter, export_evidence, list_messages
from detente.node.node import Node
from detente.node.readmodel import rebuild
from detente.node.release import release_draft, send_message
from detente.node.storage.schema import activity, finding
from detente.node.storage.schema import event as journal

REFERENCE = Reference("SCO24/KZ/2024/0001/EX/O")
LATER = NOW + timedelta(minutes=10)
DRAFT = 1


class _Killing:
    """Kills this process when it comes to a step; reading is no step, since it leaves nothing behind."""

    def __init__(self, step: int) -> None:
        self._left = step

    def after(self, _step: object) -> None:
        """The log has done something, or the database is about to commit."""
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def before_statement(self, _connection: object, _cursor: object, statement: str, *_more: object) -> None:
        """The database is about to be asked something."""
        if not statement.startswith(("SELECT", "PRAGMA")):
            self.after(statement)


def _release_and_send(folder: Path, ground: Ground, step: int) -> None:
    killing = _Killing(step)
    node = open_node(folder, {}, NOW, writable=False, ground=ground)
    node.writer = open_log(folder, [node.keys.log], after=killing.after)
    event.listen(node.engine, "before_cursor_execute", killing.before_statement)
    event.listen(node.engine, "commit", killing.after)
    send_message(node, DUTY, release_draft(node, RELEASER, DRAFT, NOW), NOW)
    os._exit(0)


def _killed(folder: Path, ground: Ground, step: int) -> bool:
    """Run it in a process of its own; False where it came to its end before ``step``."""
    with warnings.catch_warnings():
        # From Python 3.12 on, a fork beside threads warns; the child here touches nothing they hold.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            _release_and_send(folder, ground, step)
        finally:
            os._exit(2)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def _register(node: Node) -> list[tuple[str, str, int | None]]:
    rows = list_messages(node, READER, MessageFilter()).rows
    return [(row.reference, row.stage, row.log_index) for row in rows]


def _carry_on(node: Node) -> None:
    """What people do after a restart: they look how far it had come, and do the rest."""
    if load_draft(node, DRAFT).stage == "submitted":
        assert release_draft(node, RELEASER, DRAFT, LATER) == REFERENCE
    assert send_message(node, DUTY, REFERENCE, LATER) == 0


def _rows(node: Node) -> list[list[tuple[object, ...]]]:
    with node.reading() as connection:
        return [sorted(map(tuple, connection.execute(select(table)))) for table in (activity, finding)]


def _check_told_once(node: Node) -> None:
    assert _register(node) == [(REFERENCE, "sent", 0)]
    with node.reading() as connection:
        done = connection.execute(select(journal.c.what).order_by(journal.c.id)).scalars().all()
    assert done == ["drafted", "submitted", "released", "sent"]
    evidence = verify_evidence(export_evidence(node, READER, REFERENCE), [node.keys.public("KZ")])
    assert (evidence.proven, evidence.index) == (True, 0)
    log_key = node.keys.log.key
    report = audit_log(lambda path: read_file(node.folder / "public" / path), log_key.name, [log_key])
    assert report.entries == 1
    counted = _rows(node)
    assert len(counted[0]) == 1
    rebuild(node, LATER)
    assert _rows(node) == counted


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_killed_at_any_step_of_release_and_send_the_message_is_told_once(
    make_node: OpenNode, ground: Ground, tmp_path: Path
) -> None:
    node = make_node("KZ")
    assert draft_drill(node) == DRAFT
    submit_draft(node, DUTY, DRAFT, NOW)
    node.close()
    stages: set[tuple[str, ...]] = set()
    step = 0
    while True:
        step += 1
        folder = shutil.copytree(node.folder, tmp_path / f"killed-{step}")
        if not _killed(folder, ground, step):
            break
        again = open_node(folder, {}, LATER, ground=ground)
        try:
            known = (load_draft(again, DRAFT).stage, *(row[1] for row in _register(again)))
            stages.add(known)
            if "sent" not in known:
                _carry_on(again)
            _check_told_once(again)
        finally:
            again.close()
        shutil.rmtree(folder)
    # It was killed before the release, between release and log, and between log and the register's mark.
    assert stages == {("submitted",), ("released", "released"), ("released", "sent")}
    assert step > 20
