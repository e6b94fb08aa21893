"""Sentences of every topic become messages that the record folds into what they say."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from tests.every_topic import every_topic

from detente.agreements.load import PackLoader
from detente.agreements.model import Agreement, Scenario
from detente.agreements.reader import read_vocabulary
from detente.assessment.stage import Stage
from detente.kernel.errors import Severity
from detente.kernel.identifiers import AgreementId, StateCode
from detente.messages.document import Document
from detente.messages.items.context import Context
from detente.messages.items.types import check_value
from detente.messages.values import Amount
from detente.record.activities import Activity
from detente.record.disclosures import Disclosure
from detente.record.facts import formats_of
from detente.record.forces import forces_of
from detente.record.meetings import Meeting
from detente.record.notices import EventNotice
from detente.record.quotas import QuotaMessage
from detente.record.record import Record, fold
from detente.record.requests import Request
from detente.record.returns import Return
from detente.record.visits import Visit

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "scenarios.md"
#: The sentences of the reference, in which every verb is told.
SENTENCES = re.findall(r"^\| `(X[A-C] .*?)` \|", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE)
HEAD = """id: story
provision: notify.large
places: {Ford: "+47.0000+010.1000/"}
scenarios:
  - it: everything that can be told
    at: "2031-10-01"
    then: []
    when:
