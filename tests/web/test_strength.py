"""What the host declared beside what was reported later: numbers side by side, and no verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.web.conftest import Served
from tests.web.pages import section
from tests.web.stories import AT, DRILL, DUTY, NOTIFICATION, SCO, tell

from detente.assessment.wording import amount_text
from detente.kernel.identifiers import MatterId, MeasureId, Reference, StateCode
from detente.kernel.instants import Interval
from detente.kernel.languages import Language, Text
from detente.messages.values import Amount, FreeText, Qualifier, Strength
from detente.node.activities import show_activity
from detente.node.drafts import start_draft
from detente.record.activities import Activity, ActivityReport
from detente.web.strength import ReportHead, build_reported
from detente.web.templating import Pages

DRILL_ID = MatterId("SCO24/KZ/2024/0001/EX")
PERSONNEL, TANKS, SHIPS = (MeasureId(name) for name in ("personnel", "battle-tanks", "combat-ships"))
TOLD = Interval(AT, AT)


def with_reports(activity: Activity, *reports: ActivityReport) -> Activity:
    return replace(activity, reports=reports)


def report(state: str, source: FreeText | None, **total: int) -> ActivityReport:
    amounts = {MeasureId(name.replace("_", "-")): Amount(number) for name, number in total.items()}
    return ActivityReport(
        StateCode(state), Reference(f"{DRILL_ID}/{state}"), TOLD, source, Strength(amounts, {})
    )


def test_declared_and_reported_stand_measure_by_measure(told: Any) -> None:
    node = told.node
    activity = show_activity(node, DUTY, DRILL_ID, AT).activity
    agreement = node.agreement(activity.agreement)
    assert build_reported(activity, agreement, node.vocabulary) is None
    press = FreeText({"en": "press"})
    both = with_reports(
        activity, report("CN", press, personnel=12700, combat_ships=2), report("RU", None, battle_tanks=250)
    )
    table = build_reported(both, agreement, node.vocabulary)
    assert table is not None
    assert table.heads == (
        ReportHead(agreement.state_name(StateCode("CN")), press, TOLD, Reference(f"{DRILL_ID}/CN")),
        ReportHead(agreement.state_name(StateCode("RU")), None, TOLD, Reference(f"{DRILL_ID}/RU")),
    )
    named = {measure: node.vocabulary.measures[measure].name for measure in (PERSONNEL, TANKS, SHIPS)}
    assert {label: (declared, cells) for label, declared, cells in table.rows} == {
        named[PERSONNEL]: (said(5600), (said(12700), None)),
        named[TANKS]: (amount_text(Amount(240, Qualifier.ABOUT)), (None, said(250))),
        named[SHIPS]: (None, (said(2), None)),
    }


def said(number: int) -> Text:
    return amount_text(Amount(number))


def test_what_is_near_a_threshold_is_in_sight(fresh: Served) -> None:
    content = {**DRILL, "strength": {"total": {"personnel": 12900}}}
    tell(fresh.node, start_draft(fresh.node, DUTY, SCO, NOTIFICATION, AT, content=content), AT)
    text = fresh.visit("reader").get(f"/activities/{DRILL_ID}").text
    near = text[: text.index("do not apply</summary>")]
    assert "13,000 needed, 12,900 declared, 99.2" in near
    assert 'class="meter meter-near"' in near


def test_the_page_shows_them_side_by_side_and_concludes_nothing(told: Any, pages: Pages) -> None:
    node = told.node
    activity = with_reports(
        show_activity(node, DUTY, DRILL_ID, AT).activity,
        report("CN", FreeText({"en": "<b>press</b>"}), personnel=12700),
    )
    agreement = node.agreement(activity.agreement)
    source = '{% from "macros/notice.html" import reported %}{{ reported(table) }}'
    table = build_reported(activity, agreement, node.vocabulary)
    body = pages.environments[Language.EN].from_string(source).render(table=table)
    shown = section(body, ">Declared, and reported later<")
    assert (
        "Declared China <b>press</b> 26 Apr 2024, 06:30 UTC Personnel 5,600 12,700 Battle tanks about 240 —"
        in shown
    )
    assert "nothing is concluded from them" in shown
