"""The page of a provision: what it means for every drill and year that is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from tests.web.conftest import Served, make_node
from tests.web.pages import section, words
from tests.web.stories import AT, DRILL, DUTY, NOTIFICATION, SCO, tell

from detente.kernel.identifiers import FormatId, StateCode
from detente.messages.document import JsonValue
from detente.node.drafts import start_draft
from detente.web.app import build_app

LATER = AT + timedelta(hours=1)
LEADERS: dict[str, JsonValue] = {
    "as-of": "2025-01-01",
    "agency": {"en": "Ministry of Defence"},
    "posts": [{"post": "HEAD", "kind": "head", "holder": {"name": {"en": "N. N."}}}],
}
OFFER: dict[str, JsonValue] = {
    "unit": {"en": "Brigade"},
    "arrival": "2024-08-01",
    "end": "2024-08-03",
    "team": 4,
}
LEADERSHIP = f"/agreements/{SCO}/provisions/exchange.leadership"
RETURN = "SCO24/KZ/2024/0002/LI/O"


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory, ground: Any, runner: Any) -> Iterator[Served]:
    """Kazakhstan's desk: a drill, a return for a year and an offer of a visit; others owe their returns."""
    node = make_node(
        tmp_path_factory.mktemp("years") / "KZ", "KZ", ground, judged_from="2023-06-01T00:00:00Z"
    )
    tell(node, start_draft(node, DUTY, SCO, NOTIFICATION, AT, content=DRILL), AT)
    tell(node, start_draft(node, DUTY, SCO, FormatId("leadership-information"), AT, content=LEADERS), AT)
    to = (StateCode("CN"),)
    tell(node, start_draft(node, DUTY, SCO, FormatId("visit-offer"), AT, content=OFFER, to=to), AT)
    yield Served(node, build_app(node, lambda: LATER), runner)
    node.close()


def heads(text: str) -> list[str]:
    """State, subject, bearer and deadline of each finding shown."""
    shown = text[text.index("findings-list") :]
    return [words(one) for one in re.findall(r'<div class="finding-head">(.*?)</div>', shown, re.DOTALL)]


def test_findings_on_years_with_their_deadlines(years: Any) -> None:
    text = years.visit("reader").get(LEADERSHIP).text
    assert len(heads(text)) == 12
    assert "in time 2025 Kazakhstan 15 Dec 2024, 23:59 UTC in 7 months" in heads(text)
    assert "upcoming 2025 China 15 Dec 2024, 23:59 UTC in 7 months" in heads(text)
    chosen = re.search(r'<nav class="states-row".*?</nav>', text, re.DOTALL)
    assert chosen
    assert words(chosen[0]) == "all 20 not received 10 upcoming 9 in time 1"


def test_one_state_alone_can_be_chosen_and_kept_from_page_to_page(years: Any) -> None:
    reader = years.visit("reader")
    text = reader.get(f"{LEADERSHIP}?state=met").text
    assert heads(text) == ["in time 2025 Kazakhstan 15 Dec 2024, 23:59 UTC in 7 months"]
    assert text.count('aria-current="true"') == 1
    assert "state=met" in re.findall(r'<a href="([^"]+)" aria-current="true"', text)[0]
    assert "Nothing of this kind." in reader.get(f"{LEADERSHIP}?state=exceeded").text
    assert len(heads(reader.get(f"{LEADERSHIP}?state=nonsense").text)) == 12
    assert len(heads(reader.get(f"{LEADERSHIP}?page=2").text)) == 8


def test_one_year_alone_can_be_chosen(years: Any) -> None:
    text = years.visit("reader").get(f"{LEADERSHIP}?about=SCO24/KZ/2025/exchange.leadership").text
    assert len(heads(text)) == 1
    assert f'href="/messages/{RETURN}"' in text
    assert "How this follows" in text
    assert "told 26 April 2024, 06:30 UTC, deadline 15 December 2024" in words(text)


def test_the_drills_that_a_provision_touched_by_name(years: Any) -> None:
    text = years.visit("reader").get(f"/agreements/{SCO}/provisions/notify.equipment").text
    [head] = heads(text)
    assert head.startswith("in time Aibalta-2024 Kazakhstan")
    assert 'href="/activities/SCO24/KZ/2024/0001/EX"' in text
    assert "240" in section(text, "What it means for what is known")


def test_a_principle_means_nothing_that_is_computed(years: Any) -> None:
    text = years.visit("reader").get(f"/agreements/{SCO}/provisions/principle.purpose").text
    assert "What it means for what is known" not in text


def test_an_agreement_that_the_node_does_not_go_by(years: Any) -> None:
    text = years.visit("reader").get("/agreements/moscow-1997/provisions/ceiling.personnel").text
    assert "This node does not go by this agreement" in words(text)


@pytest.mark.parametrize("path", [f"/agreements/{SCO}/provisions/none", "/agreements/none/provisions/none"])
def test_what_is_not_there(years: Any, path: str) -> None:
    assert years.visit("reader").get(path).status_code == 404


def test_today_names_what_is_owed_in_years(years: Any) -> None:
    text = years.visit("reader").get("/").text
    awaited = text[text.index(">Awaited from others<") :]
    assert "Yearly information on leadership, 2025" not in text  # later than half a year ahead
    assert 'href="/agreements/sco-proposal-2024/provisions/meet.consultations' not in awaited


def test_today_shows_what_several_owe_alike_in_one_line(years: Any) -> None:
    later = Served(years.node, build_app(years.node, lambda: AT + timedelta(days=200)), years.runner)
    text = later.visit("reader").get("/").text
    awaited = text[text.index(">Awaited from others<") :]
    lines = [words(row) for row in re.findall(r"<tr>\s*<td>(.*?)</tr>", awaited, re.DOTALL)]
    [leadership] = [line for line in lines if "Yearly information on leadership, 2025" in line]
    assert "9 states" in leadership
    assert 'provisions/exchange.leadership?state=upcoming"' in awaited
    own = text[text.index(">To do<") : text.index("</section>", text.index(">To do<"))]
    assert "Yearly information on leadership, 2025" not in own
    assert "Yearly information on structure, 2025" in own
    assert "Consultative meetings, 2024" in own
    assert "about=SCO24%2FKZ%2F2025%2Fexchange.structure" in own


def test_the_message_of_a_return_says_which_year_it_counts_in(years: Any) -> None:
    text = years.visit("reader").get(f"/messages/{RETURN}").text
    shown = section(text, ">Counted in years<")
    assert "in time Yearly information on leadership, 2025" in shown
    assert "deadline 15 December 2024" in shown
    assert "How this follows" in shown


def test_the_message_of_a_visit_says_what_is_due(years: Any) -> None:
    text = years.visit("reader").get("/messages/SCO24/KZ/2024/0003/VO/O").text
    shown = section(text, ">What it means <")
    assert "Kazakhstan: the invitation to a visit (China) was given in time (deadline 2 July 2024)" in shown
    assert "10 May 2024" in shown
    assert 'href="/agreements/sco-proposal-2024/provisions/host.offer"' in text


def test_the_message_of_a_drill_leads_to_the_drill(years: Any) -> None:
    text = years.visit("reader").get("/messages/SCO24/KZ/2024/0001/EX/O").text
    assert 'Drill: <a href="/activities/SCO24/KZ/2024/0001/EX">Aibalta-2024</a>' in text
    assert "What it means" not in words(text)
