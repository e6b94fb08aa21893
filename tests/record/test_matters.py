"""Which matters a message belongs to."""

from __future__ import annotations

import pytest

from detente.record.matters import host_of, refer_in_full, subject_of, touched_matters

OWN = "TR30/XA/2030/0001/OI"
DRILL = "TR30/XA/2030/0002/EX"


@pytest.mark.parametrize(
    ("content", "refers_to", "touched", "subject"),
    [
        ({}, (), (OWN,), (OWN,)),
        ({}, (f"{OWN}/O",), (OWN,), (OWN,)),
        ({}, (f"{DRILL}/O", f"{DRILL}/A1"), (OWN, DRILL), (DRILL,)),
        ({"drill": f"{DRILL}/A2"}, (), (OWN, DRILL), (DRILL,)),
        ({"drill": "a/b/c/d/e/f", "other": 5, "text": {"en": f"{DRILL}/O"}}, (), (OWN,), (OWN,)),
    ],
)
def test_a_message_belongs_to_its_own_matter_and_those_it_names(post, content, refers_to, touched, subject):
    document = post.send(f"{OWN}/A1", "invitation", content, refers_to).document
    assert touched_matters(document) == touched
    assert subject_of(document) == subject


def test_a_matter_is_its_states():
    assert host_of(DRILL) == "XA"


def test_an_answer_names_the_whole_thread(post):
    drill = post.send(f"{DRILL}/O", "drill").document
    invitation = post.send(f"{OWN}/O", "invitation", refers_to=(f"{DRILL}/O",)).document
    circle = post.send(f"{DRILL}/A1", "drill", refers_to=(f"{OWN}/O", f"{DRILL}/O")).document
    earlier = {one.reference: one for one in (drill, invitation, circle)}
    assert refer_in_full((f"{OWN}/O",), earlier) == (f"{OWN}/O", f"{DRILL}/O")
    assert refer_in_full((f"{DRILL}/A1", "unknown"), earlier) == (
        f"{DRILL}/A1",
        "unknown",
        f"{OWN}/O",
        f"{DRILL}/O",
    )
