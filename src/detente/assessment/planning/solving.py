"""Running the solver so that it finds the same on every machine: one worker, a fixed seed, work not time."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ortools.sat.python import cp_model

_SEED = 1996


@dataclass(frozen=True, slots=True)
class Run:
    """What a run came to. ``value`` None: no solution was found. ``bound``: no solution costs less."""

    solver: cp_model.CpSolver
    value: int | None
    bound: int
    proven: bool
    infeasible: bool


def run(model: cp_model.CpModel, work: float, floor: int = 0) -> Run:
    """Minimise within so much work, or, where nothing is to be minimised, find any solution.

    ``floor``: what is known already to be the least it can cost.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = _SEED
    solver.parameters.max_deterministic_time = work
    # It would take Ctrl-C from the process, and never give it back: a node that planned once could not be stopped.
    solver.parameters.catch_sigint_signal = False
    # Several ways of searching by turns: one alone finds the first plan of a full year late, or never.
    solver.parameters.interleave_search = model.has_objective()
    status = solver.solve(model)
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    value = round(solver.objective_value) if found and model.has_objective() else 0 if found else None
    bound = floor
    if model.has_objective() and status != cp_model.INFEASIBLE:
        least = solver.best_objective_bound
        bound = max(floor, math.ceil(least - _SLACK)) if math.isfinite(least) else floor
    proven = status == cp_model.OPTIMAL or (value is not None and value <= bound)
    return Run(solver, value, bound, proven, status == cp_model.INFEASIBLE)


_SLACK = 1e-6
