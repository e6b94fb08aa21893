"""The drills of the laboratory, each with what every column would mean for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from detente.agreements.model import Agreement
from detente.assessment.compare import Comparison, EffectReading, Lead, Reading
from detente.assessment.finding import Answer, Gap
from detente.assessment.laboratory import phrases
from detente.assessment.laboratory.columns import UNCLEAR, YES
from detente.assessment.laboratory.effects import Effect
from detente.assessment.wording import amount_text, gap_sentence
from detente.kernel.identifiers import MeasureId
from detente.kernel.languages import Text
from detente.messages.document import OriginKind
from detente.node.messages import Page
from detente.record.activities import Activity, ActivityStatus
from detente.web.desk import Visit
from detente.web.laboratory_columns import TURNED

PAGE_SIZE = 30
#: Which drills can be listed besides those with one effect.
CHANGED, OPEN = "changed", "unclear"
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
    """A drill in one column: what applies, nearly does or may, and what is not known where that is unclear.

    ``same``: as in the first column. ``bound`` False: its host is no party.
    """

    signs: tuple[Sign, ...]
    gaps: tuple[Gap, ...]
    same: bool
    bound: bool


@dataclass(frozen=True, slots=True)
class DrillLine:
    """A drill in every column; ``differs`` where one of them differs from the first.

    ``gaps``: what is not known, where something is unclear in any of them.
    """

    activity: Activity
    host: Text
    cancelled: bool
    personnel: Text | None
    cells: tuple[Cell, ...]
    gaps: tuple[Text, ...]
    differs: bool
    reconstructed: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Which drills may be listed, and how many they are."""

    value: str
    word: Text
    count: int


class Listing:
    """Which drills a comparison can list: all, those that differ, those of one effect, those unclear."""

    def __init__(self, found: Comparison) -> None:
        self._found = found
        self._marks = [_marks(reading) for reading in found.readings]
        self._turned = found.readings[TURNED]

    def choices(self) -> Iterator[Choice]:
        """Each with its number of drills; effects are those of the column that is turned."""
        for value, word in self._words():
            indexes = self.indexes(value)
            if indexes or value in ("", CHANGED):
                yield Choice(value, word, len(indexes))

    def indexes(self, only: str) -> list[int]:
        """The drills that are listed then, in their order; an unknown word means all."""
        whole = range(len(self._found.activities))
        chosen: dict[str, Callable[[int], bool]] = {CHANGED: self.differs, OPEN: self._is_open}
        for effect in self._turned.effects():
            chosen[effect.value] = self._has(effect)
        return [index for index in whole if only not in chosen or chosen[only](index)]

    def differs(self, index: int) -> bool:
        """Whether some column means something else for a drill than the first."""
        return any(not self.same(place, index) for place in range(1, len(self._marks)))

    def same(self, place: int, index: int) -> bool:
        """Whether a column means the same for a drill as the first."""
        return self._marks[place][index] == self._marks[0][index]

    def _has(self, effect: Effect) -> Callable[[int], bool]:
        answers = self._turned.effect(effect).answers
        return lambda index: bool(answers[index] == YES)

    def _is_open(self, index: int) -> bool:
        return any(self._turned.judged[key].answers[index] == UNCLEAR for key in self._turned.judged)

    def _words(self) -> Iterator[tuple[str, Text]]:
        yield "", _ALL
        yield CHANGED, _CHANGED
        for effect in self._turned.effects():
            yield effect.value, phrases.EFFECTS[effect]
        yield OPEN, _OPEN


