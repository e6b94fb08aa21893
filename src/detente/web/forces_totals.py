"""Personnel and holdings in all, as a state told them: measures down, sectors across."""

from __future__ import annotations

from dataclasses import dataclass

from detente.agreements.model import Agreement, Vocabulary
from detente.assessment.wording import amount_text, measure_name
from detente.kernel.languages import Text
from detente.record.returns import Holdings


@dataclass(frozen=True, slots=True)
class Totals:
    """Only measures of which something was told; a cell is None where nothing was told of that sector."""

    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, tuple[Text | None, ...]], ...]


def build_totals(holdings: Holdings, agreement: Agreement, vocabulary: Vocabulary) -> Totals | None:
    """The table; None where no totals were told."""
    told = {sector: held for sector, held in holdings.items() if held}
    sectors = [one for one in (None, *agreement.sectors) if one in told]
    measures = [one for one in vocabulary.measures if any(one in held for held in told.values())]
    if not sectors or not measures:
        return None
    return Totals(
        columns=tuple(agreement.sectors[one].title if one is not None else _EVERYWHERE for one in sectors),
        rows=tuple(
            (
                measure_name(measure, vocabulary),
                tuple(
                    amount_text(told[sector][measure]) if measure in told[sector] else None
                    for sector in sectors
                ),
            )
            for measure in measures
        ),
    )


_EVERYWHERE = Text("In all", "Всего", "合计")
