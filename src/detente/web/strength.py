"""Declared strength as a table: measures across, the whole first, then each state; and beside later reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.agreements.model import Agreement, Vocabulary
from detente.assessment.strengths import declared
from detente.assessment.wording import amount_text, measure_name
from detente.kernel.identifiers import MeasureId, Reference
from detente.kernel.instants import Interval
from detente.kernel.languages import Text
from detente.messages.values import Amount, FreeText, Strength
from detente.record.activities import Activity


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


@dataclass(frozen=True, slots=True)
class ReportHead:
    """A later report: who gave it and where the number comes from, when it was told, in which message."""

    state: Text
    source: FreeText | None
    told: Interval | None
    reference: Reference


@dataclass(frozen=True, slots=True)
class ReportedTable:
    """What the host declared beside what was reported later, measure by measure; no verdict.

    A cell is None where nothing was said of the measure.
    """

    heads: tuple[ReportHead, ...]
    rows: tuple[tuple[Text, Text | None, tuple[Text | None, ...]], ...]


def build_reported(activity: Activity, agreement: Agreement, vocabulary: Vocabulary) -> ReportedTable | None:
    """The table; None where nothing was reported later."""
    if not activity.reports:
        return None
    strengths = [activity.strength, *(one.strength for one in activity.reports)]
    heads = tuple(
        ReportHead(agreement.state_name(one.state), one.source, one.told, one.reference)
        for one in activity.reports
    )
    rows = tuple(
        (
            measure_name(measure, vocabulary),
            _whole(declared(activity, measure).amount),
            tuple(_whole(one.strength.total.get(measure)) for one in activity.reports),
        )
        for measure in _measures(strengths, vocabulary)
    )
    return ReportedTable(heads, rows)


def _whole(amount: Amount | None) -> Text | None:
    return amount_text(amount) if amount else None


def _measures(strengths: Iterable[Strength], vocabulary: Vocabulary) -> list[MeasureId]:
    """Measures that one of them speaks of, in the order of the vocabulary."""
    told = {
        measure
        for one in strengths
        for measure in (*one.total, *(each for row in one.by_state.values() for each in row))
    }
    return [*(one for one in vocabulary.measures if one in told), *sorted(told - vocabulary.measures.keys())]


def build_strength(strength: Strength, agreement: Agreement, vocabulary: Vocabulary) -> StrengthTable | None:
    """The table; None where nothing was declared."""
    measures = _measures([strength], vocabulary)
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
