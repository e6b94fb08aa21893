"""Pages on visits: list, calendars, map, one visit, observers of a drill, quota book, planner, papers."""

from __future__ import annotations

from typing import Any

import pytest
from tests.node.stories import DUTY
from tests.node.visit_stories import NOW, SCO, request
from tests.web.conftest import token_in
from tests.web.pages import entries, fields, rows, section, words

from detente.kernel.identifiers import FormatId, Reference, StateCode
from detente.node.drafts import start_draft

OFFERED, ASKED = "SCO24/CN/2026/0001/VO", "SCO24/KZ/2026/0003/VR"
DECLINED = "SCO24/CN/2026/0003/VR"
DRILL = "SCO24/KZ/2026/0006/EX"
VIENNA = "agreement=vienna-document-2011&year=2026"


def listed(text: str) -> list[str]:
    return [row[0].split()[-1] for row in rows(text)]


# --- The list -----------------------------------------------------------------------------------------


def test_visits_are_listed_with_who_when_and_where_they_stand(visited: Any) -> None:
    text = visited.visit("reader").get("/visits?words=zhurihe").text
    assert rows(text) == [
        [
            f"Training base Zhurihe {OFFERED}",
            "China",
            "Kazakhstan",
            "18–20 May 2026",
            "agreed",
            "Offer of a visit to a unit SCO model agreement",
        ]
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=CN&role=guest", [DECLINED]),
        ("status=agreed", [OFFERED]),
        ("format=visit-offer", [OFFERED]),
        ("agreement=vienna-document-2011", ["VD11/DE/2026/0001/EQ"]),
        ("year=2031", []),
        ("status=no-such&role=no-such&year=no", None),
    ],
)
def test_the_list_shows_what_was_asked_for(visited: Any, query: str, found: list[str] | None) -> None:
    text = visited.visit("reader").get(f"/visits?{query}").text
    assert len(listed(text)) == 5 if found is None else listed(text) == found


def test_who_drafts_may_begin_a_visit_and_who_reads_may_not(visited: Any) -> None:
    text = visited.visit("duty").get("/visits").text
    assert 'name="format" value="sco-proposal-2024/visit-offer"' in text
    assert "Offer or ask for a visit" not in visited.visit("reader").get("/visits").text


def test_the_month_and_the_year_show_visits(visited: Any) -> None:
    client = visited.visit("reader", "ru")
    month = client.get("/visits/month?month=2026-05").text
    assert month.count('class="span sort-visit from-1 days-3"') == 1
    assert "согласовано" in month
    year = client.get("/visits/year?year=2026").text
    assert year.count('class="bar sort-visit') == 5
    assert year.count(" cancelled") == 2


def test_the_map_shows_where_guests_enter_and_never_a_unit(visited: Any) -> None:
    text = visited.visit("reader").get("/visits/map").text
    assert text.count('class="map-mark"') == 1
    found = {row[1]: row[5] for row in rows(text, "Visits on the map")}
    assert found["Training base Zhurihe"] == "Beijing airport"
    assert found["Unit 12345"] == "not stated not on the map"
    assert "strength not stated" not in text


# --- One visit ----------------------------------------------------------------------------------------


def test_a_visit_says_what_is_known_of_it(visited: Any) -> None:
    text = visited.visit("duty").get(f"/visits/{OFFERED}").text
    known = entries(text)
    assert known["Host"] == "China"
    assert (known["Arrival"], known["End"]) == ("18 May 2026", "20 May 2026")
    assert known["Point of entry"] == "Beijing airport"
    assert known["Number of visitors"] == "1"
    assert rows(text, "Programme") == [["18 May 2026", "09:00", "Briefing", "—"]]
    assert rows(text, "Clocks")[0][1:5] == [
        "reply on a visit",
        "Kazakhstan",
        "Article 5(1) SCO model agreement",
        "16 Apr 2026, 23:59 UTC 3 days ago",
    ]
    assert rows(text, "Answers")[0][:2] == ["Kazakhstan", "accepted"]
    thread = section(text, ">Thread</h2>")
    assert thread.index("Offer of a visit") < thread.index("Reply to an offer") < thread.index("Programme of")


