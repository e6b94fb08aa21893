"""Where in a message a value stands, and what is known there to check it against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.agreements.model import Agreement, Vocabulary
from detente.geography.zones import Band
from detente.kernel.identifiers import MeasureId, StateCode, ZoneId
from detente.kernel.languages import Text, same_text


@dataclass(frozen=True, slots=True)
class Context:
    """``where`` is what a fault names (``item 7, KZ, battle tanks``).

    ``agreement`` and ``vocabulary`` give names to zones and measures; without them codes are shown.
    ``bands`` are the zones on the ground; None: where a place lies is not checked at all.
    """

    where: str
    agreement: Agreement | None = None
    vocabulary: Vocabulary | None = None
    bands: Mapping[ZoneId, Band] | None = None

    def at(self, part: str) -> Context:
        """The same, one step further in."""
        return self.within(f"{self.where}, {part}")

    def within(self, where: str) -> Context:
        """The same, somewhere else. Written out because large tables go through it a million times."""
        return Context(where, self.agreement, self.vocabulary, self.bands)

    def state_name(self, state: str) -> Text:
        """The name of a state."""
        return self.agreement.state_name(StateCode(state)) if self.agreement else same_text(state)

    def measure_name(self, measure: MeasureId | str) -> Text:
        """The name of a measure."""
        known = self.vocabulary.measures.get(MeasureId(measure)) if self.vocabulary else None
        return known.name if known else same_text(measure)

    def unit_name(self, unit: str) -> Text:
        """The name of a unit."""
        known = self.vocabulary.units.get(unit) if self.vocabulary else None
        return known or same_text(unit)

    def zone_title(self, zone: ZoneId) -> Text:
        """The title of a zone."""
        known = self.agreement.zones.get(zone) if self.agreement else None
        return known.title if known else same_text(zone)


def spoken(code: str) -> str:
    """A code as a fault's ``where`` says it: ``battle-tanks`` as ``battle tanks``."""
    return code.replace("-", " ")
