"""The planner at a node, and what is worth looking at before a message about a visit is released."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from tests.node.stories import DUTY, READER
from tests.node.visit_stories import (
    CN,
    KZ,
    NOW,
    SCO,
    TEAM,
    VIENNA,
    Told,
    declare_units,
    hear,
    open_pair,
    request,
    say,
    tell_visits,
)

from detente.assessment.planning.conflicts import ConflictBy
from detente.assessment.planning.request import Limits, PlanRequest, PlanState, Wish
from detente.kernel.identifiers import FormatId, StateCode
from detente.kernel.instants import PartialDate
from detente.messages.document import JsonValue
from detente.messages.references import matter_of
from detente.node.drafts import load_draft, preview_draft, start_draft
from detente.node.ground import Ground
from detente.node.node import Node
from detente.node.planning import look_ahead, plan_year, with_what_stands
from detente.node.visit_remarks import remarks_on_draft
from detente.node.visits import begin_step, show_visit

YEAR = PartialDate("2026").interval
DE = StateCode("DE")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, ground: Ground) -> Iterator[Told]:
    kz, cn = open_pair(tmp_path_factory.mktemp("planner"), ground)
    told = tell_visits(kz, cn)
    asked = say(kz, "visit-request", request("Garrison Altay", "2026-05-19", "2026-05-21"), NOW, to=("CN",))
    hear(cn, kz)
    say(cn, "visit-request-reply", {"accepted": True}, NOW, to=("KZ",), refers_to=(asked,))
    say(kz, "visit-request-team", TEAM, NOW, to=("CN",), refers_to=(asked,))
    hear(kz, cn)
    yield told
    kz.close()
    cn.close()


def test_visits_drills_and_clocks_of_a_year_stand_together(told: Told) -> None:
    found = look_ahead(told.kz, DUTY, YEAR, NOW)
    assert len(found.visits) == 5
    assert {one.step for one in found.clocks} >= {"visit-report", "visit-reply"}
    assert [one.id for one in look_ahead(told.kz, DUTY, YEAR, NOW, DE).visits] == []


def test_a_person_in_two_teams_at_once_is_found_by_those_who_may_see_people(told: Told) -> None:
    def by(actor: object) -> dict[ConflictBy, tuple[str, ...]]:
        found = look_ahead(told.kz, actor, YEAR, NOW).conflicts  # type: ignore[arg-type]
        return {one.by: one.persons for one in found if one.by is not ConflictBy.HOLIDAY}

    assert by(DUTY) == {ConflictBy.TWO_AT_ONCE: (), ConflictBy.PERSON: ("A. Serikov",)}
    assert by(READER) == {ConflictBy.TWO_AT_ONCE: ()}


# --- Before release -----------------------------------------------------------------------------------


def remarks(node: Node, number: int, content: dict[str, JsonValue] | None = None) -> list[str]:
    draft = load_draft(node, number).draft
    if content is not None:
        from dataclasses import replace

        draft = replace(draft, content=content)
    about = preview_draft(node, DUTY, draft, NOW).about
    return [one.en for one in remarks_on_draft(node, DUTY, draft, about, NOW)]


def test_a_person_in_two_teams_is_said_before_release(told: Told) -> None:
    steps = show_visit(told.kz, DUTY, told.offered, NOW).steps
    number = begin_step(told.kz, DUTY, steps, "team:visit-offer-team", SCO, NOW, "en")
    said = remarks(told.kz, number)
    assert any(one.startswith("Named in two teams at one time, ") and "A. Serikov" in one for one in said)
    nobody: dict[str, JsonValue] = {"names": [{"person": {"name": {"en": "Z. New"}}}]}
    assert not any("two teams" in one for one in remarks(told.kz, number, nobody))


def test_a_report_on_a_visit_that_was_declined_or_withdrawn_is_said_so(told: Told) -> None:
    for matter, state in ((told.declined, "declined"), (told.withdrawn, "withdrawn")):
        reference = show_visit(told.kz, DUTY, matter, NOW).visit.reference
        node = told.cn if matter == told.declined else told.kz
        number = start_draft(
            node,
            DUTY,
            SCO,
            FormatId("visit-request-report"),
            NOW,
            content={"took-place": True},
            refers_to=(reference,),
        )
        assert f"The visit {matter} was {state}." in remarks(node, number)


def test_a_report_on_a_visit_that_was_said_not_to_have_taken_place(told: Told) -> None:
    asked = say(told.kz, "visit-request", request("Hotan", "2026-04-16", "2026-04-17"), NOW, to=("CN",))
    not_held = {"took-place": False, "reason": "force-majeure"}
    say(told.kz, "visit-request-report", not_held, NOW, to=("CN",), refers_to=(asked,))
    number = start_draft(
        told.kz,
        DUTY,
        SCO,
        FormatId("visit-request-report"),
        NOW,
        content={"took-place": True},
        refers_to=(asked,),
    )
    matter = matter_of(asked)
    assert remarks(told.kz, number) == [f"It was reported that the visit {matter} did not take place."]


def test_other_messages_have_no_remarks(told: Told) -> None:
    assert remarks(told.kz, start_draft(told.kz, DUTY, SCO, FormatId("exercise-notification"), NOW)) == []


# --- Proposals ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory, ground: Ground) -> Iterator[list[Node]]:
    nodes = open_pair(tmp_path_factory.mktemp("plans"), ground, VIENNA, ("KZ", "DE"))
    kz, de = nodes
    declare_units(kz, 60, datetime(2026, 3, 1, tzinfo=UTC))
    hear(de, kz)
    yield nodes
    for one in nodes:
        one.close()


def wanted(number: int) -> PlanRequest:
    return PlanRequest(
        first=date(2026, 5, 4),
        last=date(2026, 7, 31),
        today=NOW,
        states=(PlanState(code=DE), PlanState(code=KZ)),
        quotas=(),
        wishes=(Wish(guest=DE, number=number, days=2, hosts=(KZ,), agreement=VIENNA),),
    )


def test_a_proposal_stays_within_the_quotas_of_the_node(counted: list[Node]) -> None:
    request_ = with_what_stands(counted[1], READER, wanted(2), NOW)
    left = [one.left for one in request_.quotas if one.hosts == (KZ,) and one.provision == "quota.evaluation"]
    assert left == [1]
    plan = plan_year(counted[1], READER, wanted(2), NOW, Limits(whom=1, when=1, together=1, core=1))
    assert [(one.guest, one.host, one.provision) for one in plan.visits] == [(DE, KZ, "quota.evaluation")]
    assert [one.number for one in plan.unplaced] == [1]


def test_a_request_above_a_quota_is_said_before_release(counted: list[Node]) -> None:
    kz, de = counted
    content: dict[str, JsonValue] = {"unit": "Unit 1", "arrival": "2026-05-12T08:00:00Z", "team": 2}
    say(de, "evaluation-request", content, NOW, to=("KZ",), agreement=VIENNA)
    again = start_draft(
        de, DUTY, VIENNA, FormatId("evaluation-request"), NOW, content={**content, "unit": "Unit 2"}, to=(KZ,)
    )
    said = remarks(de, again)
    assert said[0] == (
        "Evaluation quota: the quota of Kazakhstan for 2026 is used up (1) without this request."
    )
    assert any(one.startswith("Kazakhstan receives two visits at one time") for one in said)
    assert CN not in kz.agreement(VIENNA).states()
