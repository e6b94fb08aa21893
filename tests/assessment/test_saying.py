"""A finding in one line: what scenarios compare, whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from detente.agreements.model import Evidence, EvidenceLevel, Kind
from detente.assessment.finding import Answer, Finding, FindingState, Gap, Margin, Missing, Said
from detente.assessment.saying import say
from detente.kernel.identifiers import AgreementId, DutyId, MeasureId, ProvisionId, SideId, StateCode
from detente.messages.values import Amount, Qualifier

EVIDENCE = Evidence(EvidenceLevel.MODEL)
PERSONNEL = MeasureId("personnel")
MISSED = Finding(
    agreement=AgreementId("toy"),
    provision=ProvisionId("exchange.forces"),
    kind=Kind.EXCHANGE,
    article="2",
    step="return",
    bearer=StateCode("XA"),
    other=None,
    about=DutyId("TV30/XA/2031/exchange.forces"),
    state=FindingState.MISSED,
    due=datetime(2030, 12, 15, 23, 59, 59, tzinfo=UTC),
    changes_at=None,
    margins=(),
    gaps=(),
    messages=(),
    evidence=EVIDENCE,
    year=2031,
)


def margin(needed: int | None, declared: Amount | None, *, near: bool = False) -> Margin:
    return Margin(PERSONNEL, needed, declared, Answer.UNCLEAR, near=near, evidence=EVIDENCE)


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        (MISSED, "XA, return for 2031: missed; by 2030-12-15"),
        (
            MISSED._replace(other=StateCode("XB"), year=None, due=datetime(2030, 12, 15, 6, tzinfo=UTC)),
            "XA, return towards XB: missed; by 2030-12-15T06:00:00Z",
        ),
        (
            MISSED._replace(
                bearer=SideId("north"),
                step="share",
                other=SideId("south"),
                state=FindingState.USED_UP,
                due=None,
            ),
            "north, share towards south for 2031: used-up",
        ),
        (
            MISSED._replace(step="consent", state=FindingState.MET, said=Said.NOT_AGREED, silence="declined"),
            "XA, consent for 2031: met; by 2030-12-15; not agreed; silence means declined",
        ),
        (
            MISSED._replace(
                due=None,
                margins=(
                    margin(None, None),
                    margin(5, Amount(4, Qualifier.MORE_THAN)),
                    margin(5, Amount(4), near=True),
                ),
                gaps=(Gap(Missing.TREATY_VALUE, "clock"),),
            ),
            "XA, return for 2031: missed; personnel ? of ?; personnel more-than 4 of 5; personnel 4 of 5 (near); "
            "not known: treaty-value of clock",
        ),
    ],
)
def test_a_finding_in_one_line(finding: Finding, line: str) -> None:
    assert say(finding) == line
