"""Every finding on a matter with its chain, from the messages this node holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.node.stories import NOW, READER, SCO, tell_drill

from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, MatterId
from detente.messages.references import matter_of
from detente.node.activities import show_activity
from detente.node.explaining import explain_matter
from detente.node.node import Node


def test_the_findings_are_those_that_pages_show(kz: Node) -> None:
    reference = tell_drill(kz)
    matter, later = matter_of(reference), NOW + timedelta(days=1)
    explained = explain_matter(kz, READER, matter, later)
    assert explained
    assert [one.finding for one in explained] == show_activity(kz, READER, matter, later).findings
    of_one = explain_matter(kz, READER, matter, later, SCO)
    assert of_one == [one for one in explained if one.finding.agreement == SCO]
    assert [one.chain.label.en for one in of_one] == ["Finding"] * len(of_one)


def test_what_this_node_does_not_know(kz: Node) -> None:
    unknown = MatterId("SCO24/KZ/2024/0009/EX")
    with pytest.raises(InputError) as caught:
        explain_matter(kz, READER, unknown, NOW)
    assert caught.value.code == "no-matter"
    with pytest.raises(InputError) as other:
        explain_matter(kz, READER, unknown, NOW, AgreementId("none"))
    assert other.value.code == "no-agreement"
