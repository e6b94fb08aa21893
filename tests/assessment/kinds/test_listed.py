"""Units and posts that two returns list otherwise, against the notices told of it; and numbers that do not add up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.agreements.model import Duty, Evidence, EvidenceLevel, Listed
from detente.assessment.finding import Answer, FindingState, Gap, Margin, Missing
from detente.messages.values import Amount, FreeText, Place
from detente.record.forces_rows import Post, PostChange, Unit, UnitChange

S = FindingState
MODEL = Evidence(EvidenceLevel.MODEL)
KINDS = ("raised", "disbanded", "moved")


def words(text: str) -> FreeText:
    return FreeText({"en": text})


def unit(code: str, **others: object) -> Unit:
    return Unit(code=code, name=words(code), **{"holdings": {}, **others})  # type: ignore[arg-type]


def change(code: str, kind: str | None) -> UnitChange:
    return UnitChange(code=code, change=kind, holdings={})


BEFORE = (unit("A"), unit("B", city=Place(words("Ford"))))
AFTER = (unit("A", strength=7), unit("B", city=Place(words("Mill"))), unit("C"))


@pytest.fixture
def agreement(build, promise):
    """Within 30 days of what happened."""
    return build.agreement(
        promise.notice(
            build.after(30, "days", "event"), listed=Listed(returns="annual-return", changes=KINDS)
        )
    )


@pytest.fixture
def stands(agreement, a, on_matter):
    """How the later return stands: what was listed before and after, notices, and when."""

    def find(before, after, *others, when="2032-01-01", under=agreement, **changes):
        earlier = replace(a.gives("2030-01-01"), structure=before)
        later = replace(a.gives("2031-01-01", "2030-12-10", serial=2), **{"structure": after, **changes})
        [found] = on_matter(under, later, when, [earlier, *others])
        return found

    return find


@pytest.fixture
def notice(a):
    """A notice of changes of units, told on a day of what happened on another."""

    def tell(happened, on, *changes, serial=1, **others):
        return replace(a.tells(happened, on, serial=serial, **others), unit_changes=changes)

    return tell


def margin(told: int, of: int) -> tuple[Margin, ...]:
    answer = Answer.YES if told == of else Answer.NO
    return (Margin("listed-changes", of, Amount(told), answer, near=False, evidence=MODEL),)


def test_each_change_wants_a_notice_of_its_kind(stands, notice):
    moved = notice("2030-05-01", "2030-05-02", change("B", "moved"))
    raised = notice("2030-06-01", "2030-06-02", change("C", "raised"), serial=2)
    found = stands(BEFORE, AFTER, moved, raised)
    assert (found.step, found.state, found.margins) == ("change", S.MET, margin(2, 2))
    assert {*found.messages} > {*moved.messages, *raised.messages}
    found = stands(BEFORE, AFTER, moved)
    assert (found.state, found.margins) == (S.MISSED, margin(1, 2))
    other = notice("2030-06-01", "2030-06-02", change("C", "moved"), serial=2)
    assert stands(BEFORE, AFTER, moved, other).margins == margin(1, 2)
    unnamed = notice("2030-06-01", "2030-06-02", change("B", None), change("C", None), serial=2)
    assert stands(BEFORE, AFTER, unnamed).margins == margin(2, 2)


def test_the_best_notice_of_a_change_counts_and_of_all_changes_the_worst(stands, notice):
    moved = notice("2030-05-01", "2030-05-02", change("B", "moved"))
    late = notice("2030-06-01", "2030-09-01", change("C", "raised"), change("B", "moved"), serial=2)
    assert stands(BEFORE, AFTER, moved, late).state is S.MET_LATE
    assert stands(BEFORE, AFTER[:2], moved, late).state is S.MET


def test_notices_of_another_time_or_taken_back_tell_of_nothing(stands, notice):
    both = (change("B", "moved"), change("C", "raised"))
    earlier, later = (
        notice("2029-05-01", "2029-05-02", *both),
        notice("2031-05-01", "2031-05-02", *both, serial=2),
    )
    gone = notice("2030-05-01", "2030-05-02", *both, serial=3, withdrawn=True)
    assert stands(BEFORE, AFTER, earlier, later, gone).margins == margin(0, 2)


def test_what_the_article_does_not_name_need_not_be_told(stands, build, promise):
    found = stands(BEFORE, (unit("A", strength=9), BEFORE[1]))
    assert (found.state, found.margins) == (S.NOT_TRIGGERED, ())
    every = build.agreement(
        promise.notice(build.after(30, "days", "event"), listed=Listed(returns="annual-return", changes=()))
    )
    assert stands(BEFORE, (unit("A", strength=9), BEFORE[1]), under=every).margins == margin(0, 1)


@pytest.mark.parametrize(
    ("changes", "state", "gaps"),
    [
        ({"withdrawn": True}, S.NOT_TRIGGERED, ()),
        ({"structure": None}, S.NOT_TRIGGERED, ()),
        ({"structure": None, "nil": True}, S.NOT_TRIGGERED, ()),
        ({"as_of": None}, S.UNCLEAR, (Gap(Missing.AS_OF_DATE, "TR30/XA/2029/0002/IR/O"),)),
    ],
)
def test_without_two_lists_nothing_is_compared(stands, changes, state, gaps):
    found = stands(BEFORE, AFTER, **changes)
    assert (found.state, found.gaps) == (state, gaps)


def test_a_voluntary_notice_is_offered_or_open_to_give(stands, build, promise, notice):
    may = build.agreement(
        promise.notice(
            build.after(30, "days", "event"),
            duty=Duty.MAY,
            listed=Listed(returns="annual-return", changes=KINDS),
        )
    )
    assert stands(BEFORE, AFTER, under=may).state is S.AVAILABLE
    told = notice("2030-05-01", "2030-05-02", change("B", "moved"), change("C", "raised"))
    assert stands(BEFORE, AFTER, told, under=may).state is S.OFFERED


def test_posts(stands, a):
    posts = {
        name: (
            Post(code="HEAD", title=words("Head"), holder=words(name)),
            Post(code="DEP", title=words("Deputy")),
        )
        for name in ("Ada", "Ben")
    }
    told = replace(
        a.tells("2030-05-01", "2030-05-02"), post_changes=(PostChange(code="HEAD", holder=words("Ben")),)
    )
    earlier = replace(a.gives("2030-06-01"), leadership=posts["Ada"])
    assert stands(None, None, earlier, leadership=posts["Ben"]).margins == margin(0, 1)
    earlier = replace(a.gives("2030-02-01"), leadership=posts["Ada"])
    assert stands(None, None, earlier, told, leadership=posts["Ben"]).state is S.MET
    assert stands(None, None, earlier, told, leadership=posts["Ada"]).state is S.NOT_TRIGGERED


def test_numbers_that_do_not_add_up_leave_open_what_was_told(build, promise, a, on_matter):
    agreement = build.agreement(promise.exchange())
    rows = (unit("A", strength=5), *(unit(f"B{each}", under="A", strength=2) for each in range(3)))
    told = replace(a.gives("2030-01-01"), structure=rows)
    [found] = on_matter(agreement, told, "2030-02-01")
    assert (found.step, found.state, found.gaps) == ("totals", S.UNCLEAR, (Gap(Missing.SUMS, "A"),))
    assert on_matter(agreement, replace(told, withdrawn=True), "2030-02-01") == []
    assert on_matter(agreement, replace(told, structure=rows[1:]), "2030-02-01") == []
