"""Kind ``principle``: stands in the text, is shown, is not computed."""

from __future__ import annotations

from detente.agreements.kinds.common import Common
from detente.agreements.model import Principle
from detente.agreements.parts import Part
from detente.agreements.reading import Reading


def build(part: Part, common: Common, reading: Reading) -> Principle:
    """A provision of this kind from its file."""
    return Principle(**common)
