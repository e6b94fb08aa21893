"""Which matters a message belongs to."""

from __future__ import annotations

import pytest

from detente.record.matters import host_of, subject_of, touched_matters

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
