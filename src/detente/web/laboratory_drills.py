"""The drills of the laboratory, each with what the agreement and the variant would ask about it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from detente.assessment.compare import Comparison, Effect, EffectReading, Lead, Reading
from detente.assessment.finding import Answer
from detente.assessment.laboratory import phrases
from detente.assessment.wording import amount_text, gap_sentence
from detente.kernel.identifiers import MeasureId
from detente.kernel.languages import Text
from detente.messages.document import OriginKind
from detente.node.messages import Page
from detente.record.activities import Activity, ActivityStatus
from detente.web.desk import Visit

PAGE_SIZE = 40
_Column = tuple[Effect, EffectReading, list[Lead | None]]
_PERSONNEL = MeasureId("personnel")


@dataclass(frozen=True, slots=True)
class Sign:
    """What an effect means for a drill: the tone and sign of a badge, its words, the lead time of telling."""

    tone: str
    icon: str
    word: Text
    lead: Text | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A drill under one agreement: what applies or nearly does, and what is unclear and why."""

    signs: tuple[Sign, ...]
    unclear: tuple[Text, ...]
    gaps: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class DrillLine:
    """A drill under the agreement and the variant. ``bound`` False: its host is no party."""

    activity: Activity
    host: Text
    cancelled: bool
    personnel: Text | None
    bound: bool
    agreed: Cell
    turned: Cell
    differs: bool
    reconstructed: bool


def differing_drills(found: Comparison) -> set[int]:
    """The drills that the variant means something else for."""
    one, other = (_marks(reading) for reading in found.readings)
    return {index for index, (before, after) in enumerate(zip(one, other, strict=True)) if before != after}


def _marks(reading: Reading) -> list[tuple[object, ...]]:
    """Everything said of each drill, to be compared."""
    columns: list[Sequence[object]] = []
    for effect in reading.effects():
        read = reading.effect(effect)
        columns += [read.answers.tolist(), read.near.tolist(), reading.leads(effect)]
    return list(zip(*columns, strict=True))


def list_drills(
    visit: Visit, found: Comparison, differing: Set[int], *, only_differing: bool
) -> Page[DrillLine]:
    """One page of the drills under both readings; ``only_differing``: those the variant changes something for."""
    indexes = sorted(differing) if only_differing else list(range(len(found.activities)))
    number = min(visit.asked_number("page", 1), max(1, -(-len(indexes) // PAGE_SIZE)))
    shown = indexes[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    cells = [_cells(visit, reading, shown) for reading in found.readings]
    rows = [
        _line(visit, found, index, agreed, turned, index in differing)
        for index, agreed, turned in zip(shown, *cells, strict=True)
    ]
    return Page(rows, len(indexes), number, PAGE_SIZE)


def _line(
    visit: Visit,
    found: Comparison,
    index: int,
    agreed: Cell,
    turned: Cell,
    differs: bool,
) -> DrillLine:
    activity = found.activities[index]
    amount = activity.strength.total.get(_PERSONNEL)
    return DrillLine(
        activity=activity,
        host=visit.node.agreement(activity.agreement).state_name(activity.host),
        cancelled=activity.status is ActivityStatus.CANCELLED,
        personnel=amount_text(amount) if amount else None,
        bound=bool(found.readings[0].bound[index]),
        agreed=agreed,
        turned=turned,
        differs=differs,
        reconstructed=activity.origin.kind is OriginKind.RECONSTRUCTED,
    )


def _cells(visit: Visit, reading: Reading, indexes: Sequence[int]) -> list[Cell]:
    columns = [(effect, reading.effect(effect), reading.leads(effect)) for effect in reading.effects()]
    return [_cell(visit, reading, columns, index) for index in indexes]


def _cell(visit: Visit, reading: Reading, columns: Sequence[_Column], index: int) -> Cell:
    """A voluntary effect is left out where the duty itself applies."""
    signs, unclear, gaps = dict[Effect, Sign](), list[Text](), list[Text]()
    for effect, read, leads in columns:
        answer, lead = read.of(index), leads[index]
        if answer is Answer.YES and _DUTY_OF.get(effect) not in signs:
            said = phrases.LEADS[lead] if lead and effect is Effect.TOLD else None
            signs[effect] = Sign(*_LOOKS[effect], WORDS[effect], said)
        elif answer is Answer.UNCLEAR:
            unclear.append(WORDS[effect])
            missing = reading.missing(effect, index)
            gaps += [gap_sentence(gap, reading.agreement, visit.node.vocabulary) for gap in missing]
        elif read.near[index]:
            signs[effect] = Sign("warn", "near", NEARLY[effect])
    return Cell(tuple(signs.values()), tuple(unclear), tuple(dict.fromkeys(gaps)))


_DUTY_OF = {Effect.MAY_BE_OBSERVED: Effect.OBSERVED, Effect.MAY_BE_TOLD: Effect.TOLD}
_LOOKS = {
    Effect.TOLD: ("info", "send"),
    Effect.MAY_BE_TOLD: ("calm", "send"),
    Effect.OBSERVED: ("good", "people"),
    Effect.MAY_BE_OBSERVED: ("calm", "people"),
}
WORDS = {
    Effect.TOLD: Text("to be told", "уведомление", "须通报"),
    Effect.MAY_BE_TOLD: Text("may be told", "уведомление по желанию", "可通报"),
    Effect.OBSERVED: Text("observers", "наблюдатели", "须邀观察员"),
    Effect.MAY_BE_OBSERVED: Text("observers, voluntary", "наблюдатели по желанию", "可邀观察员"),
}
NEARLY = {
    Effect.TOLD: Text("nearly to be told", "почти уведомление", "接近须通报"),
    Effect.MAY_BE_TOLD: Text("nearly may be told", "почти уведомление по желанию", "接近可通报"),
    Effect.OBSERVED: Text("nearly observers", "почти наблюдатели", "接近须邀观察员"),
    Effect.MAY_BE_OBSERVED: Text(
        "nearly observers, voluntary", "почти наблюдатели по желанию", "接近可邀观察员"
    ),
}
