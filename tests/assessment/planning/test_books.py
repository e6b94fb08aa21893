"""Quotas, visits and drills from what is known, made ready for planning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.assessment.kinds.conftest import Known, Promise, Shelf

from detente.agreements.model import Bearer, ObjectLimit, Purpose
from detente.assessment.clocks import Counting
from detente.assessment.finding import Gap, Missing
from detente.assessment.planning.books import (
    drill_days,
    lead_of,
    passive_quotas,
    standing_visits,
    with_record,
)
from detente.assessment.planning.request import DrillDays, Lead, ObjectUse, PassiveQuota, StandingVisit
from detente.assessment.planning.stays import drill_time, stays_of
from detente.record.activities import Activity
from detente.record.visits import Visit


class Record(Shelf):
    """A shelf that also gives everything of a topic, as a record does."""

    def all_of(self, topic):
        return {one.id: one for one in self.matters if isinstance(one, topic)}

    @property
    def activities(self):
        return self.all_of(Activity)


@pytest.fixture
def three(build):
    """Three each, one a partner, two an object; asked for ten days before."""
    quota = Promise.quota(
        build.quantity(3),
        same_partner=build.quantity(1),
        same_object=ObjectLimit(per_period=build.quantity(2), same_partner=None),
    )
    host = Promise.host(request=build.before(10, "days", "visit.arrival"), reply=build.after(3, "days"))
    return build.agreement(quota, host, sides={"XA": None, "XB": None, "XC": None})


def test_a_quota_nobody_has_used(three):
    [first, *others] = passive_quotas(three, Shelf([]), 2030)
    host = three.provisions["host.toy"]
    assert first == PassiveQuota(
        agreement=three.id,
        provision="quota.toy",
        article="1",
        bearer="XA",
        hosts=("XA",),
        partners={"XB": "XB", "XC": "XC"},
        left=3,
        shares={"XB": 1, "XC": 1},
        per_object=2,
        lead=Lead(request=host.request, reply=host.reply, counting=Counting((0,))),
    )
    assert [one.bearer for one in others] == ["XB", "XC"]


def test_what_was_asked_for_is_used(three):
    known = [
        Known.visit(1, "XB", arrival="2030-04-01", object="Rena"),
        Known.visit(2, "XC", arrival="2031-04-01"),
    ]
    [first, *_] = passive_quotas(three, Shelf(known), 2030)
    assert (first.left, first.shares) == (2, {"XB": 0, "XC": 1})
    assert first.object_uses == (ObjectUse(partner="XB", object="Rena"),)


def test_what_was_given_away_is_counted_with_its_receiver(three):
    given = [Known.on_quota(Purpose.QUOTA_TRANSFER)]
    [first, *_] = passive_quotas(three, Shelf(given), 2030)
    assert (first.left, first.shares) == (3, {"XB": 0, "XC": 2})


def test_a_number_that_is_not_available_stays_so(build):
    agreement = build.agreement(Promise.quota(build.quantity(None)), sides={"XA": None, "XB": None})
    [first, _] = passive_quotas(agreement, Shelf([]), 2030)
    assert (first.left, first.gaps, first.is_known) == (None, (Gap(Missing.TREATY_VALUE, "visits"),), False)


def test_sides_have_theirs_together(build):
    agreement = build.agreement(
        Promise.quota(build.quantity(2), bearer=Bearer.EACH_SIDE, same_partner=build.quantity(1))
    )
    north, south = passive_quotas(agreement, Shelf([]), 2030)
    assert (north.bearer, north.hosts, dict(north.partners)) == (
        "north",
        ("XA",),
        {"XB": "south", "XC": "south"},
    )
    assert (south.bearer, south.hosts, south.shares) == ("south", ("XB", "XC"), {"north": 1})


def test_without_a_provision_on_visits_no_clock(build):
    agreement = build.agreement(Promise.quota(build.quantity(2)))
    assert lead_of(agreement, agreement.provisions["quota.toy"]) == Lead()


def test_stays_of_visits():
    asked = Known.visit(1, "XB", arrival="2030-04-01", end="2030-04-03")
    [stay] = stays_of(asked, {"XB": ["A. Ivanova"]})
    assert (stay.host, stay.guest, stay.certain, stay.persons) == ("XA", "XB", None, ("A. Ivanova",))
    [agreed] = stays_of(replace(asked, replies=(Known.reply(),)))
    assert agreed.certain == agreed.possible == stay.possible
    assert standing_visits([stay]) == (
        StandingVisit(asked.id, "XA", "XB", date(2030, 4, 1), date(2030, 4, 3)),
    )


@pytest.mark.parametrize(
    "changes",
    [{"arrival": None}, {"withdrawn": True}, {"replies": (Known.reply(accepted=False),)}],
)
def test_what_does_not_take_place_is_no_stay(changes):
    assert stays_of(replace(Known.visit(1, "XB", arrival="2030-04-01"), **changes)) == ()


def test_each_guest_of_an_invitation_answers_for_itself():
    invited = Known.visit(1, "XB", invited=True, arrival="2030-04-01")
    invited = replace(invited, guests=("XB", "XC"), replies=(Known.reply(accepted=False, state="XB"),))
    assert [(one.guest, one.certain) for one in stays_of(invited)] == [("XC", None)]


def test_drills_with_dates(drill):
    known = drill(host="XA", start="2030-05-01", end="2030-05-03")
    time = drill_time(known)
    assert time is not None
    assert drill_days([time]) == (DrillDays(known.id, "XA", date(2030, 5, 1), date(2030, 5, 3)),)
    assert drill_time(replace(known, period=None)) is None


def test_a_request_with_a_record(make, three, drill):
    visit = Known.visit(1, "XB", arrival="2030-04-01")
    elsewhere = Known.visit(2, "XE", host="XF", arrival="2030-04-01")
    long_ago = Known.visit(3, "XB", arrival="2028-04-01")
    tulip = drill(host="XA", start="2030-05-01", end="2030-05-03")
    request = make.request(("XA", "XB", "XC"), first=date(2030, 1, 1), last=date(2030, 12, 31), quotas=())
    found = with_record(request, [three], Record([visit, elsewhere, long_ago, tulip]))
    assert [(one.bearer, one.left) for one in found.quotas] == [("XA", 2), ("XB", 3), ("XC", 3)]
    assert [one.id for one in found.standing] == [visit.id]
    assert [one.id for one in found.drills] == [tulip.id]
    own = make.quota("XA", ["XB"], 9, agreement=three.id)
    assert with_record(replace(request, quotas=(own,)), [three], Record([])).quotas == (own,)
    assert isinstance(visit, Visit)
