"""Information due every year: by when, for which year, of whom, and what is not known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.agreements.model import Bearer, Duty, Evidence, EvidenceLevel, Kind, NilReturn
from detente.agreements.reader import read_vocabulary
from detente.assessment.assess import assess, standing_duties, touched_duties
from detente.assessment.finding import Answer, Finding, FindingState, Gap, Margin, Missing
from detente.assessment.rules import YearDuty
from detente.assessment.wording import finding_sentence
from detente.kernel.instants import FIRST_INSTANT, Interval, PartialDate
from detente.messages.values import Amount
from detente.record.record import Record

S = FindingState
MODEL = Evidence(EvidenceLevel.MODEL)
RETURN = "TR30/XA/2029/0001/IR"
XA_2030 = YearDuty("exchange.toy", "XA", 2030)


@pytest.fixture
def yearly(build, promise):
    """By 15 December of the year before."""
    return build.agreement(promise.exchange("12-15"))


def years(agreement, since, at, bearer="XA"):
    return [one.year for one in standing_duties(agreement, since, at) if one.bearer == bearer]


def test_a_return_in_time_is_a_finding_of_its_year(yearly, a, in_year, last_second):
    assert in_year(yearly, [a.gives()]) == [
        Finding(
            "toy",
            "exchange.toy",
            Kind.EXCHANGE,
            "1",
            "return",
            "XA",
            None,
            "TR30/XA/2030/exchange.toy",
            S.MET,
            last_second("2029-12-15"),
            None,
            (),
            (),
            (f"{RETURN}/O",),
            MODEL,
            counterparts=(RETURN,),
            year=2030,
        )
    ]


@pytest.mark.parametrize(
    ("given", "when", "state"),
    [
        (None, "2029-12-01", S.UPCOMING),
        (None, "2029-12-08T23:59:59Z", S.DUE),
        (None, "2029-12-15T23:59:59Z", S.DUE),
        (None, "2029-12-16", S.MISSED),
        ({"on": "2029-12-16T00:00:00Z"}, "2030-01-01", S.MET_LATE),
        ({"as_of": "2030"}, "2030-01-01", S.MET),
        ({"as_of": "2030-12-31"}, "2030-01-01", S.MET),
        ({"as_of": "2029-12-31"}, "2030-01-01", S.MISSED),
        ({"as_of": "2031-01-01"}, "2030-01-01", S.MISSED),
        ({"withdrawn": True}, "2030-01-01", S.MISSED),
        ({"format": "other"}, "2030-01-01", S.MISSED),
        ({"agreement": "other"}, "2030-01-01", S.MISSED),
        ({"state": "XB"}, "2030-01-01", S.MISSED),
        ({"on": None}, "2030-01-01", S.UNCLEAR),
    ],
)
def test_what_counts_for_a_year(yearly, a, in_year, given, when, state):
    found = in_year(yearly, [] if given is None else [a.gives(**given)], when=when)
    assert [one.state for one in found] == [state]


def test_the_first_return_in_time_counts(yearly, a, in_year):
    late, early = a.gives(on="2029-12-20T00:00:00Z"), a.gives(on="2029-12-01T00:00:00Z", serial=2)
    assert [one.state for one in in_year(yearly, [late, early])] == [S.MET]
    assert [one.state for one in in_year(yearly, [late, replace(early, withdrawn=True)])] == [S.MET_LATE]


@pytest.mark.parametrize(
    ("known_by", "state", "gaps"),
    [
        ("2029-12-10T00:00:00Z", S.MET, ()),
        ("2030-02-01T00:00:00Z", S.UNCLEAR, (Gap(Missing.TOLD_DATE, f"{RETURN}/O"),)),
    ],
)
def test_a_reported_return_is_never_late(yearly, a, in_year, at, known_by, state, gaps):
    reported = a.gives(told=Interval(FIRST_INSTANT, at(known_by)))
    [found] = in_year(yearly, [reported])
    assert (found.state, found.gaps) == (state, gaps)


@pytest.mark.parametrize(
    ("nil", "state"),
    [(NilReturn.REQUIRED, S.MET), (NilReturn.ACCEPTED, S.MET), (None, S.UNCLEAR)],
)
def test_nothing_to_tell_is_enough_where_the_article_says_so(build, promise, a, in_year, nil, state):
    agreement = build.agreement(promise.exchange("12-15", nil=nil))
    [found] = in_year(agreement, [a.gives(nil=True)])
    gaps = () if nil else (Gap(Missing.NIL_RETURN, f"{RETURN}/O"),)
    assert (found.state, found.gaps) == (state, gaps)


def test_a_return_that_does_not_say_for_which_year(yearly, a, in_year):
    undated = a.gives(as_of=None)
    gaps = (Gap(Missing.AS_OF_DATE, f"{RETURN}/O"),)
    states = {year: in_year(yearly, [undated], year=year)[0] for year in range(2027, 2032)}
    assert {year: one.state for year, one in states.items()} == {
        2027: S.MISSED,
        2028: S.UNCLEAR,
        2029: S.UNCLEAR,
        2030: S.UNCLEAR,
        2031: S.UPCOMING,
    }
    assert states[2030].gaps == gaps
    assert [one.year for one in touched_duties(yearly, undated, 900)] == [2028, 2029, 2030]


def test_a_budget_told_in_the_return_sets_the_time(build, promise, a, in_year, last_second):
    agreement = build.agreement(promise.exchange(build.after(3, "months", "budget.approval")))
    told = a.gives(on="2030-03-31T00:00:00Z", budget_approved=PartialDate("2030-01-01"))
    [found] = in_year(agreement, [told])
    assert (found.state, found.due) == (S.MET, last_second("2030-04-01"))
    [late] = in_year(
        agreement, [replace(told, told=Interval(last_second("2030-05-01"), last_second("2030-05-01")))]
    )
    assert late.state == S.MET_LATE
    [found] = in_year(agreement, [replace(told, budget_approved=None)])
    assert (found.state, found.gaps) == (S.UNCLEAR, (Gap(Missing.BUDGET_DATE, f"{RETURN}/O"),))
    [found] = in_year(agreement, [])
    assert (found.state, found.gaps) == (S.UNCLEAR, (Gap(Missing.BUDGET_DATE, "budget.approval"),))


def test_a_time_after_the_as_of_date(build, promise, in_year, last_second):
    clock = build.after(60, "days", "as-of")
    [found] = in_year(build.agreement(promise.exchange(clock)), [])
    assert (found.state, found.due) == (S.MISSED, last_second("2030-03-02"))
    [found] = in_year(build.agreement(promise.exchange(clock, as_of=None)), [])
    assert (found.state, found.gaps) == (S.UNCLEAR, (Gap(Missing.DATE_PRECISION, "as_of"),))


def test_what_has_not_been_seen_is_said(build, promise, a, in_year, fixed_date):
    agreement = build.agreement(promise.exchange(fixed_date(None, -1), every=None))
    for known in ([], [a.gives()]):
        [found] = in_year(agreement, known)
        unseen = (Gap(Missing.TREATY_VALUE, "clock"), Gap(Missing.TREATY_VALUE, "every_years"))
        assert (found.state, found.due, found.gaps) == (S.UNCLEAR, None, unseen)


def test_where_no_time_is_set_nothing_is_late(build, promise, a, in_year):
    agreement = build.agreement(promise.exchange())
    assert [one.state for one in in_year(agreement, [], when="2035-01-01")] == [S.DUE]
    assert [one.state for one in in_year(agreement, [a.gives()])] == [S.MET]


def test_a_right_to_tell_is_never_missed(build, promise, a, in_year, last_second):
    agreement = build.agreement(promise.exchange("12-15", duty=Duty.MAY))
    for known, state in (
        ([], S.AVAILABLE),
        ([a.gives(nil=True)], S.OFFERED),
        ([a.gives(as_of=None)], S.UNCLEAR),
    ):
        [found] = in_year(agreement, known)
        assert (found.state, found.due) == (state, last_second("2029-12-15"))


class TestASide:
    @pytest.fixture
    def sides(self, build, promise):
        return build.agreement(promise.exchange("12-15", bearer=Bearer.EACH_SIDE))

    def test_all_its_states_have_to_give_theirs(self, sides, a, in_year):
        both = [a.gives(state="XB"), a.gives(state="XC")]
        counted = Margin("returns", 2, Amount(2), Answer.YES, near=False, evidence=MODEL)
        [found] = in_year(sides, both, bearer="south")
        assert (found.state, found.other, found.margins) == (S.MET, None, (counted,))
        assert found.counterparts == ("TR30/XB/2029/0001/IR", "TR30/XC/2029/0001/IR")

    def test_who_has_not_is_named(self, sides, a, in_year):
        [found] = in_year(sides, [a.gives(state="XB")], bearer="south")
        counted = Margin("returns", 2, Amount(1), Answer.NO, near=False, evidence=MODEL)
        assert (found.state, found.other, found.margins) == (S.MISSED, "XC", (counted,))

    def test_who_was_late_is_named(self, sides, a, in_year):
        late = a.gives(state="XC", on="2030-01-02T00:00:00Z")
        [found] = in_year(sides, [a.gives(state="XB"), late], bearer="south")
        assert (found.state, found.other) == (S.MET_LATE, "XC")

    def test_a_side_of_one_state_stands_as_that_state(self, sides, a, in_year):
        [found] = in_year(sides, [a.gives()], bearer="north")
        assert (found.state, found.bearer, found.other, found.margins) == (S.MET, "north", None, ())


class TestYears:
    def test_from_the_first_deadline_in_the_record_to_the_next_to_come(self, yearly, at):
        assert years(yearly, at("2030-03-01"), at("2033-06-01")) == [2031, 2032, 2033, 2034]
        assert years(yearly, at("2030-03-01"), at("2033-12-20")) == [2031, 2032, 2033, 2034, 2035]
        assert years(yearly, at("2029-12-15T23:59:59Z"), at("2029-12-16")) == [2030, 2031]
        assert years(yearly, at("2029-12-16"), at("2029-12-16")) == [2031]

    def test_what_is_due_in_a_later_year(self, build, promise, fixed_date, at):
        agreement = build.agreement(promise.exchange(fixed_date("05-31", 1)))
        assert years(agreement, at("2030-03-01"), at("2030-04-01")) == [2029, 2030]
        assert years(agreement, at("2030-06-01"), at("2030-06-01")) == [2030]

    def test_every_third_year_from_entry_into_force(self, build, promise, at):
        agreement = build.agreement(promise.exchange("12-15", every=3))
        unknown = years(agreement, at("2030-01-01"), at("2034-01-01"))
        assert unknown == [2031, 2032, 2033, 2034, 2035]
        known = replace(agreement, in_force=PartialDate("2028-05-01"))
        assert years(known, at("2030-01-01"), at("2034-01-01")) == [2031, 2034, 2037]

    def test_where_it_is_not_known_which_year_is_the_first(self, build, promise, a, in_year):
        agreement = build.agreement(promise.exchange("12-15", every=3))
        [found] = in_year(agreement, [])
        assert (found.state, found.gaps) == (S.UNCLEAR, (Gap(Missing.TREATY_VALUE, "in_force"),))
        assert [one.state for one in in_year(agreement, [a.gives()])] == [S.MET]

    def test_a_new_party_and_one_that_left(self, build, promise, a, at, in_year):
        agreement = build.agreement(
            promise.exchange("12-15"), since={"XB": "2031-05-01"}, until={"XC": "2031-11-30"}
        )
        agreement = replace(agreement, in_force=PartialDate("2028"))
        since, now = at("2030-01-01"), at("2033-06-01")
        assert {state: years(agreement, since, now, state) for state in ("XA", "XB", "XC")} == {
            "XA": [2031, 2032, 2033, 2034],
            "XB": [2032, 2033, 2034],
            "XC": [2031],
        }
        assert in_year(agreement, [], bearer="XB", year=2031) == []
        assert touched_duties(agreement, a.gives("2031-01-01", state="XB"), 900) == []

    @pytest.fixture
    def joining(self, build, promise):
        """With 30 days for the first return of a new party; XB joins on a day."""
        exchange = promise.exchange("12-15", first=build.after(30, "days", "accession"))

        def join(day):
            agreement = build.agreement(exchange, since={"XB": day, "XA": "2028"})
            return replace(agreement, in_force=PartialDate("2028"))

        return join

    @pytest.mark.parametrize(
        ("joined", "first", "ends"),
        [("2031-05-01", 2031, "2031-05-31"), ("2031-12-20", 2032, "2032-01-19")],
    )
    def test_a_time_of_its_own_for_the_first_return(
        self, joining, a, at, in_year, last_second, joined, first, ends
    ):
        agreement = joining(joined)
        given = years(agreement, at("2030-01-01"), at("2033-06-01"), "XB")
        assert given == [*range(first, 2035)]
        [found] = in_year(agreement, [], bearer="XB", year=first, when="2033-06-01")
        assert (found.state, found.due) == (S.MISSED, last_second(ends))
        told = a.gives(f"{first}-01-01", state="XB", on=f"{ends}T10:00:00Z")
        [found] = in_year(agreement, [told], bearer="XB", year=first, when="2033-06-01")
        assert found.state == S.MET

    def test_nothing_is_owed_before_entry_into_force(self, yearly, at, in_year):
        agreement = replace(yearly, in_force=PartialDate("2031-03-01"))
        assert years(agreement, at("2029-01-01"), at("2032-06-01")) == [2032, 2033]
        assert in_year(agreement, [], year=2031) == []


def test_a_return_touches_its_year(yearly, a):
    assert touched_duties(yearly, a.gives(), 900) == [XA_2030]
    assert touched_duties(yearly, a.gives(withdrawn=True), 900) == [XA_2030]
    assert touched_duties(yearly, a.gives(format="other"), 900) == []


def test_without_a_format_nothing_can_be_told(build, promise, at, places):
    agreement = build.agreement(promise.exchange("12-15", format=None))
    assert assess(agreement, Record({}), at("2031-01-01"), places, since=at("2029-01-01")) == []


def test_sentences_name_the_year_and_whoever_is_meant(build, promise, a, in_year):
    agreement = build.agreement(promise.exchange("12-15", bearer=Bearer.EACH_SIDE))
    [found] = in_year(agreement, [a.gives(state="XB")], bearer="south")
    said = finding_sentence(found, agreement, read_vocabulary())
    assert (said.en, said.ru, said.zh) == (
        "Article 1, south: information for 2030 not received by 15 December 2029 (XC). "
        "States that have given theirs: at least 2, 1 counted.",
        "Статья 1, south: к 15 декабря 2029\u202fг. информация за 2030 год не получена (XC). "
        "Представившие государства: не менее 2, учтено 1.",
        "第一条，south：截至2029年12月15日未收到2030年信息（XC）。已提供的国家：至少2，计1。",
    )
