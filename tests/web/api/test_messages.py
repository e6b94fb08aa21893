from __future__ import annotations

from typing import Any

import pytest
from tests.web.stories import AT, DRILL, DUTY, NOTIFICATION, RELEASER, SCO

from detente.agreements.model import Agreement
from detente.kernel.identifiers import Reference
from detente.kernel.languages import Language
from detente.messages.codec import document_to_json
from detente.messages.numbered import format_numbered
from detente.node.drafts import load_draft, start_draft, submit_draft
from detente.node.messages import export_evidence, read_document, show_message
from detente.node.release import release_draft

OWN = Reference("SCO24/KZ/2024/0001/EX/O")
AMENDED = Reference("SCO24/KZ/2024/0001/EX/A1")
THEIRS = Reference("SCO24/CN/2024/0001/EX/O")
EARLIER = "2024-04-26T04:30:00Z"


def references(answer: Any) -> list[str]:
    return [row["reference"] for row in answer.json()["rows"]]


def test_a_line_of_the_register_is_whole(call: Any) -> None:
    duty = call("duty")
    page = duty.get("/messages", params={"words": "A1"}).json()
    line = page["rows"][0]
    assert page == {"rows": [line], "total": 1, "number": 1, "size": 50}
    assert line == {
        "id": show_message(duty.node, DUTY, AMENDED).row.id,
        "reference": AMENDED,
        "matter": "SCO24/KZ/2024/0001/EX",
        "agreement": SCO,
        "format": NOTIFICATION,
        "kind": "amendment",
        "sender": "KZ",
        "own": True,
        "title": "Aibalta-2024",
        "origin": "official",
        "issued_at": EARLIER,
        "known_at": EARLIER,
        "stage": "sent",
        "log_index": 1,
        "registered": {"earliest": EARLIER, "latest": EARLIER},
        "unread": False,
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [THEIRS, OWN, AMENDED]),
        ({"size": 1, "page": 2}, [OWN]),
        ({"sender": "CN"}, [THEIRS]),
        ({"stage": "sent"}, [OWN, AMENDED]),
        ({"agreement": "shanghai-1996"}, []),
        ({"format": NOTIFICATION, "agreement": SCO, "words": "yanshan"}, [THEIRS]),
        ({"unread": "true"}, [THEIRS]),
    ],
)
def test_the_register_is_filtered_and_paged(call: Any, asked: dict[str, Any], found: list[str]) -> None:
    assert references(call("reader").get("/messages", params=asked)) == found


@pytest.mark.parametrize(
    ("asked", "faults"),
    [
        ({"senders": "CN"}, [("extra-forbidden", "query.senders")]),
        ({"size": 201, "page": 0}, [("greater-than-equal", "query.page"), ("less-than-equal", "query.size")]),
        (
            {"stage": "lost", "unread": 2},
            [("literal-error", "query.stage"), ("bool-parsing", "query.unread")],
        ),
    ],
)
def test_a_filter_that_is_not_known_is_refused(call: Any, asked: Any, faults: list[tuple[str, str]]) -> None:
    answer = call("duty").get("/messages", params=asked)
    assert answer.status_code == 400
    assert [(one["code"], one["where"]) for one in answer.json()["faults"]] == faults


def test_a_message_is_shown_with_what_it_changed_and_what_proves_it(call: Any) -> None:
    duty = call("duty")
    view = show_message(duty.node, DUTY, AMENDED)
    shown = duty.get(f"/messages/{AMENDED}").json()
    lines = duty.get("/messages", params={"sender": "KZ"}).json()["rows"]
    assert shown == {
        "line": lines[1],
        "document": document_to_json(view.document),
        "thread": lines,
        "changes": [
            {
                "item": "strength",
                "before": {"total": {"battle-tanks": {"about": 240}, "personnel": 4700}},
                "after": {"total": {"battle-tanks": {"about": 240}, "personnel": 5600}},
            }
        ],
        "withheld": [],
        "deliveries": [
            {"state": state, "closed": state != "CN", "held_at": None, "answers": []}
            for state in view.document.to
        ],
        "proof": {"envelope": view.envelope.decode(), "log_index": 1, "checkpoint_size": 3},
    }
    receipt = {
        "sender": "KZ",
        "to": "CN",
        "answer": "opened",
        "issued_at": "2024-04-26T06:30:00Z",
        "index": 2,
    }
    assert duty.get(f"/messages/{THEIRS}").json()["deliveries"] == [
        {"state": "KZ", "closed": False, "held_at": None, "answers": [receipt]}
    ]


