"""Observers in sentences: invited to the newest drill, and what is replied to the newest invitation."""

from __future__ import annotations

import pytest

from detente.agreements.model import Purpose

TELLS = "XA tells on 2031-05-01 of a drill"
INVITES = "XA invites XB and XC on 2031-05-02 to arrive on 2031-08-01"


def test_observers_are_invited_to_the_newest_drill(tell) -> None:
    told = tell(TELLS, TELLS, INVITES)
    assert (told.purpose, told.to, told.ground) == (Purpose.OBSERVATION_INVITATION, ("XB", "XC"), 1)
    assert told.facts == {"observation.arrival": "2031-08-01"}
    assert tell(TELLS, "XA invites XB on 2031-05-02").facts == {}


def test_observers_recount_what_they_saw_or_that_they_saw_nothing(tell) -> None:
    told = tell(TELLS, INVITES, "XC recounts on 2031-08-20 an observation by 2 observers")
    assert (told.purpose, told.ground) == (Purpose.OBSERVATION_REPORT, 1)
    assert (told.facts, told.implied) == ({"observation.observers": 2}, {"observation.took-place": True})
    never = tell(TELLS, INVITES, "XC recounts on 2031-08-20 an observation that did not take place")
    assert (never.facts, never.implied) == ({}, {"observation.took-place": False})


def test_who_is_invited_accepts_or_declines(tell) -> None:
    accepted = tell(TELLS, INVITES, "XC accepts on 2031-05-03 with 1 observer")
    assert (accepted.purpose, accepted.ground) == (Purpose.OBSERVATION_REPLY, 1)
    assert (accepted.facts, accepted.implied) == (
        {"observation.observers": 1},
        {"observation.accepted": True},
    )
    declined = tell(TELLS, INVITES, "XB declines on 2031-05-03")
    assert (declined.facts, declined.implied) == ({}, {"observation.accepted": False})


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            ["XA invites XB on 2031-05-02"],
            "1: Nothing stands before this that XA invites. First say that XA tells …",
        ),
        (
            [TELLS, INVITES, "XD accepts on 2031-05-03"],
            "3: Nothing stands before this that XD accepts. First say that another state invites XD …",
        ),
        (
            [TELLS, INVITES, "XB accepts on 2031-05-03 with observers"],
            "3: “XB accepts on 2031-05-03 with observers” cannot be read after “accepts”. "
            "Write it as: XB accepts on DAY with NUMBER observers.",
        ),
    ],
)
def test_what_cannot_be_told(sentences, expected, faults) -> None:
    assert faults(*sentences) == [expected]
