"""Two provisions side by side, aspect by aspect: what each says of the same, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.agreements.model import Evidence, EvidenceLevel
from detente.kernel.languages import Text
from detente.web.provisions import ConditionView, Known, ProvisionView


@dataclass(frozen=True, slots=True)
class Cell:
    """What one provision says of an aspect: words, numbers with their evidence, or a condition."""

    texts: tuple[Text, ...] = ()
    known: tuple[Known, ...] = ()
    condition: ConditionView | None = None


@dataclass(frozen=True, slots=True)
class AspectRow:
    """One aspect; a cell is None where a provision says nothing of it, ``differs`` whether they say the same."""

    label: Text
    cells: tuple[Cell | None, ...]
    differs: bool


def aspect_rows(*views: ProvisionView | None) -> tuple[AspectRow, ...]:
    """Every aspect that at least one of them speaks of, in the order of the first."""
    said = [dict(_aspects(view)) if view else {} for view in views]
    labels = list(dict.fromkeys(label for one in said for label in one))
    rows = []
    for label in labels:
        cells = tuple(one.get(label) for one in said)
        bare = {_without_evidence(cell) if cell else None for cell in cells}
        rows.append(AspectRow(label, cells, len(bare) > 1))
    return tuple(rows)


def _aspects(view: ProvisionView) -> Iterator[tuple[Text, Cell]]:
    if view.provision.summary:
        yield IN_SHORT, Cell((view.provision.summary,))
    terms = tuple(one for one in (view.bearer, view.duty) if one)
    if terms:
        yield WHOSE, Cell(terms)
    if view.applies:
        yield APPLIES, Cell(view.applies)
    if view.condition:
        yield THRESHOLD, Cell(condition=view.condition)
    labels = list(dict.fromkeys(known.label for known in view.numbers))
    for label in labels:
        yield label, Cell(known=tuple(known for known in view.numbers if known.label == label))
    if view.says:
        yield BESIDES, Cell(view.says)
    if view.silence:
        yield SILENCE, Cell((view.silence,))


def _without_evidence(cell: Cell) -> Cell:
    """Only what is said: how it is known is no difference between two agreements."""
    condition = _condition_said(cell.condition) if cell.condition else None
    return replace(cell, known=tuple(map(_said, cell.known)), condition=condition)


def _condition_said(view: ConditionView) -> ConditionView:
    parts = tuple(map(_condition_said, view.parts))
    return replace(view, says=tuple(map(_said, view.says)), parts=parts)


def _said(known: Known) -> Known:
    return replace(known, evidence=_ANY)


_ANY = Evidence(EvidenceLevel.TEXT)
IN_SHORT = Text("In short", "Сводка", "概要")
WHOSE = Text("Whose duty", "Обязанное государство", "义务方")
APPLIES = Text("Applies to", "Сфера применения", "适用于")
THRESHOLD = Text("Threshold", "Порог", "门槛")
BESIDES = Text("Besides", "Кроме того", "此外")
SILENCE = Text("Silence", "Неответ в срок", "逾期未答复")
