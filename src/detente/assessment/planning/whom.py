"""Who visits whom, days apart: the larger question first, and what no plan can cost less than.

Whatever it finds cheapest bounds every plan from below, since each cost in it is the least that the days
could add: see docs/explanation/planning.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ortools.sat.python import cp_model

from detente.assessment.planning.counting import Count, Counts
from detente.assessment.planning.days import NO_DAYS
from detente.assessment.planning.problem import Problem, usable
from detente.assessment.planning.score import unplaced_weight
from detente.assessment.planning.solving import Run, run
from detente.kernel.identifiers import StateCode


class WhomModel:
    """How often each option is used."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.used = {
            index: self.model.new_int_var(0, problem.options[index].copies, "")
            for index in usable(problem.options)
        }
        self.counts = Counts(problem, self.model, self.used)
        self.counts.wishes(unplaced_weight(problem.request))
        self.counts.rooms()
        self.counts.partners()
        self._near()
        self._days_and_months("host")
        self._days_and_months("guest")
        self.counts.minimize()

    def solve(self, work: float) -> tuple[dict[int, int], Run]:
        """How often each option is used; those that are not are left out."""
        found = run(self.model, work)
        if found.value is None:
            return {}, found
        chosen = {index: found.solver.value(count) for index, count in self.used.items()}
        return {index: number for index, number in chosen.items() if number}, found

    def _near(self) -> None:
        """Where no day is free of holidays nearby, the fewest there can be cost."""
        weight = self.problem.request.weights.near
        for index, count in self.used.items():
            least = self.least_near(index)
            if least and weight:
                self.counts.costs.append((weight * least, count))

    def least_near(self, index: int) -> int:
        """How many of the two have a holiday nearby on the best day of an option."""
        option = self.problem.options[index]
        one, both = option.near
        return 0 if option.starts & ~one else 1 if option.starts & ~both else 2

    def _days_and_months(self, role: str) -> None:
        """No state has more visits than days for them; beyond one a month, months are crowded."""
        by_state: dict[StateCode, list[int]] = defaultdict(list)
        for index in self.used:
            option = self.problem.options[index]
            by_state[option.host if role == "host" else option.guest].append(index)
        for state, indices in by_state.items():
            known = self.problem.states[state]
            side_by_side = known.at_once if role == "host" else known.teams
            rest = self.problem.request.spacing_days if role == "host" else 0
            lengths: list[Count] = [self.used[i] * (self.problem.options[i].days + rest) for i in indices]
            self.model.add(sum(lengths) <= side_by_side * self._room(indices, rest))
            self._crowded(role, state, indices)

    def _room(self, indices: Iterable[int], rest: int) -> int:
        """How many days the visits of these options, with the days after them, can lie on."""
        days = NO_DAYS
        for index in indices:
            option = self.problem.options[index]
            for shift in range(option.days + rest):
                days |= option.starts << shift
        return days.bit_count()

    def _crowded(self, role: str, state: StateCode, indices: list[int]) -> None:
        months = [
            number
            for number, month in enumerate(self.problem.months)
            if any(self.problem.options[index].starts & month.days for index in indices)
        ]
        standing = [self.problem.standing_months.get((role, state, month), 0) for month in months]
        room = sum(max(1 - one, 0) for one in standing)
        counts = [self.used[index] for index in indices]
        highest = sum(self.problem.options[index].copies for index in indices)
        self.counts.above(counts, highest, room, self.problem.request.weights.crowded)
