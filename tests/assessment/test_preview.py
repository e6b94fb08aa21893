"""What an unsent message would mean, on the pack that every new agreement starts from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from detente.agreements.load import load_pack
from detente.agreements.model import MessageKind
from detente.agreements.new import new_pack
from detente.agreements.reader import read_vocabulary
from detente.assessment.finding import Answer, FindingState, Gap, Missing
from detente.assessment.preview import preview
from detente.kernel.instants import Interval
from detente.messages.document import Draft, Origin, OriginKind
from detente.messages.freeze import freeze
from detente.record.facts import formats_of
from detente.record.message import KnownMessage
from detente.record.record import fold

S = FindingState
DRILL = "T30/XA/2031/0001/EX"
INVITATION = "T30/XA/2031/0002/OI"
CONTENT = {
    "name": {"en": "North Wind"},
    "type": "live-exercise",
    "dates": {"start": "2031-06-01", "end": "2031-06-10"},
    "area": [{"name": {"en": "Valley"}, "positions": ["+43.5400+075.2100/"]}],
    "strength": {"total": {"personnel": 5900, "battle-tanks": 10}},
}


@pytest.fixture(scope="session")
def toy():
    return load_pack(new_pack("toy-2030"), read_vocabulary())


def draft(form="drill-notification", content=CONTENT, sender="XA", **changes):
    plain = {
        "agreement": "toy-2030",
        "format": form,
        "sender": sender,
        "to": ("XB",) if sender == "XA" else ("XA",),
        "kind": MessageKind.ORIGINAL,
        "content": content,
        "language": "en",
    }
    return Draft(**plain | changes)


def sent(one, matter, at, index=0):
    document = freeze(one, f"{matter}/O", matter, at)
    return KnownMessage(document, index, Interval(at, at))


@pytest.fixture
def foresee(toy, known, places, at):
    """Step, state and time left of each finding, if the draft were sent at that time."""

    def look(one, when, earlier=()):
        source = fold(earlier, formats_of([toy]))
        found = preview(toy, one, source, at(when), places, earlier)
        return [(one.finding.step, one.finding.state, one.time_left) for one in found.foreseen]

    return look


def large(personnel=6000):
    return draft(content=CONTENT | {"strength": {"total": {"personnel": personnel}}})


def test_under_every_threshold_and_near_to_one(toy, known, places, at):
    found = preview(toy, draft(), known(), at("2031-04-01"), places)
    assert found.about.messages == ("T30/XA/2031/0000/EX/O",)
    first, second = (one.finding for one in found.foreseen)
    assert [(one.state, one.due) for one in (first, second)] == [(S.NOT_TRIGGERED, None)] * 2
    assert [(one.measure, one.reached, one.near, one.permille) for one in first.margins] == [
        ("personnel", Answer.NO, True, 983),
        ("battle-tanks", Answer.NO, False, 125),
    ]


def test_in_time_with_time_left_or_late(foresee):
    days = timedelta(days=1)
    left = ("notification", S.MET, days * 32 - timedelta(seconds=1))
    assert foresee(large(), "2031-04-01") == [left, ("invitation", S.NOT_TRIGGERED, None)]
    late = ("notification", S.MET_LATE, -days * 8 - timedelta(seconds=1))
    assert foresee(large(), "2031-05-11") == [late, ("invitation", S.NOT_TRIGGERED, None)]


def test_a_very_large_drill_would_have_to_be_observed(foresee):
    found = foresee(large(9000), "2031-04-01")
    assert [one[:2] for one in found] == [("notification", S.MET), ("invitation", S.UPCOMING)]


@pytest.mark.parametrize(
    ("content", "gaps"),
    [
        (
            {},
            (
                Gap(Missing.ACTIVITY_TYPE, "activity.type"),
                Gap(Missing.STRENGTH, "personnel"),
                Gap(Missing.STRENGTH, "battle-tanks"),
                Gap(Missing.START_DATE, "activity.start"),
            ),
        ),
        (
            CONTENT | {"dates": {"start": "soon"}, "strength": {"total": {"personnel": "many"}}, "name": 7},
            (
                Gap(Missing.STRENGTH, "personnel"),
                Gap(Missing.STRENGTH, "battle-tanks"),
                Gap(Missing.START_DATE, "activity.start"),
            ),
        ),
    ],
)
def test_what_is_not_written_yet_is_a_gap(toy, known, places, at, content, gaps):
    found = preview(toy, draft(content=content), known(), at("2031-04-01"), places)
    assert (found.foreseen[0].finding.state, found.foreseen[0].finding.gaps) == (S.UNCLEAR, gaps)


def test_an_amendment_is_seen_with_what_was_told_before(foresee, at):
    first = sent(draft(), DRILL, at("2031-04-01"))
    change = draft(
        content={"strength": {"total": {"personnel": 7000}}},
        kind=MessageKind.AMENDMENT,
        matter=DRILL,
        refers_to=(f"{DRILL}/O",),
    )
    [notification, _] = foresee(change, "2031-05-20", [first])
    assert notification[:2] == ("notification", S.MET)  # first told on 1 April


def test_a_cancellation_ends_what_is_open(foresee, at):
    first = sent(large(9000), DRILL, at("2031-04-01"))
    ended = draft(
        "drill-cancellation", {}, kind=MessageKind.CANCELLATION, matter=DRILL, refers_to=(f"{DRILL}/O",)
    )
    found = foresee(ended, "2031-05-20", [first])
    assert [one[:2] for one in found] == [("notification", S.MET), ("invitation", S.NOT_TRIGGERED)]


INVITE = {"arrival": "2031-06-01T08:00:00Z", "arrival-place": {"name": {"en": "Bridge"}}}


def test_an_invitation_and_the_reply_to_it(foresee, at):
    first = sent(large(9000), DRILL, at("2031-04-01"))
    invite = draft("observation-invitation", INVITE, refers_to=(f"{DRILL}/O",))
    found = foresee(invite, "2031-05-20", [first])
    assert [one[:2] for one in found] == [
        ("notification", S.MET),
        ("invitation", S.MET_LATE),
        ("reply", S.DUE),
    ]
    invited = sent(invite, INVITATION, at("2031-05-01"), 1)
    reply = draft(
        "observation-reply",
        {"accepted": True, "observers": 5},
        "XB",
        refers_to=(f"{INVITATION}/O", f"{DRILL}/O"),
    )
    found = foresee(reply, "2031-05-20", [first, invited])
    assert [one[:2] for one in found] == [
        ("notification", S.MET),
        ("invitation", S.MET),
        ("reply", S.MET),
        ("observers", S.EXCEEDED),
    ]


def test_a_request_and_the_answer_to_it(foresee, at):
    ask = draft("clarification-request", {"urgent": True, "subject": {"en": "What is this?"}})
    assert foresee(ask, "2031-05-20") == [("answer", S.DUE, timedelta(hours=48))]
    asked = sent(ask, "T30/XA/2031/0003/CR", at("2031-05-20"))
    answer = draft(
        "clarification-reply", {"answer": {"en": "A fair."}}, "XB", refers_to=("T30/XA/2031/0003/CR/O",)
    )
    assert foresee(answer, "2031-05-23", [asked]) == [("answer", S.MET_LATE, -timedelta(hours=24))]


def test_a_reconstruction_was_told_at_the_latest_by_now(foresee):
    rebuilt = replace(large(), origin=Origin(OriginKind.RECONSTRUCTED, ("http://news.example",)))
    assert foresee(rebuilt, "2031-04-01")[0][:2] == ("notification", S.MET)
    assert foresee(rebuilt, "2031-06-30")[0][:2] == ("notification", S.UNCLEAR)


def test_a_message_that_makes_nothing_known_has_no_findings(toy, known, places, at):
    nothing = draft("observation-reply", {"accepted": True}, "XB")
    found = preview(toy, nothing, known(), at("2031-05-20"), places)
    assert (found.about, found.foreseen) == (None, ())
