"""Provisions as programs read them: time limits, and every number of every kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from detente.agreements.model import (
    Bearer,
    Clock,
    DatedValue,
    Duration,
    Duty,
    Event,
    Evidence,
    EvidenceLevel,
    FixedDate,
    Kind,
    Notify,
    Quantity,
    TimeLimit,
    TimeUnit,
    Trigger,
    YearDay,
)
from detente.agreements.reader import read_vocabulary
from detente.kernel.identifiers import AgreementId, ProvisionId
from detente.kernel.languages import same_text
from detente.node.ground import load_agreements
from detente.web.api.provisions import provision_of

MODEL = Evidence(EvidenceLevel.MODEL)
UNKNOWN = Evidence(EvidenceLevel.UNKNOWN)
KNOWN_AS = {"level": "model", "source": None, "note": None}
FIVE = Quantity((DatedValue(5, MODEL),))


def limits_of(limit: TimeLimit) -> tuple[object, object]:
    provision = Notify(
        id=ProvisionId("notify"),
        kind=Kind.NOTIFY,
        article="1",
        title=same_text("Title"),
        summary=None,
        evidence=MODEL,
        duty=Duty.MUST,
        bearer=Bearer.HOST,
        when=Trigger(activity=(), where=None, condition=None, both_sides=None),
        clock=limit,
        format=None,
    )
    shown = provision_of(provision).model_dump(mode="json")
    return shown["clocks"], shown["dates"]


def test_a_clock_of_working_days_names_its_calendar() -> None:
    clock = Clock(Duration(TimeUnit.WORKING_DAYS, FIVE, "AT"), before=Event.ACTIVITY_START)
    shown = {
        "unit": "working_days",
        "amount": [{"value": 5, "since": None, "evidence": KNOWN_AS}],
        "calendar": "AT",
        "before": "activity.start",
        "after": None,
        "silence": None,
    }
    assert limits_of(clock) == ({"clock": shown}, {})


@pytest.mark.parametrize(("month_day", "evidence", "day"), [((2, 5), MODEL, "02-05"), (None, UNKNOWN, None)])
def test_a_fixed_date(month_day: tuple[int, int] | None, evidence: Evidence, day: str | None) -> None:
    limit = FixedDate(YearDay(month_day, evidence), -2, Event.ACTIVITY_START)
    how = KNOWN_AS | {"level": evidence.level.value}
    assert limits_of(limit) == (
        {},
        {"clock": {"day": day, "years": -2, "event": "activity.start", "evidence": how}},
    )


def values_of(thing: object) -> Iterator[DatedValue]:
    """Every version of every number below it, in the order of its fields."""
    if isinstance(thing, DatedValue):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from values_of(one)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from values_of(getattr(thing, field.name))


def values_shown(shown: object) -> Iterator[tuple[object, object, object]]:
    if isinstance(shown, dict):
        if set(shown) == {"value", "since", "evidence"}:
            yield shown["value"], shown["since"], shown["evidence"]["level"]
        for one in shown.values():
            yield from values_shown(one)
    elif isinstance(shown, list):
        for one in shown:
            yield from values_shown(one)


@pytest.mark.parametrize("kind", [one for one in Kind if one is not Kind.PRINCIPLE])
def test_no_number_of_any_kind_is_left_out(kind: Kind) -> None:
    agreements = load_agreements(read_vocabulary()).values()
    provisions = [one for each in agreements for one in each.provisions.values() if one.kind is kind]
    assert provisions
    for one in provisions:
        shown = provision_of(one).model_dump(mode="json")
        held = [(each.value, each.since and each.since.text, each.evidence.level) for each in values_of(one)]
        assert Counter(values_shown(shown)) == Counter(held), one.id


def provision(agreement: str, name: str) -> Any:
    loaded = load_agreements(read_vocabulary())[AgreementId(agreement)]
    return provision_of(loaded.provisions[ProvisionId(name)]).model_dump(mode="json")


def number(shown: Any) -> int | None:
    [version] = shown
    value: int | None = version["value"]
    return value


def test_a_ceiling_has_its_limits_by_sector_and_its_exceedance() -> None:
    ceiling = provision("moscow-1997", "ceiling.personnel")["ceiling"]
    assert ceiling["returns"] == "information-return"
    assert ceiling["since"] == "2001-08-06"
    east = next(one for one in ceiling["limits"] if one["id"] == "ground-forces-east")
    assert (east["sector"], east["measures"], number(east["at_most"])) == (
        "eastern",
        ["ground-forces-personnel"],
        104_400,
    )
    exceedance = ceiling["exceedance"]
    assert (
        number(exceedance["percent"]),
        exceedance["length"]["unit"],
        number(exceedance["length"]["amount"]),
    ) == (
        35,
        "days",
        90,
    )
    assert number(exceedance["times_per_year"]) is None


def test_a_quota_has_its_formula_and_share() -> None:
    shown = provision("vienna-document-2011", "quota.evaluation")
    quota = shown["quota"]
    formula, share = quota["formula"], quota["share"]
    assert (number(formula["per"]), formula["measure"], formula["rounding"], number(formula["at_most"])) == (
        60,
        "units",
        "up",
        15,
    )
    assert (share["numerator"], share["denominator"], number(share["at_least"])) == (1, 5, 1)
    assert (quota["amount"], quota["same_partner"]) == (None, None)
    assert number(quota["same_object"]["per_period"]) == 2
    assert shown["numbers"] == {}
    assert shown["formats"]["request_format"] == "evaluation-request"


def test_a_restraint_says_how_drills_are_limited() -> None:
    counted = provision("vienna-document-2011", "restrain.largest")["limit"]
    assert (counted["kind"], number(counted["at_most"]), number(counted["years"])) == ("count", None, None)
    at_once = provision("vienna-document-2011", "restrain.simultaneous")["limit"]
    assert (at_once["kind"], at_once["years"]) == ("simultaneous", None)


def test_what_only_one_kind_has_is_empty_elsewhere() -> None:
    shown = provision("sco-proposal-2024", "notify.personnel")
    only = (
        "limit",
        "ceiling",
        "quota",
        "change",
        "as_of",
        "nil",
        "disclosure",
        "who",
        "where",
        "urgent_item",
    )
    assert {name: shown[name] for name in only} == dict.fromkeys(only)
    assert (shown["events"], shown["lengths"]) == ([], {})


def test_a_return_a_disclosure_and_a_meeting() -> None:
    returned = provision("vienna-document-2011", "exchange.forces")
    assert (returned["as_of"]["day"], returned["dates"]["due"]["day"]) == ("01-01", "12-15")
    disclosed = provision("moscow-1997", "disclose.exchanged-data")["disclosure"]
    assert disclosed["to"] in {"parties", "other-side"}
    meeting = provision("moscow-1997", "meet.joint-control-group")
    assert meeting["clocks"]["extraordinary"]["amount"][0]["value"] is None
    assert meeting["formats"]["extraordinary"] == "meeting-request"
