"""The drills of the laboratory, each with what the agreement and the variant would ask about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.assessment.compare import Comparison, Effect, Reading
from detente.assessment.finding import Answer
from detente.assessment.laboratory import phrases
from detente.assessment.wording import amount_text, gap_sentence
from detente.kernel.identifiers import MeasureId
from detente.kernel.languages import Text
from detente.node.messages import Page
from detente.record.activities import Activity, ActivityStatus
from detente.web.desk import Visit

PAGE_SIZE = 50
_PERSONNEL = MeasureId("personnel")


@dataclass(frozen=True, slots=True)
class Sign:
    """What an effect means for a drill: the tone and sign of a badge, its words, and what is not known."""

    tone: str
    icon: str
    word: Text
    lead: Text | None
    gaps: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class DrillLine:
    """A drill under the agreement and the variant. ``bound`` False: its host is no party."""

    activity: Activity
    host: Text
    cancelled: bool
    personnel: Text | None
    bound: bool
    agreed: tuple[Sign, ...]
    turned: tuple[Sign, ...]
    differs: bool


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


def list_drills(visit: Visit, found: Comparison, *, only_differing: bool) -> Page[DrillLine]:
    """One page of the drills under both readings; ``only_differing``: those the variant changes something for."""
    differing = differing_drills(found)
    indexes = sorted(differing) if only_differing else list(range(len(found.activities)))
    number = min(visit.asked_number("page", 1), max(1, -(-len(indexes) // PAGE_SIZE)))
    shown = indexes[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    signs = [_signs(visit, reading, shown) for reading in found.readings]
    rows = [
        _line(visit, found, index, agreed, turned, index in differing)
        for index, agreed, turned in zip(shown, *signs, strict=True)
    ]
    return Page(rows, len(indexes), number, PAGE_SIZE)


def _line(
    visit: Visit,
    found: Comparison,
    index: int,
    agreed: tuple[Sign, ...],
    turned: tuple[Sign, ...],
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
    )


def _signs(visit: Visit, reading: Reading, indexes: Sequence[int]) -> list[tuple[Sign, ...]]:
    """The badges of these drills; a voluntary effect is left out where the duty itself applies."""
    found: dict[int, list[Sign]] = {index: [] for index in indexes}
    said: dict[int, set[Effect]] = {index: set() for index in indexes}
    for effect in reading.effects():
        read, leads = reading.effect(effect), reading.leads(effect)
        for index in indexes:
            answer = read.of(index)
            if answer is Answer.YES and _DUTY_OF.get(effect) in said[index]:
                continue
            if answer is Answer.YES:
                said[index].add(effect)
                lead = leads[index]
                tone, icon = _LOOKS[effect]
                found[index].append(
                    Sign(tone, icon, WORDS[effect], phrases.LEADS[lead] if lead else None, ())
                )
            elif answer is Answer.UNCLEAR:
                found[index].append(_unclear(visit, reading, effect, index))
            elif read.near[index]:
                found[index].append(Sign("warn", "near", NEARLY[effect], None, ()))
    return [tuple(found[index]) for index in indexes]


def _unclear(visit: Visit, reading: Reading, effect: Effect, index: int) -> Sign:
    gaps = reading.missing(effect, index)
    sentences = tuple(gap_sentence(gap, reading.agreement, visit.node.vocabulary) for gap in gaps)
    return Sign("doubt", "unclear", PERHAPS[effect], None, tuple(dict.fromkeys(sentences)))


_DUTY_OF = {Effect.MAY_BE_OBSERVED: Effect.OBSERVED, Effect.MAY_BE_TOLD: Effect.TOLD}
_LOOKS = {
    Effect.TOLD: ("info", "send"),
    Effect.MAY_BE_TOLD: ("calm", "send"),
    Effect.OBSERVED: ("good", "people"),
    Effect.MAY_BE_OBSERVED: ("calm", "people"),
}
WORDS = {
    Effect.TOLD: Text("told", "уведомление", "须通报"),
    Effect.MAY_BE_TOLD: Text("may be told", "уведомление по желанию", "可通报"),
    Effect.OBSERVED: Text("observers", "наблюдатели", "须邀观察员"),
    Effect.MAY_BE_OBSERVED: Text("observers, voluntary", "наблюдатели по желанию", "可邀观察员"),
}
NEARLY = {
    Effect.TOLD: Text("nearly told", "почти уведомление", "接近须通报"),
    Effect.MAY_BE_TOLD: Text("nearly may be told", "почти уведомление по желанию", "接近可通报"),
    Effect.OBSERVED: Text("nearly observers", "почти наблюдатели", "接近须邀观察员"),
    Effect.MAY_BE_OBSERVED: Text(
        "nearly observers, voluntary", "почти наблюдатели по желанию", "接近可邀观察员"
    ),
}
PERHAPS = {
    Effect.TOLD: Text("told? unclear", "уведомление? неясно", "是否须通报不明"),
    Effect.MAY_BE_TOLD: Text("may be told? unclear", "уведомление по желанию? неясно", "是否可通报不明"),
    Effect.OBSERVED: Text("observers? unclear", "наблюдатели? неясно", "是否须邀观察员不明"),
    Effect.MAY_BE_OBSERVED: Text(
        "observers, voluntary? unclear", "наблюдатели по желанию? неясно", "是否可邀观察员不明"
    ),
}
