"""From the article to the message: the chain of a finding, whole, in three languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from detente.agreements.load import PackLoader
from detente.agreements.model import Agreement, ScenarioSet, Vocabulary
from detente.agreements.new import TEMPLATE_ID, new_pack
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.assessment.assess import assess
from detente.assessment.explain import explain
from detente.assessment.finding import Finding, FindingState
from detente.assessment.places import Places
from detente.assessment.scenarios import draw_borders
from detente.assessment.sources import Step
from detente.assessment.stage import Stage
from detente.geography.reader import read_sample_borders
from detente.kernel.identifiers import AgreementId
from detente.kernel.languages import Language
from detente.record.facts import formats_of
from detente.record.record import fold

TOY = AgreementId(TEMPLATE_ID)
KNOWN_PLACES: dict[AgreementId, Places] = {}
sample_lines = cache(read_sample_borders)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return read_vocabulary()


@pytest.fixture(scope="module")
def agreements(vocabulary: Vocabulary) -> Mapping[AgreementId, Agreement]:
    loader = PackLoader(vocabulary)
    return {
        name: loader.load(files) for name, files in {**shipped_packs(), TOY: new_pack(TEMPLATE_ID)}.items()
    }


def at_sample(agreement: Agreement) -> Places:
    """Places along the sample lines, which take long to work out."""
    if agreement.id not in KNOWN_PLACES:
        KNOWN_PLACES[agreement.id] = Places(agreement, sample_lines())
    return KNOWN_PLACES[agreement.id]


def chains(
    agreement: Agreement, told: ScenarioSet, number: int, vocabulary: Vocabulary
) -> Iterator[tuple[Finding, Step]]:
    """What each finding on one scenario of a pack rests on."""
    scenario = told.scenarios[number]
    stage = Stage(agreement, scenario.at)
    for sentence in scenario.when:
        stage.play(sentence)
    places = Places(agreement, draw_borders(told.borders)) if told.borders else at_sample(agreement)
    record = fold(stage.messages, formats_of([agreement]))
    matters = {one.id: one for one in (*record.activities.values(), *record.matters())}
    for one in assess(agreement, record, scenario.at, places):
        if one.provision == told.provision and (not scenario.of or str(one.bearer) in scenario.of):
            known = matters.get(one.about)
            yield one, explain(one, known, stage.messages, {agreement.id: agreement}, vocabulary)


def lines(step: Step, language: Language = Language.EN, indent: str = "") -> Iterator[str]:
    evidence = f" [{step.evidence.level}]" if step.evidence else ""
    reference = f"{step.reference} · " if step.reference else ""
    yield f"{indent}{step.label.in_(language)}: {reference}{step.says.in_(language)}{evidence}"
    for part in step.parts:
        yield from lines(part, language, indent + "  ")


def set_of(agreement: Agreement, name: str) -> ScenarioSet:
    return next(one for one in agreement.scenarios if one.id == name)


def first(
    agreements: Mapping[AgreementId, Agreement], name: str, number: int, vocabulary: Vocabulary
) -> Step:
    toy = agreements[TOY]
    return next(chains(toy, set_of(toy, name), number, vocabulary))[1]


def test_a_notification_from_article_to_message(agreements, vocabulary) -> None:
    message = "TV30/XA/2031/0001/EX/O · entry 0 in the log of Northland, 2 July 2031, 12:00 UTC"
    chain = first(agreements, "notify.large", 0, vocabulary)
    assert [*lines(chain)] == [
        "Finding: Article 2, Northland: notification was given in time (deadline 2 July 2031). "
        "Personnel: 6,000 needed, 6,000 declared, 100.0\u202f%. Battle tanks: 80 needed, 20 declared, 25.0\u202f%.",
        "  Article 2: Notification of drills. A state tells the other of a large drill near the border "
        "30 days before it begins, and at once when it is called off. [model]",
        "    Provision: Large drill near the border [model]",
        "      Declared: 2. Type of drill: Live exercise",
        f"        Message: {message}",
        "      Declared: 4. Area: (1) Name: Ford Position: 47.0000° N, 10.1000° E",
        f"        Message: {message}",
        "      Number: Personnel: 6,000 or more [model]",
        "        Declared: 5. Strength: Total: (1) Personnel: 6,000",
        f"          Message: {message}",
        "      Number: Battle tanks: 80 or more [model]",
        "        Declared: 5. Strength: Total: (2) Battle tanks: 20",
        f"          Message: {message}",
        "      Time limit: at least 30 days before the start of the drill; it ends on 2 July 2031 [model]",
        "        Declared: 3. Start and end: from 2031-08-01 to 2031-08-10",
        f"          Message: {message}",
        "        Counting of days: the first day does not count [model]",
        f"      Carried out with: {message}",
        "      So it stands: in time: told 2 July 2031, 12:00 UTC, deadline 2 July 2031",
    ]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            Language.RU,
            "Срок: не позднее чем за 30 дней до начала учения; истекает 2 июля 2031\u202fг. [model]",
        ),
        (Language.ZH, "期限: 演习开始前至少30天；于2031年7月2日届满 [model]"),
    ],
)
def test_the_time_limit_in_other_languages(language, expected, agreements, vocabulary) -> None:
    chain = first(agreements, "notify.large", 0, vocabulary)
    assert expected in [line.strip() for line in lines(chain, language)]


def test_an_amended_number_is_that_of_the_day(agreements, vocabulary) -> None:
    shown = [line.strip() for line in lines(first(agreements, "notify.large", 3, vocabulary))]
    assert "Number: Personnel: 5,000 or more [model]" in shown


def test_replies_and_observers_rest_on_the_invitation(agreements, vocabulary) -> None:
    toy = agreements[TOY]
    found = [step for _, step in chains(toy, set_of(toy, "observe.very-large"), 0, vocabulary)]
    reply, observers = ([line.strip() for line in lines(step)] for step in found[1:])
    invited = "TV30/XA/2031/0002/OI/O · entry 1 in the log of Northland, 11 July 2031, 12:00 UTC"
    replied = "TV30/XB/2031/0003/OR/O · entry 0 in the log of Southland, 20 July 2031, 12:00 UTC"
    limit = reply.index(
        "Time limit: at least 7 days before the observers’ arrival; it ends on 25 July 2031 [model]"
    )
    assert reply[limit + 1 : limit + 3] == [
        "Declared: 1. Arrival of the observers: 2031-08-01 12:00 UTC",
        f"Message: {invited}",
    ]
    assert f"Carried out with: {replied}" in reply
    number = observers.index("Number: Observers: at most 4 [model]")
    assert observers[number + 1 : number + 3] == [
        "Declared: 2. Number of observers: 4 (persons)",
        f"Message: {replied}",
    ]


def test_an_answer_runs_from_the_request(agreements, vocabulary) -> None:
    shown = [line.strip() for line in lines(first(agreements, "respond.clarification", 2, vocabulary))]
    assert shown[3:] == [
        "Time limit: at most 48 hours after the receipt of the request; it ends on 3 May 2031, 06:00 UTC [model]",
        "Message: TV30/XA/2031/0001/CR/O · entry 0 in the log of Northland, 1 May 2031, 06:00 UTC",
        "Carried out with: TV30/XB/2031/0002/CA/O · entry 0 in the log of Southland, 3 May 2031, 07:00 UTC",
        "So it stands: after the deadline: told 3 May 2031, 07:00 UTC, deadline 3 May 2031, 06:00 UTC",
    ]


def test_what_was_not_done_and_what_is_not_known_is_said(agreements, vocabulary) -> None:
    missed = [line.strip() for line in lines(first(agreements, "respond.clarification", 1, vocabulary))]
    assert missed[-2:] == [
        "Carried out with: no such message is known",
        "So it stands: not received: deadline 6 May 2031",
    ]
    reported = [line.strip() for line in lines(first(agreements, "respond.clarification", 3, vocabulary))]
    assert (
        "Message: TV30/XA/2031/0001/CR/O · entry 0 in the log of Northland; "
        "from public reports, when it was told is not known"
    ) in reported
    assert "Not known: When the message was told is not known (TV30/XA/2031/0001/CR/O)." in reported


def test_a_visit_and_what_passed_on_rest_on_their_messages(agreements, vocabulary) -> None:
    moscow = agreements[AgreementId("moscow-1997")]
    chain = list(chains(moscow, set_of(moscow, "host.inspections"), 0, vocabulary))
    [asked] = [step for finding, step in chain if finding.step == "visit-request"][:1]
    labels = [one.label.en for one in walk(asked)]
    assert labels[3:5] == ["Time limit", "Declared"]
    assert labels[-2:] == ["Carried out with", "So it stands"]
    passed = [
        [one.label.en for one in walk(step)]
        for number in range(len(set_of(moscow, "disclose.exchanged-data").scenarios))
        for finding, step in chains(moscow, set_of(moscow, "disclose.exchanged-data"), number, vocabulary)
        if (finding.step, finding.state) == ("disclosure", FindingState.MET)
    ]
    assert {one.count("Compared with") for one in passed} >= {2}


def test_every_finding_of_every_scenario_has_its_chain(agreements, vocabulary) -> None:
    """Each message shown is one the finding rests on, and each gap is there; no words are empty."""
    for agreement in agreements.values():
        for told in agreement.scenarios:
            for number in range(len(told.scenarios)):
                for finding, chain in chains(agreement, told, number, vocabulary):
                    check(finding, chain)


def check(finding: Finding, chain: Step) -> None:
    steps = [*walk(chain)]
    assert {one.reference for one in steps if one.reference} <= set(finding.messages)
    labels = [one.label.en for one in steps]
    assert labels[:3] == ["Finding", f"Article {finding.article}", "Provision"]
    assert labels.count("Number") == len(finding.margins)
    assert labels.count("Not known") == len(finding.gaps)
    assert labels[-1] == "So it stands"
    for one in steps:
        assert all(one.says.in_(language).strip() for language in Language)
        assert "{" not in one.says.en + one.says.ru + one.says.zh


def walk(step: Step) -> Iterator[Step]:
    yield step
    for part in step.parts:
        yield from walk(part)


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        (
            '{date: "07-01", of: activity.start}',
            [
                "Time limit: by 1 July of the year of the start of the drill; it ends on 1 July 2031 [model]",
                "So it stands: after the deadline: told 2 July 2031, 12:00 UTC, deadline 1 July 2031",
            ],
        ),
        (
            "{at_least: {working_days: 22, calendar: AT}, before: activity.start}",
            [
                "Time limit: at least 22 working days (calendar: Austria) before the start of the drill; "
                "it ends on 2 July 2031 [model]",
                "So it stands: in time: told 2 July 2031, 12:00 UTC, deadline 2 July 2031",
            ],
        ),
        (
            "{at_least: {working_days: 22, calendar: bearer}, before: activity.start}",
            [
                "Time limit: at least 22 working days (calendar: that of the state whose duty it is) before the start "
                "of the drill [model]",
                "Not known: Which days are working days is not known for sure (Northland).",
                "So it stands: unclear",
            ],
        ),
    ],
)
def test_working_days_and_fixed_dates_are_explained(clock, expected, vocabulary) -> None:
    files, path = new_pack(TEMPLATE_ID), "provisions/notify.large.yaml"
    before = b"{at_least: {days: 30}, before: activity.start}"
    assert before in files[path]
    toy = PackLoader(vocabulary).load(files | {path: files[path].replace(before, clock.encode())})
    shown = [line.strip() for line in lines(first({TOY: toy}, "notify.large", 0, vocabulary))]
    assert [line for line in shown if line.startswith(("Time limit", "Not known", "So it"))] == expected
