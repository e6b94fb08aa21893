"""What an agreement over another means for messages told under the one below; and suspensions."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from detente.agreements.load import load_pack
from detente.agreements.model import Agreement, MessageKind
from detente.agreements.new import TEMPLATE_ID, new_pack
from detente.agreements.reader import read_pack, read_vocabulary
from detente.assessment.assess import assess
from detente.assessment.places import Places
from detente.assessment.saying import say
from detente.assessment.scenarios import play_scenarios
from detente.geography.reader import read_sample_borders
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, StateCode
from detente.kernel.instants import Interval
from detente.messages.document import Audience, Document, Origin
from detente.record.facts import formats_of
from detente.record.message import KnownMessage
from detente.record.record import fold

OVERLAY = Path(__file__).parent.parent / "overlays" / "high-pass-2033"


@pytest.fixture(scope="module")
def overlay() -> Agreement:
    return load_pack(read_pack(OVERLAY), read_vocabulary(), {AgreementId(TEMPLATE_ID): new_pack(TEMPLATE_ID)})


def test_its_scenarios_hold(overlay: Agreement) -> None:
    played = play_scenarios(overlay, read_sample_borders())
    assert [(one.scenario.it, one.found) for one in played if not one.agrees] == []
    assert len(played) == 2


def asked(year: int, agreement: str) -> KnownMessage:
    """A request of Northland in that year, told under an agreement."""
    at = datetime(year, 5, 1, 12, tzinfo=UTC)
    document = Document(
        agreement=AgreementId(agreement),
        format=FormatId("clarification-request"),
        reference=Reference(f"TV30/XA/{year}/0001/CQ/O"),
        matter=MatterId(f"TV30/XA/{year}/0001/CQ"),
        sender=StateCode("XA"),
        to=(StateCode("XB"),),
        kind=MessageKind.ORIGINAL,
        refers_to=(),
        issued_at=at,
        language="en",
        audience=Audience.PARTIES,
        origin=Origin(),
        content={},
    )
    return KnownMessage(document, 0, Interval(at, at))


@pytest.mark.parametrize(
    ("year", "found"),
    [
        (2033, ["XB, answer towards XA: missed; by 2033-05-04"]),
        (2034, []),  # suspended between the two
        (2035, ["XB, answer towards XA: missed; by 2035-05-04"]),
    ],
)
def test_a_request_under_the_treaty_below_counts_unless_suspended(
    overlay: Agreement, year: int, found: list[str]
) -> None:
    assert overlay.base is not None
    record = fold([asked(year, TEMPLATE_ID)], formats_of([overlay, overlay.base]))
    when = datetime(year, 6, 1, tzinfo=UTC)
    findings = assess(overlay, record, when, Places(overlay, read_sample_borders()))
    assert [say(one) for one in findings] == found


def test_what_is_told_under_another_agreement_does_not_count(overlay: Agreement) -> None:
    record = fold([asked(2033, "elsewhere-2020")], formats_of([overlay]))
    when = datetime(2033, 6, 1, tzinfo=UTC)
    assert assess(overlay, record, when, Places(overlay, read_sample_borders())) == []