def test_people_are_shown_only_to_those_who_may_see_them(visited: Any) -> None:
    seen = visited.visit("duty").get(f"/visits/{OFFERED}").text
    bare = visited.visit("reader").get(f"/visits/{OFFERED}").text
    assert rows(seen, "Team") == [["A. Serikov Head of section", "Colonel", "N1234567", "1 May 1980"]]
    assert "Serikov" not in bare
    assert "Personal data is not shown here" in bare
    assert "Team list" in seen
    assert "Team list" not in bare


def test_a_reader_sees_the_message_without_people_and_no_evidence(visited: Any) -> None:
    client = visited.visit("reader")
    path = next(one for one in links(client.get(f"/visits/{OFFERED}").text) if "/KZ/2026/0002/" in one)
    text = client.get(path).text
    assert "Serikov" not in text
    assert "Personal data is not shown here" in text
    assert "Download the evidence" not in text
    reference = path.removeprefix("/messages/")
    assert "Serikov" not in client.get(f"/notices/{reference}").text
    assert client.get(f"/evidence/{reference}").status_code == 403
    assert "Serikov" in visited.visit("duty").get(f"/notices/{reference}").text


def links(text: str) -> list[str]:
    import re

    return re.findall(r'href="(/messages/[^"?]+)"', text)


def test_the_next_step_begins_a_draft_filled_in(visited: Any) -> None:
    client = visited.visit("duty")
    page = client.get(f"/visits/{OFFERED}").text
    assert "What can be done next" in page
    answer = client.post(
        f"/visits/{OFFERED}", data={"token": token_in(page), "do": "report:visit-offer-report"}
    )
    assert answer.status_code == 303
    draft = client.get(answer.headers["location"]).text
    typed = fields(draft, "draft")
    assert ["2026-05-18"] in typed.values()
    assert ["2026-05-20"] in typed.values()


def test_a_step_that_is_none_is_refused_in_words(visited: Any) -> None:
    client = visited.visit("duty")
    token = token_in(client.get(f"/visits/{OFFERED}").text)
    answer = client.post(f"/visits/{OFFERED}", data={"token": token, "do": "report:no-such"})
    assert answer.status_code == 400
    assert "This can no longer be done about it." in answer.text


def test_a_reader_is_offered_no_step(visited: Any) -> None:
    assert "What can be done next" not in visited.visit("reader").get(f"/visits/{OFFERED}").text


@pytest.mark.parametrize(
    "path", ["/visits/SCO24/KZ/2026/0099/VR", "/visits/nothing", f"/papers/no-such/{OFFERED}"]
)
def test_what_is_not_known_is_said_so(visited: Any, path: str) -> None:
    assert visited.visit("reader").get(path).status_code == 404


def test_a_refusal_that_is_free_is_worded_so(visited: Any) -> None:
    text = visited.visit("reader").get(f"/visits/{DECLINED}").text
    assert rows(text, "Answers")[0][:2] == ["Kazakhstan", "declined"]
    assert "declined, which the article leaves free and for which no reason is needed" in words(text)


# --- Observers ----------------------------------------------------------------------------------------


def test_each_state_stands_with_its_invitation_and_answer(visited: Any) -> None:
    text = visited.visit("duty").get(f"/activities/{DRILL}").text
    found = {row[0]: row[1:] for row in rows(text, "Observers")}
    assert len(found) == 9
    assert found["China"][0].startswith("invited must be invited, Article 4(1): in time")
    assert found["China"][1].startswith("accepted SCO24/CN/2026/")
    assert found["China"][2] == "1"
    assert found["India"][1].startswith("no answer yet")
    assert "Accepted: 1. Declined: 0. No answer yet: 8. Observers: 1." in text
    assert "Wang Lei" in text
    assert "Wang Lei" not in visited.visit("reader").get(f"/activities/{DRILL}").text


