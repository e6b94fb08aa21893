"""The columns of the laboratory side by side: what they are called, which numbers differ, and how many drills."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.agreements.model import Vocabulary
from detente.assessment.compare import Comparison, EffectReading, Lead, Reading
from detente.assessment.finding import BearerName, FindingState
from detente.assessment.laboratory import phrases
from detente.assessment.laboratory.effects import Effect
from detente.assessment.laboratory.knobs import Knob, KnobKey
from detente.assessment.laboratory.limits import LimitReading
from detente.kernel.languages import Text
from detente.messages.wording import list_of
from detente.web.laboratory_asked import Asked

#: Which column is turned: the one after the agreement as it stands.
TURNED = 1


@dataclass(frozen=True, slots=True)
class Head:
    """A column's name; ``agreement`` where it is another's than the first; the ways to turn or remove it."""

    name: Text
    agreement: Text | None
    turned: bool
    turn: str = ""
    remove: str = ""


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A number of the agreement in one column; ``has`` False: that agreement has no such number."""

    value: int | None
    differs: bool
    has: bool = True


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number that differs in some column."""

    label: Text
    cells: tuple[NumberCell, ...]


@dataclass(frozen=True, slots=True)
class CountCell:
    """A count in one column, and how many more than in the first; ``has`` False: nothing to count there."""

    value: int
    change: int = 0
    has: bool = True
    detail: Text | None = None


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count in every column; ``main`` heads those below it."""

    label: Text
    cells: tuple[CountCell, ...]
    main: bool = False


def heads(asked: Asked, found: Comparison) -> tuple[Head, ...]:
    """What the columns are called, and what can be done with them."""
    first = found.readings[0].variant.agreement
    made = []
    for place, (name, reading) in enumerate(
        zip(phrases.reading_names(found.readings), found.readings, strict=True)
    ):
        agreement = reading.variant.agreement
        other = agreement is not first and bool(reading.variant.changes)
        beside = place - TURNED - 1
        made.append(
            Head(
                name=name,
                agreement=agreement.short_title if other else None,
                turned=place == TURNED,
                turn=asked.turning(beside).place if beside >= 0 else "",
                remove=asked.without(beside).place if beside >= 0 else "",
            )
        )
    return tuple(made)


def number_rows(found: Comparison, vocabulary: Vocabulary) -> Iterator[NumberRow]:
    """Each number that some column changes, agreement by agreement."""
    agreements = {id(one.variant.agreement): one.bench for one in found.readings}
    for bench in agreements.values():
        for key, knob in bench.knobs.items():
            cells = tuple(_number(one, key, knob) if one.bench is bench else _NONE for one in found.readings)
            if any(cell.differs for cell in cells):
                yield NumberRow(phrases.knob_text(knob, bench.agreement, vocabulary), cells)


def _number(reading: Reading, key: KnobKey, knob: Knob) -> NumberCell:
    changed = reading.variant.changes.get(key)
    return NumberCell(knob.agreed.value if changed is None else changed, differs=changed is not None)


def count_rows(found: Comparison) -> Iterator[CountRow]:
    """How many drills each effect has, and each limit is reached how often."""
    for effect in Effect:
        has = [effect in reading.effects() for reading in found.readings]
        if any(has):
            yield from _effect_rows(found, effect, has)
    for key in dict.fromkeys(one.provision.id for reading in found.readings for one in reading.limits):
        yield from _limit_rows(found, key)


def _effect_rows(found: Comparison, effect: Effect, has: Sequence[bool]) -> Iterator[CountRow]:
    read = [reading.effect(effect) for reading in found.readings]
    yield CountRow(phrases.EFFECTS[effect], _cells([one.applies for one in read], has), main=True)
    leads = [reading.leads(effect) for reading in found.readings]
    for lead in Lead:
        counts = [one.count(lead) for one in leads]
        if any(counts):
            yield CountRow(phrases.LEAD_COUNTS[lead], _cells(counts, has))
    nearly = phrases.NEAR.fill(percent=found.readings[0].bench.near_permille // 10)
    for label, counts in ((nearly, _nearly(read)), (phrases.UNCLEAR_EFFECTS[effect], _unclear(read))):
        if any(counts):
            yield CountRow(label, _cells(counts, has))


def _limit_rows(found: Comparison, key: str) -> Iterator[CountRow]:
    """How often a limit in number is exceeded, and by whom; and how often that is not clear."""
    limits = [_limit(reading, key) for reading in found.readings]
    has = [one is not None for one in limits]
    title = next(one.provision.title for one in limits if one)
    above = [one.count(FindingState.EXCEEDED) if one else 0 for one in limits]
    details = [_bearers(one, found.readings[place]) if one else None for place, one in enumerate(limits)]
    yield CountRow(phrases.ABOVE.fill(title=title), _cells(above, has, details), main=True)
    unclear = [one.count(FindingState.UNCLEAR) if one else 0 for one in limits]
    if any(unclear):
        yield CountRow(phrases.UNCLEAR_YEARS, _cells(unclear, has))


def _limit(reading: Reading, key: str) -> LimitReading | None:
    return next((one for one in reading.limits if one.provision.id == key), None)


def _bearers(limit: LimitReading, reading: Reading) -> Text | None:
    """Whose years exceed it: “Russia 2018, 2022”."""
    years: dict[BearerName, list[int]] = {}
    for finding in limit.findings:
        if finding.state is FindingState.EXCEEDED and finding.year is not None:
            years.setdefault(finding.bearer, []).append(finding.year)
    parts = [
        _YEARS.fill(name=reading.agreement.state_name(bearer), years=", ".join(map(str, those)))
        for bearer, those in years.items()
    ]
    return list_of(parts) if parts else None


def _nearly(read: Sequence[EffectReading]) -> list[int]:
    return [one.nearly for one in read]


def _unclear(read: Sequence[EffectReading]) -> list[int]:
    return [one.unclear for one in read]


def _cells(
    counts: Sequence[int], has: Sequence[bool], details: Sequence[Text | None] | None = None
) -> tuple[CountCell, ...]:
    """The change is told against the first column, where both have something to count."""
    return tuple(
        CountCell(
            value=count,
            change=count - counts[0] if there and has[0] and place else 0,
            has=there,
            detail=details[place] if details else None,
        )
        for place, (count, there) in enumerate(zip(counts, has, strict=True))
    )


_NONE = NumberCell(None, differs=False, has=False)
_YEARS = Text("{name} {years}", "{name} {years}", "{name}{years}")
