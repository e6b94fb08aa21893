"""Words every agreement shares: measures, facts, coded lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.agreements.model.formats import TABLE_ROWS, ItemType
from detente.kernel.identifiers import MeasureId
from detente.kernel.languages import Text

#: The fact whose codes are the types of activity.
ACTIVITY_TYPE = "activity.type"


@dataclass(frozen=True, slots=True)
class Measure:
    """A category that is counted. ``register_category``: the UN Register category I-VII, or None."""

    id: MeasureId
    name: Text
    unit: Text
    register_category: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something an item can make known: ``activity.strength``; ``types`` are the item types that may carry it.

    ``unit`` is the unit of a number, a code of :attr:`Vocabulary.units`. ``columns``: of a table, those that are
    understood, with their types; one of the first type is needed. ``rows``: how many of them it may have.
    """

    id: str
    label: Text
    types: tuple[ItemType, ...]
    unit: str | None = None
    columns: Mapping[str, ItemType] = field(default_factory=dict)
    rows: int = TABLE_ROWS


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Measures, facts, coded lists and the names of units, shared by all packs.

    ``lists``: the coded list of a fact, besides the types of activity; where a list has an order, lowest first.
    """

    measures: Mapping[MeasureId, Measure]
    facts: Mapping[str, Fact]
    activity_types: Mapping[str, Text]
    units: Mapping[str, Text] = field(default_factory=dict)
    lists: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)

    def codes_of(self, fact: str) -> Mapping[str, Text]:
        """The coded list of a fact; empty where each format has its own."""
        return self.activity_types if fact == ACTIVITY_TYPE else self.lists.get(fact, {})
