"""Scenarios are read as strictly as all else: every sentence means one thing, or a fault names its line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.agreements.load import PackLoader
from detente.agreements.model import MessageKind, Purpose, Scenario, ScenarioLine, ScenarioSet, Told
from detente.agreements.parts import Part
from detente.agreements.reader import read_vocabulary
from detente.agreements.reading import Reading
from detente.agreements.sentences.registry import VERBS
from detente.agreements.sentences.told import Story, build_told
from detente.agreements.source import SourceFile
from detente.kernel.identifiers import ProvisionId, StateCode

HEAD = """id: a
provision: notify.large
places: {Ford: "+47.0000+010.1000/"}
scenarios:
  - it: something happens
    at: "2031-09-01"
    then: []
    when:
"""
TELLS = "XA tells on 2031-07-02 of a live-exercise"


def file(*sentences: str) -> bytes:
    return (HEAD + "".join(f'      - "{each}"\n' for each in sentences)).encode()


def at_noon(month: int, day: int) -> datetime:
    return datetime(2031, month, day, 12, tzinfo=UTC)


@pytest.fixture
def faults(loader: PackLoader, toy_files: dict[str, bytes]):
    def find(data: bytes) -> list[str]:
        return [str(one) for one in loader.check(toy_files | {"scenarios/a.yaml": data})]

    return find


def test_a_file_becomes_what_it_says(loader: PackLoader, toy_files: dict[str, bytes]) -> None:
    whole = (
        f"{TELLS} at Ford from 2031-08-01 to 2031-08 with about 6,000 personnel of XA and up to 20 artillery"
    )
    text = file(
        whole, "XA invites XB on 2031-07-03T06:00:00Z to arrive on 2031-08-01", "XA cancels on 2031-07-04"
    )
    lines = b'borders:\n  - {states: [XA, XB], line: ["+45.0000+010.0000/", "+49.0000+010.0000/"]}\n'
    loaded = loader.load(toy_files | {"scenarios/a.yaml": text + lines})
    assert loaded.scenarios[0] == ScenarioSet(
        id="a",
        provision=ProvisionId("notify.large"),
        borders=(
            ScenarioLine((StateCode("XA"), StateCode("XB")), ("+45.0000+010.0000/", "+49.0000+010.0000/")),
        ),
        scenarios=(
            Scenario(
                "something happens",
                (
                    Told(
                        text=whole,
                        deed="tells",
                        purpose=Purpose.ACTIVITY_NOTIFICATION,
                        kind=MessageKind.ORIGINAL,
                        state=StateCode("XA"),
                        on=at_noon(7, 2),
                        facts={
                            "activity.type": "live-exercise",
                            "activity.area": {"name": {"en": "Ford"}, "positions": ["+47.0000+010.1000/"]},
                            "activity.period": {"start": "2031-08-01", "end": "2031-08"},
                            "activity.strength": {
                                "total": {"artillery": {"up-to": 20}},
                                "by_state": {"XA": {"personnel": {"about": 6000}}},
                            },
                        },
                    ),
                    Told(
                        text="XA invites XB on 2031-07-03T06:00:00Z to arrive on 2031-08-01",
                        deed="invites",
                        purpose=Purpose.OBSERVATION_INVITATION,
                        kind=MessageKind.ORIGINAL,
                        state=StateCode("XA"),
                        on=datetime(2031, 7, 3, 6, tzinfo=UTC),
                        to=(StateCode("XB"),),
                        ground=0,
                        facts={"observation.arrival": "2031-08-01"},
                    ),
                    Told(
                        text="XA cancels on 2031-07-04",
                        deed="cancels",
                        purpose=Purpose.ACTIVITY_CANCELLATION,
                        kind=MessageKind.CANCELLATION,
                        state=StateCode("XA"),
                        on=at_noon(7, 4),
                        ground=0,
                    ),
                ),
                at_noon(9, 1),
                (),
                "scenarios/a.yaml:5",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "XB asks XA, XC and XD on an unknown day urgently",
            {"to": ("XA", "XC", "XD"), "on": None, "facts": {"clarification.urgent": True}},
        ),
        ("XB tells on 2031-07-02 of a drill", {"facts": {}}),
    ],
)
def test_what_a_sentence_says(
    sentence: str, told: dict[str, object], loader: PackLoader, toy_files: dict[str, bytes]
) -> None:
    loaded = loader.load(toy_files | {"scenarios/a.yaml": file(sentence)})
    found = loaded.scenarios[0].scenarios[0].when[0]
    assert {name: getattr(found, name) for name in told} == told


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            ["a drill is told"],
            "9: “a drill is told” does not begin like a sentence. "
            "Begin with a state's code and a verb, as in: XA tells on 2031-05-01 of a live-exercise.",
        ),
        (
            ["XA asks XB and XA on 2031-07-02"],
            "9: What XA asks cannot go to XA itself. Name another state.",
        ),
        (["XA tels on 2031-07-02"], "9: “tels” is no verb of a scenario. Did you mean “tells”?"),
        (
            ["XA tells of a live-exercise"],
            "9: “XA tells of a live-exercise” cannot be read after “tells”. Write it as: "
            "XA tells on DAY of a TYPE at PLACE from DAY to DAY with NUMBER MEASURE.",
        ),
        (
            ["XA tells on 2031-07-02 of a life-exercise"],
            "9: “life-exercise” is no type of activity. Did you mean “live-exercise”?",
        ),
        ([f"{TELLS} at Fort"], "9: “Fort” is no place of this file. Did you mean “Ford”?"),
        (
            ["XA tells on 2031-02-30 of a live-exercise"],
            "9: “2031-02-30” is no day and no instant. "
            "Write a day, 2024-05-12, or an instant in UTC, 2024-05-12T06:30:00Z.",
        ),
        (
            [f"{TELLS} from 2031-13"],
            "9: “2031-13” is not a date. Write 2024-05-12; where the day or month is not known, 2024-05 or 2024.",
        ),
        (
            [f"{TELLS} with 6000 personel"],
            "9: “personel” is no measure. Did you mean “personnel”?",
        ),
        (
            [f"{TELLS} with many personnel"],
            "9: “many personnel” is no number of anything. "
            "Write it as: 36,000 personnel; or: about 310 battle-tanks of XA.",
        ),
        (
            [f"{TELLS} with 5 personnel and 6 personnel"],
            "9: “6 personnel” gives a number a second time. Give it once.",
        ),
        (
            [f"{TELLS} with 5 combat-ships"],
            "9: The format drill-notification has no item for combat-ships. "
            "Say only what the message can say, or add an item.",
        ),
        (
            ["XA tells on 2031-07-02 of a naval-exercise", "XB amends on 2031-07-03"],
            "10: Nothing stands before this that XB amends. First say that XB tells …",
        ),
        (
            [TELLS, "XB accepts on 2031-07-03"],
            "10: Nothing stands before this that XB accepts. First say that another state invites XB …",
        ),
        (
            [TELLS, "XA cancels on 2031-07-03", "XA amends on 2031-07-04"],
            "11: What XA amends here was called off before. Put a new tells before it.",
        ),
        (
            ["XA asks XB on 2031-07-02", "XA withdraws on 2031-07-03"],
            "10: No format is for clarification.request and takes messages of kind cancellation. "
            "Write such a format, or take the sentence away.",
        ),
    ],
)
def test_a_sentence_that_cannot_be_played_is_a_fault_on_its_line(sentences, expected, faults) -> None:
    assert faults(file(*sentences)) == [f"scenarios/a.yaml:{expected}"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "provision: notify.large",
            "provision: notify.lage",
            "2: “notify.lage” is no provision. Did you mean “notify.large”?",
        ),
        ("id: a\n", "id: b\n", "1: The id “b” is not the name of its file. Write id: a, or rename the file."),
        (
            "+010.1000/",
            "+190.0000/",
            "3: “+47.0000+190.0000/” lies outside the globe. Latitude runs from -90 to +90, "
            "longitude from -180 to +180; minutes and seconds stay below 60.",
        ),
        (
            '"2031-09-01"',
            '"2031-09-31"',
            "6: “2031-09-31” is no day and no instant. "
            "Write a day, 2024-05-12, or an instant in UTC, 2024-05-12T06:30:00Z.",
        ),
        (
            "    then: []",
            "    of: [XC]\n    then: []",
            "7: “XC” is no bearer. Use one of: XA, XB, all-parties, north, south.",
        ),
        (
            "then: []",
            'then: []\n    since: "2031"',
            "8: “2031” at scenarios[0].since is not written as it should be. "
            "Write 2024-01-01 or 2024-01-01T00:00:00Z.",
        ),
        (
            "then: []",
            'then: []\n    since: "2031-02-30"',
            "8: “2031-02-30T00:00:00Z” is no day and no instant. "
            "Write a day, 2024-05-12, or an instant in UTC, 2024-05-12T06:30:00Z.",
        ),
        ("then: []", "than: []", "7: “than” is no key of scenarios[0]. Did you mean “then”?"),
        (
            "then: []",
            "then: [met]",
            "7: “met” at scenarios[0].then[0] is not written as it should be. "
            "Write it as in: "
            '"XA, notification: met; by 2031-07-02; personnel 6000 of 5000". '
            "`detente agreements test` prints what is found.",
        ),
    ],
)
def test_what_is_wrong_around_the_sentences(old: str, new: str, expected: str, faults) -> None:
    text = file(TELLS).decode()
    assert old in text
    assert faults(text.replace(old, new, 1).encode()) == [f"scenarios/a.yaml:{expected}"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            '{states: [XB, XA], line: ["+45+010/", "+49+010/"]}',
            "[XB, XA] is not two states in alphabetical order. Write [XA, XB].",
        ),
        (
            '{states: [XA, XB], line: ["+45-179/", "+49+179/"]}',
            "The line jumps across the 180th meridian. Use positions on one side of it.",
        ),
        (
            '{states: [XA, XB], line: ["+45+010/", "+89+010/"]}',
            "“+89+010/” is too near to a pole. Stay between 85 south and north.",
        ),
        ('{states: [XA, XC], line: ["+45+010/", "+49+010/"]}', "“XC” is no party. Use one of: XA, XB."),
    ],
)
def test_border_lines_of_a_scenario(lines: str, expected: str, faults) -> None:
    text = file(TELLS) + f"borders:\n  - {lines}\n".encode()
    assert faults(text) == [f"scenarios/a.yaml:11: {expected}"]


@pytest.mark.parametrize(
    ("of_file", "of_scenario", "since"),
    [
        ("", "", None),
        ('since: "2031-02-01"\n', "", datetime(2031, 2, 1, tzinfo=UTC)),
        ("", '    since: "2031-03-01"\n', datetime(2031, 3, 1, tzinfo=UTC)),
        ('since: "2031-02-01"\n', '    since: "2031-03-01T06:00:00Z"\n', datetime(2031, 3, 1, 6, tzinfo=UTC)),
    ],
)
def test_since_when_years_are_judged(
    of_file: str,
    of_scenario: str,
    since: datetime | None,
    loader: PackLoader,
    toy_files: dict[str, bytes],
) -> None:
    text = of_file + file(TELLS).decode().replace("    then: []\n", f"    then: []\n{of_scenario}")
    loaded = loader.load(toy_files | {"scenarios/a.yaml": text.encode()})
    assert loaded.scenarios[0].scenarios[0].since == since


def test_nothing_may_be_told_since_some_day(loader: PackLoader, toy_files: dict[str, bytes]) -> None:
    nothing = file().decode().replace("when:", "when: []")
    loaded = loader.load(toy_files | {"scenarios/a.yaml": f'since: "2031-01-01"\n{nothing}'.encode()})
    assert loaded.scenarios[0].scenarios[0].when == ()
    assert [str(one) for one in loader.check(toy_files | {"scenarios/a.yaml": nothing.encode()})] == [
        "scenarios/a.yaml:8: Nothing is told. Tell something, or say since when nothing was told: since: 2031-01-01."
    ]


@pytest.mark.parametrize(
    "finding",
    [
        "XA, return for 2031: missed; by 2030-12-15",
        "north, holdings.ground-east for 2031: within; personnel 5 of 6",
        "all-parties, meeting for 2031: due",
        "XA, share towards XB for 2031: used-up",
        "XA, exceedance towards joint-party: unclear; not known: treaty-value of percent",
    ],
)
def test_findings_on_years_and_sides_can_be_expected(
    finding: str, loader: PackLoader, toy_files: dict[str, bytes]
) -> None:
    text = file(TELLS).decode().replace("then: []", f'then: ["{finding}"]')
    loaded = loader.load(toy_files | {"scenarios/a.yaml": text.encode()})
    assert loaded.scenarios[0].scenarios[0].then == (finding,)


def test_scenarios_count_in_the_digest(loader: PackLoader, toy_files: dict[str, bytes]) -> None:
    before, after = loader.load(toy_files), loader.load(toy_files | {"scenarios/a.yaml": file(TELLS)})
    assert before.digest != after.digest


VOCABULARY = read_vocabulary()
WORDS = st.sampled_from(
    [
        *VERBS,
        "XA",
        "XB",
        "on",
        "of a",
        "at",
        "from",
        "to",
        "with",
        "and",
        "Ford",
        "2031-07-02",
        "to visit",
        "a meeting of",
        "consent of",
        "message 1",
        "1 visit of XA's quota for 2031",
        "its quota for 2031",
        "personnel",
        "5",
        "é",
        ",",
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=40).filter(str.isprintable))
def test_any_sentence_is_read_or_named(sentence: str) -> None:
    reading = Reading(VOCABULARY)
    told = build_told(
        Part(SourceFile("a.yaml", sentence, {(): 1}), (), sentence), Story({"Ford": "+47+010/"}), reading
    )
    assert told is not None or reading.faults
    assert all(fault.where == "a.yaml:1" for fault in reading.faults)
