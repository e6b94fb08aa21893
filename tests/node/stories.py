"""What the stories of these tests have in common: people, an instant, a drill, and telling it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from detente.kernel.identifiers import AgreementId, FormatId, Reference, StateCode
from detente.kernel.instants import Instant
from detente.messages.document import JsonValue
from detente.node.actors import Actor, Role
from detente.node.drafts import start_draft, submit_draft
from detente.node.node import Node
from detente.node.release import release_draft, send_message

OpenNode = Callable[..., Node]
NOW = datetime(2024, 4, 26, 6, tzinfo=UTC)
SCO = AgreementId("sco-proposal-2024")
NOTIFICATION = FormatId("exercise-notification")
DUTY = Actor("duty", frozenset({Role.DRAFTER}))
RELEASER = Actor("releaser", frozenset({Role.RELEASER}))
READER = Actor("reader", frozenset({Role.READER}))
ADMIN = Actor("admin", frozenset({Role.ADMINISTRATOR}))

DRILL: Mapping[str, JsonValue] = {
    "designation": {"en": "Aibalta-2024", "ru": "Айбалта-2024"},
    "type": "live-exercise",
    "purpose": {"en": "Readiness of the brigade"},
    "dates": {"start": "2024-09-02", "end": "2024-09-13"},
    "area": [{"name": {"en": "Matybulak range"}, "positions": ["+43.5400+075.2100/"]}],
    "participants": ["KZ"],
    "strength": {"total": {"personnel": 12900, "battle-tanks": 80}},
}


INVITATION: Mapping[str, JsonValue] = {
    "programme": {"start": "2024-09-08", "end": "2024-09-10"},
    "arrival": "2024-09-07T10:00:00Z",
    "arrival-place": {"name": {"en": "Almaty airport"}},
}


def draft_drill(node: Node, at: Instant = NOW, **changes: JsonValue) -> int:
    return start_draft(node, DUTY, SCO, NOTIFICATION, at, content={**DRILL, **changes})


def tell_drill(node: Node, at: Instant = NOW, **changes: JsonValue) -> Reference:
    """Draft, submit, release by another, send."""
    draft = draft_drill(node, at, **changes)
    submit_draft(node, DUTY, draft, at)
    reference = release_draft(node, RELEASER, draft, at)
    send_message(node, DUTY, reference, at)
    return reference


def tell_in_format(
    node: Node,
    message_format: str,
    content: Mapping[str, JsonValue],
    refers_to: tuple[Reference, ...],
    to: tuple[str, ...],
    at: Instant = NOW,
) -> Reference:
    """A message of its own matter that refers to others: draft, submit, release, send."""
    receivers = tuple(StateCode(state) for state in to) or None
    draft = start_draft(
        node, DUTY, SCO, FormatId(message_format), at, content=content, refers_to=refers_to, to=receivers
    )
    submit_draft(node, DUTY, draft, at)
    reference = release_draft(node, RELEASER, draft, at)
    send_message(node, DUTY, reference, at)
    return reference
