"""Visits: told in time, answered, reported, of the size and length provided for, one in so many years."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.agreements.model import Duration, Duty, Evidence, EvidenceLevel, Suspension, TimeUnit
from detente.agreements.reader import read_vocabulary
from detente.assessment.assess import standing_duties, touched_duties
from detente.assessment.finding import Answer, FindingState, Gap, Margin, Missing, Said
from detente.assessment.wording import finding_clause, finding_sentence
from detente.kernel.instants import PartialDate
from detente.messages.values import Amount

S = FindingState
MODEL = Evidence(EvidenceLevel.MODEL)


@pytest.fixture
def agreement(build, promise):
    """Five days for a request, seven for an invitation, two for a reply and fourteen for a report."""

    def make(duty=Duty.MUST, **changes):
        plain = {
            "invitation": build.before(7, "days", "visit.arrival"),
            "request": build.before(5, "days", "visit.arrival"),
            "reply": build.after(48, "hours"),
            "report": build.after(14, "days", "visit.end"),
        }
        return build.agreement(promise.host(duty, **plain | changes))

    return make


def steps(findings, step):
    return [one for one in findings if one.step == step]


@pytest.mark.parametrize(
    ("invited", "arrival", "state"),
    [
        (False, "2030-03-06", S.MET),
        (False, "2030-03-05", S.MET_LATE),
        (True, "2030-03-08", S.MET),
        (True, "2030-03-07", S.MET_LATE),
    ],
)
def test_told_early_enough_before_the_arrival(
    agreement, a, on_matter, finding, last_second, invited, arrival, state
):
    visit = a.visit(invited=invited, arrival=arrival)
    step, owner, other = ("invitation", "XA", "XB") if invited else ("request", "XB", "XA")
    due = last_second(
        {"2030-03-06": "2030-03-01", "2030-03-05": "2030-02-28", "2030-03-08": "2030-03-01"}.get(
            arrival, "2030-02-28"
        )
    )
    assert on_matter(agreement(), visit, "2030-03-02")[0] == finding(
        "host",
        f"visit-{step}",
        about=visit.id,
        bearer=owner,
        other=other,
        state=state,
        due=due,
        messages=visit.messages,
    )


def test_without_an_arrival_it_is_unclear(agreement, a, on_matter):
    first = on_matter(agreement(), a.visit(), "2030-03-02")[0]
    assert (first.state, first.gaps) == (S.UNCLEAR, (Gap(Missing.START_DATE, "visit.arrival"),))
    withdrawn = on_matter(agreement(), a.visit(withdrawn=True), "2030-03-02")
    assert [(one.step, one.state) for one in withdrawn] == [
        ("visit-request", S.NOT_TRIGGERED),
        ("visit-reply", S.NOT_TRIGGERED),
    ]


def test_a_voluntary_invitation_without_a_time_is_an_offer(agreement, a, on_matter):
    first = on_matter(agreement(Duty.MAY, invitation=None), a.visit(invited=True), "2030-03-02")[0]
    assert (first.step, first.state) == ("visit-invitation", S.OFFERED)


@pytest.mark.parametrize(
    ("when", "state", "changes"),
    [
        ("2030-03-03T00:00:00Z", S.DUE, "2030-03-03T00:00:01Z"),
        ("2030-03-03T00:00:01Z", S.MISSED, None),
    ],
)
def test_not_replied(agreement, a, on_matter, finding, at, when, state, changes):
    visit = a.visit()
    [found] = steps(on_matter(agreement(), visit, when), "visit-reply")
    assert found == finding(
        "host",
        "visit-reply",
        about=visit.id,
        other="XB",
        state=state,
        due=at("2030-03-03T00:00:00Z"),
        changes_at=at(changes) if changes else None,
        messages=visit.messages,
    )


def test_silence_that_means_no_is_said_in_words_of_visits(agreement, build, a, on_matter):
    silent = agreement(reply=build.after(48, "hours", silence="declined"))
    [found] = steps(on_matter(silent, a.visit(), "2030-04-01"), "visit-reply")
    assert (found.state, found.silence) == (S.MET, "declined")
    assert finding_clause(found, silent).en.endswith("by the article this means that it is declined")


@pytest.mark.parametrize(
    ("duty", "accepted", "said", "words"),
    [
        (Duty.MUST, True, Said.ACCEPTED, "; accepted"),
        (Duty.MUST, False, Said.DECLINED, "; declined"),
        (
            Duty.MAY,
            False,
            Said.DECLINED_FREELY,
            "; declined, which the article leaves free and for which no reason is needed",
        ),
        (Duty.MUST, None, None, "(deadline 3 March 2030, 00:00 UTC)"),
    ],
)
def test_a_refusal_is_a_reply(agreement, a, on_matter, duty, accepted, said, words):
    visit = a.visit(replies=(a.reply(accepted),))
    [found] = steps(on_matter(agreement(duty), visit, "2030-03-05"), "visit-reply")
    assert (found.state, found.said) == (S.MET, said)
    assert finding_clause(found, agreement(duty)).en.endswith(words)


def test_the_first_reply_is_in_time_and_the_newest_says_what_holds(agreement, a, on_matter):
    late = a.reply(True, on="2030-03-20T00:00:00Z")
    visit = a.visit(replies=(a.reply(False, "security"), late))
    [found] = steps(on_matter(agreement(), visit, "2030-03-25"), "visit-reply")
    assert (found.state, found.said) == (S.MET, Said.ACCEPTED)
    [found] = steps(on_matter(agreement(), replace(visit, replies=(late,)), "2030-03-25"), "visit-reply")
    assert (found.state, found.said) == (S.MET_LATE, Said.ACCEPTED)


def test_each_state_invited_replies(agreement, a, on_matter):
    visit = a.visit(invited=True, guests=("XB", "XC", "XZ"), replies=(a.reply(True, state="XC"),))
    found = steps(on_matter(agreement(), visit, "2030-04-01"), "visit-reply")
    assert [(one.bearer, one.other, one.state) for one in found] == [
        ("XB", "XA", S.MISSED),
        ("XC", "XA", S.MET),
    ]


STAY = {"arrival": "2030-04-10", "end": "2030-04-12"}


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"replies": True}, S.UPCOMING),
        ({"replies": False}, None),
        ({}, None),
        ({"replies": True, "withdrawn": True}, None),
        ({"reports": False}, None),
        ({"reports": True, "withdrawn": True}, S.MET),
        ({"reports": None}, S.MET),
    ],
)
def test_who_owes_a_report(agreement, a, on_matter, changes, state):
    plain = dict(changes)
    if "replies" in plain:
        plain["replies"] = (a.reply(plain["replies"]),)
    if "reports" in plain:
        plain["reports"] = (a.report(plain["reports"], on="2030-04-20T00:00:00Z"),)
    found = steps(on_matter(agreement(), a.visit(**STAY, **plain), "2030-04-11"), "visit-report")
    assert [(one.bearer, one.other, one.state) for one in found] == ([("XB", "XA", state)] if state else [])


@pytest.mark.parametrize(
    ("when", "state", "changes"),
    [
        ("2030-04-12", S.UPCOMING, "2030-04-19T23:59:59Z"),
        ("2030-04-20", S.DUE, "2030-04-27T00:00:00Z"),
        ("2030-04-27", S.MISSED, None),
    ],
)
def test_not_reported(agreement, a, on_matter, at, last_second, when, state, changes):
    visit = a.visit(**STAY, replies=(a.reply(),))
    [found] = steps(on_matter(agreement(), visit, when), "visit-report")
    assert (found.state, found.due) == (state, last_second("2030-04-26"))
    assert found.changes_at == (at(changes) if changes else None)


def test_a_report_is_not_due_before_the_visit_is_over(agreement, build, a, on_matter, at):
    quick = agreement(report=build.after(24, "hours", "visit.end"))
    visit = a.visit(**STAY, replies=(a.reply(),))
    [found] = steps(on_matter(quick, visit, "2030-04-11"), "visit-report")
    assert (found.state, found.changes_at) == (S.UPCOMING, at("2030-04-13"))
    [found] = steps(on_matter(quick, visit, "2030-04-13T00:00:01Z"), "visit-report")
    assert found.state is S.UNCLEAR  # the end is known to the day, and so is the deadline
    plain = agreement(report=None)
    found = [steps(on_matter(plain, visit, day), "visit-report")[0] for day in ("2030-04-11", "2030-04-13")]
    assert [one.state for one in found] == [S.UPCOMING, S.DUE]


@pytest.mark.parametrize(
    ("most", "team", "state"), [(4, 4, S.WITHIN), (4, 5, S.EXCEEDED), (None, 5, S.UNCLEAR)]
)
def test_the_number_of_visitors(agreement, build, a, on_matter, finding, most, team, state):
    visit = a.visit(team=team)
    above = {S.WITHIN: Answer.NO, S.EXCEEDED: Answer.YES, S.UNCLEAR: Answer.UNCLEAR}[state]
    evidence = Evidence(EvidenceLevel.UNKNOWN if most is None else EvidenceLevel.MODEL)
    near = most == team
    [found] = steps(on_matter(agreement(team=build.quantity(most)), visit, "2030-03-02"), "team")
    assert found == finding(
        "host",
        "team",
        about=visit.id,
        other="XB",
        state=state,
        messages=visit.messages,
        margins=(Margin("team", most, Amount(team), above, near, evidence, limit=True),),
        gaps=(Gap(Missing.TREATY_VALUE, "team"),) if most is None else (),
    )


def test_those_of_each_state_count_alone(agreement, build, a, on_matter):
    limits = agreement(team=build.quantity(5), visitors_per_state=build.quantity(3))
    reports = (a.report(team=4), a.report(state="XC", team=2))
    visit = a.visit(invited=True, guests=("XB", "XC"), reports=reports)
    found = steps(on_matter(limits, visit, "2030-05-02"), "team")
    assert [(one.bearer, one.other, one.state) for one in found] == [
        ("XA", None, S.EXCEEDED),
        ("XB", "XA", S.EXCEEDED),
        ("XC", "XA", S.WITHIN),
    ]


@pytest.mark.parametrize(
    ("start_day_counts", "end", "state"),
    [
        (False, "2030-04-10", S.EXCEEDED),
        (False, "2030-04-11", S.EXCEEDED),
        (False, "2030-04-12", S.WITHIN),
        (False, "2030-04-13", S.WITHIN),
        (False, "2030-04-14", S.EXCEEDED),
        (True, "2030-04-10", S.EXCEEDED),
        (True, "2030-04-11", S.WITHIN),
        (True, "2030-04-12", S.WITHIN),
        (True, "2030-04-13", S.EXCEEDED),
        (False, "2030-04", S.UNCLEAR),
    ],
)
def test_from_two_to_three_days(build, promise, a, on_matter, start_day_counts, end, state):
    two, three = (Duration(TimeUnit.DAYS, build.quantity(number)) for number in (2, 3))
    host = promise.host(length_at_least=two, length_at_most=three)
    agreement = build.agreement(host, start_day_counts=start_day_counts)
    [found] = steps(on_matter(agreement, a.visit(arrival="2030-04-10", end=end), "2030-05-02"), "length")
    assert (found.bearer, found.other, found.state) == ("XB", "XA", state)
    assert found.gaps == ((Gap(Missing.DATE_PRECISION, "visit.end"),) if state is S.UNCLEAR else ())


def test_what_is_reported_holds_and_not_what_was_announced(build, promise, a, on_matter):
    two = Duration(TimeUnit.DAYS, build.quantity(2))
    agreement = build.agreement(promise.host(length_at_most=two))
    visit = a.visit(arrival="2030-04-10", end="2030-04-12")
    later = replace(a.report(), arrival=visit.arrival, end=PartialDate("2030-04-15"))
    found = [on_matter(agreement, one, "2030-05-02") for one in (visit, replace(visit, reports=(later,)))]
    assert [steps(one, "length")[0].state for one in found] == [S.WITHIN, S.EXCEEDED]


def test_the_length_is_said_with_its_limits(build, promise, a, on_matter):
    two, three = (Duration(TimeUnit.DAYS, build.quantity(number)) for number in (2, 3))
    agreement = build.agreement(promise.host(length_at_least=two, length_at_most=three))
    [found] = steps(
        on_matter(agreement, a.visit(arrival="2030-04-10", end="2030-04-15"), "2030-05-02"), "length"
    )
    assert finding_sentence(found, agreement, read_vocabulary()).en.endswith(
        ": the length of the visit is outside what the article provides for. "
        "Days: at least 2, 5 counted. Days: at most 3, 5 counted."
    )


@pytest.mark.parametrize(
    ("end", "state"),
    [("2030-04-10T18:00:00Z", S.WITHIN), ("2030-04-10T18:00:01Z", S.EXCEEDED), ("2030-04-10", S.UNCLEAR)],
)
def test_twelve_hours(build, promise, a, on_matter, end, state):
    agreement = build.agreement(promise.host(length_at_most=Duration(TimeUnit.HOURS, build.quantity(12))))
    visit = a.visit(arrival="2030-04-10T06:00:00Z", end=end)
    assert [one.state for one in steps(on_matter(agreement, visit, "2030-05-02"), "length")] == [state]


def test_a_length_that_is_not_available(build, promise, a, on_matter):
    agreement = build.agreement(promise.host(length_at_most=Duration(TimeUnit.HOURS, build.quantity(None))))
    [found] = steps(on_matter(agreement, a.visit(**STAY), "2030-05-02"), "length")
    assert (found.state, found.gaps) == (S.UNCLEAR, (Gap(Missing.TREATY_VALUE, "length"),))


@pytest.mark.parametrize("changes", [{"agreement": "other"}, {"format": "other"}, {"owner": "XZ"}])
def test_visits_of_others_are_no_finding(agreement, a, on_matter, changes):
    assert on_matter(agreement(), a.visit(**changes), "2030-05-02") == []


def test_between_two_states_that_suspended_it_nothing_is_owed(agreement, a, on_matter):
    pause = Suspension(("XA", "XB"), PartialDate("2030"), None, (), MODEL)
    paused = replace(agreement(), suspensions=(pause,))
    assert on_matter(paused, a.visit(**STAY), "2030-05-02") == []
    assert steps(on_matter(paused, a.visit(guest="XC", **STAY), "2030-05-02"), "visit-request")


@pytest.fixture
def every_five(build, promise):
    return lambda duty=Duty.MUST: build.agreement(promise.host(duty, every_years=build.quantity(5)))


@pytest.mark.parametrize(
    ("visits", "when", "state", "due"),
    [
        ([], "2034-07-01", S.UPCOMING, True),
        ([], "2034-12-26", S.DUE, True),
        ([], "2035-01-01", S.MISSED, True),
        ([{"accepted": True}], "2034-07-01", S.MET, True),
        ([{"accepted": False}], "2035-01-01", S.MISSED, True),
        ([{"held": True}], "2035-01-01", S.MET, True),
        ([{"held": False, "accepted": True}], "2035-01-01", S.MISSED, True),
        ([{"held": False, "differs": True}], "2035-01-01", S.UNCLEAR, True),
        ([{"accepted": True, "arrival": "2029-12-31"}], "2035-01-01", S.MISSED, True),
        ([{"accepted": True, "invited": True}], "2035-01-01", S.MET, True),
    ],
)
def test_one_visit_in_five_years(every_five, a, in_year, last_second, visits, when, state, due):
    known = []
    for serial, one in enumerate(visits, start=1):
        by = "XB" if one.get("invited") else "XA"
        reports = [a.report(one["held"])] if "held" in one else []
        reports += [a.report(True, state="XA")] if one.get("differs") else []
        replies = (a.reply(one["accepted"], state=by),) if "accepted" in one else ()
        plain = {"arrival": one.get("arrival", "2032-01-01"), "invited": one.get("invited", False)}
        known.append(a.visit(serial, replies=replies, reports=tuple(reports), **plain))
    [found] = in_year(every_five(), known, year=2034, when=when)
    assert (found.step, found.state) == ("hosting", state)
    assert found.due == last_second("2034-12-31")


def test_where_it_is_voluntary_it_is_possible_and_then_offered(every_five, a, in_year):
    voluntary = every_five(Duty.MAY)
    assert [one.state for one in in_year(voluntary, [], year=2034)] == [S.AVAILABLE]
    asked = a.visit(arrival="2032-01-01")
    assert [one.state for one in in_year(voluntary, [asked], year=2034)] == [S.AVAILABLE]
    invited = a.visit(invited=True, arrival="2032-01-01")
    assert [one.state for one in in_year(voluntary, [invited], year=2034)] == [S.OFFERED]


@pytest.mark.parametrize(
    ("since", "when", "years"),
    [
        ("2030-05-01", "2031-01-01", [2034]),
        ("2030-05-01", "2034-01-01", [2034, 2035]),
        ("2030-05-01", "2036-01-01", [2034, 2035, 2036, 2037]),
    ],
)
def test_windows_begin_with_the_record(every_five, at, since, when, years):
    found = standing_duties(every_five(), at(since), at(when))
    assert [one.year for one in found if one.bearer == "XA"] == years


def test_windows_that_a_visit_touches(every_five, a):
    found = touched_duties(every_five(), a.visit(arrival="2032-01-01"), 900)
    assert [(one.bearer, one.year) for one in found] == [("XA", year) for year in range(2032, 2037)]


def test_at_the_end_of_the_calendar_nothing_is_touched_beyond_it(every_five, a):
    found = touched_duties(every_five(), a.visit(arrival="9998-01-01"), 900)
    assert [one.year for one in found] == [9998, 9999]


def test_a_window_whose_length_is_not_available(build, promise, in_year):
    agreement = build.agreement(promise.host(every_years=build.quantity(None)))
    [found] = in_year(agreement, [])
    assert (found.state, found.gaps) == (S.UNCLEAR, (Gap(Missing.TREATY_VALUE, "years"),))
