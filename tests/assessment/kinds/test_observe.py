"""Findings of ``observe``, whole: invitations, replies, numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.agreements.model import Duty, Evidence, EvidenceLevel
from detente.assessment.finding import Answer, FindingState, Gap, Margin, Missing
from detente.kernel.instants import PartialDate
from detente.messages.document import Origin, OriginKind
from detente.messages.values import Amount, Qualifier
from detente.record.activities import ActivityStatus, Invitation, Reply

S = FindingState
MODEL = Evidence(EvidenceLevel.MODEL)
INVITE_BY = "2030-05-02"  # thirty days before the start
REPLY_BY = "2030-05-22"  # ten days before the arrival


@pytest.fixture
def agreement(build):
    invitation = build.before(30, "days")
    reply = build.before(10, "days", "observers.arrival", silence="declined")
    return build.agreement(build.observe(build.when(), invitation, reply))


@pytest.fixture
def expected(finding, last_second):
    def make(step, state, bearer, other, due=None, **changes):
        due = last_second(due) if due else None
        return finding("observe", step, state=state, bearer=bearer, other=other, due=due, **changes)

    return make


@pytest.fixture
def invitation(told):
    def make(*to, on="2030-04-20", arrival="2030-06-01", replies=()):
        moment = PartialDate(arrival) if arrival else None
        return Invitation("I", to, told(on) if on else None, moment, tuple(replies))

    return make


@pytest.fixture
def reply(told):
    def make(state="XB", on="2030-05-10", observers=None, accepted=True):
        return Reply(state, "R", told(on), accepted, observers)

    return make


def test_each_party_of_the_other_side_is_owed_an_invitation(
    agreement, drill, invitation, findings_of, expected, at
):
    activity = drill(invitations=(invitation("XB"),))
    assert findings_of(agreement, activity, "2030-05-01") == [
        expected("invitation", S.MET, "XA", "XB", INVITE_BY),
        expected("invitation", S.DUE, "XA", "XC", INVITE_BY, changes_at=at("2030-05-03")),
        expected("reply", S.UPCOMING, "XB", "XA", REPLY_BY, changes_at=at("2030-05-15T23:59:59Z")),
    ]


def test_late_and_not_received(agreement, drill, invitation, findings_of, expected):
    activity = drill(invitations=(invitation("XB", on="2030-05-03", arrival=None),))
    gap = Gap(Missing.ARRIVAL_DATE, "I")
    assert findings_of(agreement, activity, "2030-05-10") == [
        expected("invitation", S.MET_LATE, "XA", "XB", INVITE_BY),
        expected("invitation", S.MISSED, "XA", "XC", INVITE_BY),
        expected("reply", S.UNCLEAR, "XB", "XA", gaps=(gap,)),
    ]


def test_reports_do_not_show_whether_anyone_was_invited(agreement, drill, findings_of, expected):
    activity = replace(drill(), origin=Origin(OriginKind.RECONSTRUCTED, ("http://news.example",)))
    gap = Gap(Missing.UNREPORTED, activity.id)
    assert findings_of(agreement, activity, "2030-07-01") == [
        expected("invitation", S.UNCLEAR, "XA", state, INVITE_BY, gaps=(gap,)) for state in ("XB", "XC")
    ]
    assert {one.state for one in findings_of(agreement, activity, "2030-05-01")} == {S.DUE}


def test_states_that_take_part_are_not_owed_an_invitation(agreement, drill, findings_of, expected):
    both = drill(participants=("XA", "XB", "XC"))
    assert findings_of(agreement, both, "2030-07-01") == [expected("invitation", S.NOT_TRIGGERED, "XA", None)]


def test_without_sides_every_other_party_is_owed_one(build, drill, findings_of, expected):
    provision = build.observe(build.when(), build.before(30, "days"))
    agreement = build.agreement(provision, sides={"XA": None, "XB": None, "XC": None})
    found = findings_of(agreement, drill(), "2030-07-01")
    assert found == [expected("invitation", S.MISSED, "XA", one, INVITE_BY) for one in ("XB", "XC")]


def test_without_a_clock_an_invitation_stays_due(build, drill, findings_of, expected):
    agreement = build.agreement(build.observe(build.when(), None))
    found = findings_of(agreement, drill(), "2030-07-01")
    assert found == [expected("invitation", S.DUE, "XA", one) for one in ("XB", "XC")]


def replies_of(found):
    return [one for one in found if one.step == "reply"]


@pytest.mark.parametrize(("on", "state"), [("2030-05-22", S.MET), ("2030-05-23", S.MET_LATE)])
def test_a_reply_in_time_or_late(agreement, drill, invitation, reply, findings_of, expected, on, state):
    activity = drill(invitations=(invitation("XB", replies=[reply(on=on, accepted=False)]),))
    assert replies_of(findings_of(agreement, activity, "2030-07-01")) == [
        expected("reply", state, "XB", "XA", REPLY_BY)
    ]


def test_silence_that_the_article_gives_a_meaning_is_an_answer(
    agreement, drill, invitation, findings_of, expected
):
    activity = drill(invitations=(invitation("XB"),))
    assert replies_of(findings_of(agreement, activity, "2030-07-01")) == [
        expected("reply", S.MET, "XB", "XA", REPLY_BY, silence="declined")
    ]


def test_silence_without_a_meaning_is_not_received(build, drill, invitation, findings_of, expected):
    clock = build.before(10, "days", "observers.arrival")
    agreement = build.agreement(build.observe(build.when(), None, clock))
    activity = drill(invitations=(invitation("XB"),))
    assert replies_of(findings_of(agreement, activity, "2030-07-01")) == [
        expected("reply", S.MISSED, "XB", "XA", REPLY_BY)
    ]


def test_the_first_reply_counts_for_time_and_the_newest_for_content(
    build, drill, invitation, reply, findings_of, expected
):
    clock = build.before(10, "days", "observers.arrival")
    agreement = build.agreement(build.observe(build.when(), None, clock, per_activity=6))
    replies = [reply(observers=9), reply(on="2030-05-30", observers=4)]
    activity = drill(invitations=(invitation("XB", replies=replies),))
    margin = Margin("observers", 6, Amount(4), Answer.NO, False, MODEL)
    assert findings_of(agreement, activity, "2030-07-01")[2:] == [
        expected("reply", S.MET, "XB", "XA", REPLY_BY),
        expected("observers", S.WITHIN, "XA", None, margins=(margin,)),
    ]


@pytest.mark.parametrize(
    ("numbers", "state", "declared", "above"),
    [
        ((4, 2), S.WITHIN, Amount(6), Answer.NO),
        ((4, 3), S.EXCEEDED, Amount(7), Answer.YES),
        ((7, None), S.EXCEEDED, Amount(7, Qualifier.MORE_THAN), Answer.YES),
        ((4, None), S.UNCLEAR, Amount(4, Qualifier.MORE_THAN), Answer.UNCLEAR),
    ],
)
def test_observers_of_all_states_together(observers, expected, numbers, state, declared, above):
    margin = Margin("observers", 6, declared, above, False, MODEL)
    gaps = (Gap(Missing.STRENGTH, "observers"),) if state is S.UNCLEAR else ()
    assert observers(numbers) == [expected("observers", state, "XA", None, margins=(margin,), gaps=gaps)]


@pytest.fixture
def observers(build, drill, invitation, reply, findings_of):
    """The findings on the number, given those that XB and XC announce."""

    def find(numbers):
        agreement = build.agreement(build.observe(build.when(), None, per_activity=6))
        replies = [reply(one, observers=number) for one, number in zip(("XB", "XC"), numbers, strict=True)]
        activity = drill(invitations=(invitation("XB", "XC", replies=replies),))
        return [one for one in findings_of(agreement, activity, "2030-07-01") if one.step == "observers"]

    return find


def test_observers_of_each_state(build, drill, invitation, reply, findings_of, expected):
    agreement = build.agreement(build.observe(build.when(), None, per_state=3))
    replies = [reply("XB", observers=4), reply("XC", accepted=False)]
    activity = drill(invitations=(invitation("XB", "XC", replies=replies),))
    margin = Margin("observers", 3, Amount(4), Answer.YES, False, MODEL)
    found = [one for one in findings_of(agreement, activity, "2030-07-01") if one.step == "observers"]
    assert found == [expected("observers", S.EXCEEDED, "XB", "XA", margins=(margin,))]


def test_a_voluntary_invitation_is_available_or_offered(build, drill, invitation, findings_of, expected):
    agreement = build.agreement(build.observe(build.when(), build.before(30, "days"), duty=Duty.MAY))
    assert findings_of(agreement, drill(), "2030-07-01") == [
        expected("invitation", S.AVAILABLE, "XA", None, INVITE_BY)
    ]
    invited = drill(invitations=(invitation("XB", on="2030-05-20"),))
    assert findings_of(agreement, invited, "2030-07-01") == [
        expected("invitation", S.OFFERED, "XA", None, INVITE_BY),
        expected("reply", S.DUE, "XB", "XA"),
    ]


def test_a_cancelled_drill_keeps_what_was_done(agreement, drill, invitation, findings_of, expected):
    activity = drill(invitations=(invitation("XB"),), status=ActivityStatus.CANCELLED)
    assert findings_of(agreement, activity, "2030-05-10") == [
        expected("invitation", S.MET, "XA", "XB", INVITE_BY),
        expected("invitation", S.NOT_TRIGGERED, "XA", "XC"),
        expected("reply", S.NOT_TRIGGERED, "XB", "XA"),
    ]


def test_where_it_is_unclear_whether_it_applies_there_is_one_finding(
    build, drill, invitation, findings_of, expected
):
    when = build.when(build.at_least("personnel", None))
    agreement = build.agreement(build.observe(when, build.before(30, "days")))
    [found] = findings_of(agreement, drill(invitations=(invitation("XB"),)), "2030-07-01")
    assert (found.step, found.state, found.gaps) == (
        "invitation",
        S.UNCLEAR,
        (Gap(Missing.TREATY_VALUE, "personnel"),),
    )
