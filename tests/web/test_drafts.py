"""A message from the first button to the log, as a browser without scripts does it."""

from __future__ import annotations

import re
from typing import Any

from tests.web.conftest import token_in
from tests.web.pages import fields, section, words

from detente.node.drafts import load_draft

TYPED = {
    "item.designation.0.words": ["Steppe Eagle"],
    "item.type": ["live-exercise"],
    "item.dates.start.date": ["12.06.2024"],
    "item.dates.end.date": ["2024年6月20日"],
    "item.area.0.name.0.words": ["Otar"],
    "item.area.0.positions": ["43.54, 75.21"],
    "item.strength.total.personnel": ["4 800"],
}


def begin(client: Any) -> str:
    token = token_in(client.get("/drafts").text)
    chosen = "sco-proposal-2024/exercise-notification"
    path: str = client.post("/drafts", data={"token": token, "format": chosen}).headers["location"]
    return path


def send(client: Any, path: str, do: str, **typed: list[str]) -> Any:
    """Fill in the form as it stands, press a button, and follow where it leads."""
    sent = {**fields(client.get(path).text, "draft"), **typed, "do": [do]}
    answer = client.post(path.partition("?")[0], data=sent)
    return client.get(answer.headers["location"].partition("#")[0]) if answer.status_code == 303 else answer


def press(client: Any, path: str, do: str) -> str:
    token = token_in(client.get(path).text)
    answer = client.post(path, data={"token": token, "do": do})
    assert answer.status_code == 303, words(answer.text)
    place: str = answer.headers["location"]
    return place


def faults(text: str) -> list[str]:
    return [words(part) for part in re.findall(r'<p class="fault[^>]*>(.*?)</p>', text, re.DOTALL)]


def test_a_drill_is_drafted_checked_submitted_released_and_sent(fresh: Any) -> None:
    duty, releaser = fresh.visit("duty"), fresh.visit("releaser")
    path = begin(duty)
    shown = send(duty, path, "submit", **TYPED)
    assert (str(shown.url), faults(shown.text)) == (f"http://desk{path}", [])
    assert "waits for release" in shown.text
    waiting = releaser.get(path).text
    assert section(waiting, "<h2>If told now</h2>").startswith("If told now")
    message = press(releaser, path, "release")
    assert message == "/messages/SCO24/KZ/2024/0001/EX/O"
    assert "Not registered yet: it has not been sent" in releaser.get(message).text
    assert press(releaser, message, "send") == message
    assert "Registered, number 0" in releaser.get(message).text
    assert releaser.get(path).headers["location"] == message


def test_what_is_wrong_stays_as_typed_with_the_fault_beside_it(fresh: Any) -> None:
    duty = fresh.visit("duty", "ru")
    path = begin(duty)
    wrong = {**TYPED, "item.strength.total.personnel": ["около 500"], "item.dates.start.date": ["1 июня"]}
    shown = send(duty, path, "submit", **wrong)
    assert faults(shown.text) == [
        "начало: «1 июня» не является датой. "
        "Запишите в виде 2024-05-12; если неизвестен день или месяц — 2024-05 или 2024.",
        "Личный состав: Это не число. Укажите целое число, например 1500; приблизительное — ~1500.",
    ]
    kept = fields(shown.text, "draft")
    assert (kept["item.strength.total.personnel"], kept["item.dates.start.date"]) == (
        ["около 500"],
        ["1 июня"],
    )
    assert load_draft(fresh.node, 1).stage == "draft"


def test_a_fresh_form_accuses_nobody(fresh: Any) -> None:
    duty = fresh.visit("duty")
    assert faults(duty.get(begin(duty)).text) == []


def test_a_row_is_added_and_taken_away_by_buttons_alone(fresh: Any) -> None:
    duty = fresh.visit("duty")
    path = begin(duty)
    longer = fields(send(duty, path, "add:item.area", **TYPED).text, "draft")
    assert longer["item.area.1.positions"] == [""]
    assert longer["item.area.0.positions"] == ["+43.5400+075.2100/"]
    both = send(duty, path, "save", **{**TYPED, "item.area.1.positions": ["+40+070/"]})
    left = fields(send(duty, str(both.url.path), "remove:item.area.0").text, "draft")
    assert (left["item.area.0.positions"], "item.area.1.positions" in left) == (["+40+070/"], False)


def test_changing_the_language_keeps_what_was_typed(fresh: Any) -> None:
    duty = fresh.visit("duty")
    path = begin(duty)
    sent = {**fields(duty.get(path).text, "draft"), **TYPED, "language": ["zh"]}
    answer = duty.post(path, data=sent)
    duty.cookies.set("detente_language", answer.cookies["detente_language"])
    text = duty.get(answer.headers["location"]).text
    assert ("演习通报" in text, fields(text, "draft")["item.designation.0.words"]) == (True, ["Steppe Eagle"])


def test_two_who_save_the_same_draft_do_not_lose_each_others_words(fresh: Any) -> None:
    duty, second = fresh.visit("duty"), fresh.visit("second")
    path = begin(duty)
    stale = fields(second.get(path).text, "draft")
    send(duty, path, "save", **TYPED)
    answer = second.post(path, data={**stale, "item.designation.0.words": ["Other"], "do": ["save"]})
    assert answer.status_code == 409
    assert "What you typed is below and has not been saved." in answer.text
    again = fields(answer.text, "draft")
    assert again["item.designation.0.words"] == ["Other"]
    assert load_draft(fresh.node, 1).title == "Steppe Eagle"
    second.post(path, data={**again, "do": ["save"]})
    assert load_draft(fresh.node, 1).title == "Other"


def test_the_same_words_sent_twice_are_no_conflict(fresh: Any) -> None:
    duty = fresh.visit("duty")
    path = begin(duty)
    stale = {**fields(duty.get(path).text, "draft"), **TYPED}
    assert duty.post(path, data={**stale, "do": ["save"]}).status_code == 303
    assert duty.post(path, data={**stale, "do": ["submit"]}).status_code == 303
    assert (load_draft(fresh.node, 1).stage, load_draft(fresh.node, 1).revision) == ("submitted", 2)


def test_nobody_releases_what_he_wrote(fresh: Any) -> None:
    second = fresh.visit("second")
    path = begin(second)
    text = send(second, path, "submit", **TYPED).text
    assert "You wrote or submitted this draft; a second person must release it." in text
    assert 'value="release"' not in text
    token = token_in(text)
    answer = second.post(path, data={"token": token, "do": "release"})
    assert answer.status_code == 400
    assert "second wrote or submitted this draft" in answer.text


def test_the_preview_says_what_applies_and_how_near(fresh: Any) -> None:
    duty = fresh.visit("duty")
    text = send(duty, begin(duty), "check", **TYPED).text
    meaning = section(text, "<h2>If told now</h2>")
    assert "Personnel 5,000 model 5,000 needed, 4,800 declared, 96.0 % (near)" in meaning
    assert text.count('<pre class="printed"') == 3


def test_a_message_over_the_limit_is_refused_and_nothing_is_kept(fresh: Any) -> None:
    duty = fresh.visit("duty")
    path = begin(duty)
    sent = {**fields(duty.get(path).text, "draft"), "item.remarks.0.words": ["x" * 3_000_000]}
    answer = duty.post(path, data=sent)
    assert answer.status_code == 413
    assert load_draft(fresh.node, 1).revision == 1
