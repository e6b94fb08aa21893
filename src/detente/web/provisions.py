"""Provisions as pages show them: when they apply, by when something is due, and how each number is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from detente.agreements.model import (
    Agreement,
    AllOf,
    AnyOf,
    Bearer,
    Ceiling,
    Change,
    Clock,
    Coded,
    Compare,
    Condition,
    Disclose,
    Duty,
    Evidence,
    Exceedance,
    Exchange,
    Extraordinary,
    FixedDate,
    Forbidden,
    Format,
    Formula,
    Host,
    Meet,
    Not,
    Notify,
    Observe,
    Provision,
    Quantity,
    Respond,
    Restrain,
    TimeLimit,
    Together,
    Trigger,
    Vocabulary,
)
from detente.assessment.lacking import AS_OF, SINCE
from detente.assessment.limit_words import clock_text, fixed_date_text, limits_of, month_day_text
from detente.assessment.number_words import PLAIN, Number, measure_names, numbers_of
from detente.assessment.wording import uncapital
from detente.kernel.identifiers import FormatId, MeasureId, SectorId
from detente.kernel.instants import PartialDate
from detente.kernel.languages import Language, Text, same_text
from detente.messages.wording import list_of
from detente.web import provision_words as words
from detente.web.dates import format_moment


@dataclass(frozen=True, slots=True)
class Known:
    """A statement that rests on a number: the words, how the number is known, and since when it holds.

    ``text`` is None where the number has not been seen.
    """

    label: Text
    text: Text | None
    evidence: Evidence
    since: PartialDate | None


@dataclass(frozen=True, slots=True)
class ConditionView:
    """A condition: ``all``, ``any`` or ``not`` of its parts, or a leaf that says something itself."""

    joins: str
    says: tuple[Known, ...]
    text: Text | None
    parts: tuple[ConditionView, ...]


@dataclass(frozen=True, slots=True)
class CeilingTable:
    """The numbers of a ceiling: categories down, all sectors together and each sector across.

    A cell holds the versions of one number, oldest first; it is empty where none is set.
    """

    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, tuple[tuple[Known, ...], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionView:
    """One provision. ``applies`` says to what, ``numbers`` what is counted beside the condition, ``beside``
    those of them that stand in no table, and ``says`` what it says besides."""

    provision: Provision
    kind: Text
    duty: Text | None
    bearer: Text | None
    applies: tuple[Text, ...]
    condition: ConditionView | None
    numbers: tuple[Known, ...]
    beside: tuple[Known, ...]
    ceilings: CeilingTable | None
    says: tuple[Text, ...]
    silence: Text | None
    formats: tuple[Format, ...]


def view_provision(provision: Provision, agreement: Agreement, vocabulary: Vocabulary) -> ProvisionView:
    """One provision in words."""
    when = provision.when if isinstance(provision, Notify | Observe | Restrain) else None
    duty: Duty | None = getattr(provision, "duty", None)
    bearer: Bearer | None = getattr(provision, "bearer", None)
    condition = when.condition if when else None
    return ProvisionView(
        provision=provision,
        kind=words.KINDS[provision.kind],
        duty=words.DUTIES[duty] if duty else None,
        bearer=words.BEARERS[bearer] if bearer else None,
        applies=tuple(_applies(when, agreement, vocabulary)) if when else (),
        condition=view_condition(condition, agreement, vocabulary) if condition else None,
        numbers=tuple(_numbers(provision, agreement, vocabulary)),
        beside=tuple(_numbers(provision, agreement, vocabulary, with_ceilings=False)),
        ceilings=_ceilings(provision, agreement, vocabulary) if isinstance(provision, Ceiling) else None,
        says=tuple(_says(provision)),
        silence=_silence(provision),
        formats=tuple(_formats(provision, agreement)),
    )


def view_condition(condition: Condition, agreement: Agreement, vocabulary: Vocabulary) -> ConditionView:
    """A condition as a tree of words."""
    match condition:
        case AllOf((part,)) | AnyOf((part,)):
            return view_condition(part, agreement, vocabulary)
        case AllOf(parts) | AnyOf(parts):
            joins = "all" if isinstance(condition, AllOf) else "any"
            views = tuple(view_condition(part, agreement, vocabulary) for part in parts)
            return ConditionView(joins, (), None, views)
        case Not(part):
            return ConditionView("not", (), None, (view_condition(part, agreement, vocabulary),))
        case Compare(measure, at_least):
            known = vocabulary.measures.get(measure)
            label = known.name if known else same_text(measure)
            return ConditionView("leaf", tuple(_versions(label, at_least, words.OR_MORE)), None, ())
        case Coded(fact, one_of):
            return ConditionView("leaf", (), _coded(fact, one_of, agreement, vocabulary), ())


def _applies(when: Trigger, agreement: Agreement, vocabulary: Vocabulary) -> Iterator[Text]:
    if when.activity:
        names = [uncapital(vocabulary.activity_types.get(code, same_text(code))) for code in when.activity]
        yield words.OF_TYPE.fill(types=list_of(names))
    if when.where:
        zone = agreement.zones[when.where.zone].title
        yield (words.ON_OWN_SIDE if when.where.own_side else words.IN_ZONE).fill(zone=zone)
    if when.both_sides is Together.OVERLAPPING:
        yield words.BOTH_SIDES
    elif when.both_sides is Together.UNKNOWN:
        yield words.BOTH_SIDES_UNKNOWN


def _coded(fact: str, codes: tuple[str, ...], agreement: Agreement, vocabulary: Vocabulary) -> Text:
    choices = {
        choice.code: choice.label
        for message_format in agreement.formats.values()
        for item in message_format.items
        if item.fact == fact
        for choice in item.choices
    }
    known = vocabulary.facts.get(fact)
    shared = vocabulary.codes_of(fact)
    names = [choices.get(code) or shared.get(code) or same_text(code) for code in codes]
    return words.CODED.fill(fact=known.label if known else same_text(fact), values=list_of(names))


def _numbers(
    provision: Provision, agreement: Agreement, vocabulary: Vocabulary, *, with_ceilings: bool = True
) -> Iterator[Known]:
    for label, limit in limits_of(provision):
        yield from _limit(label, limit)
    for number in numbers_of(provision, agreement, vocabulary):
        if with_ceilings or not _is_ceiling(provision, number):
            yield from _versions(number.label, number.quantity, number.pattern)
    yield from _days(provision)


def _is_ceiling(provision: Provision, number: Number) -> bool:
    return isinstance(provision, Ceiling) and number.place[0] == "limits"


def _ceilings(provision: Ceiling, agreement: Agreement, vocabulary: Vocabulary) -> CeilingTable:
    sectors = [
        None,
        *(one for one in agreement.sectors if any(one == each.sector for each in provision.limits)),
    ]
    cells: dict[tuple[MeasureId, ...], dict[SectorId | None, tuple[Known, ...]]] = {}
    for limit in provision.limits:
        versions = tuple(_versions(IN_ALL, limit.at_most, PLAIN))
        cells.setdefault(limit.measures, {})[limit.sector] = versions
    return CeilingTable(
        columns=tuple(IN_ALL if one is None else agreement.sectors[one].title for one in sectors),
        rows=tuple(
            (measure_names(measures, vocabulary), tuple(by_sector.get(one, ()) for one in sectors))
            for measures, by_sector in cells.items()
        ),
    )


def _days(provision: Provision) -> Iterator[Known]:
    """Days that are no time limits."""
    if isinstance(provision, Exchange) and provision.as_of:
        day = provision.as_of
        text = month_day_text(*day.month_day) if day.month_day else None
        yield Known(AS_OF, text, day.evidence, None)
    if isinstance(provision, Ceiling) and provision.since_evidence:
        since = provision.since
        yield Known(SINCE, _date_text(since) if since else None, provision.since_evidence, None)


def _date_text(day: PartialDate) -> Text:
    return Text(*(format_moment(day, language) for language in Language))


def _limit(label: Text, limit: TimeLimit) -> Iterator[Known]:
    if isinstance(limit, FixedDate):
        day = limit.day
        yield Known(label, fixed_date_text(limit) if day.month_day else None, day.evidence, None)
        return
    for version in limit.span.amount.versions:
        text = None if version.value is None else clock_text(limit, version.value)
        yield Known(label, text, version.evidence, version.since)


def _versions(label: Text, quantity: Quantity, pattern: Text) -> Iterator[Known]:
    for version in quantity.versions:
        text = None if version.value is None else pattern.fill(number=version.value)
        yield Known(label, text, version.evidence, version.since)


def _silence(provision: Provision) -> Text | None:
    clocks: tuple[TimeLimit | None, ...] = ()
    if isinstance(provision, Observe | Host):
        clocks = (provision.reply,)
    elif isinstance(provision, Respond):
        clocks = (provision.clock,)
    silent = next((one.silence for one in clocks if isinstance(one, Clock) and one.silence), None)
    return words.SILENCE.get(silent, words.SILENCE_OTHER.fill(meaning=silent)) if silent else None


def _says(provision: Provision) -> Iterator[Text]:
    """What a provision says in codes."""
    match provision:
        case Restrain(limit=Forbidden()):
            yield words.FORBIDDEN
        case Exchange(nil=nil) if nil is not None:
            yield words.NIL_RETURNS[nil]
        case Meet():
            yield from (text for text in (provision.who, provision.where) if text)
        case Disclose():
            yield words.AUDIENCES[provision.to]
            yield words.CONSENTS[provision.consent]
            if provision.outlives:
                yield words.OUTLIVES
        case _:
            pass


def _formats(provision: Provision, agreement: Agreement) -> Iterator[Format]:
    """Every format a provision names, each once, in the order of its fields."""
    named: list[FormatId] = []
    for field in fields(provision):
        value = getattr(provision, field.name)
        if field.name in _FORMAT_FIELDS or field.name.endswith("_format"):
            named += value if isinstance(value, tuple) else [value] if value else []
        elif isinstance(value, Formula | Change | Exceedance | Extraordinary):
            inner = (getattr(value, name, None) for name in ("returns", "notice", "request_format"))
            named += [one for one in inner if one]
    yield from (agreement.formats[one] for one in dict.fromkeys(named))


IN_ALL = Text("in all", "всего", "合计")
_FORMAT_FIELDS = ("format", "returns", "what")
