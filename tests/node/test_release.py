from datetime import timedelta

import pytest
from sqlalchemy import select
from tests.node.stories import DRILL, DUTY, NOW, READER, RELEASER, OpenNode, draft_drill, tell_drill

from detente.agreements.model import MessageKind
from detente.kernel.errors import InputError
from detente.kernel.identifiers import Reference
from detente.messages.document import OriginKind
from detente.node.activities import show_activity
from detente.node.actors import Actor, NotAllowed, Role
from detente.node.drafts import load_draft, save_draft, start_change, submit_draft
from detente.node.messages import MessageFilter, list_messages, read_document, show_message
from detente.node.node import Node
from detente.node.release import release_draft, send_message
from detente.node.storage.schema import event
from detente.record.activities import ActivityStatus


def test_a_drill_is_drafted_released_by_another_and_registered(kz: Node) -> None:
    draft = draft_drill(kz)
    submit_draft(kz, DUTY, draft, NOW)
    reference = release_draft(kz, RELEASER, draft, NOW)
    assert reference == "SCO24/KZ/2024/0001/EX/O"
    assert list_messages(kz, READER, MessageFilter()).rows[0].stage == "released"
    assert send_message(kz, DUTY, reference, NOW) == 0
    row = list_messages(kz, READER, MessageFilter()).rows[0]
    assert (row.stage, row.log_index, row.title, row.own) == ("sent", 0, "Aibalta-2024", True)
    document = read_document(kz, READER, reference)
    assert document.content == DRILL
    assert document.origin.kind is OriginKind.OFFICIAL
    assert document.to == ("BY", "CN", "IN", "IR", "KG", "PK", "RU", "TJ", "UZ")


def test_sending_twice_gives_the_same_place(kz: Node) -> None:
    reference = tell_drill(kz)
    assert send_message(kz, DUTY, reference, NOW + timedelta(hours=1)) == 0
    assert kz.log.size == 1


def test_numbers_go_on_and_start_anew_each_year(kz: Node) -> None:
    later = NOW.replace(year=2025)
    references = [tell_drill(kz), tell_drill(kz), tell_drill(kz, at=later)]
    assert references == [
        "SCO24/KZ/2024/0001/EX/O",
        "SCO24/KZ/2024/0002/EX/O",
        "SCO24/KZ/2025/0001/EX/O",
    ]


def test_the_same_person_cannot_draft_and_release(kz: Node) -> None:
    both = Actor("aliya", frozenset({Role.DRAFTER, Role.RELEASER}))
    draft = draft_drill(kz)
    view = load_draft(kz, draft)
    save_draft(kz, both, draft, view.revision, NOW, content=DRILL, to=view.draft.to)
    submit_draft(kz, DUTY, draft, NOW)
    with pytest.raises(InputError) as caught:
        release_draft(kz, both, draft, NOW)
    assert caught.value.code == "two-persons"
    assert list_messages(kz, READER, MessageFilter()).rows == []


def test_one_person_may_where_the_node_says_so(make_node: OpenNode) -> None:
    node = make_node("KZ", two_person_release=False)
    both = Actor("aliya", frozenset({Role.DRAFTER, Role.RELEASER}))
    draft = draft_drill(node)
    submit_draft(node, both, draft, NOW)
    assert release_draft(node, both, draft, NOW) == "SCO24/KZ/2024/0001/EX/O"


def test_each_step_asks_for_its_right(kz: Node) -> None:
    draft = draft_drill(kz)
    with pytest.raises(NotAllowed):
        submit_draft(kz, READER, draft, NOW)
    submit_draft(kz, DUTY, draft, NOW)
    with pytest.raises(NotAllowed):
        release_draft(kz, DUTY, draft, NOW)
    reference = release_draft(kz, RELEASER, draft, NOW)
    with pytest.raises(NotAllowed):
        send_message(kz, READER, reference, NOW)


def test_a_faulty_draft_is_kept_and_not_submitted(kz: Node) -> None:
    draft = draft_drill(kz, dates={"start": "2024-09-13", "end": "2024-09-02"}, speed=3)
    with pytest.raises(InputError) as caught:
        submit_draft(kz, DUTY, draft, NOW)
    assert {fault.where for fault in caught.value.faults} >= {"item 4"}
    assert load_draft(kz, draft).stage == "draft"


