"""How a visit is held: arrival, first place, points of an area, copies of the diagram, remarks."""

from __future__ import annotations

import pytest

from detente.agreements.model import DatedValue, Duration, Evidence, EvidenceLevel, Quantity, TimeUnit
from detente.assessment.saying import say
from detente.geography.position import Position
from detente.kernel.instants import parse_instant
from detente.messages.values import FreeText, Person, Place
from detente.record.members import Member
from detente.record.visits import VisitLog, VisitTeam

MODEL = Evidence(EvidenceLevel.MODEL)
NOON = "2030-03-10T12:00:00Z"
LATER = "2030-03-11"


def number(value: int | None) -> Quantity:
    return Quantity((DatedValue(value, MODEL),))


@pytest.fixture
def agreement(build, promise):
    """Three hours of lateness, an hour to name the first place, two for remarks, four points, three copies."""

    def make(**changes):
        plain = {
            "first_site": build.after(1, "hours", "visit.arrived"),
            "remarks": build.after(2, "hours", "visit.report-handed"),
            "lateness": Duration(TimeUnit.HOURS, number(3)),
            "area_points": number(4),
            "diagrams": number(3),
            "reply_format": None,
            "report_format": None,
        }
        return build.agreement(promise.host(**plain | changes))

    return make


def log(state: str = "XA", **logged: object) -> VisitLog:
    moments = {name: parse_instant(one) if isinstance(one, str) else one for name, one in logged.items()}
    return VisitLog(state, (f"TR30/{state}/2030/0009/VL/O",), **moments)


@pytest.fixture
def said(agreement, a, on_matter):
    """The findings on a visit that is to arrive at noon, but that it was asked for."""

    def find(*logs: VisitLog, when: str = LATER, terms=None, **changes) -> list[str]:
        visit = a.visit(**{"arrival": NOON, "logs": logs} | changes)
        return [say(one) for one in on_matter(agreement(**(terms or {})), visit, when)][1:]

    return find


class TestLateness:
    @pytest.mark.parametrize(
        ("arrived", "state"), [("T15:00:00Z", "met"), ("T15:00:01Z", "met-late"), ("T09:00:00Z", "met")]
    )
    def test_three_hours_and_not_a_second_more(self, said, arrived, state):
        found = said(log(arrived=f"2030-03-10{arrived}"))
        assert found == [f"XB, lateness towards XA: {state}; by 2030-03-10T15:00:00Z"]

    def test_two_logs_around_the_deadline_leave_it_unclear(self, said):
        logs = log(arrived="2030-03-10T14:58:00Z"), log("XB", arrived="2030-03-10T15:02:00Z")
        assert said(*logs) == [
            "XB, lateness towards XA: unclear; by 2030-03-10T15:00:00Z; "
            "not known: date-precision of visit.arrived"
        ]

    def test_an_arrival_announced_for_a_day_may_be_at_any_of_its_hours(self, said):
        late = log(arrived="2030-03-11T02:59:59Z")
        assert said(late, arrival="2030-03-10") == [
            "XB, lateness towards XA: unclear; by 2030-03-10T03:00:00Z; "
            "not known: date-precision of visit.arrival"
        ]
        assert said(log(arrived="2030-03-11T03:00:00Z"), arrival="2030-03-10") == [
            "XB, lateness towards XA: met-late; by 2030-03-10T03:00:00Z"
        ]

    def test_what_was_not_logged_is_not_judged_and_a_number_not_seen_is_not_computed_with(self, said):
        assert said() == []
        terms = {"lateness": Duration(TimeUnit.HOURS, number(None))}
        assert said(log(arrived=NOON), terms=terms) == [
            "XB, lateness towards XA: unclear; not known: treaty-value of clock"
        ]

    def test_after_it_nothing_else_is_asked_of_the_visit_unless_it_is_reported_to_have_taken_place(
        self, said, a
    ):
        logged = log(arrived="2030-03-10T16:00:00Z", diagrams=1)
        late = "XB, lateness towards XA: met-late; by 2030-03-10T15:00:00Z"
        agreed = {"replies": (a.reply(),), "end": "2030-03-11", "terms": {"report_format": "report"}}
        assert said(logged, **agreed, when="2030-04-01") == [late]
        held = said(logged, **agreed, reports=(a.report(on="2030-03-12T00:00:00Z"),), when="2030-04-01")
        assert held == ["XB, visit-report towards XA: met", late]


