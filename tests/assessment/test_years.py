"""Years: whose they are, which are judged, and whom an agreement binds in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from detente.agreements.model import ALL_PARTIES, Bearer, Kind, Principle
from detente.assessment.rules import YearDuty
from detente.assessment.scope import scope_of
from detente.assessment.years import (
    YearRule,
    bearers_of,
    bearers_with,
    begins_for,
    binds_within,
    bound_states,
    day_of,
    first_instant,
    is_within,
    judged_years,
    states_under,
    year_span,
    years_of,
)
from detente.kernel.instants import Interval, PartialDate
from detente.kernel.languages import same_text


@pytest.fixture
def scope(build):
    return scope_of(build.agreement())


@pytest.mark.parametrize(
    ("bearer", "names", "of_xc"),
    [
        (Bearer.EACH_STATE, ("XA", "XB", "XC"), ("XC",)),
        (Bearer.EACH_SIDE, ("north", "south"), ("south",)),
        (Bearer.ALL_PARTIES, (ALL_PARTIES,), (ALL_PARTIES,)),
    ],
)
def test_whose_duty_it_is(scope, bearer, names, of_xc):
    assert bearers_of(scope, bearer) == names
    assert bearers_with(scope, bearer, "XC") == of_xc
    assert bearers_with(scope, bearer, "XX") == ()


def test_without_sides_no_side_has_a_duty(build):
    scope = scope_of(build.agreement(sides={"XA": None, "XB": None}))
    assert bearers_of(scope, Bearer.EACH_SIDE) == ()
    assert bearers_with(scope, Bearer.EACH_SIDE, "XA") == ()


@pytest.mark.parametrize(
    ("name", "states"),
    [("XB", ("XB",)), ("south", ("XB", "XC")), (ALL_PARTIES, ("XA", "XB", "XC"))],
)
def test_the_states_under_a_bearer(scope, name, states):
    assert states_under(scope, name) == states
    assert bound_states(scope, name, year_span(2030)) == states


class TestBinding:
    @pytest.fixture
    def scope(self, build):
        agreement = build.agreement(since={"XB": "2031-05-01", "XC": "2027"}, until={"XC": "2032-01-01"})
        return scope_of(replace(agreement, in_force=PartialDate("2029-07-01")))

    @pytest.mark.parametrize(
        ("state", "years"),
        [("XA", range(2029, 2035)), ("XB", range(2031, 2035)), ("XC", range(2029, 2033)), ("XX", range(0))],
    )
    def test_from_its_own_date_or_entry_into_force_until_it_left(self, scope, state, years):
        bound = [year for year in range(2025, 2035) if binds_within(scope, state, year_span(year))]
        assert bound == [*years]

    def test_a_side_is_bound_while_one_of_its_states_is(self, scope):
        assert bound_states(scope, "south", year_span(2030)) == ("XC",)
        assert bound_states(scope, "south", year_span(2033)) == ("XB",)
        assert bound_states(scope, "south", year_span(2028)) == ()

    def test_the_later_date_counts(self, scope):
        party = scope.parties
        assert begins_for(scope, party["XA"]) == PartialDate("2029-07-01").interval
        assert begins_for(scope, party["XB"]) == PartialDate("2031-05-01").interval
        assert begins_for(scope, party["XC"]) == PartialDate("2029-07-01").interval

    def test_dates_that_are_not_known_do_not_hinder(self, build):
        scope = scope_of(build.agreement())
        assert begins_for(scope, scope.parties["XA"]) is None
        assert binds_within(scope, "XA", year_span(1900))


def test_the_years_to_be_judged(at):
    since, now = at("2029-12-31T23:59:59Z"), at("2031-01-01")
    assert [*judged_years(since, now)] == [2029, 2030, 2031, 2032]
    assert [*judged_years(since, now, ahead=0)] == [2029, 2030, 2031]
    assert [*judged_years(since, now, behind=2, ahead=0)] == [2027, 2028, 2029, 2030, 2031]
    assert [*judged_years(at("9998-01-01"), at("9999-12-31"), ahead=5)] == [9998, 9999]
    assert [*judged_years(now, since, ahead=0)] == []


@pytest.mark.parametrize(
    ("text", "years", "within"), [("2030", [2030], True), ("2030-12-31", [2030], True), (None, [], False)]
)
def test_the_years_of_a_matter(text, years, within):
    span = PartialDate(text).interval if text else None
    assert [*years_of(span)] == years
    assert (span is not None and is_within(span, 2030)) is within


def test_a_matter_may_fall_in_several_years(at):
    span = Interval(at("2029-12-31"), at("2031-01-01"))
    assert [*years_of(span)] == [2029, 2030, 2031]
    assert not is_within(span, 2030)


def test_a_year_and_its_days():
    assert year_span(2030) == PartialDate("2030").interval
    assert day_of(2030, 12, 15) == PartialDate("2030-12-15").interval
    assert day_of(2030, 2, 29) == PartialDate("2030-02-28").interval
    assert (first_instant(2030), first_instant(10_000)) == (
        datetime(2030, 1, 1, tzinfo=UTC),
        datetime(9999, 1, 1, tzinfo=UTC),
    )


class TestYearRule:
    @pytest.fixture
    def provision(self):
        return Principle(
            id="exchange.toy",
            kind=Kind.PRINCIPLE,
            article="1",
            title=same_text("toy"),
            summary=None,
            evidence=None,
        )

    def test_duties_of_all_and_of_some(self, build, provision, at):
        scope = scope_of(build.agreement(provision, since={"XA": "2031"}))
        rule = YearRule(scope, provision, Bearer.EACH_SIDE)
        north, south = (
            [YearDuty("exchange.toy", name, year) for year in years]
            for name, years in (("north", (2031, 2032)), ("south", (2030, 2031, 2032)))
        )
        assert [*rule.all_duties(at("2030-01-01"), at("2031-06-01"))] == north + south
        assert [*rule.duties_of(["XC", "XB"], [2030])] == south[:1]
        assert [*rule.duties_of(["XA", "XC"], [2030, 2031])] == [north[0], *south[:2]]
        assert rule.about(south[0]) == "TR30/south/2030/exchange.toy"
        assert rule.states_in(south[0]) == ("XB", "XC")
