"""How large a quota is, and how much of it one partner may use: a part of ``quota``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from detente.agreements.model import DatedValue, Formula, Quantity, Quota, Rounding, Share
from detente.assessment.clocks import LAST_INSTANT
from detente.assessment.conditions import value_on
from detente.assessment.finding import BearerName, Gap, Missing
from detente.assessment.kinds.quota_book import QuotaBook
from detente.assessment.rules import MatterSource, YearDuty
from detente.assessment.tallies import VISITS
from detente.assessment.years import YearRule, first_instant, is_within, year_span
from detente.kernel.identifiers import MatterId, MeasureId, Reference, StateCode
from detente.kernel.instants import FIRST_INSTANT, Instant
from detente.messages.values import Qualifier
from detente.record.returns import Return

_UNITS = MeasureId("units")


class Size(NamedTuple):
    """A number of visits with its evidence, what it was computed from, and why it is not known (empty: it is)."""

    number: DatedValue
    messages: tuple[Reference, ...] = ()
    counterparts: tuple[MatterId, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Amounts:
    """The numbers of one provision."""

    years: YearRule
    provision: Quota

    def whole(self, duty: YearDuty, source: MatterSource) -> Size:
        """The quota of a bearer in a year: the agreement's number, or computed from its returns of the year."""
        amount, day = self.provision.amount, first_instant(duty.year)
        if isinstance(amount, Quantity):
            version = value_on(amount, day)
            return Size(version, gaps=_not_available(version))
        returns = [self._newest(state, amount, duty.year, source) for state in self.years.states_in(duty)]
        known = [one for one in returns if isinstance(one, Return)]
        size = self._computed(amount, returns, day)
        messages = tuple(message for one in known for message in one.messages)
        return size._replace(messages=messages, counterparts=tuple(one.id for one in known))

    def share(self, whole: Size, partner: BearerName, book: QuotaBook, duty: YearDuty) -> Size:
        """What a partner may use of it: its share, with what was given to it, without what it gave away."""
        part = self._part(whole, first_instant(duty.year))
        moved = [one for one in book.given if partner in (one.giver, one.receiver)]
        gaps = [
            *part.gaps,
            *(Gap(Missing.ACTIVITY_TYPE, "quota.amount") for one in moved if one.amount is None),
        ]
        gaps += [Gap(Missing.RECEIVER, one.message.id) for one in book.given if one.receiver is None]
        number = part.number.value
        for one in moved:
            if number is not None and one.amount is not None and one.giver != one.receiver:
                number += one.amount if one.receiver == partner else -one.amount
        return Size(
            DatedValue(None if gaps or number is None else max(number, 0), part.number.evidence),
            tuple(dict.fromkeys((*part.messages, *(ref for one in moved for ref in one.message.messages)))),
            (*part.counterparts, *(one.message.id for one in moved)),
            tuple(dict.fromkeys(gaps)),
        )

    def counted(self, duty: YearDuty, source: MatterSource) -> int | None:
        """What the formula counts, in all returns of the year; None: there is no formula, or it is not all known."""
        amount = self.returns_of()
        if amount is None:
            return None
        returns = [self._newest(state, amount, duty.year, source) for state in self.years.states_in(duty)]
        held = [self._held(one, amount.of) if isinstance(one, Return) else None for one in returns]
        known = [one for one in held if one is not None]
        return sum(known) if len(known) == len(held) else None

    def returns_of(self) -> Formula | None:
        """The formula, where the number hangs on returns."""
        return self.provision.amount if isinstance(self.provision.amount, Formula) else None

    def _part(self, whole: Size, day: Instant) -> Size:
        rule = self.provision.same_partner
        if not isinstance(rule, Share):
            version = value_on(rule, day) if rule else whole.number
            return Size(version, gaps=_not_available(version) if rule else whole.gaps)
        number, least = whole.number.value, value_on(rule.at_least, day) if rule.at_least else None
        if least is not None and least.value is None:
            return whole._replace(number=least, gaps=_not_available(least))
        if number is not None:
            number = _divided(number * rule.numerator, rule.denominator, rule.rounding)
            number = max(number, least.value or 0) if least else number
        return whole._replace(number=DatedValue(number, rule.evidence))

    def _computed(self, formula: Formula, returns: Sequence[Return | Gap], day: Instant) -> Size:
        per = value_on(formula.per, day)
        most = value_on(formula.at_most, day) if formula.at_most else None
        gaps = [gap for one in (per, most) if one is not None for gap in _not_available(one)]
        gaps += [one for one in returns if isinstance(one, Gap)]
        total = 0
        for one in returns:
            if isinstance(one, Return):
                held = self._held(one, formula.of)
                total += held or 0
                gaps += [] if held is not None else [Gap(Missing.STRENGTH, formula.of)]
        if gaps or not per.value:
            return Size(DatedValue(None, per.evidence), gaps=tuple(dict.fromkeys(gaps)))
        number = _divided(total, per.value, formula.rounding)
        if most is not None and most.value is not None:
            number = min(number, most.value)
        return Size(DatedValue(number, per.evidence))

    def _newest(self, state: StateCode, formula: Formula, year: int, source: MatterSource) -> Return | Gap:
        """The state's newest return as of that year, or that there is none."""
        return max(self._returns(state, formula, year, source), key=_age, default=Gap(Missing.RETURN, state))

    def _returns(
        self, state: StateCode, formula: Formula, year: int, source: MatterSource
    ) -> Iterator[Return]:
        for one in source.matters_of(Return, (state,), year_span(year)):
            if one.agreement not in self.years.scope.agreement.lineage or one.format != formula.returns:
                continue
            if not one.withdrawn and one.as_of is not None and is_within(one.as_of.interval, year):
                yield one

    def _held(self, known: Return, measure: MeasureId) -> int | None:
        """What the return says of a measure; nothing to tell is none. None: it does not say, or only about."""
        if known.nil:
            return 0
        if measure == _UNITS and known.units is not None:
            return known.units
        amount = known.holdings.get(self.provision.sector, {}).get(measure)
        if amount is None or amount.qualifier not in (Qualifier.EXACT, Qualifier.ABOUT):
            return None
        return amount.value


def _divided(number: int, by: int, rounding: Rounding) -> int:
    return -(-number // by) if rounding is Rounding.UP else number // by


def _age(known: Return) -> tuple[Instant, Instant, str]:
    as_of = known.as_of.interval.latest if known.as_of else FIRST_INSTANT
    return (as_of, known.told.latest if known.told else LAST_INSTANT, known.reference)


def _not_available(version: DatedValue) -> tuple[Gap, ...]:
    return (Gap(Missing.TREATY_VALUE, VISITS),) if version.value is None else ()
