"""Every finding on a matter with its chain, from the messages this node holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.node.stories import NOW, READER, SCO, tell_drill, tell_in_format

from detente.assessment.saying import say
from detente.assessment.sources import Step
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, DutyId, MatterId
from detente.messages.document import JsonValue
from detente.messages.references import matter_of
from detente.node.activities import show_activity
from detente.node.explaining import chains_of, explain_duty, explain_matter, explain_matters
from detente.node.findings import findings_counting
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


LEADERS: dict[str, JsonValue] = {
    "as-of": "2025-01-01",
    "agency": {"en": "Ministry of Defence"},
    "posts": [{"post": "HEAD", "kind": "head", "holder": {"name": {"en": "N. N."}}}],
}
OWED = DutyId("SCO24/KZ/2025/exchange.leadership")


def test_what_is_owed_in_a_year_is_explained_too(kz: Node) -> None:
    reference = tell_in_format(kz, "leadership-information", LEADERS, (), ())
    [explained] = explain_duty(kz, READER, OWED, NOW)
    assert say(explained.finding) == "KZ, return for 2025: met; by 2024-12-15"
    told = [step.reference for step in _below(explained.chain) if step.reference]
    assert set(told) == {reference}
    [counting] = findings_counting(kz, READER, matter_of(reference), NOW)
    assert (counting.finding, counting.matter) == (explained.finding, None)
    assert chains_of(kz, READER, [counting]) == {explained.finding: explained.chain}


def _below(step: Step) -> Iterator[Step]:
    yield step
    for part in step.parts:
        yield from _below(part)


@pytest.mark.parametrize(
    "name", ["VD11/KZ/2025/exchange.forces", "SCO24/KZ/year/exchange.leadership", "a/b/c/d"]
)
def test_what_is_owed_in_no_year(kz: Node, name: str) -> None:
    with pytest.raises(InputError) as caught:
        explain_duty(kz, READER, DutyId(name), NOW)
    assert caught.value.code == "no-duty"


def test_a_year_that_is_not_judged_has_no_findings(kz: Node) -> None:
    tell_drill(kz)
    assert explain_duty(kz, READER, DutyId("SCO24/KZ/1999/exchange.leadership"), NOW) == []


def test_nothing_counts_a_matter_that_is_not_known(kz: Node) -> None:
    assert findings_counting(kz, READER, MatterId("SCO24/KZ/2024/0009/EX"), NOW) == []
    assert explain_matters(kz, READER, [MatterId("SCO24/KZ/2024/0009/EX")], NOW) is None
