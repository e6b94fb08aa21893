"""A year's plan: first whom, then when, then both together, as far as the work allowed goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from detente.assessment.finding import BearerName
from detente.assessment.planning.contradiction import Ground, find_contradictions
from detente.assessment.planning.leads import ask_by
from detente.assessment.planning.problem import Problem, build_problem, usable
from detente.assessment.planning.reasons import Unplaced, WhyThen, unplaced_of, why_then
from detente.assessment.planning.request import Limits, PlanRequest
from detente.assessment.planning.schedule import ScheduleModel
from detente.assessment.planning.score import Cost, Placement, cost_of, unplaced_weight
from detente.assessment.planning.whom import WhomModel
from detente.kernel.identifiers import AgreementId, ProvisionId, SectorId, StateCode
from detente.kernel.instants import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVisit:
    """One visit of a plan, and what it counts under.

    ``wish``: by its place in the request. ``ask_by``: the last instant to ask for it in time (None: no clock
    is set, or it is not known). ``bearer``: whose quota it uses.
    """

    wish: int
    guest: StateCode
    host: StateCode
    arrival: date
    end: date
    object_class: str | None
    object: str | None
    agreement: AgreementId
    provision: ProvisionId
    article: str
    bearer: BearerName
    sector: SectorId | None
    ask_by: Instant | None
    why: WhyThen


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What was found. No plan of this request costs less than ``bound``.

    ``contradictions``: smallest sets of what cannot stand together, where not all could be placed; none
    where none was found within the work allowed.
    """

    request: PlanRequest
    visits: tuple[PlannedVisit, ...]
    unplaced: tuple[Unplaced, ...]
    cost: Cost
    value: int
    bound: int
    contradictions: tuple[tuple[Ground, ...], ...]

    @property
    def fewest_unplaced(self) -> int:
        """No plan leaves fewer visits out."""
        return self.bound // self._each

    @property
    def comfort(self) -> int:
        """What the visits placed cost: partners again, uneven load, crowded months, holidays near."""
        return self.value - self.cost.unplaced * self._each

    @property
    def comfort_bound(self) -> int:
        """What as many visits cost at least."""
        return max(self.bound - self.cost.unplaced * self._each, 0)

    @property
    def _each(self) -> int:
        return unplaced_weight(self.request)

    @property
    def proven(self) -> bool:
        """Whether no plan is cheaper."""
        return self.value <= self.bound

    @property
    def gap_permille(self) -> int:
        """How much cheaper as many visits could be at most, per thousand of what they cost, rounded up."""
        gap = self.comfort - self.comfort_bound
        return 0 if gap <= 0 else -(-gap * 1000 // self.comfort)


def plan_visits(request: PlanRequest, limits: Limits | None = None) -> Plan:
    """The best plan found within the limits; the same for the same request and limits.

    A visit is left out only where no room was found for it; then the plan says what stands against it.
    """
    limits = limits or Limits()
    problem = build_problem(request)
    placed, bound = solve(problem, limits)
    cost = cost_of(problem, placed)
    return Plan(
        request=request,
        visits=tuple(_visit(problem, placed, index) for index in _by_day(problem, placed)),
        unplaced=unplaced_of(problem, placed),
        cost=cost,
        value=cost.weighed(request.weights, unplaced_weight(request)),
        bound=bound,
        contradictions=find_contradictions(problem, limits.core) if cost.unplaced else (),
    )


def solve(problem: Problem, limits: Limits) -> tuple[tuple[Placement, ...], int]:
    """The visits by option and day, and what no plan costs less than."""
    chosen, found = WhomModel(problem).solve(limits.whom)
    bound = found.bound
    placed, first = ScheduleModel(problem, sorted(chosen), bound).solve(limits.when)
    if first.value is not None and first.value <= bound:
        return placed, bound
    every = usable(problem.options)
    weighed = every if len(every) <= limits.most_options else _widened(problem, chosen, limits.most_options)
    model = ScheduleModel(problem, weighed, bound)
    model.hint(placed)
    better, second = model.solve(limits.together)
    if weighed == every:
        bound = max(bound, second.bound)
    if second.value is None or (first.value is not None and first.value < second.value):
        return placed, bound
    return better, bound


def _widened(problem: Problem, chosen: Iterable[int], most: int) -> list[int]:
    """The options chosen, and for each wish in turn the next ones with the most days free of holidays."""
    taken = set(chosen)
    waiting: dict[int, list[int]] = defaultdict(list)
    for index in usable(problem.options):
        if index not in taken:
            waiting[problem.options[index].wish].append(index)
    for several in waiting.values():
        several.sort(key=lambda index: (-_free_days(problem, index), index))
    while len(taken) < most and any(waiting.values()):
        for several in waiting.values():
            if several and len(taken) < most:
                taken.add(several.pop(0))
    return sorted(taken)


def _free_days(problem: Problem, index: int) -> int:
    option = problem.options[index]
    return (option.starts & ~option.near[0]).bit_count()


def _by_day(problem: Problem, placed: Sequence[Placement]) -> list[int]:
    """The visits in the order in which they begin."""

    def key(index: int) -> tuple[int, str, str]:
        option = problem.options[placed[index].option]
        return placed[index].start, option.host, option.guest

    return sorted(range(len(placed)), key=key)


def _visit(problem: Problem, placed: Sequence[Placement], index: int) -> PlannedVisit:
    one = placed[index]
    option = problem.options[one.option]
    wish, quota = problem.wish(option), problem.quota(option)
    arrival = problem.stretch.day(one.start)
    return PlannedVisit(
        wish=option.wish,
        guest=option.guest,
        host=option.host,
        arrival=arrival,
        end=problem.stretch.day(one.start + option.days - 1),
        object_class=wish.object_class,
        object=wish.object,
        agreement=quota.agreement,
        provision=quota.provision,
        article=quota.article,
        bearer=quota.bearer,
        sector=quota.sector,
        ask_by=ask_by(quota.lead, arrival, option.guest, problem.request.today),
        why=why_then(problem, placed, index),
    )
