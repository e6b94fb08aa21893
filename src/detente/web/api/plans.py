"""Plans: what is in each other's way in a stretch of time, and proposals of who visits whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from detente.assessment.planning import words
from detente.assessment.planning.conflict_words import conflict_sentence
from detente.assessment.planning.conflicts import ConflictBy
from detente.assessment.planning.request import PlanRequest, PlanState
from detente.assessment.planning.request import Wish as PlanWish
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, StateCode
from detente.kernel.languages import Text
from detente.node import planning as service
from detente.node.quota_book import agreements_with_quotas
from detente.web.api import values as wire
from detente.web.api.activities import Span
from detente.web.api.caller import Signed
from detente.web.proposal import PAGE_LIMITS

_State = Annotated[str, Field(min_length=2, max_length=2)]
_MOST_DAYS, _MOST_WISHES = 800, 200


class ConflictQuery(Span):
    """Within which time, and of which state. ``teams``: how many it has (or our own state); null: not counted."""

    teams: Annotated[int | None, Field(ge=1, le=9)] = None
    state: Annotated[str, Field(max_length=2, description="Only of that state; of all if not given.")] = ""


class Conflict(wire.Shape):
    """One thing in the way of another. ``sure`` false: what is not known decides; ``remark``: no article says so."""

    by: ConflictBy
    sure: bool
    remark: bool
    about: list[str]
    state: str
    when: wire.Interval
    rests_on: list[str]
    sentence: wire.Text


class Conflicts(wire.Shape):
    """What is in each other's way, as seen at ``at``, by time."""

    at: datetime
    conflicts: list[Conflict]


class Wish(wire.Asked):
    """So many visits of so many days that a guest wants to carry out; ``hosts`` empty: of any state."""

    guest: _State
    number: Annotated[int, Field(ge=1, le=100)] = 1
    days: Annotated[int, Field(ge=1, le=60)] = 1
    hosts: Annotated[list[_State], Field(max_length=100, default_factory=list)]
    agreement: wire.Word = ""
    first: date | None = None
    last: date | None = None


class PlanAsked(wire.Asked):
    """What is to be planned from ``first`` to ``last``, beside what stands at this node already.

    ``teams`` and ``at_once``: how many visits each state carries out, and receives, at one time.
    """

    first: date
    last: date
    wishes: Annotated[list[Wish], Field(min_length=1, max_length=_MOST_WISHES)]
    spacing_days: Annotated[int, Field(ge=0, le=60)] = 0
    weekends: bool = False
    teams: Annotated[int, Field(ge=1, le=9)] = 1
    at_once: Annotated[int, Field(ge=1, le=9)] = 1


class PlannedVisit(wire.Shape):
    """A visit of the proposal, what it counts under, and why it lies there."""

    guest: str
    host: str
    arrival: date
    end: date
    agreement: str
    provision: str
    article: str
    bearer: str
    sector: str | None
    ask_by: datetime | None
    why: list[wire.Text]


class Unplaced(wire.Shape):
    """So many visits of one guest for which there was no room, and why."""

    guest: str
    number: int
    why: list[wire.Text]


class Plan(wire.Shape):
    """A proposal. ``proven``: no plan is better; otherwise ``gap_permille`` says how much better one could be."""

    visits: list[PlannedVisit]
    unplaced: list[Unplaced]
    contradictions: list[list[wire.Text]]
    remarks: list[wire.Text]
    quality: wire.Text
    proven: bool
    gap_permille: int


def add_to(router: APIRouter) -> None:
    """Put this topic's endpoints into the API."""
    router.get("/conflicts")(list_conflicts)
    router.post("/plans")(plan_visits)


def list_conflicts(caller: Signed, asked: Annotated[ConflictQuery, Query()]) -> Conflicts:
    """Visits, drills, holidays, persons and clocks of all agreements that are in each other's way."""
    state = StateCode(asked.state) if asked.state else None
    teams = {state or caller.node.settings.state: asked.teams} if asked.teams else {}
    found = service.look_ahead(caller.node, caller.actor, asked.within(), caller.at, state, teams)
    conflicts = [
        Conflict.of(one, sentence=_shown(conflict_sentence(one, caller.node.agreements)))
        for one in found.conflicts
    ]
    return Conflicts(at=caller.at, conflicts=conflicts)


def plan_visits(caller: Signed, given: PlanAsked) -> Plan:
    """Propose who visits whom, and when. It takes seconds; nothing is asked for, and nobody is told."""
    if not 0 <= (given.last - given.first).days < _MOST_DAYS:
        raise InputError("stretch", _STRETCH, _SHORTER.fill(most=_MOST_DAYS))
    agreements = caller.node.agreements
    states = {state for one in agreements_with_quotas(caller.node) for state in one.states()}
    request = PlanRequest(
        first=given.first,
        last=given.last,
        today=caller.at,
        states=tuple(
            PlanState(code=state, teams=given.teams, at_once=given.at_once) for state in sorted(states)
        ),
        quotas=(),
        wishes=tuple(_wish(one) for one in given.wishes),
        spacing_days=given.spacing_days,
        weekends=given.weekends,
    )
    plan = service.plan_year(caller.node, caller.actor, request, caller.at, PAGE_LIMITS)
    return Plan(
        visits=[
            PlannedVisit.of(one, why=[_shown(text) for text in words.visit_texts(one)]) for one in plan.visits
        ],
        unplaced=[
            Unplaced(
                guest=plan.request.wishes[one.wish].guest,
                number=one.number,
                why=[_shown(text) for text in words.unplaced_texts(one, plan.request, agreements)],
            )
            for one in plan.unplaced
        ],
        contradictions=[
            [_shown(text) for text in together] for together in words.contradiction_texts(plan, agreements)
        ],
        remarks=[_shown(text) for text in words.remarks(plan)],
        quality=_shown(words.quality_text(plan)),
        proven=plan.proven,
        gap_permille=plan.gap_permille,
    )


def _wish(given: Wish) -> PlanWish:
    return PlanWish(
        guest=StateCode(given.guest),
        number=given.number,
        days=given.days,
        hosts=tuple(StateCode(one) for one in given.hosts),
        agreement=AgreementId(given.agreement) if given.agreement else None,
        first=given.first,
        last=given.last,
    )


def _shown(text: Text) -> wire.Text:
    return wire.Text.of(text)


_STRETCH = Text("This stretch is empty or too long.", "Отрезок пуст или слишком длинен.", "时段为空或过长。")
_SHORTER = Text("Take 1 to {most} days.", "Возьмите от 1 до {most} дней.", "请取1至{most}天。")
