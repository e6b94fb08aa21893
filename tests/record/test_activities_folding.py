"""Activities out of messages, whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from detente.kernel.instants import Interval, PartialDate
from detente.messages.document import Origin
from detente.messages.values import Amount, FreeText, Period, Strength
from detente.record.activities import (
    Activity,
    ActivityStatus,
    Invitation,
    ObserversReport,
    Reply,
    Telling,
)
from detente.record.record import fold_matter

DRILL = "TR30/XA/2030/0001/EX"


def day(number):
    moment = datetime(2030, 1, 1, tzinfo=UTC) + timedelta(days=number)
    return Interval(moment, moment)


def notified(post, reference=f"{DRILL}/O", **changes):
    content = {
        "name": {"en": "North Wind"},
        "dates": {"start": "2030-06-01", "end": "2030-06-10"},
        "strength": {"total": {"personnel": 9000}},
        "states": ["XA"],
    }
    return post.send(reference, "drill", content | changes)


def drill(**changes):
    plain = {
        "id": DRILL,
        "agreement": "toy",
        "host": "XA",
        "status": ActivityStatus.TOLD,
        "name": FreeText({"en": "North Wind"}),
        "type": None,
        "period": Period(PartialDate("2030-06-01"), PartialDate("2030-06-10")),
        "area": (),
        "strength": Strength({"personnel": Amount(9000)}, {}),
        "participants": ("XA",),
        "purpose": None,
        "origin": Origin(),
        "tellings": (Telling(f"{DRILL}/O", day(1)),),
        "invitations": (),
        "messages": (f"{DRILL}/O",),
    }
    return Activity(**plain | changes)


def test_a_notification_is_an_activity(post, formats):
    assert fold_matter(DRILL, [notified(post)], formats) == drill()


def test_an_amendment_changes_only_what_it_carries(post, formats):
    first = notified(post)
    second = post.send(
        f"{DRILL}/A1", "drill", {"strength": {"by_state": {"XC": {"personnel": 4000}}}}, (f"{DRILL}/O",)
    )
    assert fold_matter(DRILL, [first, second], formats) == drill(
        strength=Strength({}, {"XC": {"personnel": Amount(4000)}}),
        participants=("XA", "XC"),
        tellings=(Telling(f"{DRILL}/O", day(1)), Telling(f"{DRILL}/A1", day(2))),
        messages=(f"{DRILL}/O", f"{DRILL}/A1"),
    )


def test_an_amendment_alone_was_first_told_at_an_unknown_time(post, formats):
    notified(post)
    second = post.send(f"{DRILL}/A1", "drill", {"name": {"en": "South Wind"}}, (f"{DRILL}/O",))
    known = fold_matter(DRILL, [second], formats)
    assert known == drill(
        name=FreeText({"en": "South Wind"}),
        period=None,
        strength=Strength({}, {}),
        tellings=(Telling(f"{DRILL}/O", None), Telling(f"{DRILL}/A1", day(2))),
        messages=(f"{DRILL}/A1",),
    )


def test_an_item_that_cannot_be_read_makes_nothing_known(post, formats):
    message = notified(post, dates={"end": "2030-06-10"})
    assert fold_matter(DRILL, [message], formats) == drill(period=None)


def test_a_cancelled_drill_stays_cancelled_and_keeps_what_was_told(post, formats):
    first = notified(post)
    ended = post.send(f"{DRILL}/X", "call-off", refers_to=(f"{DRILL}/O",))
    late = notified(post, f"{DRILL}/A1")
    assert fold_matter(DRILL, [first, ended, late], formats) == drill(
        status=ActivityStatus.CANCELLED,
        tellings=(Telling(f"{DRILL}/O", day(1)), Telling(f"{DRILL}/A1", day(3))),
        messages=(f"{DRILL}/O", f"{DRILL}/X", f"{DRILL}/A1"),
    )


def test_a_notification_in_its_own_format_can_call_off(post, formats):
    messages = [notified(post), post.send(f"{DRILL}/X", "drill", refers_to=(f"{DRILL}/O",))]
    known = fold_matter(DRILL, messages, formats)
    assert known == drill(status=ActivityStatus.CANCELLED, messages=(f"{DRILL}/O", f"{DRILL}/X"))


def test_another_state_cannot_change_or_call_off_a_drill(post, formats):
    first = notified(post)
    other = post.send("TR30/XB/2030/0001/EX/X", "call-off", refers_to=(f"{DRILL}/O",))
    assert fold_matter(DRILL, [first, other], formats) == drill(
        messages=(f"{DRILL}/O", "TR30/XB/2030/0001/EX/X")
    )


def test_nothing_to_report_is_no_activity(post, formats):
    assert fold_matter(DRILL, [post.send(f"{DRILL}/N", "drill")], formats) is None


INVITATION = "TR30/XA/2030/0002/OI"
REPLY = "TR30/XB/2030/0003/OR"


def exchange(post):
    """A drill, an invitation of two states and the answer of one of them."""
    return [
        notified(post),
        post.send(
            f"{INVITATION}/O",
            "invitation",
            {"arrival": "2030-06-02", "drill": f"{DRILL}/O"},
            to=("XB", "XC"),
        ),
        post.send(
            f"{REPLY}/O",
            "reply",
            {"accepted": True, "observers": 2},
            (f"{INVITATION}/O", f"{DRILL}/O"),
            to=("XA",),
        ),
    ]


ACCEPTED = Reply("XB", f"{REPLY}/O", day(3), accepted=True, observers=2)
INVITED = Invitation(f"{INVITATION}/O", ("XB", "XC"), day(2), PartialDate("2030-06-02"), (ACCEPTED,))


def test_invitation_and_reply_belong_to_the_drill_they_name(post, formats):
    assert fold_matter(DRILL, exchange(post), formats) == drill(
        invitations=(INVITED,), messages=(f"{DRILL}/O", f"{INVITATION}/O", f"{REPLY}/O")
    )


def test_an_invitation_is_no_activity_of_its_own(post, formats):
    assert fold_matter(INVITATION, exchange(post)[1:], formats) is None


def test_an_amended_invitation_keeps_its_time_and_invites_whom_it_adds(post, formats):
    messages = exchange(post)
    messages.append(
        post.send(
            f"{INVITATION}/A1",
            "invitation",
            {"arrival": "2030-06-03", "drill": f"{DRILL}/O"},
            (f"{INVITATION}/O",),
            to=("XB", "XD"),
        )
    )
    later = PartialDate("2030-06-03")
    assert fold_matter(DRILL, messages, formats).invitations == (
        Invitation(f"{INVITATION}/O", ("XB", "XC"), day(2), later, (ACCEPTED,)),
        Invitation(f"{INVITATION}/A1", ("XD",), day(4), later),
    )


def test_a_withdrawn_invitation_is_gone_with_its_answers(post, formats):
    messages = exchange(post)
    messages.append(post.send(f"{INVITATION}/X", "invitation", refers_to=(f"{INVITATION}/O", f"{DRILL}/O")))
    assert fold_matter(DRILL, messages, formats).invitations == ()


def test_replies_are_kept_in_order_and_a_withdrawn_reply_is_gone(post, formats):
    messages = exchange(post)
    named = (f"{REPLY}/O", f"{INVITATION}/O", f"{DRILL}/O")
    messages.append(post.send(f"{REPLY}/A1", "reply", {"accepted": False}, named))
    declined = Reply("XB", f"{REPLY}/A1", day(4), accepted=False, observers=None)
    [invitation] = fold_matter(DRILL, messages, formats).invitations
    assert invitation.replies == (ACCEPTED, declined)
    messages.append(post.send(f"{REPLY}/X", "reply", {}, named))
    [invitation] = fold_matter(DRILL, messages, formats).invitations
    assert invitation.replies == ()


def test_what_the_observers_report_stands_with_the_invitation_they_came_on(post, formats):
    messages = exchange(post)
    report = "TR30/XB/2030/0004/OF/O"
    content = {"held": True, "observers": 2, "findings": {"en": "Two battalions."}}
    messages.append(post.send(report, "observers-report", content, (f"{INVITATION}/O", f"{DRILL}/O")))
    findings = FreeText({"en": "Two battalions."})
    reported = ObserversReport("XB", report, day(4), True, 2, findings, None)
    assert fold_matter(DRILL, messages, formats).invitations == (replace(INVITED, reports=(reported,)),)


def test_an_answer_of_a_state_that_was_not_invited_stays_a_message(post, formats):
    messages = exchange(post)
    stranger = "TR30/XD/2030/0001/OR/O"
    messages.append(post.send(stranger, "reply", {"accepted": True}, (f"{DRILL}/O",)))
    known = fold_matter(DRILL, messages, formats)
    assert known.invitations == (INVITED,)
    assert known.messages[-1] == stranger
