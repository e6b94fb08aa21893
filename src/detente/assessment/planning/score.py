"""What a plan costs: visits not placed, partners again, uneven load, crowded months, holidays near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from detente.assessment.planning.problem import Problem
from detente.assessment.planning.request import PlanRequest, Weights
from detente.kernel.identifiers import StateCode

K = TypeVar("K")


class Placement(NamedTuple):
    """One visit: by which option, beginning on which day."""

    option: int
    start: int


@dataclass(frozen=True, slots=True)
class Cost:
    """How many of each there are (see :class:`~detente.assessment.planning.request.Weights`)."""

    unplaced: int = 0
    repeated: int = 0
    uneven: int = 0
    crowded: int = 0
    near: int = 0

    def weighed(self, weights: Weights, unplaced: int) -> int:
        """The sum by weights; ``unplaced``: what a visit costs that is not placed."""
        return (
            self.unplaced * unplaced
            + self.repeated * weights.repeated
            + self.uneven * weights.uneven
            + self.crowded * weights.crowded
            + self.near * weights.near
        )


def unplaced_weight(request: PlanRequest) -> int:
    """More than everything else together can cost, so that no visit is given up for comfort."""
    weights = request.weights
    wanted = sum(one.number for one in request.wishes)
    each = weights.repeated + weights.uneven + 3 * weights.crowded + 2 * weights.near
    return wanted * each + 1


def cost_of(problem: Problem, placed: Sequence[Placement]) -> Cost:
    """What these visits cost, beside what stands already and costs in any case."""
    options = [problem.options[one.option] for one in placed]
    pairs = Counter(problem.standing_pairs) + Counter((one.guest, one.host) for one in options)
    hosts = Counter(host for _, host in pairs.elements())
    months = Counter(problem.standing_months)
    for one, option in zip(placed, options, strict=True):
        month = problem.month_of(one.start)
        months.update([("host", option.host, month), ("guest", option.guest, month)])
    wanted = sum(one.number for one in problem.request.wishes)
    return Cost(
        unplaced=wanted - len(placed),
        repeated=_above(pairs, 1) - _above(problem.standing_pairs, 1),
        uneven=_above(hosts, problem.fair) - _above(standing_hosts(problem), problem.fair),
        crowded=_crowded(problem, months) - _crowded(problem, problem.standing_months),
        near=sum(option.near_on(one.start) for one, option in zip(placed, options, strict=True)),
    )


def standing_hosts(problem: Problem) -> Mapping[StateCode, int]:
    """How many visits each host receives already."""
    return Counter(one.host for one in problem.request.standing)


def standing_in_month(problem: Problem, month: int) -> int:
    """How many visits begin in a month already."""
    return sum(
        number
        for (role, _, index), number in problem.standing_months.items()
        if role == "host" and index == month
    )


def _crowded(problem: Problem, months: Mapping[tuple[str, StateCode, int], int]) -> int:
    whole: Counter[int] = Counter()
    for (role, _, month), number in months.items():
        whole[month] += number if role == "host" else 0
    return _above(months, 1) + _above(whole, problem.month_share)


def _above(counted: Mapping[K, int], most: int) -> int:
    return sum(max(number - most, 0) for number in counted.values())