class TestFirstPlace:
    @pytest.mark.parametrize(("named", "state"), [("T13:00:00Z", "met"), ("T13:00:01Z", "met-late")])
    def test_within_the_hour_of_the_actual_arrival(self, said, named, state):
        found = said(log(arrived=NOON, site_named=f"2030-03-10{named}"))
        assert found[1:] == [f"XB, visit-first-site towards XA: {state}; by 2030-03-10T13:00:00Z"]

    def test_not_logged_it_is_due_only_where_there_are_several_places(self, said):
        assert said(log(arrived=NOON))[1:] == []
        for when, state in (("2030-03-10T12:30:00Z", "due"), ("2030-03-10T13:00:01Z", "missed")):
            assert said(log(arrived=NOON), sequential=True, when=when)[1:] == [
                f"XB, visit-first-site towards XA: {state}; by 2030-03-10T13:00:00Z"
            ]


class TestRemarks:
    @pytest.mark.parametrize(("made", "state"), [("T14:00:00Z", "met"), ("T14:00:01Z", "met-late")])
    def test_within_two_hours_of_the_handing_over(self, said, made, state):
        found = said(log(report_handed=NOON, remarks_made=f"2030-03-10{made}"))
        assert found == [f"XA, visit-remarks towards XB: {state}; by 2030-03-10T14:00:00Z"]

    def test_none_at_all_is_nothing_that_was_owed(self, said):
        for when, state in (("2030-03-10T13:00:00Z", "available"), (LATER, "not-triggered")):
            assert said(log(report_handed=NOON), when=when) == [
                f"XA, visit-remarks towards XB: {state}; by 2030-03-10T14:00:00Z"
            ]


def corners(count: int) -> Place:
    return Place(FreeText({"en": "Ford"}), tuple(Position(10 + one, 47) for one in range(count)))


class TestArea:
    @pytest.mark.parametrize(("count", "state"), [(4, "within"), (5, "within"), (3, "exceeded")])
    def test_four_points_bound_it(self, said, count, state):
        assert said(area=(corners(count),)) == [f"XB, area towards XA: {state}; points-at-least {count} of 4"]

    def test_the_same_point_twice_is_one_and_the_area_with_the_fewest_counts(self, said):
        same = Place(FreeText({"en": "Mill"}), (*corners(3).positions, corners(1).positions[0]))
        assert said(area=(corners(6), same)) == ["XB, area towards XA: exceeded; points-at-least 3 of 4"]

    def test_no_area_no_finding(self, said):
        assert said(area=()) == []


class TestDiagrams:
    def test_three_copies_and_two_logs_that_differ(self, said):
        enough = [f"XA, diagrams towards XB: within; diagrams-at-least {one} of 3" for one in (3, 4)]
        assert [*said(log(diagrams=3)), *said(log(diagrams=4))] == enough
        assert said(log(diagrams=2)) == ["XA, diagrams towards XB: exceeded; diagrams-at-least 2 of 3"]
        [unclear] = said(log(diagrams=2), log("XB", diagrams=3))
        assert unclear.startswith("XA, diagrams towards XB: unclear; diagrams-at-least up-to 3 of 3;")


def test_a_list_longer_than_the_number_counts_as_long_as_it_is(said):
    def team(size: int) -> VisitTeam:
        people = tuple(Member(Person(FreeText({"en": f"Visitor {one}"}))) for one in range(size))
        return VisitTeam("XB", "TR30/XB/2030/0005/VT/O", None, people)

    terms = {"team": number(4)}
    assert said(team=4, teams=(team(5),), terms=terms) == ["XA, team towards XB: exceeded; team 5 of 4"]
    assert said(team=4, teams=(team(2),), terms=terms) == ["XA, team towards XB: within; team 4 of 4 (near)"]
