"""Public drills without a node: the same activities as a record would hold."""

from __future__ import annotations

import pytest

from detente.agreements.load import load_pack
from detente.agreements.model import Agreement
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.kernel.identifiers import AgreementId
from detente.kernel.instants import FIRST_INSTANT, Interval, PartialDate
from detente.messages.document import OriginKind
from detente.messages.report_rows import parse_reports
from detente.messages.values import Amount, Qualifier
from detente.record.activities import Telling
from detente.record.periods import OPEN_END
from detente.record.reported import reported_activities

LIST = """id,name,exercise_type,start_date,host_country,place,source_url,personnel_total,personnel_qualifier,\
publicly_announced_on
EX-1,Tulip-2023,strategic,2023-05-12,KZ,Aktau,https://example.org/1,12900,up-to,2023-04-01
EX-2,Lotus-2023,border,2023-06-01,NO,Artux,https://example.org/2,,,
EX-3,Heather-2023,naval,nonsense,KZ,Aktau,https://example.org/3,,,
EX-4,Iris-2023,naval,2023-07-01,KZ,Aktau,https://example.org/4,,,
"""


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    return load_pack(shipped_packs()[AgreementId("sco-proposal-2024")], read_vocabulary())


def test_a_row_becomes_what_a_record_would_hold(agreement: Agreement) -> None:
    found = reported_activities(parse_reports(LIST.encode()), agreement)
    assert [one.id for one in found.activities] == ["SCO24/KZ/2023/0001/EX", "SCO24/KZ/2023/0002/EX"]
    assert [row.id for row in found.rows] == ["EX-1", "EX-4"]
    assert [(row.id, why.code) for row, why in found.skipped] == [("EX-2", "no-host")]
    assert [row.id for row in found.faulty] == ["EX-3"]
    first, last = found.activities
    assert first.strength.total == {"personnel": Amount(12900, Qualifier.UP_TO)}
    assert first.origin.kind is OriginKind.RECONSTRUCTED
    assert first.tellings == (
        Telling(
            "SCO24/KZ/2023/0001/EX/O", Interval(FIRST_INSTANT, PartialDate("2023-04-01").interval.latest)
        ),
    )
    assert last.tellings == (Telling("SCO24/KZ/2023/0002/EX/O", Interval(FIRST_INSTANT, OPEN_END)),)
