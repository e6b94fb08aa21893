"""Each sentence goes in the format that is for it and carries it, or a fault says what none has."""

from __future__ import annotations

import pytest
from tests.every_topic import every_topic

from detente.agreements.carrying import choose_formats, facts_in
from detente.agreements.load import PackLoader
from detente.agreements.model import Agreement, Format

HEAD = """id: a
provision: notify.large
places: {Ford: "+47.0000+010.1000/"}
scenarios:
  - it: something happens
    at: "2031-09-01"
    then: []
    when:
"""
RETURNS = "XA returns on 2030-12-10 as of 2031"


def files(*sentences: str) -> dict[str, bytes]:
    lines = "".join(f"      - >-\n        {each}\n" for each in sentences)
    return every_topic() | {"scenarios/a.yaml": (HEAD + lines).encode()}


def load(loader: PackLoader, *sentences: str) -> tuple[Agreement, list[Format | None]]:
    agreement = loader.load(files(*sentences))
    when = next(one for one in agreement.scenarios if one.id == "a").scenarios[0].when
    return agreement, choose_formats([*agreement.formats.values()], when)


@pytest.mark.parametrize(
    ("sentences", "names"),
    [
        ([RETURNS], ["annual-return"]),
        ([f"{RETURNS} with 5 units and 6 personnel"], ["short-return"]),
        (["XA returns on 2030-12-10 by short-return as of 2031"], ["short-return"]),
        (
            [f"{RETURNS} with 6 personnel", "XA corrects on 2031-01-01 with 5 units"],
            ["short-return", "short-return"],
        ),
        (["XB requests XA on 2031-03-01 to visit Ford"], ["area-request"]),
        (["XB requests XA on 2031-03-01 to visit Ford in eastern"], ["visit-request"]),
        (["XB requests XA on 2031-03-01 to visit the bridge"], ["visit-request"]),
        (
            ["XB requests XA on 2031-03-01 by visit-request to visit Ford", "XA agrees on 2031-03-02"],
            ["visit-request", "late-reply"],
        ),
        (
            ["XA offers XB on 2031-03-01 to visit Ford", "XB agrees on 2031-03-02"],
            ["visit-invitation", "visit-reply"],
        ),
    ],
)
def test_the_first_format_that_carries_it_all(sentences, names, loader: PackLoader) -> None:
    agreement, chosen = load(loader, *sentences)
    assert [one and one.id for one in chosen] == names
    assert all(one in agreement.formats.values() for one in chosen)


def test_units_are_told_as_the_format_asks(loader: PackLoader) -> None:
    told = f"{RETURNS} with 5 units"
    agreement, [form] = load(loader, told)
    when = next(one for one in agreement.scenarios if one.id == "a").scenarios[0].when
    assert form is not None
    assert facts_in(form, when[0]) == {"return.as-of": "2031", "return.units": 5}
    short = next(one for one in agreement.formats.values() if one.id == "short-return")
    assert facts_in(short, when[0]) == {"return.as-of": "2031", "forces.holdings": {"total": {"units": 5}}}


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            ["XA returns on 2030-12-10 by anual-return as of 2031"],
            "9: “anual-return” is no format. Did you mean “annual-return”?",
        ),
        (
            ["XA returns on 2030-12-10 by visit-reply as of 2031"],
            "9: The format visit-reply is not for information.return, or takes no messages of kind original here. "
            "Name another, or none.",
        ),
        (
            [
                "XB requests XA on 2031-03-01 by visit-request to visit Ford",
                "XB withdraws on 2031-03-02 by area-request",
            ],
            "11: The format area-request is not for visit.request, or takes no messages of kind cancellation here. "
            "Name another, or none.",
        ),
        (
            [f"{RETURNS} with 6 personnel", "XA corrects on 2031-01-01 with 5 battle-tanks in eastern"],
            "11: The format short-return has no item for forces.holdings in eastern. "
            "Say only what the message can say, or add an item.",
        ),
        (
            [f"{RETURNS} with 5 artillery", "XA corrects on 2031-01-01 with 6 artillery"],
            "9: The format annual-return has no item for artillery. "
            "Say only what the message can say, or add an item.",
        ),
        (
            [
                "XA tells on 2031-07-02 by forces-notification of a drill",
                "XA cancels on 2031-07-03 by forces-notification",
            ],
            "11: The format forces-notification is not for activity.cancellation, or takes no messages of kind "
            "cancellation here. Name another, or none.",
        ),
        (
            [f"{RETURNS} with 5 artillery"],
            "9: The format annual-return has no item for artillery. "
            "Say only what the message can say, or add an item.",
        ),
        (
            [f"{RETURNS} with 5 battle-tanks in easten"],
            "9: “easten” is no sector. Did you mean “eastern”?",
        ),
        (
            ["XA returns on 2030-12-10 by short-return as of 2031 with 5 units in eastern"],
            "9: The format short-return has no item for forces.holdings in eastern. "
            "Say only what the message can say, or add an item.",
        ),
        (
            ["XB requests XA on 2031-03-01 to visit the bridge in easten"],
            "9: The format visit-request has no item for easten in visit.sector. "
            "Say only what the message can say, or add an item.",
        ),
        (
            ["XB requests XA on 2031-03-01 by visit-request to visit the bridge from 2031-03"],
            "9: The format visit-request has no item for 2031-03 in visit.arrival, which wants a day. "
            "Say only what the message can say, or add an item.",
        ),
        (
            ["XA transfers visits", RETURNS, "XA corrects on 2031-01-01 with 5 artillery"],
            "9: “XA transfers visits” cannot be read after “transfers”. "
            "Write it as: XA transfers NUMBER visits of XA's quota for YEAR to XC on DAY.",
        ),
    ],
)
def test_what_no_format_carries_is_a_fault(sentences, expected, loader: PackLoader) -> None:
    faults = [str(one) for one in loader.check(files(*sentences))]
    assert faults == ([f"scenarios/a.yaml:{expected}"] if expected else [])
