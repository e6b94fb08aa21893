"""What our entries are written after: the newest checkpoints of peers' logs that were verified here."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from detente.ledger.checkpoints import parse_checkpoint
from detente.ledger.leaf import MAX_SEEN, Leaf, Seen, with_seen
from detente.ledger.notes import parse_note
from detente.node.node import Node
from detente.node.storage.schema import peer as peer_table


def seen_now(node: Node) -> tuple[Seen, ...]:
    """The newest checkpoints of peers' logs that were verified here: of those met last, as many as an entry names."""
    query = select(peer_table.c.checkpoint).where(peer_table.c.checkpoint.is_not(None), ~peer_table.c.stopped)
    with node.reading() as connection:
        found = connection.execute(query.order_by(peer_table.c.contacted_at.desc(), peer_table.c.state))
        notes = list(found.scalars().fetchmany(MAX_SEEN))
    checkpoints = [parse_checkpoint(parse_note(note).text) for note in notes]
    return tuple(Seen(one.origin, one.size, one.root) for one in checkpoints if one.size)


def dated(node: Node, leaves: Sequence[Leaf]) -> list[Leaf]:
    """The same entries, each with what it is written after."""
    seen = seen_now(node)
    return [with_seen(leaf, seen) for leaf in leaves] if seen else list(leaves)