def test_the_host_may_invite_more_from_the_page_of_the_drill(visited: Any) -> None:
    client = visited.visit("duty")
    page = client.get(f"/activities/{DRILL}").text
    answer = client.post(
        f"/activities/{DRILL}", data={"token": token_in(page), "do": "invite:observation-invitation"}
    )
    draft = client.get(answer.headers["location"]).text
    assert "Invitation of observers" in draft
    assert draft.count("checked>") >= 9


# --- Quotas, planner, papers --------------------------------------------------------------------------


def test_a_quota_opens_to_the_messages_it_rests_on(visited: Any) -> None:
    text = visited.visit("reader").get(f"/visits/quotas?{VIENNA}&state=KZ").text
    book = words(text.split('class="sheet book"')[1])
    assert "Evaluation quota" in book
    assert "Quota 1 Rests on:" in book
    assert "Kept free 1 Rests on: VD11/DE/2026/0001/EQ/O" in book
    assert "One for each 60 or part of that (Units), at most 15; 60 declared." in book


def test_a_guest_sees_what_it_may_still_ask(visited: Any) -> None:
    text = visited.visit("reader").get(f"/visits/quotas?{VIENNA}&state=DE").text
    active = text.split('id="active"')[1]
    assert rows(active)[0][:2] == ["Kazakhstan", "Evaluation quota"]


def test_a_year_that_is_over_is_settled(visited: Any) -> None:
    text = (
        visited.visit("reader").get("/visits/quotas?agreement=vienna-document-2011&year=2025&state=KZ").text
    )
    assert "The year is over and its books are settled" in text


def test_the_planner_shows_everything_of_a_year(visited: Any) -> None:
    text = visited.visit("reader").get("/visits/planner?year=2026").text
    named = {row[0] for row in rows(text, "Visits and drills")}
    assert {"Training base Zhurihe", "Aibalta-2026", "Unit 12345"} <= named
    assert "report of a visit" in section(text, ">Clocks</h2>")


def test_the_planner_counts_the_teams_that_were_told_to_it(visited: Any) -> None:
    text = visited.visit("reader").get("/visits/planner?year=2026&state=CN&teams=2").text
    assert 'name="teams" value="2"' in text
    assert "/visits/planner?year=2025&amp;state=CN&amp;teams=2" in text
    query = "first=2026-06-01&last=2026-09-30&guest=DE&host=KZ&number=1&days=2&teams=10&at_once=0"
    refused = visited.visit("reader").get(f"/visits/planner/proposal?{query}").text
    assert "“10” does not do here." in refused
    assert "“0” does not do here." in refused


def test_a_proposal_is_explained(visited: Any) -> None:
    query = "first=2026-06-01&last=2026-09-30&guest=DE&host=KZ&number=2&days=2&agreement=vienna-document-2011"
    text = visited.visit("reader").get(f"/visits/planner/proposal?{query}").text
    assert "0 of 2 visits are placed." in text
    assert "Germany" in text
    assert text.count('class="note note-warn"') >= 1


def test_a_proposal_asked_for_wrongly_says_what_to_mend(visited: Any) -> None:
    text = visited.visit("reader").get("/visits/planner/proposal?first=soon&last=2026-12-31").text
    assert "“soon”" in text
    assert "Choose a guest in at least one row." in text
    far = (
        visited.visit("reader")
        .get("/visits/planner/proposal?first=2026-01-01&last=2036-01-01&guest=DE&number=x&days=0")
        .text
    )
    assert "Take 1 to 800 days." in far
    assert "“x” does not do here." in far


