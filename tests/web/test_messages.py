from __future__ import annotations

import re
from typing import Any

import pytest
from tests.web.conftest import token_in
from tests.web.pages import rows, section, words
from tests.web.stories import DUTY

from detente.ledger.evidence import verify_evidence
from detente.messages.numbered import parse_numbered
from detente.node.messages import read_document
from detente.node.peers import keys_of_state

AMENDED = "SCO24/KZ/2024/0001/EX/A1"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["SCO24/CN/2024/0001/EX/O", "SCO24/KZ/2024/0001/EX/O", "SCO24/KZ/2024/0001/EX/A1"]),
        ("sender=CN", ["SCO24/CN/2024/0001/EX/O"]),
        ("words=aibalta", ["SCO24/KZ/2024/0001/EX/O", "SCO24/KZ/2024/0001/EX/A1"]),
        ("words=/A1", ["SCO24/KZ/2024/0001/EX/A1"]),
        ("stage=received", ["SCO24/CN/2024/0001/EX/O"]),
        ("agreement=shanghai-1996", []),
        ("format=exercise-notification&sender=KZ&stage=sent", ["SCO24/KZ/2024/0001/EX/O", AMENDED]),
    ],
)
def test_the_register_shows_what_was_asked_for(told: Any, query: str, found: list[str]) -> None:
    text = told.visit("reader").get(f"/messages?{query}").text
    assert sorted(row[0].split()[-1] for row in rows(text)) == sorted(found)
    assert ("No message fits this. Widen the search." in text) == (not found)


def test_the_filter_is_shown_as_it_was_typed(told: Any) -> None:
    text = told.visit("reader").get('/messages?sender=CN&words="><b>').text
    assert '<option value="CN" selected>China</option>' in text
    assert 'name="words" value="&#34;&gt;&lt;b&gt;"' in text


def test_a_message_reads_as_a_numbered_notice(told: Any) -> None:
    text = told.visit("reader").get(f"/messages/{AMENDED}").text
    items = [
        words(part) for part in text.split('<ol class="items">')[1].split("</ol>")[0].split("</li>")[:-1]
    ]
    assert items == [
        "1 Designation Aibalta-2024 Russian: Айбалта-2024",
        "2 Type Live exercise",
        "4 Start and end 12–20 Jun 2024",
        "5 Area (1) Name: Matybulak range Position: 43.5400° N, 75.2100° E Accuracy: 15 km",
        "6 Participating states Kazakhstan (KZ)",
        "7 Strength Personnel Battle tanks In all 5,600 about 240",
    ]


def test_a_message_shows_its_proof_and_what_it_changed(told: Any) -> None:
    text = told.visit("reader").get(f"/messages/{AMENDED}").text
    assert section(text, "<h2>Proof</h2>") == (
        "Proof Signed by the ministry of Kazakhstan Registered, number 1 26 Apr 2024, 04:30 UTC "
        "under a signed checkpoint of 3 entries Download the evidence "
        "One file that anyone can check with “detente verify”, without this node."
    )
    assert section(text, "<h2>Thread</h2>") == (
        "Thread Information on an exercise: original Kazakhstan · 26 Apr 2024, 04:30 UTC "
        "Information on an exercise: amendment Kazakhstan · 26 Apr 2024, 04:30 UTC What this message changed "
        "7 Strength Total: Personnel: 4,700 Total: Personnel: 5,600"
    )


def test_a_message_shows_how_far_it_has_come_and_what_was_answered(told: Any) -> None:
    reader = told.visit("reader")
    shown = section(reader.get(f"/messages/{AMENDED}").text, "<h2>Receipts</h2>")
    assert shown.startswith("Receipts ")
    assert "China: no receipt yet " in shown
    assert "Russia: not sealed to it yet: its sealing key is not known" in shown
    theirs = reader.get("/messages/SCO24/CN/2024/0001/EX/O").text
    assert section(theirs, "<h2>Receipts</h2>") == (
        "Receipts Kazakhstan: received and opened Kazakhstan: received and opened · 26 Apr 2024, 06:30 UTC "
        "· number 2 in its log"
    )


def test_a_time_is_shown_as_an_interval_with_what_it_rests_on(told: Any) -> None:
    text = told.visit("reader").get("/messages/SCO24/CN/2024/0001/EX/O").text
    assert (
        "Registered, number 0 26 Apr 2024, 04:30 UTC – 26 Apr 2024, 06:30 UTC How this time is known "
        "by the clock of the sender's node: 26 Apr 2024, 04:30 UTC "
        "not later, since it was verified here: 26 Apr 2024, 06:30 UTC"
    ) in section(text, "<h2>Proof</h2>")


def test_the_evidence_convinces_whoever_has_the_keys(told: Any) -> None:
    answer = told.visit("reader").get(f"/evidence/{AMENDED}")
    keys = keys_of_state(told.node, told.node.settings.state)
    assert verify_evidence(answer.content, [keys]).proven
    assert answer.headers["content-disposition"] == 'attachment; filename="SCO24-KZ-2024-0001-EX-A1.evidence"'


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_the_text_of_a_message_reads_back_as_the_message(told: Any, language: str) -> None:
    text = told.visit("reader").get(f"/notices/{AMENDED}?language={language}").text
    agreements, vocabulary = told.node.agreements, told.node.vocabulary
    assert parse_numbered(text, agreements, vocabulary) == read_document(told.node, DUTY, AMENDED)


def offered(text: str) -> list[str]:
    actions = text.split('<form class="actions"')[1].split("</form>", maxsplit=1)[0]
    return [words(part) for part in re.findall(r"<button[^>]*>(.*?)</button>", actions, re.DOTALL)]


def test_what_can_be_done_depends_on_who_reads_and_whose_message_it_is(told: Any) -> None:
    own, theirs = f"/messages/{AMENDED}", "/messages/SCO24/CN/2024/0001/EX/O"
    assert [offered(told.visit(name).get(own).text) for name in ("duty", "reader", "releaser")] == [
        ["Invitation of observers", "Amend", "Correct", "Cancel"],
        [],
        [],
    ]
    assert offered(told.visit("duty").get(theirs).text) == ["Request for clarification"]


def test_who_may_not_cannot_by_asking_either(told: Any) -> None:
    client = told.visit("reader")
    token = token_in(client.get(f"/messages/{AMENDED}").text)
    answer = client.post(f"/messages/{AMENDED}", data={"token": token, "do": "amendment"})
    assert answer.status_code == 403
    assert "reader may not draft messages at this node." in answer.text


def test_an_unknown_act_is_refused(told: Any) -> None:
    client = told.visit("duty")
    token = token_in(client.get("/").text)
    assert client.post(f"/messages/{AMENDED}", data={"token": token, "do": "explode"}).status_code == 400
