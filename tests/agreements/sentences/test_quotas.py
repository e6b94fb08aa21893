"""Quotas in sentences: giving visits away, and telling that there are none left."""

from __future__ import annotations

import pytest

from detente.agreements.model import Purpose


def test_a_transfer_names_whose_quota_and_to_whom(tell) -> None:
    told = tell("XB transfers 2 visits of XA's quota for 2031 to XC on 2031-03-01")
    assert (told.purpose, told.to) == (Purpose.QUOTA_TRANSFER, ("XC",))
    assert told.facts == {"quota.partner": "XA", "quota.year": "2031", "quota.amount": 2}


def test_a_quota_is_closed_with_or_without_a_number(tell) -> None:
    told = tell("XA closes its quota for 2031 on 2031-09-01 after 1 visit")
    assert (told.purpose, told.to) == (Purpose.QUOTA_FULL, ())
    assert told.facts == {"quota.year": "2031", "quota.amount": 1}
    assert tell("XA closes its quota for 2031 on an unknown day").facts == {"quota.year": "2031"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "XB transfers visits of XA to XC",
            "1: “XB transfers visits of XA to XC” cannot be read after “transfers”. "
            "Write it as: XB transfers NUMBER visits of XA's quota for YEAR to XC on DAY.",
        ),
        (
            "XA closes its quota on 2031-09-01",
            "1: “XA closes its quota on 2031-09-01” cannot be read after “closes”. "
            "Write it as: XA closes its quota for YEAR on DAY after NUMBER visits.",
        ),
        (
            "XA closes its quota for 0000 on 2031-09-01",
            "1: “0000” is not a date. Write 2024-05-12; where the day or month is not known, 2024-05 or 2024.",
        ),
    ],
)
def test_what_cannot_be_told(sentence: str, expected: str, faults) -> None:
    assert faults(sentence) == [expected]
