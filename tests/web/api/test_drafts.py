from __future__ import annotations

from typing import Any

import pytest
from tests.web.stories import AT, DRILL, DUTY, NOTIFICATION, SCO

from detente.assessment.wording import finding_sentence
from detente.messages.codec import draft_to_json
from detente.node.drafts import check_draft, load_draft, preview_draft

NOW = "2024-04-26T06:30:00Z"


def begin(call: Any, **changes: Any) -> int:
    body = {"agreement": SCO, "format": NOTIFICATION, "content": {**DRILL, **changes}}
    answer = call("duty").post("/drafts", body)
    assert answer.status_code == 201, answer.text
    number: int = answer.json()["id"]
    return number


def line(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": number,
        "agreement": SCO,
        "format": NOTIFICATION,
        "kind": "original",
        "title": "Aibalta-2024",
        "stage": "draft",
        "author": "duty",
        "changed_by": "duty",
        "changed_at": NOW,
        "submitted_by": None,
        "released_by": None,
        "reference": None,
        "revision": 1,
    } | changes


def test_a_message_goes_its_whole_way(call_fresh: Any) -> None:
    duty, releaser = call_fresh("duty"), call_fresh("releaser")
    number = begin(call_fresh)
    draft = f"/drafts/{number}"
    assert duty.post(f"{draft}/check").json() == {"submittable": True, "faults": []}
    assert duty.post(f"{draft}/submit").json() == {"id": number, "stage": "submitted"}
    assert releaser.get("/drafts").json() == [line(number, stage="submitted", submitted_by="duty")]
    reference = releaser.post(f"{draft}/release").json()["reference"]
    assert reference == "SCO24/KZ/2024/0001/EX/O"
    assert releaser.post(f"/messages/{reference}/send").json() == {"reference": reference, "log_index": 0}
    assert duty.get("/drafts").json() == []
    released = {
        "stage": "released",
        "submitted_by": "duty",
        "released_by": "releaser",
        "reference": reference,
    }
    assert duty.get(draft).json()["line"] == line(number, **released)


def test_a_draft_is_shown_as_it_is_kept(call_shared: Any) -> None:
    number = begin(call_shared)
    kept = load_draft(call_shared().node, number).draft
    assert call_shared("duty").get(f"/drafts/{number}").json() == {
        "line": line(number),
        "draft": draft_to_json(kept),
    }
    assert (dict(kept.content), kept.language, len(kept.to)) == (dict(DRILL), "en", 9)


def test_addressees_language_and_what_is_answered_can_be_given(call_shared: Any) -> None:
    told = "SCO24/CN/2024/0001/EX/O"
    body = {
        "agreement": SCO,
        "format": NOTIFICATION,
        "to": ["RU", "CN"],
        "language": "ru",
        "refers_to": [told],
    }
    number = call_shared("duty").post("/drafts", body).json()["id"]
    draft = load_draft(call_shared().node, number).draft
    assert (draft.to, draft.language, draft.refers_to, draft.content) == (("CN", "RU"), "ru", (told,), {})


def test_saving_gives_a_new_revision_and_an_old_one_is_refused(call_shared: Any) -> None:
    duty, number = call_shared("duty"), begin(call_shared)
    body = {"revision": 1, "content": {"designation": {"en": "Other"}}, "to": ["CN"]}
    assert duty.put(f"/drafts/{number}", body).json() == {"id": number, "revision": 2}
    refused = duty.put(f"/drafts/{number}", body)
    assert (refused.status_code, refused.json()["code"]) == (409, "draft-changed")
    kept = load_draft(duty.node, number)
    assert (kept.title, kept.draft.to, kept.revision) == ("Other", ("CN",), 2)


