"""Sentences become real messages, and a scenario holds only where the findings are all it says and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from detente.agreements.load import PackLoader
from detente.agreements.model import Agreement, MessageKind, Scenario
from detente.agreements.new import TEMPLATE_ID, new_pack
from detente.agreements.reader import read_vocabulary
from detente.agreements.sentences.numbers import Claim
from detente.assessment.scenarios import draw_borders, play_scenarios, without_scenario
from detente.assessment.stage import Stage
from detente.geography.reader import read_sample_borders
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, ProvisionId, Reference, StateCode
from detente.messages.document import Audience, Document, Origin, OriginKind
from detente.messages.read import read_facts
from detente.messages.values import Qualifier

XA, XB = StateCode("XA"), StateCode("XB")
STORY = b"""id: story
provision: notify.large
places: {Ford: "+47.0000+010.1000/"}
scenarios:
  - it: everything that can be told
    at: "2031-09-01"
    then: []
    when:
      - XA tells on 2031-05-01 of a live-exercise at Ford from 2031-08-01 with about 6,000 personnel, 20 artillery of XB
      - XA amends on 2031-05-02 to 2031-08-10
      - XA amends on 2031-05-03 with 7,000 personnel
      - XA invites XB on 2031-05-04 to arrive on 2031-08-01
      - XB accepts on 2031-05-05 with 4 observers
      - XA cancels on 2031-05-06
      - XB asks XA on an unknown day urgently
      - XA answers on 2031-05-08T06:00:00Z