def list_drills(
    visit: Visit, found: Comparison, listing: Listing, only: str, *, whole: bool
) -> Page[DrillLine]:
    """One page of the drills in every column, or all of them on one."""
    indexes = listing.indexes(only)
    size = max(len(indexes), 1) if whole else PAGE_SIZE
    number = min(visit.asked_number("page", 1), max(1, -(-len(indexes) // size)))
    shown = indexes[(number - 1) * size : number * size]
    cells = [_cells(listing, place, reading, shown) for place, reading in enumerate(found.readings)]
    lines = _Lines(visit, found)
    rows = [
        lines.line(found.activities[index], own, differs=listing.differs(index))
        for index, *own in zip(shown, *cells, strict=True)
    ]
    return Page(rows, len(indexes), number, size)


def _marks(reading: Reading) -> list[tuple[object, ...]]:
    """Everything said of each drill, to be compared."""
    columns: list[Sequence[object]] = [reading.bound.tolist()]
    for effect in Effect:
        if effect in reading.effects():
            read = reading.effect(effect)
            columns += [read.answers.tolist(), read.near.tolist(), reading.leads(effect)]
        else:
            nothing = [None] * len(reading.bound)
            columns += [nothing, nothing, nothing]
    return list(zip(*columns, strict=True))


class _Lines:
    """Lines of one page; what is not known is said again and again, so each sentence is made once."""

    def __init__(self, visit: Visit, found: Comparison) -> None:
        self._visit = visit
        self._agreements = [reading.variant.agreement for reading in found.readings]
        self._said: dict[tuple[str, Gap], Text] = {}

    def line(self, activity: Activity, cells: Sequence[Cell], *, differs: bool) -> DrillLine:
        """A drill."""
        amount = activity.strength.total.get(_PERSONNEL)
        gaps = [
            self._sentence(gap, agreement)
            for cell, agreement in zip(cells, self._agreements, strict=True)
            for gap in cell.gaps
        ]
        return DrillLine(
            activity=activity,
            host=self._visit.node.agreement(activity.agreement).state_name(activity.host),
            cancelled=activity.status is ActivityStatus.CANCELLED,
            personnel=amount_text(amount) if amount else None,
            cells=tuple(cells),
            gaps=tuple(dict.fromkeys(gaps)),
            differs=differs,
            reconstructed=activity.origin.kind is OriginKind.RECONSTRUCTED,
        )

    def _sentence(self, gap: Gap, agreement: Agreement) -> Text:
        key = (agreement.id, gap)
        if key not in self._said:
            self._said[key] = gap_sentence(gap, agreement, self._visit.node.vocabulary)
        return self._said[key]


def _cells(listing: Listing, place: int, reading: Reading, indexes: Sequence[int]) -> Iterator[Cell]:
    columns = [(effect, reading.effect(effect), reading.leads(effect)) for effect in reading.effects()]
    for index in indexes:
        if place and listing.same(place, index):
            yield _SAME
        elif not reading.bound[index]:
            yield _NO_PARTY
        else:
            yield _cell(reading, columns, index)


def _cell(reading: Reading, columns: Sequence[_Column], index: int) -> Cell:
    """A voluntary effect is left out where the duty itself applies."""
    signs, gaps = dict[Effect, Sign](), list[Gap]()
    for effect, read, leads in columns:
        answer, lead = read.of(index), leads[index]
        if answer is Answer.YES and _DUTY_OF.get(effect) not in signs:
            said = phrases.LEADS[lead] if lead and effect is Effect.TOLD else None
            signs[effect] = Sign(*_LOOKS[effect], WORDS[effect], said)
        elif answer is Answer.UNCLEAR:
            signs[effect] = Sign("doubt", "unclear", WORDS[effect])
            gaps += reading.missing(effect, index)
        elif read.near[index]:
            signs[effect] = Sign("warn", "near", NEARLY[effect])
    return Cell(tuple(signs.values()), tuple(dict.fromkeys(gaps)), same=False, bound=True)


_SAME = Cell((), (), same=True, bound=True)
_NO_PARTY = Cell((), (), same=False, bound=False)
_DUTY_OF = {Effect.MAY_BE_OBSERVED: Effect.OBSERVED, Effect.MAY_BE_TOLD: Effect.TOLD}
_LOOKS = {
    Effect.TOLD: ("info", "send"),
    Effect.MAY_BE_TOLD: ("calm", "send"),
    Effect.OBSERVED: ("good", "people"),
    Effect.MAY_BE_OBSERVED: ("calm", "people"),
    Effect.RESTRAINED: ("warn", "exceeded"),
    Effect.COUNTED: ("calm", "table"),
}
WORDS = {
    Effect.TOLD: Text("to be told", "уведомление", "须通报"),
    Effect.MAY_BE_TOLD: Text("may be told", "уведомление по желанию", "可通报"),
    Effect.OBSERVED: Text("observers", "наблюдатели", "须邀观察员"),
    Effect.MAY_BE_OBSERVED: Text("observers, voluntary", "наблюдатели по желанию", "可邀观察员"),
    Effect.RESTRAINED: Text("not to be held", "не проводится", "不得举行"),
    Effect.COUNTED: Text("limited in number", "ограничено по числу", "次数受限"),
}
NEARLY = {
    Effect.TOLD: Text("nearly to be told", "почти уведомление", "接近须通报"),
    Effect.MAY_BE_TOLD: Text("nearly may be told", "почти уведомление по желанию", "接近可通报"),
    Effect.OBSERVED: Text("nearly observers", "почти наблюдатели", "接近须邀观察员"),
    Effect.MAY_BE_OBSERVED: Text(
        "nearly observers, voluntary", "почти наблюдатели по желанию", "接近可邀观察员"
    ),
    Effect.RESTRAINED: Text("nearly not to be held", "почти не проводится", "接近不得举行"),
    Effect.COUNTED: Text("nearly limited in number", "почти ограничено по числу", "接近次数受限"),
}
_ALL = Text("All", "Все", "全部")
_CHANGED = Text("The columns differ", "Столбцы расходятся", "各栏不同")
_OPEN = Text("Something is unclear", "Есть неясность", "有不明之处")
