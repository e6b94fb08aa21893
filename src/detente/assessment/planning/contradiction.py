"""What cannot stand together: a smallest set of wishes and limits, each of which is needed for the conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ortools.sat.python import cp_model

from detente.assessment.finding import BearerName
from detente.assessment.planning.closing import ClosedBy
from detente.assessment.planning.counting import Rule, rooms_of
from detente.assessment.planning.days import DaySet, touching
from detente.assessment.planning.problem import Option, Problem, full_days
from detente.assessment.planning.schedule import domain_of
from detente.assessment.planning.solving import run
from detente.kernel.identifiers import StateCode

#: More visits than this are not searched for a contradiction.
MOST_VISITS = 1_500
MOST_SETS = 6


class GroundBy(StrEnum):
    """What is taken as given."""

    WISH = "wish"
    QUOTA = "quota"
    SHARE = "share"
    OBJECT = "object"
    HOST_ALONE = "host-alone"
    TEAMS = "teams"
    CLOCK = "clock"
    WINDOW = "window"
    HOLIDAY = "holiday"
    WEEKEND = "weekend"
    DRILL = "drill"
    GIVEN = "given"
    STANDING = "standing"
    NO_RIGHT = "no-right"


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing taken as given.

    ``wish`` and ``quota`` are places in the request, ``about`` the object, or the words given, ``number`` what
    is left, or how many at one time. What does not apply is None, or empty.
    """

    by: GroundBy
    state: BearerName | None = None
    wish: int | None = None
    quota: int | None = None
    partner: BearerName | None = None
    about: str = ""
    number: int | None = None


def find_contradictions(problem: Problem, work: float) -> tuple[tuple[Ground, ...], ...]:
    """Smallest sets of grounds that cannot all hold, in a fixed order; none where this work finds none.

    Smallest: without any one of them the others can hold. No wish is in two sets.
    """
    without = [
        (Ground(GroundBy.WISH, wish.guest, wish=index, number=wish.number), _NO_RIGHT)
        for index, wish in enumerate(problem.request.wishes)
        if wish.number and not any(one.wish == index for one in problem.options)
    ]
    if sum(problem.request.wishes[one.wish].number for one in problem.options) > MOST_VISITS:
        return tuple(without)
    return (*without, *_Search(problem, work).all())


_NO_RIGHT = Ground(GroundBy.NO_RIGHT)


