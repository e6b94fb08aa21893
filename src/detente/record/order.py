"""The order in which messages became known, the same however they arrived here."""

from __future__ import annotations

from collections.abc import Iterable

from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.record.message import KnownMessage


def in_order(messages: Iterable[KnownMessage]) -> tuple[KnownMessage, ...]:
    """Each message once, by when its log shows it registered; within one log always by its place there.

    A log whose clock went backwards keeps its own order: a message counts as registered no earlier than
    those before it in the same log.
    """
    places = {(one.document.sender, one.index): one for one in messages}
    reached: dict[StateCode, Instant] = {}
    keyed: list[tuple[Instant, StateCode, int]] = []
    for sender, index in sorted(places):
        registered = places[sender, index].registered.earliest
        reached[sender] = max(registered, reached.get(sender, registered))
        keyed.append((reached[sender], sender, index))
    return tuple(places[sender, index] for _, sender, index in sorted(keyed))
