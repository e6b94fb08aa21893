"""Who visits whom, and when: every visit an interval of days that may or may not take place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ortools.sat.python import cp_model

from detente.assessment.planning.counting import Count, Counts
from detente.assessment.planning.days import DaySet, runs
from detente.assessment.planning.problem import Option, Problem, standing_load
from detente.assessment.planning.score import Placement, standing_in_month, unplaced_weight
from detente.assessment.planning.solving import Run, run
from detente.kernel.identifiers import StateCode


class Choice(NamedTuple):
    """A visit in one month, near to so many holidays: the days on which it may begin, and whether it does."""

    month: int
    near: int
    days: DaySet
    literal: cp_model.IntVar


@dataclass(frozen=True, slots=True)
class Copy:
    """One visit that an option may give."""

    option: int
    present: cp_model.IntVar
    start: cp_model.IntVar
    choices: tuple[Choice, ...]


class ScheduleModel:
    """Options with their days. ``options``: those that are weighed, by number."""

    def __init__(self, problem: Problem, options: Iterable[int], floor: int = 0) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.floor = floor
        self.copies = [one for index in options for one in self._copies(index)]
        self.counts = Counts(problem, self.model, self._used())
        self.counts.wishes(unplaced_weight(problem.request))
        self.counts.rooms()
        self.counts.partners()
        self._side_by_side()
        self._near()
        self._crowded()
        self.counts.minimize()
        self.model.add(sum(weight * cost for weight, cost in self.counts.costs) >= floor)

    def hint(self, placed: Sequence[Placement]) -> None:
        """Where to begin looking."""
        waiting: dict[int, list[int]] = defaultdict(list)
        for one in sorted(placed):
            waiting[one.option].append(one.start)
        for copy in self.copies:
            starts = waiting[copy.option]
            start = starts.pop(0) if starts else None
            self.model.add_hint(copy.present, start is not None)
            if start is not None:
                self.model.add_hint(copy.start, start)
            for choice in copy.choices:
                self.model.add_hint(choice.literal, start is not None and choice.days >> start & 1)

    def solve(self, work: float) -> tuple[tuple[Placement, ...], Run]:
        """The visits of the best plan found, by option and day; none where none was found."""
        found = run(self.model, work, self.floor)
        if found.value is None:
            return (), found
        value = found.solver.value
        placed = [Placement(copy.option, value(copy.start)) for copy in self.copies if value(copy.present)]
        return tuple(sorted(placed)), found

    def _copies(self, index: int) -> Iterator[Copy]:
        """The visits of an option; the first of them come first in time, so that none counts twice."""
        option, earlier = self.problem.options[index], None
        for _ in range(option.copies):
            copy = self._copy(index, option)
            if earlier is not None:
                self.model.add_implication(copy.present, earlier.present)
                self.model.add(copy.start >= earlier.start).only_enforce_if(copy.present)
            yield copy
            earlier = copy

    def _copy(self, index: int, option: Option) -> Copy:
        model = self.model
        present = model.new_bool_var("")
        start = model.new_int_var_from_domain(domain_of(option.starts), "")
        choices = tuple(
            Choice(month, near, days, model.new_bool_var(""))
            for month, near, days in _parted(self.problem, option)
        )
        model.add(sum(one.literal for one in choices) == present)
        for one in choices:
            model.add_linear_expression_in_domain(start, domain_of(one.days)).only_enforce_if(one.literal)
        return Copy(index, present, start, choices)

    def _used(self) -> dict[int, Count]:
        presences: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for copy in self.copies:
            presences[copy.option].append(copy.present)
        return {index: sum(several) for index, several in presences.items()}

    def _side_by_side(self) -> None:
        """No host receives, and no guest sends, more at one time than it can."""
        rest = self.problem.request.spacing_days
        hosts: _Intervals = defaultdict(list)
        guests: _Intervals = defaultdict(list)
        for copy in self.copies:
            option = self.problem.options[copy.option]
            size = self.model.new_optional_fixed_size_interval_var
            hosts[option.host].append(size(copy.start, option.days + rest, copy.present, ""))
            guests[option.guest].append(size(copy.start, option.days, copy.present, ""))
        for state, known in self.problem.states.items():
            self._at_most(hosts[state], standing_load(self.problem.request, "host", state), known.at_once)
            self._at_most(guests[state], standing_load(self.problem.request, "guest", state), known.teams)

    def _at_most(self, planned: list[cp_model.IntervalVar], load: Mapping[int, int], most: int) -> None:
        if not planned:
            return
        standing, demands = [], []
        for demand in sorted(set(load.values())):
            days = sum(1 << number for number, one in load.items() if one == demand)
            for first, last in runs(days):
                interval = self.model.new_fixed_size_interval_var(first, last - first + 1, "")
                standing.append(interval)
                demands.append(min(demand, most))
        if most == 1:
            self.model.add_no_overlap([*planned, *standing])
        else:
            self.model.add_cumulative([*planned, *standing], [1] * len(planned) + demands, most)

    def _near(self) -> None:
        weight = self.problem.request.weights.near
        for copy in self.copies:
            for one in copy.choices:
                if one.near and weight:
                    self.counts.costs.append((weight * one.near, one.literal))

    def _crowded(self) -> None:
        """Visits of one host, one guest and of all that begin in one month."""
        problem, weight = self.problem, self.problem.request.weights.crowded
        months: dict[tuple[str, StateCode, int], list[cp_model.IntVar]] = defaultdict(list)
        whole: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for copy in self.copies:
            option = problem.options[copy.option]
            for one in copy.choices:
                months["host", option.host, one.month].append(one.literal)
                months["guest", option.guest, one.month].append(one.literal)
                whole[one.month].append(one.literal)
        for key, literals in months.items():
            room = 1 - problem.standing_months.get(key, 0)
            self.counts.above(literals, len(literals), room, weight)
        for month, literals in whole.items():
            room = problem.month_share - standing_in_month(problem, month)
            self.counts.above(literals, len(literals), room, weight)


_Intervals = defaultdict[StateCode, list[cp_model.IntervalVar]]


def domain_of(days: DaySet) -> cp_model.Domain:
    """A set of days as the solver has it; one that is empty holds the first day, and is never used."""
    return cp_model.Domain.from_intervals([[first, last] for first, last in runs(days)] or [[0, 0]])


def _parted(problem: Problem, option: Option) -> Iterator[tuple[int, int, DaySet]]:
    """The days of an option by month and by how many holidays are near; only parts that have days."""
    one, both = option.near
    levels = (option.starts & ~one, one & ~both, both)
    for month, part in enumerate(problem.months):
        for near, days in enumerate(levels):
            if days & part.days:
                yield month, near, days & part.days