def test_every_fault_is_said_and_none_of_it_is_submitted(call_shared: Any) -> None:
    duty = call_shared("duty")
    number = begin(call_shared, dates={"start": "2024-09-13", "end": "2024-09-02"}, participants="KZ")
    faults = check_draft(duty.node, DUTY, number, AT)
    checked = duty.post(f"/drafts/{number}/check").json()
    assert [(one["code"], one["where"], one["what"]["zh"]) for one in checked["faults"]] == [
        (fault.code, fault.where, fault.what.zh) for fault in faults
    ]
    assert (checked["submittable"], len(faults)) == (False, 2)
    refused = duty.post(f"/drafts/{number}/submit")
    assert (refused.status_code, refused.json()["code"]) == (400, "faults")
    assert refused.json()["faults"] == checked["faults"]
    assert load_draft(duty.node, number).stage == "draft"


def test_a_preview_says_what_it_would_mean_in_three_languages(call_shared: Any) -> None:
    duty, number = call_shared("duty"), begin(call_shared)
    node = duty.node
    foreseen = preview_draft(node, DUTY, load_draft(node, number).draft, AT).foreseen
    shown = duty.post(f"/drafts/{number}/preview").json()
    assert shown["at"] == NOW
    assert [one["finding"]["sentence"] for one in shown["foreseen"]] == [
        {"en": said.en, "ru": said.ru, "zh": said.zh}
        for one in foreseen
        if (said := finding_sentence(one.finding, node.agreement(one.finding.agreement), node.vocabulary))
    ]
    assert [one["seconds_left"] for one in shown["foreseen"]] == [
        None if one.time_left is None else int(one.time_left.total_seconds()) for one in foreseen
    ]
    assert any(one["seconds_left"] for one in shown["foreseen"])


def test_nobody_releases_what_they_wrote(call_shared: Any) -> None:
    node = call_shared().node
    second = call_shared("second")
    number = second.post("/drafts", {"agreement": SCO, "format": NOTIFICATION, "content": DRILL}).json()["id"]
    second.post(f"/drafts/{number}/submit")
    refused = second.post(f"/drafts/{number}/release")
    assert (refused.status_code, refused.json()["code"]) == (400, "two-persons")
    assert load_draft(node, number).stage == "submitted"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/drafts", None),
        ("POST", "/drafts", {"agreement": SCO, "format": NOTIFICATION}),
        ("PUT", "/drafts/1", {"revision": 1, "content": {}, "to": []}),
        ("POST", "/drafts/1/check", None),
        ("POST", "/drafts/1/preview", None),
        ("POST", "/drafts/1/submit", None),
        ("POST", "/drafts/1/release", None),
    ],
)
def test_a_reader_may_do_none_of_it(call: Any, method: str, path: str, body: object) -> None:
    answer = call("reader").request(method, path, json=body)
    assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")


def test_content_nested_without_end_is_refused(call: Any) -> None:
    text = '{"agreement":"sco-proposal-2024","format":"exercise-notification","content":{"a":%s}}'
    for depth in (17, 900, 5000):
        headers = {"Content-Type": "application/json"}
        body = text % ("[" * depth + "]" * depth)
        answer = call("duty").request("POST", "/drafts", content=body, headers=headers)
        assert answer.status_code == 400, (depth, answer.text)


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/drafts", {"agreement": "none", "format": "none"}, 404, "no-agreement"),
        ("/drafts", {"agreement": SCO, "format": "none"}, 400, "format"),
        ("/drafts", {"agreement": SCO, "format": NOTIFICATION, "to": ["zz"]}, 400, "structure"),
        ("/drafts", {"agreement": SCO, "format": NOTIFICATION, "too": ["CN"]}, 400, "request"),
        ("/drafts", {"agreement": SCO}, 400, "request"),
        ("/drafts", [], 400, "request"),
        ("/drafts/99/check", None, 404, "no-draft"),
        ("/drafts/99999999999999999999/check", None, 400, "request"),
        ("/drafts/one/check", None, 400, "request"),
    ],
)
def test_what_cannot_be_done_is_said(call: Any, path: str, body: object, status: int, code: str) -> None:
    answer = call("duty").post(path, body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
