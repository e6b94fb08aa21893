"""Provisions as pages show them: when they apply, by when something is due, and how each number is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from babel.units import format_unit

from detente.agreements.model import (
    Agreement,
    AllOf,
    AnyOf,
    Clock,
    Coded,
    Compare,
    Condition,
    Duration,
    Event,
    Evidence,
    Format,
    Not,
    Notify,
    Observe,
    Provision,
    Quantity,
    Respond,
    TimeUnit,
    Together,
    Trigger,
    Vocabulary,
)
from detente.assessment.wording import uncapital
from detente.kernel.identifiers import FormatId
from detente.kernel.instants import PartialDate
from detente.kernel.languages import Language, Text, same_text
from detente.messages.wording import list_of
from detente.web import provision_words as words
from detente.web.dates import LOCALES


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionView:
    """One provision. ``applies`` says to what, ``numbers`` what is counted beside the condition."""

    provision: Provision
    kind: Text
    duty: Text | None
    bearer: Text | None
    applies: tuple[Text, ...]
    condition: ConditionView | None
    numbers: tuple[Known, ...]
    silence: Text | None
    formats: tuple[Format, ...]


def view_provision(provision: Provision, agreement: Agreement, vocabulary: Vocabulary) -> ProvisionView:
    """One provision in words."""
    when = provision.when if isinstance(provision, Notify | Observe) else None
    bearer = None if not isinstance(provision, Notify | Observe | Respond) else provision.bearer
    condition = when.condition if when else None
    return ProvisionView(
        provision=provision,
        kind=words.KINDS[provision.kind],
        duty=words.DUTIES[provision.duty] if isinstance(provision, Notify | Observe) else None,
        bearer=words.BEARERS[bearer] if bearer else None,
        applies=tuple(_applies(when, agreement, vocabulary)) if when else (),
        condition=view_condition(condition, agreement, vocabulary) if condition else None,
        numbers=tuple(_numbers(provision)),
        silence=_silence(provision),
        formats=tuple(_formats(provision, agreement)),
    )


def view_condition(condition: Condition, agreement: Agreement, vocabulary: Vocabulary) -> ConditionView:
    """A condition as a tree of words."""
    match condition:
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
    names = [choices.get(code) or vocabulary.activity_types.get(code) or same_text(code) for code in codes]
    return words.CODED.fill(fact=known.label if known else same_text(fact), values=list_of(names))


def _numbers(provision: Provision) -> Iterator[Known]:
    match provision:
        case Notify():
            yield from _clock(words.TO_TELL, provision.clock)
        case Observe():
            yield from _clock(words.TO_INVITE, provision.invitation)
            yield from _clock(words.TO_REPLY, provision.reply)
            for label, limit in (
                (words.OBSERVERS_IN_ALL, provision.observers_per_activity),
                (words.OBSERVERS_PER_STATE, provision.observers_per_state),
            ):
                if limit is not None:
                    yield from _versions(label, limit, words.AT_MOST)
        case Respond():
            yield from _clock(words.TO_ANSWER, provision.clock)
            yield from _clock(words.TO_ANSWER_URGENT, provision.urgent_clock)


def _clock(label: Text, clock: Clock | None) -> Iterator[Known]:
    if clock is None:
        return
    event = clock.before or clock.after
    pattern = words.BEFORE if clock.before else words.AFTER
    for version in clock.span.amount.versions:
        text = None
        if version.value is not None and event is not None:
            text = pattern.fill(span=format_span(version.value, clock.span), event=words.EVENTS[Event(event)])
        yield Known(label, text, version.evidence, version.since)


def format_span(amount: int, duration: Duration) -> Text:
    """An amount of time in its unit: ``30 days``, ``30 дней``, ``30天``."""
    unit = _UNITS[duration.unit]
    english, russian = (
        str(format_unit(amount, unit, locale=LOCALES[one])) for one in (Language.EN, Language.RU)
    )
    # Babel has no Chinese pattern for these units, so they are written here.
    return Text(english, russian, f"{amount}{_CHINESE_UNITS[duration.unit]}")


def _versions(label: Text, quantity: Quantity, pattern: Text) -> Iterator[Known]:
    for version in quantity.versions:
        text = None if version.value is None else pattern.fill(number=version.value)
        yield Known(label, text, version.evidence, version.since)


def _silence(provision: Provision) -> Text | None:
    clocks = (provision.reply,) if isinstance(provision, Observe) else ()
    if isinstance(provision, Respond):
        clocks = (provision.clock,)
    silent = next((clock.silence for clock in clocks if clock and clock.silence), None)
    return words.SILENCE.get(silent, words.SILENCE_OTHER.fill(meaning=silent)) if silent else None


def _formats(provision: Provision, agreement: Agreement) -> Iterator[Format]:
    wanted: tuple[FormatId | None, ...] = ()
    match provision:
        case Notify():
            wanted = (provision.format,)
        case Observe():
            wanted = (provision.invitation_format, provision.reply_format)
        case Respond():
            wanted = (provision.request_format, provision.reply_format)
    yield from (agreement.formats[one] for one in wanted if one is not None)


_CHINESE_UNITS = {TimeUnit.HOURS: "小时", TimeUnit.DAYS: "天", TimeUnit.MONTHS: "个月"}
_UNITS = {
    TimeUnit.HOURS: "duration-hour",
    TimeUnit.DAYS: "duration-day",
    TimeUnit.MONTHS: "duration-month",
}