"""


@pytest.fixture(scope="module")
def toy() -> Agreement:
    loader = PackLoader(read_vocabulary())
    return loader.load({**new_pack(TEMPLATE_ID), "scenarios/story.yaml": STORY})


@pytest.fixture(scope="module")
def story(toy: Agreement) -> Scenario:
    return next(one for one in toy.scenarios if one.id == "story").scenarios[0]


@pytest.fixture(scope="module")
def sent(toy: Agreement, story: Scenario) -> list[Document]:
    stage = Stage(toy, story.at)
    for told in story.when:
        stage.play(told)
    assert [one.index for one in stage.messages] == [0, 1, 2, 3, 0, 4, 1, 5]
    return [one.document for one in stage.messages]


def test_messages_are_those_of_the_agreement(sent: list[Document]) -> None:
    drill = "TV30/XA/2031/0001/EX"
    assert [(one.reference, one.format, one.to) for one in sent] == [
        (f"{drill}/O", "drill-notification", (XB,)),
        (f"{drill}/A1", "drill-notification", (XB,)),
        (f"{drill}/A2", "drill-notification", (XB,)),
        ("TV30/XA/2031/0004/OI/O", "observation-invitation", (XB,)),
        ("TV30/XB/2031/0005/OR/O", "observation-reply", (XA,)),
        (f"{drill}/X", "drill-cancellation", (XB,)),
        ("TV30/XB/2031/0007/CR/O", "clarification-request", (XA,)),
        ("TV30/XA/2031/0008/CA/O", "clarification-reply", (XB,)),
    ]


def test_a_message_whole(sent: list[Document]) -> None:
    assert sent[4] == Document(
        agreement=AgreementId(TEMPLATE_ID),
        format=FormatId("observation-reply"),
        reference=Reference("TV30/XB/2031/0005/OR/O"),
        matter=MatterId("TV30/XB/2031/0005/OR"),
        sender=XB,
        to=(XA,),
        kind=MessageKind.ORIGINAL,
        refers_to=(Reference("TV30/XA/2031/0004/OI/O"), Reference("TV30/XA/2031/0001/EX/O")),
        issued_at=datetime(2031, 5, 5, 12, tzinfo=UTC),
        language="en",
        audience=Audience.PARTIES,
        origin=Origin(),
        content={"accepted": True, "observers": 4},
    )
    assert sent[6].origin == Origin(OriginKind.RECONSTRUCTED)


def test_items_say_what_the_sentence_says(sent: list[Document], toy: Agreement) -> None:
    assert [one.content for one in sent[:4]] == [
        {
            "type": "live-exercise",
            "dates": {"start": "2031-08-01"},
            "area": [{"name": {"en": "Ford"}, "positions": ["+47.0000+010.1000/"]}],
            "strength": {"total": {"personnel": {"about": 6000}}, "by_state": {"XB": {"artillery": 20}}},
        },
        {"dates": {"end": "2031-08-10"}},
        {"strength": {"total": {"personnel": 7000}}},
        {"arrival": "2031-08-01T12:00:00Z"},
    ]
    assert sent[6].content == {
        "subject": {"en": "XB asks XA on an unknown day urgently"},
        "urgent": True,
    }
    for one in sent:
        if one.format != "drill-notification" or one.kind is MessageKind.ORIGINAL:
            assert read_facts(one, toy.formats[one.format]) or one.kind is MessageKind.CANCELLATION


def test_claims_are_the_words_of_messages() -> None:
    assert {*Claim} == {*Qualifier} - {Qualifier.EXACT}


def test_a_scenario_holds_only_whole(toy: Agreement) -> None:
    told = next(one for one in toy.scenarios if one.id == "observe.very-large")
    first = told.scenarios[0]
    right = [each for each in play_scenarios(toy, read_sample_borders()) if each.scenario is first]
    assert [one.agrees for one in right] == [True]
    assert len(first.then) == 3
    for wrong in (first.then[:-1], first.then[::-1], (*first.then, first.then[0]), ()):
        scenarios = (replace(first, then=wrong),)
        changed = replace(toy, scenarios=(replace(told, scenarios=scenarios),))
        [played] = play_scenarios(changed, read_sample_borders())
        assert (played.agrees, played.found) == (False, first.then)


def test_lines_of_a_file_hold_for_it_alone(toy: Agreement) -> None:
    """Without its own lines, nobody knows the border between the invented states."""
    told = next(one for one in toy.scenarios if one.id == "notify.large")
    bare = replace(toy, scenarios=(replace(told, borders=(), scenarios=told.scenarios[:1]),))
    [played] = play_scenarios(bare, read_sample_borders())
    assert played.found == (
        "XA, notification: unclear; by 2031-07-02; personnel 6000 of 6000; battle-tanks 20 of 80; "
        "not known: border-line of XA-XB",
    )
    drawn = draw_borders(told.borders)
    assert (drawn.uncertainty_km, [*drawn.lines]) == (0, [(XA, XB)])


def test_provisions_without_a_scenario_are_named(toy: Agreement) -> None:
    without = replace(toy, scenarios=tuple(one for one in toy.scenarios if one.id == "notify.large"))
    assert without_scenario(toy) == ()
    assert without_scenario(without) == (
        ProvisionId("observe.very-large"),
        ProvisionId("respond.clarification"),
    )


@pytest.mark.parametrize(
    ("of_file", "of_story", "expected"),
    [
        ("", "", ("XA, notification", "XB, notification")),
        ("of: [XA]\n", "", ("XA, notification",)),
        ("of: [XA]\n", "    of: [XB]\n", ("XB, notification",)),
        ("", "    of: [all-parties]\n", ()),
    ],
)
def test_only_the_findings_of_those_looked_at_are_compared(
    of_file: str, of_story: str, expected: tuple[str, ...]
) -> None:
    text = (
        f"id: story\nprovision: notify.large\n{of_file}scenarios:\n  - it: two drills\n{of_story}"
        '    at: "2031-09-01"\n    then: []\n    when:\n'
        "      - XA tells on 2031-05-01 of a live-exercise from 2031-08-01 with 6,000 personnel\n"
        "      - XB tells on 2031-05-01 of a live-exercise from 2031-08-01 with 6,000 personnel\n"
    )
    loader = PackLoader(read_vocabulary())
    toy = loader.load({**new_pack(TEMPLATE_ID), "scenarios/story.yaml": text.encode()})
    (played,) = (one for one in play_scenarios(toy, read_sample_borders()) if one.scenario.it == "two drills")
    assert tuple(one.partition(":")[0] for one in played.found) == expected
