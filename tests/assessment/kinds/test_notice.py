"""Events told in time, and changes between two returns that a notice is due for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.agreements.model import Bearer, Duty, Evidence, EvidenceLevel, Kind, Sector
from detente.agreements.reader import read_vocabulary
from detente.assessment.finding import Answer, Finding, FindingState, Gap, Margin, Missing
from detente.assessment.wording import finding_sentence
from detente.kernel.instants import FIRST_INSTANT, Interval
from detente.kernel.languages import Text
from detente.messages.values import Amount, Qualifier

S = FindingState
MODEL = Evidence(EvidenceLevel.MODEL)
NOTICE = "TR30/XA/2030/0001/EN"
LATER = "TR30/XA/2029/0002/IR"
EAST = Sector("east", Text("Eastern sector", "Восточный сектор", "东段"), MODEL)


@pytest.fixture
def within_a_day(build, promise):
    return build.agreement(promise.notice(build.after(24, "hours", "event")))


def test_a_notice_in_time_is_a_finding_of_its_matter(within_a_day, a, on_matter, at):
    told = a.tells("2030-03-01T10:00:00Z", "2030-03-02T10:00:00Z")
    assert on_matter(within_a_day, told, "2030-06-01") == [
        Finding(
            "toy",
            "notice.toy",
            Kind.NOTICE,
            "1",
            "notice",
            "XA",
            None,
            NOTICE,
            S.MET,
            at("2030-03-02T10:00:00Z"),
            None,
            (),
            (),
            (f"{NOTICE}/O",),
            MODEL,
        )
    ]


@pytest.mark.parametrize(
    ("changes", "state", "gaps"),
    [
        ({"on": "2030-03-02T10:00:01Z"}, S.MET_LATE, ()),
        ({"happened": "2030-03-01", "on": "2030-03-01T20:00:00Z"}, S.MET, ()),
        ({"happened": "2030-03-01"}, S.UNCLEAR, (Gap(Missing.DATE_PRECISION, f"{NOTICE}/O"),)),
        ({"happened": None}, S.UNCLEAR, (Gap(Missing.EVENT_DATE, f"{NOTICE}/O"),)),
        ({"on": None}, S.UNCLEAR, (Gap(Missing.TOLD_DATE, f"{NOTICE}/O"),)),
        ({"withdrawn": True}, S.NOT_TRIGGERED, ()),
    ],
)
def test_a_clock_after_the_event(within_a_day, a, on_matter, changes, state, gaps):
    told = a.tells(**{"happened": "2030-03-01T10:00:00Z", "on": "2030-03-02T09:00:00Z"} | changes)
    [found] = on_matter(within_a_day, told, "2030-06-01")
    assert (found.state, found.gaps) == (state, gaps)


def test_a_reported_notice_is_never_late(within_a_day, a, on_matter, at):
    known_by = Interval(FIRST_INSTANT, at("2030-04-01"))
    [found] = on_matter(within_a_day, replace(a.tells(), told=known_by), "2030-06-01")
    assert (found.state, found.gaps[-1].what) == (S.UNCLEAR, Missing.TOLD_DATE)


@pytest.mark.parametrize(
    "changes",
    [{"event": "reduction"}, {"format": "other"}, {"agreement": "other"}, {"state": "XX"}],
)
def test_other_notices_are_none_of_it(within_a_day, a, on_matter, changes):
    assert on_matter(within_a_day, a.tells(**changes), "2030-06-01") == []


def test_only_a_party_of_the_day_owes_a_notice(build, promise, a, on_matter):
    agreement = build.agreement(promise.notice(), since={"XA": "2030-03-02"})
    assert on_matter(agreement, a.tells("2030-03-01"), "2030-06-01") == []
    assert [one.state for one in on_matter(agreement, a.tells("2030-03-02"), "2030-06-01")] == [S.MET]


def test_before_the_event_and_after_its_end(build, promise, a, on_matter, last_second):
    before = build.agreement(promise.notice(build.before(45, "days", "event")))
    [found] = on_matter(before, a.tells("2030-03-01", "2030-01-10T00:00:00Z"), "2030-06-01")
    assert (found.state, found.due) == (S.MET, last_second("2030-01-15"))
    after = build.agreement(promise.notice(build.after(10, "days", "event.end")))
    [found] = on_matter(after, a.tells("2030-03-01", ends="2030-03-20"), "2030-06-01")
    assert (found.state, found.due) == (S.MET, last_second("2030-03-30"))
    [found] = on_matter(after, a.tells("2030-03-01"), "2030-06-01")
    assert found.gaps == (Gap(Missing.EVENT_DATE, f"{NOTICE}/O"),)


def test_at_once_without_a_number_is_never_late(build, promise, a, on_matter):
    told = a.tells("2030-03-01", "2030-05-01")
    for duty, state in ((Duty.MUST, S.MET), (Duty.MAY, S.OFFERED)):
        agreement = build.agreement(promise.notice(duty=duty))
        assert [(one.state, one.due) for one in on_matter(agreement, told, "2030-06-01")] == [(state, None)]


def test_of_a_side_it_is_the_sides(build, promise, a, on_matter):
    agreement = build.agreement(promise.notice(bearer=Bearer.EACH_SIDE))
    assert [one.bearer for one in on_matter(agreement, a.tells(state="XC"), "2030-06-01")] == ["south"]


class TestChange:
    """Ten per cent of tanks or guns, within 30 days."""

    @pytest.fixture
    def agreement(self, build, promise):
        change = promise.change(10, "battle-tanks", "artillery")
        clock = build.after(30, "days", "event")
        agreed = build.agreement(promise.notice(clock, events=(), change=change))
        return replace(agreed, sectors={"east": EAST})

    @pytest.fixture
    def stands(self, agreement, a, on_matter):
        """How the later return stands: what was held before and after, other matters, and when."""

        def find(before, after, *others, when="2032-01-01", under=agreement, **changes):
            earlier = a.gives("2030-01-01", holdings=before)
            later = a.gives("2031-01-01", "2030-12-10", serial=2, holdings=after, **changes)
            [found] = on_matter(under, later, when, [earlier, *others])
            return found

        return find

    @pytest.mark.parametrize(
        ("before", "after", "answer", "declared"),
        [
            (100, 110, Answer.YES, Amount(10)),
            (100, 90, Answer.YES, Amount(10)),
            (100, 0, Answer.YES, Amount(100)),
            (0, 1, Answer.YES, Amount(100, Qualifier.MORE_THAN)),
            (100, Amount(150, Qualifier.MORE_THAN), Answer.YES, None),
            (100, Amount(105, Qualifier.MORE_THAN), Answer.UNCLEAR, None),
        ],
    )
    def test_as_great_as_the_article_says(self, stands, before, after, answer, declared):
        found = stands({"battle-tanks": before, "artillery": 7}, {"battle-tanks": after, "artillery": 7})
        margin = Margin("change-of-battle-tanks", 10, declared, answer, near=False, evidence=MODEL)
        assert (found.step, found.margins) == ("change", (margin,))
        assert found.state == (S.MISSED if answer is Answer.YES else S.UNCLEAR)

    @pytest.mark.parametrize(
        ("before", "after", "near"), [(100, 109, True), (100, 91, True), (100, 108, False), (0, 0, False)]
    )
    def test_smaller_needs_no_notice_and_may_be_near(self, stands, before, after, near):
        found = stands({"battle-tanks": before, "artillery": 0}, {"battle-tanks": after, "artillery": 0})
        assert (found.state, found.due) == (S.NOT_TRIGGERED, None)
        shown = Margin("change-of-battle-tanks", 10, Amount(9), Answer.NO, near=True, evidence=MODEL)
        assert found.margins == ((shown,) if near else ())

    def test_each_sector_counts_and_so_do_all_together(self, stands):
        before = {"battle-tanks": 100, "battle-tanks@east": 20, "artillery": 0}
        found = stands(before, {"battle-tanks": 100, "battle-tanks@east": 25, "artillery": 0})
        margin = Margin("change-of-battle-tanks@east", 10, Amount(25), Answer.YES, near=False, evidence=MODEL)
        assert (found.state, found.margins) == (S.MISSED, (margin,))
        summed = stands({"battle-tanks@east": 20, "artillery": 0}, {"battle-tanks@east": 25, "artillery": 0})
        assert [one.measure for one in summed.margins] == [
            "change-of-battle-tanks",
            "change-of-battle-tanks@east",
        ]

    def test_what_is_not_stated_is_not_compared(self, stands):
        found = stands({"battle-tanks": 100, "artillery": 5}, {"battle-tanks": 100})
        assert (found.state, found.gaps) == (S.UNCLEAR, (Gap(Missing.STRENGTH, "artillery"),))

    def test_nothing_told_is_nothing_held(self, stands):
        assert stands({"battle-tanks": 5, "artillery": 0}, {}, nil=True).state == S.MISSED

    @pytest.mark.parametrize(
        ("when", "state"),
        [
            ("2030-01-20", S.UPCOMING),
            ("2030-01-28", S.DUE),
            ("2030-06-01", S.UNCLEAR),
            ("2031-01-31T23:59:59Z", S.UNCLEAR),
            ("2031-02-01", S.MISSED),
        ],
    )
    def test_it_happened_between_the_two_days(self, stands, last_second, when, state):
        found = stands({"battle-tanks": 10, "artillery": 0}, {"battle-tanks": 20, "artillery": 0}, when=when)
        assert (found.state, found.due) == (state, last_second("2030-02-01"))
        gaps = (Gap(Missing.DATE_PRECISION, "return.as-of"),)
        assert found.gaps == (gaps if state is S.UNCLEAR else ())

    @pytest.mark.parametrize(
        ("changes", "state"),
        [
            ({"happened": "2030-06-01", "on": "2030-06-20"}, S.MET),
            ({"happened": "2030-06-01", "on": "2030-07-20"}, S.MET_LATE),
            ({"happened": None, "on": "2030-01-20"}, S.MET),
            ({"happened": None, "on": "2030-06-20"}, S.UNCLEAR),
            ({"happened": "2029-06-01", "on": "2029-06-20"}, S.MISSED),
            ({"happened": "2031-01-02", "on": "2031-01-20"}, S.MISSED),
            ({"happened": "2030-06-01", "on": "2030-06-20", "withdrawn": True}, S.MISSED),
            ({"happened": "2030-06-01", "on": "2030-06-20", "state": "XB"}, S.MISSED),
            ({"happened": "2030-06-01", "on": "2030-06-20", "amounts": {"artillery": 5}}, S.MISSED),
            ({"happened": "2030-06-01", "on": "2030-06-20", "amounts": {"battle-tanks": 20}}, S.MET),
        ],
    )
    def test_a_notice_of_it(self, stands, a, changes, state):
        held = {"battle-tanks": 10, "artillery": 0}
        found = stands(held, held | {"battle-tanks": 20}, a.tells(**changes))
        assert found.state == state

    def test_it_rests_on_both_returns_and_the_notice(self, stands, a):
        held, told = {"battle-tanks": 10, "artillery": 0}, a.tells("2030-06-01", "2030-06-20")
        found = stands(held, held | {"battle-tanks": 20}, told)
        assert found.messages == (f"{LATER}/O", "TR30/XA/2029/0001/IR/O", f"{NOTICE}/O")
        assert found.counterparts == ("TR30/XA/2029/0001/IR", NOTICE)

    def test_a_first_return_is_compared_with_none(self, agreement, a, on_matter):
        known = a.gives(holdings={"battle-tanks": 10})
        other = a.gives(state="XB", as_of="2029-01-01")
        assert [one.state for one in on_matter(agreement, known, "2032-01-01", [other])] == [S.NOT_TRIGGERED]

    def test_a_return_between_takes_the_place_of_the_first(self, stands, a):
        held = {"battle-tanks": 10, "artillery": 0}
        between = a.gives("2030-07-01", "2030-06-20", serial=3, holdings=held | {"battle-tanks": 20})
        assert stands(held, held | {"battle-tanks": 20}, between).state == S.NOT_TRIGGERED
        assert stands(held, held | {"battle-tanks": 20}, replace(between, withdrawn=True)).state == S.MISSED

    def test_a_return_that_was_taken_back_or_has_no_date(self, stands):
        held = {"battle-tanks": 10, "artillery": 0}
        assert stands(held, held | {"battle-tanks": 20}, withdrawn=True).state == S.NOT_TRIGGERED

    def test_a_return_without_a_date(self, agreement, a, on_matter):
        known = a.gives(as_of=None)
        [found] = on_matter(agreement, known, "2032-01-01")
        assert (found.state, found.gaps) == (S.UNCLEAR, (Gap(Missing.AS_OF_DATE, known.reference),))

    def test_a_percentage_that_has_not_been_seen(self, build, promise, stands):
        change = promise.change(None, "battle-tanks")
        agreement = build.agreement(promise.notice(events=(), change=change))
        held = {"battle-tanks": 10}
        assert stands(held, held, under=agreement).state == S.NOT_TRIGGERED
        found = stands(held, {"battle-tanks": 11}, under=agreement)
        assert (found.state, found.gaps) == (S.UNCLEAR, (Gap(Missing.TREATY_VALUE, "percent"),))

    def test_a_right_to_tell_is_never_missed(self, build, promise, stands, a):
        change = promise.change(10, "battle-tanks")
        agreement = build.agreement(promise.notice(events=(), change=change, duty=Duty.MAY))
        held, more = {"battle-tanks": 10}, {"battle-tanks": 20}
        assert stands(held, more, under=agreement).state == S.AVAILABLE
        told = a.tells("2030-06-01", "2030-06-20")
        assert stands(held, more, told, under=agreement).state == S.OFFERED

    def test_the_notice_itself_is_in_time_by_what_it_says(self, agreement, a, on_matter):
        returned = a.gives()
        [found] = on_matter(agreement, a.tells("2030-03-01", "2030-03-20"), "2032-01-01", [returned])
        assert (found.step, found.state, found.counterparts) == ("notice", S.MET, (returned.id,))

    def test_sentences(self, agreement, stands):
        before = {"battle-tanks": 100, "battle-tanks@east": 20, "artillery": 0}
        found = stands(before, before | {"battle-tanks@east": 25})
        found = found._replace(bearer="KZ")
        assert finding_sentence(found, agreement, read_vocabulary()) == Text(
            "Article 1, Kazakhstan: notice of the change not received by 1 February 2030. "
            "Change in battle tanks (eastern sector): 10\u202f% needed, 25\u202f% declared.",
            "Статья 1, Казахстан: к 1 февраля 2030\u202fг. сообщение об изменении не получено. "
            "Изменение: боевые танки (восточный сектор): порог 10\u202f%, заявлено 25\u202f%.",
            "第一条，哈萨克斯坦：截至2030年2月1日未收到变化通知。"
            "变化：作战坦克（东段）：门槛为10%，所报25%。",
        )
