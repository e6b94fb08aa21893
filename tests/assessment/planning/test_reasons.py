"""Why a visit lies when it lies."""

from __future__ import annotations

from datetime import UTC, date, datetime

from detente.assessment.planning.closing import ClosedBy
from detente.assessment.planning.reasons import Against, AgainstBy, ClosedWeeks, WhyThen
from detente.assessment.planning.request import Closure, DrillDays, StandingVisit

FIRST, SECOND, THIRD, FOURTH = (date(2031, 9, day) for day in (1, 8, 15, 22))
MONTH = {"first": FIRST, "last": date(2031, 9, 26), "today": datetime(2031, 8, 1, tzinfo=UTC)}


def test_one_week_is_left_and_every_other_says_why(make, plan):
    quota = make.quota("XB", ["XA"], lead=make.lead(notice=38))
    drills = (DrillDays("Tulip", "XB", SECOND, date(2031, 9, 10)),)
    closures = (Closure("XB", date(2031, 9, 11), date(2031, 9, 12), "no escorts"),)
    standing = (StandingVisit("S", "XB", "XC", FOURTH, date(2031, 9, 26)),)
    request = make.request(
        quotas=(quota,),
        drills=drills,
        closures=closures,
        standing=standing,
        wishes=(make.wish("XA", days=2),),
        **MONTH,
    )
    [visit] = plan(request).visits
    assert visit.arrival in {date(2031, 9, day) for day in (15, 16, 17, 18)}
    assert visit.why == WhyThen(
        open_weeks=1,
        as_good=1,
        near=0,
        month_alone=False,
        closed=(
            ClosedWeeks(ClosedBy.CLOCK, "XA", "", (FIRST,)),
            ClosedWeeks(ClosedBy.DRILL, "XB", "Tulip", (SECOND,)),
            ClosedWeeks(ClosedBy.GIVEN, "XB", "no escorts", (SECOND,)),
            ClosedWeeks(ClosedBy.HOST_BUSY, "XB", "", (FOURTH,)),
        ),
        gaps=(),
    )


def test_other_visits_of_the_plan_close_weeks_too(make, plan):
    quotas = (make.quota("XB", ["XA", "XC"], 2),)
    wishes = (make.wish("XA", days=5), make.wish("XC", days=5, first=SECOND, last=date(2031, 9, 12)))
    found = plan(make.request(("XA", "XB", "XC"), quotas=quotas, wishes=wishes, **MONTH))
    [own] = [one for one in found.visits if one.guest == "XA"]
    assert own.why.closed == (ClosedWeeks(ClosedBy.HOST_BUSY, "XB", "", (SECOND,)),)
    assert (own.why.open_weeks, own.why.as_good, own.why.month_alone) == (3, 3, False)
    [other] = [one for one in found.visits if one.guest == "XC"]
    assert ClosedWeeks(ClosedBy.WINDOW, None, "", (FIRST, THIRD, FOURTH)) in other.why.closed


def test_a_week_that_is_weekend_alone(make, plan):
    request = make.request(first=date(2031, 8, 30), last=date(2031, 9, 5), today=MONTH["today"])
    [visit] = plan(request).visits
    assert visit.why.closed == (ClosedWeeks(ClosedBy.WEEKEND, "XB", "", (date(2031, 8, 25),)),)


def test_against_each_host_its_own_reason(make, plan):
    codes = ("XA", "XB", "XC", "XD")
    quotas = (make.quota("XB", ["XA"], 0), make.quota("XC", ["XA"], lead=make.lead(notice=90)))
    quotas += (make.quota("XD", ["XA"]),)
    drills = (DrillDays("Tulip", "XD", FIRST, MONTH["last"]),)
    [unplaced] = plan(make.request(codes, quotas=quotas, drills=drills, **MONTH)).unplaced
    assert unplaced.against == (
        Against(AgainstBy.QUOTA, ("XB",)),
        Against(AgainstBy.CLOCK, ("XC",)),
        Against(AgainstBy.CLOSED, ("XD",)),
    )
