"""When a ceiling may be exceeded for a time: a part of ``ceiling``.

A notice tells from when to when. It covers a day if that lies within; it must be no longer than the article
allows, and no more than so many may begin in one calendar year, counted in the order in which they begin. A
notice without dates may be about the year in which it was numbered, or the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NamedTuple, TypeGuard

from detente.agreements.model import Clock, DatedValue, Duration, Event, Exceedance, Quantity, TimeUnit
from detente.assessment.clocks import deadline, told_in_time
from detente.assessment.conditions import value_on
from detente.assessment.finding import Answer, BearerName, FindingState, Gap, Margin, Missing
from detente.assessment.logic import all_of, opposite
from detente.assessment.rules import MatterSource, YearDuty
from detente.assessment.standing import Standing
from detente.assessment.strengths import Bounds
from detente.assessment.tallies import DAYS, measure_limit
from detente.assessment.years import YearRule, first_instant, is_within, states_under, year_span, years_of
from detente.kernel.identifiers import MatterId, MeasureId, Reference, StateCode
from detente.kernel.instants import Instant, Interval
from detente.messages.values import Amount
from detente.record.matters import opened_in
from detente.record.notices import EventNotice
from detente.record.record import KnownMatter

EXCEEDANCES = MeasureId("exceedances")


class Covering(NamedTuple):
    """A notice that covers the days in question, or may, and whether the article allows what it tells."""

    standing: Standing
    margins: tuple[Margin, ...] = ()
    messages: tuple[Reference, ...] = ()
    counterparts: tuple[MatterId, ...] = ()


class _Test(NamedTuple):
    """Whether one demand of the article is kept; with what it was compared to and what is not known."""

    kept: Answer
    margins: tuple[Margin, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class ExceedanceRule:
    """What an article says of exceeding its ceilings for a time."""

    years: YearRule
    terms: Exceedance

    def raised(self, most: int, year: int) -> DatedValue:
        """How many may be held for a time where ``most`` may be held otherwise; a part of one is dropped."""
        version = value_on(self.terms.percent, first_instant(year))
        value = None if version.value is None else most * (100 + version.value) // 100
        return DatedValue(value, version.evidence)

    def touched_by(self, known: KnownMatter) -> Iterator[YearDuty]:
        """The years of the days that a notice may cover, or that another may which it is counted before."""
        if self._is_notice(known):
            reach = self._reach(known)
            last = (known.happened or reach).latest.year
            until = max(reach.latest.year, self._last_year(last, known.state))
            yield from self.years.duties_of([known.state], range(reach.earliest.year, until + 1))

    def covering(self, duty: YearDuty, days: Sequence[Interval], source: MatterSource) -> Covering | None:
        """The notice that covers these days best; None where none does, though the article asks for one."""
        if self.terms.notice is None:
            gap = Gap(Missing.EXCEEDANCE_TIME, "exceedance")
            return Covering(Standing(FindingState.UNCLEAR, gaps=(gap,)))
        notices = self.notices(duty.bearer, source)
        judged = [
            self._judge(one, covers, notices)
            for one in notices
            if (covers := self._covers(one, days)) is not Answer.NO
        ]
        return min(judged, key=lambda one: _BEST_FIRST.index(one.standing.state), default=None)

    def notices(self, bearer: BearerName, source: MatterSource) -> list[EventNotice]:
        """Every notice of a time of exceedance by a bearer that was not taken back, by when it begins."""
        found = source.matters_of(EventNotice, states_under(self.years.scope, bearer), None)
        return sorted((one for one in found if self._is_notice(one) and not one.withdrawn), key=_begins)

    def length(self, notice: EventNotice) -> Margin | None:
        """How long it lasts against how long it may; None: it does not say."""
        return next(iter(self._length(notice).margins), None)

    def _is_notice(self, known: KnownMatter) -> TypeGuard[EventNotice]:
        if not isinstance(known, EventNotice):
            return False
        return known.agreement in self.years.scope.agreement.lineage and known.format == self.terms.notice

    def _judge(self, notice: EventNotice, covers: Answer, notices: Sequence[EventNotice]) -> Covering:
        """Too long or too often is not allowed, whatever it covers; else all must be sure."""
        length = self._length(notice)
        tests = [_Test(covers, (), _coverage_gaps(notice)), length]
        if length.kept is Answer.YES:
            tests.append(self._number(notice, notices))
        kept = all_of([one.kept for one in tests])
        gaps = tuple(gap for one in tests if one.kept is Answer.UNCLEAR for gap in one.gaps)
        due = notice.ends.latest if notice.ends and kept is Answer.YES else None
        return Covering(
            Standing(_STATES[kept], due, gaps=tuple(dict.fromkeys(gaps)) if kept is Answer.UNCLEAR else ()),
            tuple(margin for one in tests for margin in one.margins),
            notice.messages,
            (notice.id,),
        )

    def _covers(self, notice: EventNotice, days: Sequence[Interval]) -> Answer:
        """Whether the notice covers all of the days; none are covered by nothing."""
        possible, sure = self._reach(notice), _sure_span(notice)
        if not days or not all(possible.overlaps(day) for day in days):
            return Answer.NO
        inside = sure is not None and all(
            sure.earliest <= day.earliest and day.latest <= sure.latest for day in days
        )
        return Answer.YES if inside else Answer.UNCLEAR

    def _length(self, notice: EventNotice) -> _Test:
        span, begins, ends = self.terms.length, notice.happened, notice.ends
        if begins is None or ends is None:
            return _Test(Answer.UNCLEAR, (), (Gap(Missing.EXCEEDANCE_TIME, notice.reference),))
        version = value_on(span.amount, begins.earliest)
        last = self._longest(begins, version, notice.state)
        if last is None:
            return _Test(Answer.UNCLEAR, (), (Gap(Missing.TREATY_VALUE, "exceedance-length"),))
        kept = told_in_time(ends, last)
        margins: tuple[Margin, ...] = ()
        if span.unit is TimeUnit.DAYS:
            shift = self.years.scope.counting.start_day_shifts[0]
            days = Amount((ends.latest.date() - begins.earliest.date()).days + shift)
            above = opposite(kept)
            margins = (
                Margin(DAYS, version.value, days, above, near=False, evidence=version.evidence, limit=True),
            )
        close = _is_close(begins) and _is_close(ends)
        gap = Gap(Missing.TREATY_VALUE, "start_day_counts") if close else _coarse(notice)
        return _Test(kept, margins, (gap,))

    def _number(self, notice: EventNotice, notices: Sequence[EventNotice]) -> _Test:
        """Whether no more than so many have begun in its year by then."""
        allowed, begins = self.terms.times_per_year, notice.happened
        if allowed is None or begins is None:
            return _Test(Answer.YES)
        if begins.earliest.year != begins.latest.year:
            return _Test(Answer.UNCLEAR, (), (_coarse(notice),))
        year = begins.earliest.year
        earlier = [one for one in notices if _begins(one) < _begins(notice)]
        sure = 1 + sum(one.happened is not None and is_within(one.happened, year) for one in earlier)
        doubtful = [one for one in notices if _may_begin_in(one, year)]
        most = value_on(allowed, begins.earliest)
        bounds = Bounds(sure, sure + len(doubtful))
        if most.value is None and bounds.high == 1:  # the article allows it once at the least
            return _Test(Answer.YES)
        gaps = tuple(_coarse(one) for one in doubtful)
        standing, margin = measure_limit(EXCEEDANCES, bounds, most, _NEVER_NEAR, gaps)
        return _Test(opposite(margin.reached), (replace(margin, limit=True),), standing.gaps)

    def _reach(self, notice: EventNotice) -> Interval:
        """The time in which it may hold; where its end is not told, no longer than the article allows."""
        begins, ends = notice.happened, notice.ends
        if begins is None:
            year = opened_in(notice.id)
            return Interval(first_instant(year), year_span(year + 1).latest)
        if ends is None:
            version = value_on(self.terms.length.amount, begins.earliest)
            ends = self._longest(begins, version, notice.state) or year_span(begins.latest.year + 1)
        return Interval(begins.earliest, max(begins.latest, ends.latest))

    def _longest(self, begins: Interval, version: DatedValue, state: StateCode) -> Interval | None:
        """The last instant that is not too long after it began; None: a number or calendar is missing."""
        span = Duration(self.terms.length.unit, Quantity((version,)), self.terms.length.calendar)
        clock = Clock(span, after=Event.EVENT)
        return deadline(clock, begins, self.years.scope.counting, begins.earliest, state)

    def _last_year(self, year: int, state: StateCode) -> int:
        """The last year that one may reach which begins in ``year``, under any version of the length."""
        versions = self.terms.length.amount.versions
        ends = [self._longest(year_span(year), version, state) for version in versions]
        return max((one.latest.year for one in ends if one is not None), default=year)


def _begins(notice: EventNotice) -> tuple[Instant, str]:
    return (notice.happened.earliest if notice.happened else first_instant(opened_in(notice.id)), notice.id)


def _may_begin_in(notice: EventNotice, year: int) -> bool:
    """Whether it is not sure, but possible, that it begins in a year."""
    begins = notice.happened
    if begins is None:
        return year in (opened_in(notice.id), opened_in(notice.id) + 1)
    return year in years_of(begins) and not is_within(begins, year)


def _sure_span(notice: EventNotice) -> Interval | None:
    """The time in which it holds for sure; a day of start or end counts as a whole."""
    begins, ends = notice.happened, notice.ends
    if begins is None or ends is None:
        return None
    start = begins.earliest if _is_close(begins) else begins.latest
    end = ends.latest if _is_close(ends) else ends.earliest
    return Interval(start, end) if start <= end else None


def _is_close(moment: Interval) -> bool:
    return moment.latest - moment.earliest < timedelta(days=1)


def _coverage_gaps(notice: EventNotice) -> tuple[Gap, ...]:
    undated = notice.happened is None or notice.ends is None
    return (Gap(Missing.EXCEEDANCE_TIME, notice.reference) if undated else _coarse(notice),)


def _coarse(notice: EventNotice) -> Gap:
    return Gap(Missing.DATE_PRECISION, notice.reference)


_NEVER_NEAR = 1001  # as much as is allowed is not near here: it is what was meant
_BEST_FIRST = (FindingState.WITHIN, FindingState.UNCLEAR, FindingState.EXCEEDED)
_STATES = {
    Answer.YES: FindingState.WITHIN,
    Answer.NO: FindingState.EXCEEDED,
    Answer.UNCLEAR: FindingState.UNCLEAR,
}
