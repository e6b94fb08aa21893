"""What both models count alike: wishes, quotas, shares, objects, partners and fair shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from ortools.sat.python import cp_model

from detente.assessment.finding import BearerName
from detente.assessment.planning.problem import Pair, Problem, object_room, same_object
from detente.assessment.planning.score import standing_hosts
from detente.kernel.identifiers import StateCode

#: How often an option is used, as the solver has it: a variable or a sum of them.
Count = cp_model.LinearExprT


class Rule(StrEnum):
    """What a number of visits is limited by."""

    QUOTA = "quota"
    SHARE = "share"
    OBJECT = "object"


class Room(NamedTuple):
    """At most so many visits by these options. ``partner``, ``object``: whose share, or visits to what."""

    rule: Rule
    quota: int
    partner: BearerName | None
    object: str | None
    most: int
    options: tuple[int, ...]


def rooms_of(problem: Problem, options: Iterable[int]) -> Iterator[Room]:
    """Every number that limits these options together, in a fixed order."""
    grouped: dict[tuple[Rule, int, BearerName | None, str | None], list[int]] = defaultdict(list)
    for index in options:
        for key in _keys(problem, index):
            grouped[key].append(index)
    for (rule, quota, partner, name), members in grouped.items():
        most = _most(problem, rule, quota, partner, name)
        if most is not None:
            yield Room(rule, quota, partner, name, most, tuple(members))


def _keys(problem: Problem, index: int) -> Iterator[tuple[Rule, int, BearerName | None, str | None]]:
    option = problem.options[index]
    yield Rule.QUOTA, option.quota, None, None
    yield Rule.SHARE, option.quota, option.partner, None
    name = problem.wish(option).object
    if name is not None:
        yield Rule.OBJECT, option.quota, None, same_object(name)
        yield Rule.OBJECT, option.quota, option.partner, same_object(name)


def _most(
    problem: Problem, rule: Rule, number: int, partner: BearerName | None, name: str | None
) -> int | None:
    quota = problem.request.quotas[number]
    match rule:
        case Rule.QUOTA:
            return quota.left if quota.is_known else 0
        case Rule.SHARE:
            known = partner is None or partner not in quota.shares
            return None if known else quota.shares[partner] or 0  # type: ignore[index]
        case Rule.OBJECT:
            room = object_room(quota, name or "", partner or quota.bearer)
            return room.get(partner)


@dataclass(slots=True)
class Counts:
    """How often each option is used, and the costs that hang on that alone."""

    problem: Problem
    model: cp_model.CpModel
    used: Mapping[int, Count]
    costs: list[tuple[int, Count]] = field(default_factory=list)

    def wishes(self, weight: int) -> None:
        """No wish is met more often than it was made; what is left of it costs."""
        members: dict[int, list[Count]] = defaultdict(list)
        for index, count in self.used.items():
            members[self.problem.options[index].wish].append(count)
        for number, wish in enumerate(self.problem.request.wishes):
            if members[number]:
                self.model.add(sum(members[number]) <= wish.number)
            self.costs.append((weight, wish.number - sum(members[number])))

    def rooms(self) -> None:
        """No quota, share or number of visits to an object is gone over."""
        for room in rooms_of(self.problem, self.used):
            self.model.add(sum(self.used[index] for index in room.options) <= max(room.most, 0))

    def partners(self) -> None:
        """A partner visited again, and a host that receives more than a fair share, cost."""
        weights = self.problem.request.weights
        pairs: dict[Pair, list[int]] = defaultdict(list)
        hosts: dict[StateCode, list[int]] = defaultdict(list)
        for index in self.used:
            option = self.problem.options[index]
            pairs[option.guest, option.host].append(index)
            hosts[option.host].append(index)
        for pair, indices in pairs.items():
            self._above_for(indices, self.problem.standing_pairs.get(pair, 0), 1, weights.repeated)
        standing = standing_hosts(self.problem)
        for host, indices in hosts.items():
            self._above_for(indices, standing.get(host, 0), self.problem.fair, weights.uneven)

    def above(self, counts: Sequence[Count], highest: int, room: int, weight: int) -> None:
        """Each one above ``room`` costs. ``highest``: how many there may be at most."""
        if weight and highest > max(room, 0):
            over = self.model.new_int_var(0, highest - max(room, 0), "")
            self.model.add(over >= sum(counts) - max(room, 0))
            self.costs.append((weight, over))

    def _above_for(self, indices: Sequence[int], standing: int, most: int, weight: int) -> None:
        highest = sum(self.problem.options[index].copies for index in indices)
        self.above([self.used[index] for index in indices], highest, most - standing, weight)

    def minimize(self) -> None:
        """The sum of all costs is to be as small as can be."""
        self.model.minimize(sum(weight * cost for weight, cost in self.costs))
