"""How many activities a state or side holds in a year, or at one time: a part of ``restrain``.

An activity counts for its host. One that is called off does not count, and one of which it is not clear
whether it counts makes the number lie between two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.agreements.model import CountLimit, Quantity, Restrain, SimultaneousLimit
from detente.assessment.conditions import value_on
from detente.assessment.finding import Answer, Finding, FindingState, Gap, Missing
from detente.assessment.kinds.simultaneous import LONGEST_YEARS, deepest, years_held
from detente.assessment.outcome import Outcome
from detente.assessment.places import Locator
from detente.assessment.rules import MatterSource, YearDuty
from detente.assessment.scope import Scope
from detente.assessment.stamp import Stamp, stamp_of
from detente.assessment.standing import Standing
from detente.assessment.strengths import Bounds
from detente.assessment.tallies import ACTIVITIES, Counted, Tally, measure_limit
from detente.assessment.trigger import CompiledTrigger
from detente.assessment.triggering import outcomes_of
from detente.assessment.years import YearRule, first_instant, year_span, years_of
from detente.kernel.identifiers import MatterId, Reference
from detente.kernel.instants import Instant, Interval
from detente.record.activities import Activity, ActivityStatus
from detente.record.matters import opened_in
from detente.record.periods import certain_span, interval_of, possible_span
from detente.record.record import KnownMatter

_Meeting = tuple[Activity, Outcome]


@dataclass(frozen=True, slots=True)
class NumberRule:
    """At most so many activities in so many successive calendar years, or at any one time of a year."""

    years: YearRule
    provision: Restrain
    limit: CountLimit | SimultaneousLimit
    trigger: CompiledTrigger
    stamp: Stamp

    def duties(self, since: Instant, at: Instant) -> Iterator[YearDuty]:
        """Each bearer's years."""
        return self.years.all_duties(since, at)

    def touched_by(self, known: KnownMatter) -> Iterator[YearDuty]:
        """The years in which an activity counts; where it takes one of another side, those of that side too."""
        if not isinstance(known, Activity) or known.status is not ActivityStatus.TOLD:
            return
        if self.trigger.declared(known).answer is Answer.NO:
            return
        yield from self.years.duties_of((known.host,), self._years(known))
        if (
            self.trigger.both_sides is not None
        ):  # one of the other side may be long under way, or still to come
            held = years_held(known)
            near = range(held.start - LONGEST_YEARS, held.stop + LONGEST_YEARS)
            yield from self.years.duties_of(self.years.scope.opposite(known.host), near)

    def findings(
        self, duty: YearDuty, source: MatterSource, places: Locator, at: Instant
    ) -> Iterator[Finding]:
        """How many there are, against how many there may be."""
        if isinstance(self.limit, SimultaneousLimit):
            held = self._meeting(duty, year_span(duty.year), source, places)
            yield self._finding(duty, *_at_one_time(held, duty.year))
            return
        window = _window(self.limit.years, duty.year)
        if window is None:
            unknown = Standing(FindingState.UNCLEAR, gaps=(Gap(Missing.TREATY_VALUE, "years"),))
            yield self.stamp.on_year(self.years.about(duty), duty.year, unknown, duty.bearer)
            return
        span = Interval(first_instant(window.start), year_span(duty.year).latest)
        tally = Tally(tuple(_counted(self._meeting(duty, span, source, places), window)))
        yield self._finding(duty, tally.bounds, tally, tally.gaps)

    def _years(self, activity: Activity) -> range:
        """The years whose findings an activity may change."""
        if isinstance(self.limit, SimultaneousLimit):
            return years_held(activity)
        starts = _start_years(activity)
        longest = max((one.value or 1 for one in self.limit.years.versions), default=1)
        return range(starts.start, starts.stop + longest - 1)

    def _meeting(
        self, duty: YearDuty, span: Interval, source: MatterSource, places: Locator
    ) -> list[_Meeting]:
        """Those that may meet the trigger, by when they begin and then by name."""
        scope = self.years.scope
        activities = [
            one
            for one in source.matters_of(Activity, self.years.states_in(duty), span)
            if one.status is ActivityStatus.TOLD and scope.binds(one.host, one)
        ]
        activities.sort(key=_begins)
        outcomes = outcomes_of(scope, self.trigger, activities, source, places)
        return [
            (activity, outcome)
            for activity, outcome in zip(activities, outcomes, strict=True)
            if outcome.answer is not Answer.NO
        ]

    def _finding(self, duty: YearDuty, bounds: Bounds, tally: Tally, gaps: tuple[Gap, ...]) -> Finding:
        most = value_on(self.limit.at_most, first_instant(duty.year))
        standing, margin = measure_limit(ACTIVITIES, bounds, most, self.years.scope.near_permille, gaps)
        return self.stamp.on_year(
            self.years.about(duty),
            duty.year,
            standing,
            duty.bearer,
            tally.messages,
            (margin,),
            tally.counterparts,
        )


