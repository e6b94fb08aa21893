"""Disclosures in sentences: what consent is sought for, given or refused, and what is passed on."""

from __future__ import annotations

import pytest

from detente.agreements.model import Purpose

RETURNED = "XA returns on 2030-12-10 as of 2031"
SOUGHT = "XB seeks consent of XA on 2031-05-01 to disclose message 1 to the public"


def test_consent_is_sought_for_a_message_told_before(tell) -> None:
    told = tell(RETURNED, SOUGHT)
    assert (told.purpose, told.to, told.ground) == (Purpose.DISCLOSURE_REQUEST, ("XA",), None)
    assert (told.facts, told.references) == ({"disclosure.public": True}, {"disclosure.subject": 0})
    others = tell(RETURNED, "XB seeks consent of all on 2031-05-01 to disclose message 1 to XD and XC")
    assert (others.to, others.facts) == ((), {"disclosure.to": ["XC", "XD"]})


def test_consent_is_given_or_refused_by_whom_it_was_sought_of(tell) -> None:
    given = tell(RETURNED, SOUGHT, "XA consents on 2031-05-02")
    refused = tell(RETURNED, SOUGHT, "XA objects on 2031-05-02")
    assert (given.purpose, given.ground, given.facts) == (
        Purpose.DISCLOSURE_CONSENT,
        1,
        {"disclosure.agreed": True},
    )
    assert (refused.ground, refused.facts) == (1, {"disclosure.agreed": False})


def test_what_is_passed_on_was_asked_for_or_is_named(tell) -> None:
    other = "XB seeks consent of XA on 2031-05-02 to disclose message 2"
    asked = tell(RETURNED, RETURNED, SOUGHT, other, "XB discloses on 2031-05-03 to the public")
    assert (asked.purpose, asked.ground) == (Purpose.DISCLOSURE_NOTICE, 3)
    assert (asked.facts, asked.references) == ({"disclosure.public": True}, {"disclosure.subject": 1})
    named = tell(RETURNED, RETURNED, SOUGHT, "XB discloses message 2 on 2031-05-03 to XC")
    assert (named.ground, named.facts, named.references) == (
        None,
        {"disclosure.to": ["XC"]},
        {"disclosure.subject": 1},
    )


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            ["XB seeks consent of XA on 2031-05-01 to disclose message 1"],
            "1: No sentence 1 stands before this. Count the sentences of this scenario from 1.",
        ),
        (
            [RETURNED, "XB discloses message 0 on 2031-05-01"],
            "2: No sentence 0 stands before this. Count the sentences of this scenario from 1.",
        ),
        (
            [RETURNED, "XB discloses on 2031-05-01"],
            "2: Nothing stands before this that XB discloses. First say that XB seeks …",
        ),
        (
            [RETURNED, SOUGHT, "XC consents on 2031-05-02"],
            "3: Nothing stands before this that XC consents. First say that another state seeks XC …",
        ),
        (
            [RETURNED, "XB seeks XA on 2031-05-01 to disclose message 1"],
            "2: “XB seeks XA on 2031-05-01 to disclose message 1” cannot be read after “seeks”. "
            "Write it as: XB seeks consent of XA on DAY to disclose message NUMBER to the public.",
        ),
    ],
)
def test_what_cannot_be_told(sentences, expected, faults) -> None:
    assert faults(*sentences) == [expected]
