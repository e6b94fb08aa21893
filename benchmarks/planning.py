"""A year's plan for 57 invented states with 3 inspections each, and how good it is proven to be.

The calendars are those of 57 states; two drills of each, a month's leave of some and visits that stand already
are made up, with a fixed seed. Beside the ordinary year stands a crowded one: the same wishes in its last
quarter, and a full one: more wishes than the quotas hold. ``cost`` is what the plan costs, ``bound`` what no
plan with as many visits can cost less than. Run with ``python -m benchmarks.planning [STATES [INSPECTIONS]]``.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from rich.console import Console
from rich.table import Table

from detente.agreements.model import (
    Clock,
    DatedValue,
    Duration,
    Event,
    Evidence,
    EvidenceLevel,
    Quantity,
    TimeUnit,
)
from detente.assessment.planning.plan import Plan, plan_visits
from detente.assessment.planning.request import (
    Closure,
    DrillDays,
    Lead,
    PassiveQuota,
    PlanRequest,
    PlanState,
    StandingVisit,
    Wish,
)
from detente.kernel.identifiers import AgreementId, ProvisionId, StateCode

STATES, INSPECTIONS = 57, 3
ALLOWED_SECONDS = 30
CALENDARS = (
    *("AL", "AD", "AM", "AT", "AZ", "BY", "BE", "BA", "BG", "CA", "HR", "CY", "CZ", "DK", "EE", "FI", "FR"),
    *("GE", "DE", "GR", "HU", "IS", "IE", "IT", "KZ", "KG", "LV", "LI", "LT", "LU", "MT", "MD", "MC", "MN"),
    *("ME", "NL", "MK", "NO", "PL", "PT", "RO", "RU", "SM", "RS", "SK", "SI", "ES", "SE", "CH", "TJ", "TR"),
    *("TM", "UA", "GB", "US", "UZ", "VA"),
)
COLUMNS = (
    "year",
    "options",
    "placed",
    ">unplaced",
    ">fewest",
    ">cost",
    ">bound",
    ">gap",
    ">seconds",
    ">allowed",
)


def request_of(count: int, inspections: int, seed: int = 2031) -> PlanRequest:
    """An ordinary year."""
    rng = random.Random(seed)
    codes = [StateCode(code) for code in CALENDARS[:count]]
    lead = Lead(
        request=Clock(_days(42), before=Event.VISIT_ARRIVAL), reply=Clock(_days(21), after=Event.REQUEST)
    )
    return PlanRequest(
        first=date(2031, 1, 1),
        last=date(2031, 12, 31),
        today=datetime(2030, 12, 15, tzinfo=UTC),
        states=tuple(PlanState(code=code) for code in codes),
        quotas=tuple(_quota(code, codes, inspections, lead) for code in codes),
        wishes=tuple(Wish(guest=code, number=inspections, days=3) for code in codes),
        standing=tuple(_standing(codes, rng)),
        drills=tuple(_drills(codes, rng)),
        closures=tuple(
            Closure(code, date(2031, 8, 1), date(2031, 8, 31), "leave")
            for code in codes
            if rng.random() < 0.3
        ),
        spacing_days=7,
    )


def _days(number: int) -> Duration:
    return Duration(TimeUnit.DAYS, Quantity((DatedValue(number, Evidence(EvidenceLevel.MODEL)),)))


def _quota(host: StateCode, codes: list[StateCode], most: int, lead: Lead) -> PassiveQuota:
    others = [code for code in codes if code != host]
    return PassiveQuota(
        agreement=AgreementId("invented"),
        provision=ProvisionId("quota.inspection"),
        article="1",
        bearer=host,
        hosts=(host,),
        partners={code: code for code in others},
        left=most,
        shares=dict.fromkeys(others, 1),
        lead=lead,
    )


def _standing(codes: list[StateCode], rng: random.Random) -> Iterator[StandingVisit]:
    for serial in range(len(codes) // 6):
        host, guest = rng.sample(codes, 2)
        first = date(2031, 1, 1) + timedelta(days=rng.randrange(360))
        yield StandingVisit(f"S{serial}", host, guest, first, first + timedelta(days=2))


def _drills(codes: list[StateCode], rng: random.Random) -> Iterator[DrillDays]:
    for code in codes:
        for serial in range(2):
            first = date(2031, 1, 1) + timedelta(days=rng.randrange(340))
            yield DrillDays(f"{code}{serial}", code, first, first + timedelta(days=rng.randrange(5, 20)))


def main(count: int = STATES, inspections: int = INSPECTIONS) -> float:
    """Measure, print a table, and return the seconds of one core that the ordinary year took."""
    ordinary = request_of(count, inspections)
    late = replace(ordinary, first=date(2031, 10, 1), today=datetime(2031, 6, 15, tzinfo=UTC))
    more = tuple(replace(one, number=one.number + 1) for one in ordinary.wishes)
    table = Table(title=f"{count} states, {inspections} inspections each; seconds of one core")
    for name in COLUMNS:
        table.add_column(name.removeprefix(">"), justify="right" if name.startswith(">") else "left")
    spent = [
        _measure(name, request, table)
        for name, request in (
            ("ordinary", ordinary),
            ("crowded: last quarter", late),
            ("full: one more each", replace(ordinary, wishes=more)),
        )
    ]
    Console(width=150).print(table)
    return spent[0]


def _measure(name: str, request: PlanRequest, table: Table) -> float:
    start = time.process_time()
    plan = plan_visits(request)
    seconds = time.process_time() - start
    table.add_row(name, str(_options(request)), *_numbers(plan), f"{seconds:.1f}", str(ALLOWED_SECONDS))
    return seconds


def _options(request: PlanRequest) -> int:
    return len(request.wishes) * (len(request.quotas) - 1)


def _numbers(plan: Plan) -> tuple[str, ...]:
    gap = f"{plan.gap_permille / 10:.1f} %" if not plan.proven else "0: proven"
    return (
        str(len(plan.visits)),
        str(plan.cost.unplaced),
        str(plan.fewest_unplaced),
        str(plan.comfort),
        str(plan.comfort_bound),
        gap,
    )


if __name__ == "__main__":
    raise SystemExit(main(*(int(argument) for argument in sys.argv[1:])) > ALLOWED_SECONDS)
