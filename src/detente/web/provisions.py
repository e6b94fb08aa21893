"""Provisions as pages show them: when they apply, by when something is due, and how each number is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.agreements.model import (
    Agreement,
    AllOf,
    AnyOf,
    Coded,
    Compare,
    Condition,
    Evidence,
    FixedDate,
    Format,
    Not,
    Notify,
    Observe,
    Provision,
    Quantity,
    Respond,
    TimeLimit,
    Together,
    Trigger,
    Vocabulary,
)
from detente.assessment.limit_words import clock_text, fixed_date_text, limits_of
from detente.assessment.wording import uncapital
from detente.kernel.identifiers import FormatId
from detente.kernel.instants import PartialDate
from detente.kernel.languages import Text, same_text
from detente.messages.wording import list_of
from detente.web import provision_words as words


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
    for label, limit in limits_of(provision):
        yield from _limit(label, limit)
    if isinstance(provision, Observe):
        for label, most in (
            (words.OBSERVERS_IN_ALL, provision.observers_per_activity),
            (words.OBSERVERS_PER_STATE, provision.observers_per_state),
        ):
            if most is not None:
                yield from _versions(label, most, words.AT_MOST)


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