def test_a_draft_saved_by_another_meanwhile_is_not_overwritten(kz: Node) -> None:
    draft = draft_drill(kz)
    view = load_draft(kz, draft)
    save_draft(kz, DUTY, draft, view.revision, NOW, content={}, to=view.draft.to)
    with pytest.raises(InputError) as caught:
        save_draft(kz, DUTY, draft, view.revision, NOW, content=DRILL, to=view.draft.to)
    assert caught.value.code == "draft-changed"
    assert load_draft(kz, draft).draft.content == {}


def test_a_change_after_submission_asks_for_submission_again(kz: Node) -> None:
    draft = draft_drill(kz)
    submit_draft(kz, DUTY, draft, NOW)
    view = load_draft(kz, draft)
    save_draft(kz, DUTY, draft, view.revision, NOW, content=DRILL, to=view.draft.to)
    with pytest.raises(InputError) as caught:
        release_draft(kz, RELEASER, draft, NOW)
    assert caught.value.code == "not-submitted"


def test_a_released_draft_is_released_once(kz: Node) -> None:
    draft = draft_drill(kz)
    submit_draft(kz, DUTY, draft, NOW)
    release_draft(kz, RELEASER, draft, NOW)
    with pytest.raises(InputError):
        release_draft(kz, RELEASER, draft, NOW)
    assert len(list_messages(kz, READER, MessageFilter()).rows) == 1


def release_and_send(node: Node, draft: int) -> Reference:
    submit_draft(node, DUTY, draft, NOW)
    reference = release_draft(node, RELEASER, draft, NOW)
    send_message(node, DUTY, reference, NOW)
    return reference


def test_amendments_are_counted_and_shown_item_by_item(kz: Node) -> None:
    reference = tell_drill(kz)
    draft = start_change(kz, DUTY, reference, MessageKind.AMENDMENT, NOW)
    view = load_draft(kz, draft)
    changed = {**view.draft.content, "strength": {"total": {"personnel": 13100}}}
    save_draft(kz, DUTY, draft, view.revision, NOW, content=changed, to=view.draft.to)
    amendment = release_and_send(kz, draft)
    assert amendment == "SCO24/KZ/2024/0001/EX/A1"
    shown = show_message(kz, READER, amendment)
    assert [(one.item, one.after) for one in shown.changes] == [("strength", {"total": {"personnel": 13100}})]
    assert [row.reference for row in shown.thread] == [reference, amendment]


def test_a_cancelled_drill_is_shown_as_called_off(kz: Node) -> None:
    reference = tell_drill(kz)
    draft = start_change(kz, DUTY, reference, MessageKind.CANCELLATION, NOW)
    view = load_draft(kz, draft)
    content = {**view.draft.content, "outcome": "not-held"}
    save_draft(kz, DUTY, draft, view.revision, NOW, content=content, to=view.draft.to)
    assert release_and_send(kz, draft) == "SCO24/KZ/2024/0001/EX/X"
    activity = show_activity(kz, READER, "SCO24/KZ/2024/0001/EX", NOW).activity  # type: ignore[arg-type]
    assert activity.status is ActivityStatus.CANCELLED


def test_only_the_sender_can_change_a_message(kz: Node) -> None:
    with pytest.raises(InputError) as caught:
        start_change(kz, DUTY, Reference("SCO24/CN/2024/0001/EX/O"), MessageKind.AMENDMENT, NOW)
    assert caught.value.code == "no-message"


def test_the_auditor_sees_who_did_what(kz: Node) -> None:
    reference = tell_drill(kz)
    with kz.reading() as connection:
        rows = connection.execute(select(event.c.actor, event.c.what, event.c.about)).all()
    assert [tuple(row) for row in rows] == [
        ("duty", "drafted", "draft 1"),
        ("duty", "submitted", "draft 1"),
        ("releaser", "released", reference),
        ("duty", "sent", reference),
    ]
