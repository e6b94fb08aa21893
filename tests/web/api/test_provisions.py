"""Time limits as programs read them."""

from __future__ import annotations

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
from detente.kernel.identifiers import ProvisionId
from detente.kernel.languages import same_text
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
