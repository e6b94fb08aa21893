"""Public reports taken in at nodes: told, waiting or passed over, each with its reason; never twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.node.stories import DUTY, NOW, READER, RELEASER, SCO, OpenNode

from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, Reference, StateCode
from detente.messages.document import OriginKind
from detente.messages.report_rows import FaultyRow, ReportRow, parse_reports
from detente.node.actors import NotAllowed
from detente.node.drafts import list_drafts
from detente.node.messages import MessageFilter, list_messages, read_document
from detente.node.node import Node
from detente.node.reports import Fate, RowOutcome, Telling, import_reports, reader_of_reports

CSV = b"""id,name,exercise_type,start_date,host_country,place,source_url
EX-1,Tulip-2023,naval,2023-05-12,KZ;RU,Aktau,https://example.org/1
EX-2,Poppy-2024,naval,2024-09-01,KZ,Aktau,https://example.org/2
EX-3,Lotus-2023,border,2023-06-01,CN,Artux,https://example.org/3
EX-4,Heather-2023,naval,2023-07-01,NO,Rena,https://example.org/4
EX-5,Rose-2023,naval,soon,KZ,Aktau,https://example.org/5
"""
KZ = StateCode("KZ")
BEGUN = Telling(DUTY, RELEASER, lambda row: row.start is not None and row.start.interval.latest <= NOW)


def rows() -> list[ReportRow | FaultyRow]:
    return parse_reports(CSV)


def brief(outcomes: list[RowOutcome]) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.id, one.fate.value, one.reference, one.code) for one in outcomes]


TOLD = Reference("SCO24/KZ/2024/0001/EX/O")


def test_every_row_ends_with_a_fate(kz: Node) -> None:
    seen: list[str] = []
    outcomes = import_reports({KZ: kz}, rows(), SCO, NOW, BEGUN, lambda outcome: seen.append(outcome.id))
    assert brief(outcomes) == [
        ("EX-1", "told", TOLD, None),
        ("EX-2", "waiting", None, "later"),
        ("EX-3", "skipped", None, "other-node"),
        ("EX-4", "skipped", None, "no-host"),
        ("EX-5", "skipped", None, "row"),
    ]
    assert seen == [one.id for one in outcomes]
    assert all((one.reason is None) is (one.fate is Fate.TOLD) for one in outcomes)
    assert [fault.where for fault in outcomes[4].faults] == ["row 6, start_date"]
    document = read_document(kz, READER, TOLD)
    assert (document.origin.kind, document.origin.sources) == (
        OriginKind.RECONSTRUCTED,
        ("https://example.org/1",),
    )
    (message,) = list_messages(kz, READER, MessageFilter()).rows
    assert (message.reference, message.stage, message.log_index) == (TOLD, "sent", 0)
    (draft,) = list_drafts(kz, DUTY)
    assert (draft.id, draft.stage, draft.draft.origin.kind) == (
        outcomes[1].draft,
        "draft",
        OriginKind.RECONSTRUCTED,
    )


def test_a_second_time_nothing_is_taken_in_again(kz: Node) -> None:
    first = import_reports({KZ: kz}, rows(), SCO, NOW, BEGUN)
    again = import_reports({KZ: kz}, rows(), SCO, NOW, BEGUN)
    assert brief(again)[:2] == [
        ("EX-1", "told", TOLD, "told-before"),
        ("EX-2", "waiting", None, "drafted-before"),
    ]
    assert again[1].draft == first[1].draft
    assert list_messages(kz, READER, MessageFilter()).total == 1
    assert len(list_drafts(kz, DUTY)) == 1


def test_each_row_goes_to_its_hosts_node(make_node: OpenNode) -> None:
    nodes = {StateCode(state): make_node(state) for state in ("KZ", "CN")}
    outcomes = import_reports(nodes, rows(), SCO, NOW, BEGUN)
    assert brief(outcomes)[:3] == [
        ("EX-1", "told", TOLD, None),
        ("EX-2", "waiting", None, "later"),
        ("EX-3", "told", "SCO24/CN/2024/0001/EX/O", None),
    ]


def test_without_a_releaser_drafts_wait_for_a_person(kz: Node) -> None:
    outcomes = import_reports(
        {KZ: kz}, rows(), SCO, NOW, Telling(reader_of_reports(), None, lambda _row: True)
    )
    assert brief(outcomes)[:2] == [
        ("EX-1", "waiting", None, "submitted"),
        ("EX-2", "waiting", None, "submitted"),
    ]
    assert [draft.stage for draft in list_drafts(kz, RELEASER)] == ["submitted", "submitted"]
    assert list_messages(kz, READER, MessageFilter()).total == 0


def test_what_was_released_before_a_stop_is_sent_the_next_time(kz: Node) -> None:
    class StoppedError(Exception):
        pass

    def stop(outcome: RowOutcome) -> None:
        if outcome.id == "EX-2":
            raise StoppedError

    with pytest.raises(StoppedError):
        import_reports({KZ: kz}, rows(), SCO, NOW, BEGUN, stop)
    assert [row.stage for row in list_messages(kz, READER, MessageFilter()).rows] == ["released"]
    import_reports({KZ: kz}, rows(), SCO, NOW, BEGUN)
    assert [row.stage for row in list_messages(kz, READER, MessageFilter()).rows] == ["sent"]


def test_who_may_not_draft_or_release_may_not_here(kz: Node) -> None:
    with pytest.raises(NotAllowed):
        import_reports({KZ: kz}, rows(), SCO, NOW, replace(BEGUN, drafter=READER))
    with pytest.raises(NotAllowed):
        import_reports({KZ: kz}, rows(), SCO, NOW, replace(BEGUN, releaser=DUTY))
    with pytest.raises(InputError, match="a second person"):
        import_reports(
            {KZ: kz},
            parse_reports(CSV.replace(b"Tulip", b"Daisy")),
            SCO,
            NOW,
            Telling(DUTY, replace(RELEASER, name="duty"), lambda _row: True),
        )


def test_an_agreement_that_no_node_carries(kz: Node) -> None:
    with pytest.raises(InputError, match="no agreement"):
        import_reports({KZ: kz}, rows(), AgreementId("none"), NOW, BEGUN)