def test_papers_are_downloaded_in_the_language_asked_for(visited: Any) -> None:
    client = visited.visit("duty")
    answer = client.get(f"/papers/programme/{OFFERED}?language=zh")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert 'filename="SCO24-CN-2026-0001-VO-programme.zh.pdf"' in answer.headers["content-disposition"]
    quotas = client.get("/quota-papers/vienna-document-2011/KZ/2026?language=ru")
    assert quotas.content.startswith(b"%PDF-")


def test_a_paper_with_people_is_refused_to_a_reader(visited: Any) -> None:
    answer = visited.visit("reader").get(f"/papers/team-list/{OFFERED}")
    assert answer.status_code == 404
    assert "There is no such paper" in answer.text


def test_calendars_are_downloaded(visited: Any) -> None:
    client = visited.visit("reader")
    one = client.get(f"/calendars/{OFFERED}")
    assert one.text.startswith("BEGIN:VCALENDAR")
    assert client.get("/calendar.ics").text.count("BEGIN:VEVENT") > 4


def test_today_shows_the_visits_of_the_next_days(visited: Any) -> None:
    text = visited.visit("reader").get("/").text
    assert [row[0] for row in rows(text, "Visits in the next 30 days")] == [
        "Unit 12345",
        "Training base Zhurihe",
    ]


# --- Before release -----------------------------------------------------------------------------------


def meaning(
    visited: Any, name: str, content: dict[str, Any], *, to: str, refers_to: tuple[str, ...] = ()
) -> str:
    """What the page of a draft says of it."""
    number = start_draft(
        visited.node,
        DUTY,
        SCO,
        FormatId(name),
        NOW,
        content=content,
        to=(StateCode(to),),
        refers_to=tuple(Reference(one) for one in refers_to),
    )
    text = visited.visit("duty").get(f"/drafts/{number}?checked=1").text
    return words(text.split('id="meaning"')[1])


def test_a_team_larger_than_the_rule_is_shown_before_release(visited: Any) -> None:
    text = meaning(visited, "visit-request", {**request("Base", "2026-08-03", "2026-08-05", 9)}, to="CN")
    assert "at most 4, 9 counted" in text
    assert "above the number" in text


def test_a_reply_after_its_clock_is_shown_before_release(visited: Any) -> None:
    text = meaning(visited, "visit-request-reply", {"accepted": True}, to="CN", refers_to=(f"{DECLINED}/O",))
    assert "reply on a visit: 16 Mar 2026, 23:59 UTC 34 days ago The deadline has passed." in text


def test_a_report_on_a_visit_that_was_declined_is_said_before_release(visited: Any) -> None:
    content = {"took-place": True}
    text = meaning(visited, "visit-request-report", content, to="CN", refers_to=(f"{DECLINED}/O",))
    assert f"The visit {DECLINED} was declined." in text
    assert "To be looked at" in text


def test_two_visits_to_one_state_at_one_time_are_said_before_release(visited: Any) -> None:
    content = {**request("Other base", "2026-05-19", "2026-05-20")}
    text = meaning(visited, "visit-request", content, to="CN")
    assert "China receives two visits at one time" in text


def test_the_papers_for_observers_are_listed(visited: Any) -> None:
    text = visited.visit("duty").get(f"/paper-lists/{DRILL}").text
    assert text.count("/papers/invitation/") == 3 * 9
    assert "Team list" in words(text)
    assert "Team list" not in visited.visit("reader").get(f"/paper-lists/{DRILL}").text
    assert visited.visit("reader").get("/paper-lists/SCO24/KZ/2026/0099/EX").status_code == 404


def test_where_no_visit_is_known_nobody_is_told_to_widen_the_search(visited: Any, fresh: Any) -> None:
    assert (
        "No visit fits this. Widen the search." in visited.visit("reader").get("/visits?words=nowhere").text
    )
    text = fresh.visit("reader").get("/visits").text
    assert "No visit is known yet." in text
    assert "Widen the search" not in text
