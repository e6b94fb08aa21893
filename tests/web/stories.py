"""What the node of these tests has been told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from detente.agreements.model import MessageKind
from detente.kernel.identifiers import AgreementId, FormatId, Reference
from detente.kernel.instants import Instant
from detente.ledger.directory import format_directory
from detente.messages.document import JsonValue
from detente.node.actors import Actor, Role, operator
from detente.node.drafts import load_draft, save_draft, start_change, start_draft, submit_draft
from detente.node.node import Node
from detente.node.peers import add_peer
from detente.node.pulling import pull
from detente.node.release import release_draft, send_message

AT = datetime(2024, 4, 26, 6, 30, tzinfo=UTC)
SCO = AgreementId("sco-proposal-2024")
NOTIFICATION, INVITATION = FormatId("exercise-notification"), FormatId("observation-invitation")
DUTY = Actor("duty", frozenset({Role.DRAFTER}))
RELEASER = Actor("releaser", frozenset({Role.RELEASER}))

DRILL: Mapping[str, JsonValue] = {
    "designation": {"en": "Aibalta-2024", "ru": "Айбалта-2024"},
    "type": "live-exercise",
    "dates": {"start": "2024-06-12", "end": "2024-06-20"},
    "area": [{"name": {"en": "Matybulak range"}, "positions": ["+43.5400+075.2100/"], "accuracy_km": 15}],
    "participants": ["KZ"],
    "strength": {"total": {"personnel": 4700, "battle-tanks": {"about": 240}}},
}


def tell(node: Node, number: int, at: Instant) -> Reference:
    """Submit, release by another, send."""
    submit_draft(node, DUTY, number, at)
    reference = release_draft(node, RELEASER, number, at)
    send_message(node, DUTY, reference, at)
    return reference


def tell_story(node: Node, other: Node) -> None:
    """See the fixture ``told``."""
    before = AT - timedelta(hours=2)
    for one, of in ((node, other), (other, node)):
        keys = format_directory([of.keys.public(of.settings.state)])
        add_peer(one, operator(), keys, str(of.folder / "public"), before)
    first = tell(node, start_draft(node, DUTY, SCO, NOTIFICATION, before, content=DRILL), before)
    change = start_change(node, DUTY, first, MessageKind.AMENDMENT, before)
    content = {**DRILL, "strength": {"total": {"personnel": 5600, "battle-tanks": {"about": 240}}}}
    view = load_draft(node, change)
    save_draft(node, DUTY, change, view.revision, before, content=content, to=view.draft.to)
    tell(node, change, before)
    theirs = {**DRILL, "designation": {"en": "<b>Yanshan & sons</b>"}, "participants": ["CN"]}
    tell(other, start_draft(other, DUTY, SCO, NOTIFICATION, before, content=theirs), before)
    pull(node, DUTY, other.settings.state, AT)
    start_draft(node, DUTY, SCO, NOTIFICATION, AT, content={"designation": {"en": "Begun"}})
    submit_draft(node, DUTY, start_draft(node, DUTY, SCO, NOTIFICATION, AT, content=DRILL), AT)