class _Search:
    """Every ground as a switch; what the solver needs switched on to find no plan is the contradiction."""

    def __init__(self, problem: Problem, work: float) -> None:
        self.problem, self.work = problem, work
        self.model = cp_model.CpModel()
        self.switches: dict[Ground, cp_model.IntVar] = {}
        self.present: dict[int, list[cp_model.IntVar]] = {}
        self.hosts: dict[StateCode, list[cp_model.IntervalVar]] = defaultdict(list)
        self.guests: dict[StateCode, list[cp_model.IntervalVar]] = defaultdict(list)
        for index, option in enumerate(problem.options):
            wanted = problem.request.wishes[option.wish].number
            self.present[index] = [self._visit(option) for _ in range(wanted)]
        self._wishes()
        self._numbers()
        self._at_one_time()

    def all(self) -> Iterator[tuple[Ground, ...]]:
        """One set after the other, each without the wishes of those before."""
        left = list(self.switches)
        for _ in range(MOST_SETS):
            found = self._smallest(left)
            if not found:
                return
            yield found
            left = [one for one in left if one.by is not GroundBy.WISH or one not in found]

    def _smallest(self, grounds: list[Ground]) -> tuple[Ground, ...]:
        """Grounds are taken away one by one; those without which a plan is found are kept."""
        core = self._core(grounds)
        if core is None:
            return ()
        kept: list[Ground] = []
        waiting = core
        while waiting:
            tried, *waiting = waiting
            smaller = self._core([*kept, *waiting])
            if smaller is None:
                kept.append(tried)
            else:
                waiting = [one for one in waiting if one in smaller]
        return tuple(sorted(kept, key=grounds.index))

    def _core(self, grounds: list[Ground]) -> list[Ground] | None:
        """Some of the grounds that cannot all hold; None: they can, or it is not known."""
        self.model.clear_assumptions()
        self.model.add_assumptions([self.switches[one] for one in grounds])
        found = run(self.model, self.work)
        if not found.infeasible:
            return None
        needed = set(found.solver.sufficient_assumptions_for_infeasibility())
        return [one for one in grounds if self.switches[one].index in needed]

    def _switch(self, ground: Ground) -> cp_model.IntVar:
        if ground not in self.switches:
            self.switches[ground] = self.model.new_bool_var("")
        return self.switches[ground]

    def _visit(self, option: Option) -> cp_model.IntVar:
        """A visit on any day of the stretch, and what closes days to it as switches."""
        model, stretch, rest = self.model, self.problem.stretch, self.problem.request.spacing_days
        fits = (1 << max(stretch.count - option.days + 1, 0)) - 1
        present = model.new_bool_var("")
        if not fits:
            model.add(present == 0)
        start = model.new_int_var_from_domain(domain_of(fits), "")
        for ground, shut in self._closings(option):
            if shut & fits:
                condition = [present, self._switch(ground)]
                if fits & ~shut:
                    allowed = domain_of(fits & ~shut)
                    model.add_linear_expression_in_domain(start, allowed).only_enforce_if(condition)
                else:
                    model.add_bool_or([one.negated() for one in condition])
        size = model.new_optional_fixed_size_interval_var
        self.hosts[option.host].append(size(start, option.days + rest, present, ""))
        self.guests[option.guest].append(size(start, option.days, present, ""))
        return present

    def _closings(self, option: Option) -> Iterator[tuple[Ground, DaySet]]:
        problem, stretch, wish = self.problem, self.problem.stretch, self.problem.wish(option)
        early = (1 << min(option.earliest.number, stretch.count)) - 1
        yield Ground(GroundBy.CLOCK, option.guest, quota=option.quota), early
        first = wish.first or stretch.first
        last = min(wish.last or stretch.last, stretch.last)
        window = stretch.days(first, last)
        shut = touching(stretch.whole & ~window, option.days)
        yield Ground(GroundBy.WINDOW, option.guest, wish=option.wish), shut
        rest = problem.request.spacing_days
        for state, hosting in ((option.host, True), (option.guest, False)):
            for one in problem.closed[state].closed:
                if hosting or not one.hosting:
                    yield Ground(_CLOSED[one.by], state, about=one.about), touching(one.days, option.days)
            full = full_days(problem.request, "host" if hosting else "guest", problem.states[state])
            length = option.days + (rest if hosting else 0)
            yield Ground(GroundBy.STANDING, state), touching(full, length)

    def _wishes(self) -> None:
        for index, wish in enumerate(self.problem.request.wishes):
            several = [
                one
                for number, found in self.present.items()
                if self.problem.options[number].wish == index
                for one in found
            ]
            if several and wish.number:
                ground = Ground(GroundBy.WISH, wish.guest, wish=index, number=wish.number)
                self.model.add(sum(several) >= wish.number).only_enforce_if(self._switch(ground))

    def _numbers(self) -> None:
        problem = self.problem
        for room in rooms_of(problem, range(len(problem.options))):
            quota = problem.request.quotas[room.quota]
            ground = Ground(
                _RULES[room.rule],
                quota.bearer,
                quota=room.quota,
                partner=room.partner,
                about=room.object or "",
                number=room.most,
            )
            used = [one for index in room.options for one in self.present[index]]
            self.model.add(sum(used) <= max(room.most, 0)).only_enforce_if(self._switch(ground))

    def _at_one_time(self) -> None:
        for by, states in ((GroundBy.HOST_ALONE, self.hosts), (GroundBy.TEAMS, self.guests)):
            for state, intervals in states.items():
                known = self.problem.states[state]
                most = known.at_once if by is GroundBy.HOST_ALONE else known.teams
                if len(intervals) > most:
                    room = self.model.new_int_var(0, len(intervals), "")
                    self.model.add_cumulative(intervals, [1] * len(intervals), room)
                    switch = self._switch(Ground(by, state, number=most))
                    self.model.add(room <= most).only_enforce_if(switch)


_RULES = {Rule.QUOTA: GroundBy.QUOTA, Rule.SHARE: GroundBy.SHARE, Rule.OBJECT: GroundBy.OBJECT}
_CLOSED = {
    ClosedBy.HOLIDAY: GroundBy.HOLIDAY,
    ClosedBy.WEEKEND: GroundBy.WEEKEND,
    ClosedBy.DRILL: GroundBy.DRILL,
    ClosedBy.GIVEN: GroundBy.GIVEN,
}
