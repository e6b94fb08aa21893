"""Declared strength as a table: measures across, the whole first, then each state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.agreements.model import Agreement, Vocabulary
from detente.assessment.wording import amount_text, measure_name
from detente.kernel.identifiers import MeasureId
from detente.kernel.languages import Text
from detente.messages.values import Amount, Strength


@dataclass(frozen=True, slots=True)
class StrengthRow:
    """One row; ``whole`` marks the sum. A cell is None where nothing was declared."""

    head: Text
    whole: bool
    cells: tuple[Text | None, ...]


@dataclass(frozen=True, slots=True)
class StrengthTable:
    """Only measures of which something was declared."""

    columns: tuple[Text, ...]
    rows: tuple[StrengthRow, ...]


def build_strength(strength: Strength, agreement: Agreement, vocabulary: Vocabulary) -> StrengthTable | None:
    """The table; None where nothing was declared."""
    declared = {*strength.total, *(measure for row in strength.by_state.values() for measure in row)}
    measures = [measure for measure in vocabulary.measures if measure in declared]
    measures += sorted(declared - set(measures))
    if not measures:
        return None
    rows = [StrengthRow(_WHOLE, True, _cells(strength.total, measures))] if strength.total else []
    rows += [
        StrengthRow(agreement.state_name(state), False, _cells(amounts, measures))
        for state, amounts in strength.by_state.items()
    ]
    return StrengthTable(tuple(measure_name(measure, vocabulary) for measure in measures), tuple(rows))


def _cells(amounts: Mapping[MeasureId, Amount], measures: list[MeasureId]) -> tuple[Text | None, ...]:
    return tuple(amount_text(amounts[measure]) if measure in amounts else None for measure in measures)


_WHOLE = Text("In all", "Всего", "合计")
