"""Drafts are kept right or wrong, as long as they can be read back."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.node.stories import DUTY, NOTIFICATION, NOW, SCO, draft_drill

from detente.agreements.model import MessageKind
from detente.kernel.errors import InputError
from detente.kernel.identifiers import FormatId, Reference, StateCode
from detente.messages.document import JsonValue
from detente.node.drafts import check_draft, list_drafts, load_draft, save_draft, start_draft
from detente.node.node import Node

NESTED: object = 1
for _ in range(20):
    NESTED = [NESTED]


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"to": (StateCode("zz"),)}, "to"),
        ({"language": "no language"}, "language"),
        ({"refers_to": (Reference("abc"),)}, "refers_to"),
        ({"content": {"designation": NESTED}}, "content.designation"),
    ],
)
def test_a_draft_that_could_not_be_read_back_is_refused_and_hides_no_other(
    kz: Node, wrong: Mapping[str, object], where: str
) -> None:
    number = draft_drill(kz)
    with pytest.raises(InputError) as refused:
        start_draft(kz, DUTY, SCO, NOTIFICATION, NOW, **wrong)  # type: ignore[arg-type]
    assert [fault.where for fault in refused.value.faults] == [where]
    assert [one.id for one in list_drafts(kz, DUTY)] == [number]


def test_such_a_change_is_not_saved(kz: Node) -> None:
    number = draft_drill(kz)
    before = load_draft(kz, number)
    with pytest.raises(InputError):
        save_draft(kz, DUTY, number, 1, NOW, content={}, to=(StateCode("zz"),))
    assert load_draft(kz, number) == before


def test_content_that_is_wrong_is_kept(kz: Node) -> None:
    number = draft_drill(kz, designation=5, dates="tomorrow")
    content = load_draft(kz, number).draft.content
    assert (content["designation"], content["dates"]) == (5, "tomorrow")


STRUCTURE, MEETING = FormatId("structure-information"), FormatId("meeting-record")


def test_a_file_that_is_named_and_not_here_is_a_fault(kz: Node) -> None:
    number = start_draft(kz, DUTY, SCO, STRUCTURE, NOW, content={"as-of": "2025-01-01"})
    before = [fault.code for fault in check_draft(kz, DUTY, number, NOW)]
    chart: JsonValue = {"name": "chart.pdf", "type": "application/pdf", "size": 1, "sha256": "0" * 64}
    save_draft(kz, DUTY, number, 1, NOW, content={"as-of": "2025-01-01", "chart": chart}, to=())
    after = [fault.code for fault in check_draft(kz, DUTY, number, NOW)]
    assert ("file-missing" in before, "file-missing" in after) == (False, True)


def test_nothing_to_report_where_the_format_knows_it(kz: Node) -> None:
    number = start_draft(kz, DUTY, SCO, STRUCTURE, NOW, content={"as-of": "2025-01-01"}, nil=True)
    assert load_draft(kz, number).draft.kind is MessageKind.NIL
    assert check_draft(kz, DUTY, number, NOW) == []
    with pytest.raises(InputError) as refused:
        start_draft(kz, DUTY, SCO, MEETING, NOW, nil=True)
    assert refused.value.code == "no-nil"
