"""The record: the same in any order, nothing lost, no dearer when it is large."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.kernel.instants import Interval
from detente.record.activities import Activity
from detente.record.order import in_order
from detente.record.record import Record, fold, fold_matter

MARKS = ("O", "A1", "A2", "C1", "X")


def history(post):
    """Messages of every kind on three drills, two invitations and a request, some naming what never came."""
    found = []
    for number in (1, 2, 3):
        drill = f"TR30/XA/2030/{number:04}/EX"
        for mark in MARKS:
            content = {
                "name": {"en": f"{number}{mark}"},
                "dates": {"start": f"2030-0{number}-01", "end": "2030-05-01"},
                "strength": {"total": {"personnel": 1000 * number + len(found)}},
            }
            form = "call-off" if mark == "X" else "drill"
            found.append(post.send(f"{drill}/{mark}", form, content, (f"{drill}/O",) if mark != "O" else ()))
        invitation, reply = f"TR30/XA/2030/{number + 10:04}/OI", f"TR30/XB/2030/{number:04}/OR"
        for mark in MARKS[: 2 + number]:
            named = (f"{invitation}/O",) if mark != "O" else ()
            content = {"arrival": f"2030-06-0{number}", "drill": f"{drill}/O"}
            found.append(post.send(f"{invitation}/{mark}", "invitation", content, named, ("XB", "XC")))
            named = (f"{reply}/O",) if mark != "O" else ()
            content = {"accepted": mark != "A1", "observers": number}
            refers_to = (*named, f"{invitation}/O", f"{drill}/O")
            found.append(post.send(f"{reply}/{mark}", "reply", content, refers_to, ("XA",)))
    question = "TR30/XB/2030/0020/CQ"
    found.append(post.send(f"{question}/O", "question", {}, ("TR30/XA/2030/0001/EX/O",), ("XA",)))
    found.append(post.send("TR30/XA/2030/0021/CA/O", "answer", {}, (f"{question}/O",), ("XB",)))
    found.append(post.send("TR30/XC/2030/0001/ZZ/O", "unheard-of", {"x": 1}, ("TR30/XA/2030/0001/EX/O",)))
    return found


def state_of(record):
    return dict(record.activities), dict(record.requests)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_rebuild_in_any_order_is_the_same_as_adding_one_by_one(formats, new_post, data):
    messages = history(new_post())
    known = data.draw(st.lists(st.sampled_from(messages), unique_by=lambda one: one.document.reference))
    record = Record(formats)
    for message in known:
        record.add(message)
        _ = record.activities  # folded in between, as a node does
    shuffled = data.draw(st.permutations(known))
    rebuilt = fold(shuffled, formats)
    assert state_of(record) == state_of(rebuilt)
    for matter in {one for message in known for one in Record(formats).add(message)}:
        assert record.messages_of(matter) == rebuilt.messages_of(matter)
        expected = record.activities.get(matter) or record.requests.get(matter)
        assert fold_matter(matter, rebuilt.messages_of(matter), formats) == expected


def test_a_message_in_an_unknown_format_is_kept_and_not_folded(formats, post):
    messages = history(post)
    unknown = messages[-1]
    without = fold(messages[:-1], formats)
    record = fold(messages, formats)
    assert record.messages_of("TR30/XC/2030/0001/ZZ") == (unknown,)
    drill = record.activities["TR30/XA/2030/0001/EX"]
    assert drill.messages[-1] == "TR30/XC/2030/0001/ZZ/O"
    assert replace(drill, messages=()) == replace(without.activities["TR30/XA/2030/0001/EX"], messages=())


def test_adding_a_message_again_changes_nothing(formats, post):
    messages = history(post)
    assert state_of(fold(messages * 2, formats)) == state_of(fold(messages, formats))


def test_activities_of_finds_by_host_and_dates(formats, post):
    record = fold(history(post), formats)
    names = [f"TR30/XA/2030/000{number}/EX" for number in (1, 2, 3)]
    january = Interval(datetime(2030, 1, 1, tzinfo=UTC), datetime(2030, 1, 31, tzinfo=UTC))
    assert [one.id for one in record.matters_of(Activity, ("XA", "XB"), None)] == names
    assert [one.id for one in record.matters_of(Activity, ("XA",), january)] == names[:1]
    assert list(record.matters_of(Activity, ("XB",), None)) == []


def test_one_log_keeps_its_order_when_its_clock_goes_back(post):
    messages = [post.send(f"TR30/XA/2030/000{number}/EX/O", "drill") for number in (1, 2, 3)]
    back = replace(messages[1], registered=Interval(*[messages[0].registered.earliest - timedelta(9)] * 2))
    assert in_order([messages[2], back, messages[0]]) == (messages[0], back, messages[2])


def test_adding_costs_the_same_in_a_large_record(formats, post):
    """A guard against a walk through the whole record: 30 times the size, far less than 30 times the cost."""
    messages = [post.send(f"TR30/XA/2030/{number:04}/EX/O", "drill") for number in range(1, 3200)]

    def cost(record, part):
        _ = record.activities
        start = time.process_time()
        for message in part:
            record.add(message)
            _ = len(record.activities)
        return time.process_time() - start

    small = cost(fold(messages[:100], formats), messages[-100:])
    large = cost(fold(messages[:3000], formats), messages[-100:])
    assert large < 5 * small + 0.05
