from dataclasses import replace
from datetime import UTC, datetime

import pytest

from detente.agreements.model import MessageKind
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, StateCode
from detente.kernel.instants import FIRST_INSTANT, Instant, Interval, PartialDate
from detente.messages.document import Audience, Document, Origin, OriginKind
from detente.record.message import KnownMessage

DOCUMENT = Document(
    agreement=AgreementId("toy"),
    format=FormatId("notification"),
    reference=Reference("TR30/XA/2024/0001/EX/O"),
    matter=MatterId("TR30/XA/2024/0001/EX"),
    sender=StateCode("XA"),
    to=(StateCode("XB"),),
    kind=MessageKind.ORIGINAL,
    refers_to=(),
    issued_at=datetime(2024, 4, 26, 6, tzinfo=UTC),
    language="en",
    audience=Audience.PARTIES,
    origin=Origin(),
    content={},
)
REGISTERED = Interval(datetime(2024, 4, 26, 6, tzinfo=UTC), datetime(2024, 4, 26, 9, tzinfo=UTC))


def rebuilt(told_on: str | None) -> Origin:
    return Origin(
        OriginKind.RECONSTRUCTED, ("http://news.example",), PartialDate(told_on) if told_on else None
    )


def test_an_official_message_was_told_when_it_was_registered() -> None:
    assert KnownMessage(DOCUMENT, 0, REGISTERED).told == REGISTERED


@pytest.mark.parametrize(
    ("told_on", "by"),
    [
        (None, REGISTERED.latest),
        ("2024-05-01", REGISTERED.latest),
        ("2005-08-02", datetime(2005, 8, 2, 23, 59, 59, tzinfo=UTC)),
        ("2005", datetime(2005, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_report_shows_only_by_when_it_was_told(told_on: str | None, by: Instant) -> None:
    told = KnownMessage(replace(DOCUMENT, origin=rebuilt(told_on)), 0, REGISTERED).told
    assert (told, told.has_beginning) == (Interval(FIRST_INSTANT, by), False)
