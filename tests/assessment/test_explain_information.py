"""From the article to the messages: yearly information, ceilings, events and changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from detente.agreements.model import (
    Bearer,
    Ceiling,
    Change,
    DatedValue,
    Duration,
    Duty,
    Evidence,
    EvidenceLevel,
    Exceedance,
    Exchange,
    FixedDate,
    HoldingLimit,
    Kind,
    Notice,
    Provision,
    Quantity,
    Sector,
    TimeUnit,
    YearDay,
)
from detente.agreements.reader import read_vocabulary
from detente.assessment.assess import assess
from detente.assessment.explain import explain
from detente.assessment.sources import Step
from detente.kernel.languages import Language, Text, same_text
from detente.record.facts import formats_of
from detente.record.message import KnownMessage
from detente.record.record import fold

MODEL = Evidence(EvidenceLevel.MODEL)
EAST = Sector("east", Text("Eastern sector", "Восточный сектор", "东段"), MODEL)


def number(value: int) -> Quantity:
    return Quantity((DatedValue(value, MODEL),))


def common(kind: Kind) -> dict[str, object]:
    return {
        "id": f"{kind.value}.toy",
        "kind": kind,
        "article": "1",
        "title": same_text(kind.value),
        "summary": None,
        "evidence": MODEL,
    }


def lines(step: Step, language: Language = Language.EN, indent: str = "") -> Iterator[str]:
    reference = f"{step.reference} · " if step.reference else ""
    yield f"{indent}{step.label.in_(language)}: {reference}{step.says.in_(language)}"
    for part in step.parts:
        yield from lines(part, language, indent + "  ")


@pytest.fixture
def chain(build, informing, at, located_by):
    """The links under a provision, for the one finding there is of a step."""

    def find(provision: Provision, told: Sequence[tuple], step: str, when: str, bearer: str) -> list[str]:
        sides = {"KZ": "north", "CN": "south", "RU": "south"}
        agreement = replace(build.agreement(provision, sides=sides), sectors={"east": EAST})
        informed = informing(agreement, ("east",))
        agreement = informed.agreed()
        messages: list[KnownMessage] = [informed.message(*one, index=index) for index, one in enumerate(told)]
        record = fold(messages, formats_of([agreement]))
        *_, found = [
            one
            for one in assess(agreement, record, at(when), located_by(), since=at("2029-01-01"))
            if (one.step, one.bearer) == (step, bearer) and one.year in (None, 2030)
        ]
        known = next((one for one in record.matters() if one.id == found.about), None)
        agreements = {agreement.id: agreement}
        whole = explain(found, known, messages, agreements, read_vocabulary())
        for language in Language:
            assert all(one.strip() for one in lines(whole, language))
        [article] = whole.parts
        [inner] = article.parts
        return [text for one in inner.parts for text in lines(one)]

    return find


def test_yearly_information_of_a_side(chain):
    due = FixedDate(YearDay((12, 15), MODEL), -1, "period")
    exchange = Exchange(
        **common(Kind.EXCHANGE),
        duty=Duty.MUST,
        bearer=Bearer.EACH_SIDE,
        every_years=number(1),
        as_of=None,
        due=due,
        first=None,
        nil=None,
        format="annual-return",
    )
    told = [("TR30/CN/2029/0001/IR/O", {"as-of": "2030-01-01"}, "2029-12-10T00:00:00Z")]
    assert chain(exchange, told, "return", "2030-02-01", "south") == [
        "Number: States that have given theirs: 2 or more",
        "Declared: 1. as-of: 2030-01-01",
        "  Message: TR30/CN/2029/0001/IR/O · entry 0 in the log of China, 10 December 2029, 00:00 UTC",
        "Not known: Russia: no such message is known",
        "Time limit: by 15 December of the year before the year in question; it ends on 15 December 2029",
        "Carried out with: TR30/CN/2029/0001/IR/O · entry 0 in the log of China, 10 December 2029, 00:00 UTC",
        "So it stands: not received: deadline 15 December 2029",
    ]


def test_a_ceiling_exceeded_for_a_time(chain):
    limit = HoldingLimit(id="tanks", sector=None, measures=("battle-tanks",), at_most=number(100))
    exceedance = Exceedance(
        percent=number(35),
        length=Duration(TimeUnit.DAYS, number(90)),
        times_per_year=None,
        notice="event-notice",
    )
    ceiling = Ceiling(
        **common(Kind.CEILING),
        bearer=Bearer.EACH_STATE,
        returns="annual-return",
        since=None,
        since_evidence=None,
        limits=(limit,),
        exceedance=exceedance,
    )
    held = {"as-of": "2030-01-01", "held-east": {"total": {"battle-tanks": 120, "artillery": 5}}}
    told = [
        ("TR30/KZ/2029/0001/IR/O", held, "2029-12-10T00:00:00Z"),
        (
            "TR30/KZ/2029/0001/EN/O",
            {"dates": {"start": "2029-12-20", "end": "2030-03-01"}},
            "2029-12-11T00:00:00Z",
        ),
    ]
    declared = [
        "  Declared: 1. held-east: Total: (1) Battle tanks: 120",
        "    Message: TR30/KZ/2029/0001/IR/O · entry 0 in the log of Kazakhstan, 10 December 2029, 00:00 UTC",
    ]
    assert chain(ceiling, told, "exceedance", "2030-02-01", "KZ") == [
        "Number: Battle tanks: at most 100",
        *declared,
        "Number: Battle tanks, for a time: at most 135",
        *declared,
        "Number: Days: at most 90",
        "  Declared: 1. dates: from 2029-12-20 to 2030-03-01",
        "    Message: TR30/KZ/2029/0001/EN/O · entry 1 in the log of Kazakhstan, 11 December 2029, 00:00 UTC",
        "Compared with: TR30/KZ/2029/0001/IR/O · entry 0 in the log of Kazakhstan, 10 December 2029, 00:00 UTC",
        "Declared: 1. as-of: 2030-01-01",
        "  Message: TR30/KZ/2029/0001/IR/O · entry 0 in the log of Kazakhstan, 10 December 2029, 00:00 UTC",
        "So it stands: within the number",
    ]


@pytest.fixture
def notice(build):
    return Notice(
        **common(Kind.NOTICE),
        duty=Duty.MUST,
        bearer=Bearer.EACH_STATE,
        events=(),
        change=Change(percent=number(10), measures=("battle-tanks",), returns="annual-return"),
        clock=build.after(30, "days", "event"),
        format="event-notice",
    )


def test_a_change_between_two_returns(chain, notice):
    told = [
        (
            f"TR30/KZ/{year}/0001/IR/O",
            {"as-of": f"{year}-01-01", "held": {"total": {"battle-tanks": tanks}}},
            f"{year}-01-10T00:00:00Z",
        )
        for year, tanks in ((2030, 100), (2031, 120))
    ]
    first, second = (
        f"TR30/KZ/{year}/0001/IR/O · entry {index} in the log of Kazakhstan, 10 January {year}, 00:00 UTC"
        for index, year in enumerate((2030, 2031))
    )
    numbers = [
        "Number: Change in battle tanks: 10\u202f% or more",
        "  Declared: 1. held: Total: (1) Battle tanks: 100",
        f"    Message: {first}",
        "  Declared: 1. held: Total: (1) Battle tanks: 120",
        f"    Message: {second}",
        f"Compared with: {first}",
        f"Compared with: {second}",
        "Declared: 1. as-of: 2030-01-01",
        f"  Message: {first}",
        "Declared: 1. as-of: 2031-01-01",
        f"  Message: {second}",
        "Time limit: at most 30 days after the event; it ends on 1 February 2030",
        "  Counting of days: the first day does not count",
    ]
    assert chain(notice, told, "change", "2032-02-01", "KZ") == [
        *numbers,
        "Carried out with: no such message is known",
        "So it stands: not received: deadline 1 February 2030",
    ]
    told.append(("TR30/KZ/2030/0001/EN/O", {"time": "2030-06-01"}, "2030-06-20T00:00:00Z"))
    notice_of_it = "TR30/KZ/2030/0001/EN/O · entry 2 in the log of Kazakhstan, 20 June 2030, 00:00 UTC"
    assert chain(notice, told, "change", "2032-02-01", "KZ") == [
        *numbers[:-2],
        "Time limit: at most 30 days after the event; it ends on 1 July 2030",
        numbers[-1],
        f"Carried out with: {notice_of_it}",
        "So it stands: in time: told 20 June 2030, 00:00 UTC, deadline 1 July 2030",
    ]


def test_an_event_told(chain, notice):
    told = [("TR30/KZ/2030/0001/EN/O", {"time": "2030-06-01"}, "2030-06-20T00:00:00Z")]
    message = "TR30/KZ/2030/0001/EN/O · entry 0 in the log of Kazakhstan, 20 June 2030, 00:00 UTC"
    assert chain(notice, told, "notice", "2032-02-01", "KZ") == [
        "Time limit: at most 30 days after the event; it ends on 1 July 2030",
        "  Declared: 1. time: 2030-06-01",
        f"    Message: {message}",
        "  Counting of days: the first day does not count",
        f"Carried out with: {message}",
        "So it stands: in time: told 20 June 2030, 00:00 UTC, deadline 1 July 2030",
    ]