def _window(years: Quantity, year: int) -> range | None:
    """The successive years that end with ``year``; None: the agreement's number is not available."""
    length = value_on(years, first_instant(year)).value
    return None if length is None else range(max(year - length + 1, 1), year + 1)


def _start_years(activity: Activity) -> range:
    """The year in which it begins; without a date, that in which it was numbered, or the next."""
    if activity.period is not None:
        return years_of(interval_of(activity.period.start))
    year = opened_in(activity.id)
    return range(year, year + 2)


def _begins(activity: Activity) -> tuple[Instant, str]:
    first = first_instant(_start_years(activity).start)
    return (interval_of(activity.period.start).earliest if activity.period else first, activity.id)


def _counted(meeting: Iterable[_Meeting], window: range) -> Iterator[Counted]:
    for activity, outcome in meeting:
        inside = [year in window for year in _start_years(activity)]
        if any(inside):
            undated = () if all(inside) else (Gap(Missing.START_DATE, activity.id),)
            yield Counted(activity.id, _messages(activity, outcome), (*undated, *_doubts(activity, outcome)))


def _messages(activity: Activity, outcome: Outcome) -> tuple[Reference, ...]:
    return activity.messages + outcome.messages


def _doubts(activity: Activity, outcome: Outcome) -> tuple[Gap, ...]:
    """Why it is not clear whether it meets the trigger, once for each kind of thing."""
    return tuple(dict.fromkeys(Gap(gap.what, activity.id) for gap in outcome.gaps))


def _at_one_time(meeting: Sequence[_Meeting], year: int) -> tuple[Bounds, Tally, tuple[Gap, ...]]:
    """The most at one time of the year: those that are held at one time for sure, and those that may be."""
    here = [(one, outcome) for one, outcome in meeting if year in years_held(one)]
    sure: dict[MatterId, Interval] = {}
    possible: dict[MatterId, Interval] = {}
    for activity, outcome in here:
        held = certain_span(activity.period) if activity.period else None
        if held is not None and outcome.answer is Answer.YES:
            sure[activity.id] = held
        possible[activity.id] = possible_span(activity.period) if activity.period else year_span(year)
    span = year_span(year)
    certain, most = deepest(sure, span), deepest(possible, span)
    doubts = {one.id: _time_doubts(one, outcome) for one, outcome in here}
    tally = Tally(
        tuple(
            Counted(one.id, _messages(one, outcome), () if one.id in certain else doubts[one.id])
            for one, outcome in here
            if one.id in (*certain, *most)
        )
    )
    gaps = dict.fromkeys(gap for one in most for gap in doubts[one])
    return Bounds(len(certain), len(most)), tally, tuple(gaps)


def _time_doubts(activity: Activity, outcome: Outcome) -> tuple[Gap, ...]:
    """Why it is not sure that it is held at each instant at which it may be."""
    doubts, period = _doubts(activity, outcome), activity.period
    if period is None:
        return doubts or (Gap(Missing.START_DATE, activity.id),)
    coarse = certain_span(period) != possible_span(period)
    return doubts or ((Gap(Missing.DATE_PRECISION, activity.id),) if coarse else ())


def build_number_rule(
    scope: Scope, provision: Restrain, limit: CountLimit | SimultaneousLimit, trigger: CompiledTrigger
) -> NumberRule:
    """The rule of a limit in number."""
    step = "count" if isinstance(limit, CountLimit) else "simultaneous"
    years = YearRule(scope, provision, provision.bearer)
    return NumberRule(years, provision, limit, trigger, stamp_of(scope.agreement.id, provision, step))