"""


def load(*sentences: str) -> Agreement:
    lines = "".join(f"      - >-\n        {each}\n" for each in sentences)
    files = every_topic() | {"scenarios/story.yaml": (HEAD + lines).encode()}
    return PackLoader(read_vocabulary()).load(files)


def play(agreement: Agreement) -> Stage:
    scenario = story_of(agreement)
    stage = Stage(agreement, scenario.at)
    for told in scenario.when:
        stage.play(told)
    return stage


def story_of(agreement: Agreement) -> Scenario:
    return next(one for one in agreement.scenarios if one.id == "story").scenarios[0]


def told(*sentences: str) -> list[Document]:
    return [one.document for one in play(load(*sentences)).messages]


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    return load(*SENTENCES)


@pytest.fixture(scope="module")
def record(agreement: Agreement) -> Record:
    return fold(play(agreement).messages, formats_of([agreement]))


def test_every_sentence_makes_a_message_whose_items_can_be_read(agreement: Agreement) -> None:
    documents = [one.document for one in play(agreement).messages]
    assert len(documents) == len(SENTENCES)
    wrong = []
    for document in documents:
        form = agreement.formats[document.format]
        for name, value in document.content.items():
            faults = check_value(form.item(name), value, Context(name))
            wrong += [(document.reference, str(one)) for one in faults if one.severity is Severity.ERROR]
    assert wrong == []


def test_every_topic_is_folded(record: Record) -> None:
    topics = (Activity, Request, Return, EventNotice, Visit, QuotaMessage, Meeting, Disclosure)
    assert {topic: len(record.all_of(topic)) for topic in topics} == {
        Activity: 1,
        Request: 1,
        Return: 5,
        EventNotice: 3,
        Visit: 3,
        QuotaMessage: 2,
        Meeting: 3,
        Disclosure: 3,
    }


def test_what_visits_say(record: Record) -> None:
    offered, asked, _ = sorted(record.all_of(Visit).values(), key=lambda one: one.id)
    assert (asked.object, asked.sector, asked.team, asked.hosts, asked.guests) == (
        "5th brigade",
        "eastern",
        4,
        ("XA",),
        ("XB",),
    )
    assert [(one.state, one.accepted) for one in asked.replies] == [("XA", True)]
    assert (offered.object, offered.hosts, offered.guests) == ("Ford", ("XA",), ("XB", "XC"))
    assert [(one.state, one.accepted, one.reason) for one in offered.replies] == [
        ("XB", False, "force-majeure")
    ]
    assert [(one.state, one.took_place, one.reason, one.team) for one in offered.reports] == [
        ("XC", True, None, 4),
        ("XC", False, "force-majeure", None),
    ]


def test_what_is_said_of_a_visit_that_is_held(record: Record) -> None:
    *_, held = sorted(record.all_of(Visit).values(), key=lambda one: one.id)
    assert (held.object, held.sequential, str(held.arrival), str(held.end)) == (
        "objects 3 and 4",
        True,
        "2031-04-18",
        "2031-04-19",
    )
    assert [(one.state, str(one.before), one.after and str(one.after)) for one in held.postponements] == [
        ("XA", "2031-04-11 12:00:00+00:00", "2031-04-18"),
        ("XB", "2031-04-18", None),
    ]
    assert [[each.person.name.by_language["en"] for each in one.members] for one in held.teams] == [
        ["Ada Sample", "Ben Sample", "Cy Sample"]
    ]
    assert [(str(one.day), one.what and one.what.by_language["en"]) for one in held.programme] == [
        ("2031-04-18", "briefing"),
        ("2031-04-19", "barracks and departure"),
    ]
    [log] = held.logs
    logged = [log.arrived, log.site_named, log.report_handed, log.remarks_made, log.end]
    assert [f"{one:%d %H:%M}" for one in logged if isinstance(one, datetime)] == [
        "18 08:20",
        "18 09:00",
        "19 10:00",
        "19 11:30",
        "19 15:00",
    ]
    assert (log.state, log.diagrams) == ("XA", 3)
    assert [(one.state, one.accepted) for one in held.replies] == [("XA", True)]


def test_what_observers_report_stands_with_their_invitation(record: Record) -> None:
    [drill] = record.activities.values()
    reports = [(one.state, one.took_place, one.observers) for one in drill.invitations[0].reports]
    assert reports == [("XB", True, 4)]


def test_what_returns_and_reports_say(record: Record) -> None:
    plain = [
        one for one in record.all_of(Return).values() if one.structure is None and one.leadership is None
    ]
    whole, nothing, early = sorted(plain, key=lambda one: one.id)
    held = {sector: {**amounts} for sector, amounts in whole.holdings.items()}
    assert (whole.units, held) == (
        61,
        {"eastern": {"battle-tanks": Amount(300)}, "western": {"battle-tanks": Amount(20)}},
    )
    assert str(early.budget_approved) == "2031-02-10"
    assert (nothing.nil, str(nothing.as_of)) == (True, "2031")
    [event] = [one for one in record.all_of(EventNotice).values() if one.event == "military-incident"]
    assert (event.event, {**event.amounts["eastern"]}) == ("military-incident", {"battle-tanks": Amount(18)})


def test_what_is_said_of_forces(record: Record) -> None:
    known = forces_of(
        record.all_of(Return).values(),
        record.all_of(EventNotice).values(),
        StateCode("XA"),
        AgreementId("two-valleys-2030"),
        date(2031, 4, 1),
    )
    assert known is not None
    assert [
        (one.code, one.level, one.under, one.city and one.city.name.by_language["en"]) for one in known.units
    ] == [
        ("MOD", "ministry", None, None),
        ("1A", "army", "MOD", "Ford"),
        ("2A", "army", "MOD", None),
        ("3A", None, None, None),
    ]
    assert [(one.code, one.unit, one.holder and one.holder.by_language["en"]) for one in known.posts] == [
        ("HEAD", "MOD", "Cy Sample"),
        ("DEP", None, None),
    ]


def test_a_later_number_stands_beside_the_declared_one(record: Record) -> None:
    [drill] = record.activities.values()
    [report] = drill.reports
    assert (report.state, report.strength.total["personnel"].value) == ("XC", 30000)
    assert report.source is not None
    assert report.source.by_language == {"en": "Ministry statement"}
    assert (drill.formation, drill.direction) == ("division", "towards-other-side")
    assert drill.strength.total["personnel"].value == 7000


def test_what_is_passed_on_after_consent_was_sought(record: Record) -> None:
    sought = next(one for one in record.all_of(Disclosure).values() if one.requested)
    assert (sought.subject, sought.public, sought.to) == ("TV30/XA/2031/0001/FO/O", True, ("XA",))
    assert [(one.state, one.agreed) for one in sought.consents] == [("XA", True), ("XA", False)]
    assert [one.state for one in sought.passed_on] == ["XB"]


def test_whom_messages_go_to_and_what_they_refer_to() -> None:
    story = (
        "XB requests XA on 2031-03-01 by visit-request to visit Ford",
        "XA agrees on 2031-03-03",
        "XA describes on 2031-03-20 a visit",
        "XB describes on 2031-03-20 a visit",
        "XB withdraws on 2031-03-21",
        "XA closes its quota for 2031 on 2031-03-22",
    )
    opening = "TV30/XB/2031/0001/VR/O"
    assert [(one.sender, one.to, one.refers_to, one.kind.value) for one in told(*story)] == [
        ("XB", ("XA",), (), "original"),
        ("XA", ("XB",), (opening,), "original"),
        ("XA", ("XB",), (opening,), "original"),
        ("XB", ("XA",), (opening,), "original"),
        ("XB", ("XA",), (opening,), "cancellation"),
        ("XA", ("XB", "XC"), (), "original"),
    ]


def test_a_message_for_the_other_side_goes_there_alone() -> None:
    """XB and XC are on one side."""
    story = (
        "XB tells on 2031-05-01 by forces-notification of a drill",
        "XA tells on 2031-05-01 by forces-notification of a drill",
    )
    agreement = load(*story)
    form = agreement.formats["forces-notification"]
    assert form.to == "other-side"
    assert [one.document.to for one in play(agreement).messages] == [("XA",), ("XB", "XC")]


def test_a_return_is_corrected_and_taken_back_in_its_matter() -> None:
    story = (
        "XA returns on 2030-12-10 as of 2031 with nothing",
        "XA corrects on 2031-01-10 with 5 units",
        "XA withdraws on 2031-01-11",
    )
    documents = told(*story)
    assert [(one.reference, one.content) for one in documents] == [
        ("TV30/XA/2030/0001/RT/N", {"as-of": "2031"}),
        ("TV30/XA/2030/0001/RT/C1", {"units": 5}),
        ("TV30/XA/2030/0001/RT/X", {}),
    ]