def test_a_message_that_was_shown_counts_as_read(call: Any) -> None:
    second = call("second")
    assert references(second.get("/messages", params={"unread": "true"})) == [THEIRS]
    second.get(f"/messages/{THEIRS}")
    assert references(second.get("/messages", params={"unread": "true"})) == []


@pytest.mark.parametrize("language", list(Language))
def test_the_numbered_text_is_that_of_the_notice(call: Any, language: Language) -> None:
    duty = call("duty")
    agreement: Agreement = duty.node.agreement(SCO)
    document = read_document(duty.node, DUTY, OWN)
    answer = duty.get(f"/messages/{OWN}/text", params={"language": language.value})
    assert answer.text == format_numbered(document, agreement, duty.node.vocabulary, language)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_the_evidence_is_that_of_the_node_and_holds(call: Any) -> None:
    reader = call("reader")
    answer = reader.get(f"/messages/{THEIRS}/evidence")
    assert answer.content == export_evidence(reader.node, DUTY, THEIRS)
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="SCO24-CN-2024-0001-EX-O.evidence"'


@pytest.mark.parametrize("rest", ["", "/text", "/evidence"])
def test_a_message_that_is_not_there_is_404(call: Any, rest: str) -> None:
    answer = call("duty").get(f"/messages/SCO24/KZ/2024/0009/EX/O{rest}")
    assert (answer.status_code, answer.json()["code"]) == (404, "no-message")


def release(call: Any) -> Reference:
    node = call().node
    number = start_draft(node, DUTY, SCO, NOTIFICATION, AT, content=DRILL)
    submit_draft(node, DUTY, number, AT)
    return release_draft(node, RELEASER, number, AT)


def test_a_released_message_is_sent_and_sending_again_changes_nothing(call_shared: Any) -> None:
    reference, place = release(call_shared), call_shared().node.log.size
    answers = [call_shared("duty").post(f"/messages/{reference}/send") for _ in range(2)]
    assert [answer.json() for answer in answers] == [{"reference": reference, "log_index": place}] * 2
    row = show_message(call_shared().node, DUTY, reference).row
    assert (row.stage, row.log_index) == ("sent", place)


def test_before_it_is_sent_there_is_no_evidence(call_shared: Any) -> None:
    answer = call_shared("duty").get(f"/messages/{release(call_shared)}/evidence")
    assert (answer.status_code, answer.json()["code"]) == (400, "not-registered")


def test_who_may_not_send_does_not(call_shared: Any) -> None:
    answer = call_shared("reader").post(f"/messages/{release(call_shared)}/send")
    assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")


@pytest.mark.parametrize("kind", ["amendment", "correction", "cancellation"])
def test_a_change_begins_a_draft(call_shared: Any, kind: str) -> None:
    duty, reference = call_shared("duty"), release(call_shared)
    duty.post(f"/messages/{reference}/send")
    answer = duty.post(f"/messages/{reference}/changes", {"kind": kind})
    draft = load_draft(duty.node, answer.json()["id"]).draft
    assert (answer.status_code, draft.kind.value, draft.refers_to) == (201, kind, (reference,))


def test_a_change_of_another_states_message_is_refused(call: Any) -> None:
    answer = call("duty").post(f"/messages/{THEIRS}/changes", {"kind": "amendment"})
    assert (answer.status_code, answer.json()["code"]) == (400, "not-ours")


def test_an_original_is_no_change(call: Any) -> None:
    answer = call("duty").post(f"/messages/{OWN}/changes", {"kind": "original"})
    assert [(one["where"], one["mend"]["ru"]) for one in answer.json()["faults"]] == [
        ("body.kind", "Допустимо: amendment, correction, cancellation.")
    ]
