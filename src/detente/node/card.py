"""A node's card: what a peer must be given, once and by a safe way, to believe its log.

``public/node.json``: ``{"v": 1, "state": "KZ", "origin": "…", "log_key": vkey, "document_key": vkey}``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from detente.kernel.errors import InputError
from detente.kernel.identifiers import StateCode
from detente.kernel.states import parse_state
from detente.ledger.canonical import canonical_bytes, parse_canonical
from detente.ledger.keys import parse_vkey
from detente.node.keys import NodeKeys
from detente.node.settings import Settings

CARD_PATH = "public/node.json"
_MEMBERS = ("document_key", "log_key", "origin", "state", "v")


@dataclass(frozen=True, slots=True)
class Card:
    """A node's public face; keys are C2SP signed-note verifier keys (vkeys)."""

    state: StateCode
    origin: str
    log_key: str
    document_key: str


def card_of(settings: Settings, keys: NodeKeys) -> Card:
    """The card of this node."""
    return Card(settings.state, settings.origin, keys.log.vkey(), keys.document.vkey())


def write_card(folder: Path, card: Card) -> None:
    """Put the card where peers find it."""
    path = folder / CARD_PATH
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(format_card(card))


def format_card(card: Card) -> bytes:
    """The card as canonical JSON."""
    return canonical_bytes(
        {
            "v": 1,
            "state": card.state,
            "origin": card.origin,
            "log_key": card.log_key,
            "document_key": card.document_key,
        }
    )


def parse_card(data: bytes) -> Card:
    """Read a card.

    Raises:
        InputError: not a card, or a key is none.
    """
    value = parse_canonical(data)
    if not isinstance(value, dict) or tuple(sorted(value)) != _MEMBERS or value["v"] != 1:
        raise InputError(
            "card", "This is not a node's card.", f"A card holds exactly: {', '.join(_MEMBERS)}."
        )
    card = Card(
        parse_state(str(value["state"])),
        str(value["origin"]),
        str(value["log_key"]),
        str(value["document_key"]),
    )
    for key in (card.log_key, card.document_key):
        parse_vkey(key)
    return card
