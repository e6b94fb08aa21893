"""Judging again only what a message touches gives the same as judging everything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.agreements.model import Agreement, Bearer, Duration, TimeUnit
from detente.assessment.assess import assess, assess_duty, assess_matter, standing_duties, touched_duties
from detente.assessment.finding import Finding
from detente.assessment.rules import YearDuty
from detente.kernel.instants import Instant
from detente.record.facts import formats_of
from detente.record.message import KnownMessage
from detente.record.record import KnownMatter, Record

NEAR = 900
STATES = ("XA", "XB", "XC")
DAYS = st.sampled_from(
    ["2029", "2029-12-01", "2030-01-01", "2030-02", "2030-03-01", "2030-06-01", "2031-01-01", "2031-02-01"]
)
INSTANTS = st.sampled_from(
    [f"{year}-{month:02}-10T00:00:00Z" for year in (2029, 2030, 2031) for month in (1, 6, 12)]
)
NUMBERS = st.sampled_from([0, 50, 90, 100, 110, 130, 140, {"up-to": 100}, {"more-than": 90}])
RETURNS = st.fixed_dictionaries(
    {},
    optional={
        "as-of": DAYS,
        "held": st.fixed_dictionaries({"total": st.fixed_dictionaries({"battle-tanks": NUMBERS})}),
    },
)
NOTICES = st.fixed_dictionaries(
    {}, optional={"dates": st.fixed_dictionaries({"start": DAYS}, optional={"end": DAYS}), "time": DAYS}
)


@st.composite
def excesses(draw):
    """What bears on an exceedance of one state: a return above the ceiling, or a notice around that time."""
    topic, year, serial = draw(st.sampled_from(["IR", "EN"])), 2029, draw(st.integers(1, 3))
    reference = f"TR30/XA/{year}/{serial:04}/{topic}/{draw(st.sampled_from(['O', 'O', 'O', 'A1', 'X1']))}"
    if topic == "IR":
        as_of = draw(st.sampled_from(["2030-01-01", "2030-02-01", "2031-01-01"]))
        content = {"as-of": as_of, "held": {"total": {"battle-tanks": draw(st.sampled_from([95, 120, 140]))}}}
    else:
        start = draw(st.sampled_from(["2029-11-20", "2029-12-01", "2030-01-20", "2030-12-01"]))
        end = draw(st.sampled_from(["2030-01-10", "2030-02-20", "2031-01-15", None]))
        content = {"dates": {"start": start} | ({"end": end} if end and end > start else {})}
    if reference.endswith("X1"):
        content = {}
    return reference, content, draw(INSTANTS), None


@st.composite
def tellings(draw):
    """A reference, what is told, when, and whether it is known from reports alone."""
    topic = draw(st.sampled_from(["IR", "EN"]))
    mark = draw(st.sampled_from(["O", "O", "A1", "X1", "N1"]))
    year, serial = draw(st.sampled_from([2029, 2030])), draw(st.integers(1, 2))
    reference = f"TR30/{draw(st.sampled_from(STATES))}/{year}/{serial:04}/{topic}/{mark}"
    content = draw(RETURNS if topic == "IR" else NOTICES) if mark[0] in "OA" else {}
    return reference, content, draw(INSTANTS), draw(st.sampled_from([None, None, "2030-01-15"]))


@dataclass
class Judged:
    """Findings kept by what they are about, made again only where a message touches them."""

    agreement: Agreement
    record: Record
    at: Instant
    places: object
    years: dict[YearDuty, list[Finding]] = field(default_factory=dict)
    matters: dict[str, list[Finding]] = field(default_factory=dict)

    def take_in(self, message: KnownMessage) -> None:
        touched = {message.document.matter}
        duties = self._duties(touched)
        again = touched | self._counterparts(touched)
        self.record.add(message)
        duties |= self._duties(touched)
        self._judge_matters(touched)
        self._judge_matters((again | self._counterparts(touched)) - touched)
        since = self.record.begins(self.agreement.id)
        standing = set(standing_duties(self.agreement, since, self.at, NEAR)) if since else set()
        self.years = {duty: found for duty, found in self.years.items() if duty in standing - duties}
        for duty in standing - self.years.keys():
            self.years[duty] = assess_duty(self.agreement, duty, self.record, self.at, self.places, NEAR)

    def _known(self, matters: Iterable[str]) -> list[KnownMatter]:
        return [one for one in self.record.matters() if one.id in matters]

    def _duties(self, matters: Iterable[str]) -> set[YearDuty]:
        return {duty for one in self._known(matters) for duty in touched_duties(self.agreement, one, NEAR)}

    def _counterparts(self, matters: Iterable[str]) -> set[str]:
        return {
            other for one in matters for found in self.matters.get(one, ()) for other in found.counterparts
        }

    def _judge_matters(self, matters: Iterable[str]) -> None:
        for one in matters:
            self.matters.pop(one, None)
        for known in self._known(matters):
            self.matters[known.id] = assess_matter(
                self.agreement, known, self.record, self.at, self.places, NEAR
            )

    def all(self) -> list[Finding]:
        return _sorted(one for found in (*self.years.values(), *self.matters.values()) for one in found)


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda one: (one.about, one.provision, one.step, one.other or ""))


@pytest.fixture(scope="session")
def agreement(build, promise, informing):
    by_december = promise.exchange("12-15", first=build.after(30, "days", "accession"))
    length = Duration(TimeUnit.DAYS, build.quantity(90))
    exceedance = promise.exceedance(length, notice="event-notice")
    limit = promise.at_most(100, "battle-tanks")
    ceiling = promise.ceiling(limit, exceedance=exceedance)
    notice = promise.notice(
        build.after(30, "days", "event"), events=(), change=promise.change(10, "battle-tanks")
    )
    of_sides = [
        replace(one, id=f"{one.id}-of-sides", bearer=Bearer.EACH_SIDE)
        for one in (by_december, ceiling, notice)
    ]
    plain = build.agreement(
        by_december, ceiling, notice, *of_sides, since={"XC": "2030-03-01"}, until={"XB": "2030-11-30"}
    )
    return informing(plain).agreed()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(tellings(), min_size=1, max_size=10) | st.lists(excesses(), min_size=3, max_size=10))
def test_what_a_message_touches_is_all_that_changes(agreement, informing, at, located_by, told):
    now = at("2031-06-01")
    judged = Judged(agreement, Record(formats_of([agreement])), now, located_by())
    for index, (reference, content, on, reported) in enumerate(told):
        judged.take_in(informing(agreement).message(reference, content, on, index, reported))
    whole = assess(agreement, judged.record, now, located_by(), NEAR)
    assert judged.all() == _sorted(whole)


@given(told=st.lists(tellings() | excesses(), min_size=2, max_size=6), data=st.data())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_in_which_messages_come_does_not_matter(agreement, informing, at, located_by, told, data):
    now, known = at("2031-06-01"), []
    for index, (reference, content, on, reported) in enumerate(told):
        known.append(informing(agreement).message(reference, content, on, index, reported))
    found = []
    for messages in (known, data.draw(st.permutations(known))):
        record = Record(formats_of([agreement]))
        for message in messages:
            record.add(message)
        found.append(assess(agreement, record, now, located_by(), NEAR))
    assert found[0] == found[1]
