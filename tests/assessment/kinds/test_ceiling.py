"""Ceilings: what is added up, near and above, in sectors, of a side, from when, and for a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.agreements.model import Bearer, Duration, Evidence, EvidenceLevel, Sector, TimeUnit
from detente.agreements.reader import read_vocabulary
from detente.assessment.assess import standing_duties, touched_duties
from detente.assessment.finding import Answer, FindingState, Gap, Margin, Missing
from detente.assessment.wording import finding_sentence
from detente.kernel.instants import PartialDate
from detente.kernel.languages import Text, same_text
from detente.messages.values import Amount, Qualifier

S = FindingState
MODEL = Evidence(EvidenceLevel.MODEL)
UNKNOWN = Evidence(EvidenceLevel.UNKNOWN)
EAST = Text("Eastern sector", "Восточный сектор", "东段")


def with_sectors(agreement):
    sectors = {"east": Sector("east", EAST, MODEL), "west": Sector("west", same_text("West"), MODEL)}
    return replace(agreement, sectors=sectors)


def margin(measure, needed, declared, reached, *, near=False, evidence=MODEL):
    amount = Amount(declared) if isinstance(declared, int) else declared
    return Margin(measure, needed, amount, reached, near, evidence, limit=True)


@pytest.fixture
def tanks(build, promise):
    return build.agreement(promise.ceiling(promise.at_most(100, "battle-tanks")))


@pytest.mark.parametrize(
    ("number", "state", "reached", "near"),
    [
        (0, S.WITHIN, Answer.NO, False),
        (89, S.WITHIN, Answer.NO, False),
        (90, S.NEAR, Answer.NO, True),
        (100, S.NEAR, Answer.NO, True),
        (101, S.EXCEEDED, Answer.YES, False),
        (Amount(95, Qualifier.UP_TO), S.NEAR, Answer.NO, True),
        (Amount(105, Qualifier.UP_TO), S.UNCLEAR, Answer.UNCLEAR, False),
        (Amount(90, Qualifier.MORE_THAN), S.UNCLEAR, Answer.UNCLEAR, False),
        (Amount(101, Qualifier.MORE_THAN), S.EXCEEDED, Answer.YES, False),
    ],
)
def test_within_near_and_above(tanks, a, in_year, number, state, reached, near):
    known = a.gives(holdings={"battle-tanks": number})
    [found] = in_year(tanks, [known])
    assert (found.step, found.state, found.due, found.year) == ("holdings.all", state, None, 2030)
    [shown] = found.margins
    assert (shown.needed, shown.reached, shown.near, shown.limit) == (100, reached, near, True)
    assert found.gaps == ((Gap(Missing.STRENGTH, "battle-tanks"),) if state is S.UNCLEAR else ())
    assert (found.messages, found.counterparts) == (known.messages, (known.id,))


def test_a_ceiling_of_none_is_near_to_nothing(build, promise, a, in_year):
    agreement = build.agreement(promise.ceiling(promise.at_most(0, "battle-tanks")))
    assert [one.state for one in in_year(agreement, [a.gives(holdings={"battle-tanks": 0})])] == [S.WITHIN]
    assert [one.state for one in in_year(agreement, [a.gives(holdings={"battle-tanks": 1})])] == [S.EXCEEDED]


@pytest.mark.parametrize(
    ("holdings", "shown", "state"),
    [
        ({"battle-tanks": 60, "artillery": 30}, Amount(90), S.NEAR),
        ({"battle-tanks": 60}, Amount(60, Qualifier.MORE_THAN), S.UNCLEAR),
        ({"battle-tanks": 101}, Amount(101), S.EXCEEDED),
        ({"battle-tanks@east": 30, "battle-tanks@west": 20, "artillery": 10}, Amount(60), S.WITHIN),
        ({"battle-tanks@east": 30, "artillery": 10}, Amount(40, Qualifier.MORE_THAN), S.UNCLEAR),
    ],
)
def test_measures_and_sectors_are_added_up(build, promise, a, in_year, holdings, shown, state):
    limit = promise.at_most(100, "battle-tanks", "artillery")
    agreement = with_sectors(build.agreement(promise.ceiling(limit)))
    [found] = in_year(agreement, [a.gives(holdings=holdings)])
    assert (found.state, [one.declared for one in found.margins]) == (state, [shown])
    assert found.margins[0].measure == "battle-tanks+artillery"


@pytest.mark.parametrize(
    ("holdings", "state"),
    [
        ({"battle-tanks@east": 40}, S.WITHIN),
        ({"battle-tanks@west": 400}, S.UNCLEAR),
        ({"battle-tanks": 80}, S.WITHIN),
        ({"battle-tanks": 400}, S.UNCLEAR),
    ],
)
def test_a_sector_is_counted_by_itself(build, promise, a, in_year, holdings, state):
    limit = promise.at_most(100, "battle-tanks", sector="east", name="tanks-east")
    agreement = with_sectors(build.agreement(promise.ceiling(limit)))
    [found] = in_year(agreement, [a.gives(holdings=holdings)])
    assert (found.step, found.state) == ("holdings.tanks-east", state)


def test_a_return_of_nothing_holds_nothing(tanks, a, in_year):
    [found] = in_year(tanks, [a.gives(nil=True)])
    assert (found.state, found.margins) == (S.WITHIN, (margin("battle-tanks", 100, 0, Answer.NO),))


def test_the_newest_return_of_the_year_counts(tanks, a, in_year):
    first = a.gives(holdings={"battle-tanks": 101})
    later = a.gives("2030-07-01", "2030-06-20", serial=2, holdings={"battle-tanks": 80})
    again = a.gives("2030-07-01", "2030-06-25", serial=3, holdings={"battle-tanks": 95})
    other_year = a.gives("2031-01-01", "2030-12-10", serial=4, holdings={"battle-tanks": 500})
    known = [again, first, later, other_year]
    assert [one.state for one in in_year(tanks, known)] == [S.NEAR]
    assert [one.state for one in in_year(tanks, [first, later, replace(again, withdrawn=True)])] == [S.WITHIN]


def test_without_a_return_it_is_not_clear(tanks, in_year):
    [found] = in_year(tanks, [])
    assert (found.state, found.gaps) == (S.UNCLEAR, (Gap(Missing.RETURN, "XA"),))
    assert found.margins == (margin("battle-tanks", 100, Amount(0, Qualifier.MORE_THAN), Answer.UNCLEAR),)


class TestASide:
    @pytest.fixture
    def sides(self, build, promise):
        return build.agreement(promise.ceiling(promise.at_most(100, "battle-tanks"), bearer=Bearer.EACH_SIDE))

    def test_its_states_are_counted_together(self, sides, a, in_year):
        known = [a.gives(state=state, holdings={"battle-tanks": 60}) for state in ("XB", "XC")]
        [found] = in_year(sides, known, bearer="south")
        assert (found.state, found.bearer) == (S.EXCEEDED, "south")
        assert found.counterparts == ("TR30/XB/2029/0001/IR", "TR30/XC/2029/0001/IR")

    def test_who_has_not_told_is_named(self, sides, a, in_year):
        [found] = in_year(sides, [a.gives(state="XB", holdings={"battle-tanks": 60})], bearer="south")
        assert (found.state, found.gaps) == (S.UNCLEAR, (Gap(Missing.RETURN, "XC"),))
        alone = a.gives(state="XB", holdings={"battle-tanks": 101})
        assert [one.state for one in in_year(sides, [alone], bearer="south")] == [S.EXCEEDED]

    def test_who_is_no_party_then_does_not_count(self, build, promise, a, in_year):
        ceiling = promise.ceiling(promise.at_most(100, "battle-tanks"), bearer=Bearer.EACH_SIDE)
        agreement = build.agreement(ceiling, until={"XC": "2029-12-31"})
        [found] = in_year(agreement, [a.gives(state="XB", holdings={"battle-tanks": 60})], bearer="south")
        assert found.state == S.WITHIN


@pytest.mark.parametrize(
    ("since", "evidence", "as_of", "state", "gaps"),
    [
        (None, None, "2030-01-01", S.WITHIN, ()),
        ("2030-01-01", MODEL, "2030-01-01", S.WITHIN, ()),
        ("2030-01-02", MODEL, "2030-01-01", S.NOT_TRIGGERED, ()),
        ("2031", MODEL, "2030-01-01", S.NOT_TRIGGERED, ()),
        ("2030-06", MODEL, "2030-06-15", S.UNCLEAR, (Gap(Missing.DATE_PRECISION, "since"),)),
        (None, UNKNOWN, "2030-01-01", S.UNCLEAR, (Gap(Missing.TREATY_VALUE, "since"),)),
    ],
)
def test_from_when_it_holds(build, promise, a, in_year, since, evidence, as_of, state, gaps):  # noqa: PLR0917
    limit = promise.at_most(100, "battle-tanks")
    day = PartialDate(since) if since else None
    agreement = build.agreement(promise.ceiling(limit, since=day, since_evidence=evidence))
    [found] = in_year(agreement, [a.gives(as_of, holdings={"battle-tanks": 5})])
    assert (found.state, found.gaps) == (state, gaps)


def test_from_entry_into_force(tanks, a, in_year):
    agreement = replace(tanks, in_force=PartialDate("2030-05-01"))
    before, after = (
        a.gives(as_of, holdings={"battle-tanks": 5}, serial=serial)
        for serial, as_of in enumerate(("2030-01-01", "2030-07-01"))
    )
    assert [one.state for one in in_year(agreement, [before, after])] == [S.WITHIN]
    assert [one.gaps for one in in_year(agreement, [before])] == [(Gap(Missing.DATE_PRECISION, "since"),)]
    assert in_year(replace(agreement, in_force=PartialDate("2031")), [before]) != []


def test_a_number_that_has_not_been_seen(build, promise, a, in_year):
    agreement = build.agreement(promise.ceiling(promise.at_most(None, "battle-tanks")))
    [found] = in_year(agreement, [a.gives(holdings={"battle-tanks": 5})])
    assert (found.state, found.gaps) == (S.UNCLEAR, (Gap(Missing.TREATY_VALUE, "battle-tanks"),))


def test_a_year_is_judged_once_it_has_begun(tanks, a, at):
    duties = standing_duties(tanks, at("2029-06-01"), at("2031-12-31"))
    assert {one.year for one in duties} == {2029, 2030, 2031}
    [touched] = touched_duties(tanks, a.gives(), 900)
    assert touched in duties


class TestForATime:
    """35 per cent more, for 90 days, once a year, as a notice tells."""

    @pytest.fixture
    def rotation(self, build, promise):
        def agree(*limits, starts_count=False, bearer=Bearer.EACH_STATE, **terms):
            length = terms.pop("length", Duration(TimeUnit.DAYS, build.quantity(90)))
            allowed = promise.exceedance(length, **terms)
            limits = limits or (promise.at_most(100, "battle-tanks"),)
            ceiling = promise.ceiling(*limits, bearer=bearer, exceedance=allowed)
            return build.agreement(ceiling, start_day_counts=starts_count)

        return agree

    @pytest.fixture
    def notice(self, a):
        def tell(happened="2029-12-15", ends="2030-03-01", **changes):
            return a.tells(happened, ends=ends, format="exceedance-notice", **changes)

        return tell

    def excess(self, number=120):
        return (
            margin("battle-tanks", 100, number, Answer.YES),
            margin("temporary-battle-tanks", 135, number, Answer.NO, near=number >= 122),
        )

    def test_what_a_notice_covers_is_within(self, rotation, notice, a, in_year, last_second):
        told, known = notice(), a.gives(holdings={"battle-tanks": 120})
        [found] = in_year(rotation(), [known, told])
        length = margin("days", 90, 76, Answer.NO)
        number = margin("exceedances", 1, 1, Answer.NO)
        assert (found.step, found.state, found.due) == ("exceedance", S.WITHIN, last_second("2030-03-01"))
        assert found.margins == (*self.excess(), length, number)
        assert found.messages == known.messages + told.messages
        assert found.counterparts == (known.id, told.id)

    def test_without_a_notice_it_is_above(self, rotation, notice, a, in_year):
        known = a.gives(holdings={"battle-tanks": 120})
        elsewhere = [
            notice("2030-02-01"),
            notice(state="XB"),
            notice(withdrawn=True),
            replace(notice(), format="event-notice"),
        ]
        [found] = in_year(rotation(), [known, *elsewhere])
        assert (found.step, found.state, found.margins) == ("holdings.all", S.EXCEEDED, self.excess())

    def test_more_than_the_percentage_is_above(self, rotation, notice, a, in_year):
        [found] = in_year(rotation(), [a.gives(holdings={"battle-tanks": 136}), notice()])
        assert (found.step, found.state) == ("holdings.all", S.EXCEEDED)
        assert found.margins[1] == margin("temporary-battle-tanks", 135, 136, Answer.YES)
        [found] = in_year(rotation(), [a.gives(holdings={"battle-tanks": 135}), notice()])
        assert (found.step, found.state) == ("exceedance", S.WITHIN)

    @pytest.mark.parametrize(
        ("ends", "starts_count", "state"),
        [
            ("2030-03-15", False, S.WITHIN),
            ("2030-03-16", False, S.EXCEEDED),
            ("2030-03-14", True, S.WITHIN),
            ("2030-03-15", True, S.EXCEEDED),
            ("2030-03", False, S.UNCLEAR),
            (None, False, S.UNCLEAR),
        ],
    )
    def test_no_longer_than_the_article_says(self, rotation, notice, a, in_year, ends, starts_count, state):
        known = [a.gives(holdings={"battle-tanks": 120}), notice(ends=ends)]
        [found] = in_year(rotation(starts_count=starts_count), known)
        assert (found.step, found.state) == ("exceedance", state)

    def test_no_more_often_than_the_article_says(self, rotation, notice, a, in_year):
        known = a.gives("2030-07-01", holdings={"battle-tanks": 120})
        first, second = notice("2030-02-01"), notice("2030-06-01", "2030-07-10", serial=2)
        for times, state in ((1, S.EXCEEDED), (2, S.WITHIN), ("not said", S.WITHIN), (None, S.UNCLEAR)):
            [found] = in_year(rotation(times=times), [known, first, second])
            assert (found.step, found.state) == ("exceedance", state)
        assert [one.state for one in in_year(rotation(times=None), [known, second])] == [S.WITHIN]
        in_other_year = notice("2029-12-01", "2030-01-10")
        assert [one.state for one in in_year(rotation(), [known, in_other_year, second])] == [S.WITHIN]

    @pytest.mark.parametrize(("as_of", "state"), [("2030-03-01", S.WITHIN), ("2030-03-02", S.EXCEEDED)])
    def test_the_last_day_counts_whole(self, rotation, notice, a, in_year, as_of, state):
        [found] = in_year(rotation(), [a.gives(as_of, holdings={"battle-tanks": 120}), notice()])
        assert found.state == state

    def test_a_date_that_is_not_known_closely(self, rotation, notice, a, in_year):
        [found] = in_year(rotation(), [a.gives("2030", holdings={"battle-tanks": 120}), notice()])
        gap = Gap(Missing.DATE_PRECISION, "TR30/XA/2030/0001/EN/O")
        assert (found.step, found.state, found.gaps) == ("exceedance", S.UNCLEAR, (gap,))
        [found] = in_year(rotation(), [a.gives(holdings={"battle-tanks": 120}), notice(None)])
        gap = Gap(Missing.EXCEEDANCE_TIME, "TR30/XA/2030/0001/EN/O")
        assert (found.state, found.gaps) == (S.UNCLEAR, (gap,))

    @pytest.mark.parametrize(
        ("terms", "step", "gap"),
        [
            ({"percent": None}, "holdings.all", Gap(Missing.TREATY_VALUE, "percent")),
            ({"notice": None}, "exceedance", Gap(Missing.EXCEEDANCE_TIME, "exceedance")),
            ({"length": None}, "exceedance", Gap(Missing.TREATY_VALUE, "exceedance-length")),
        ],
    )
    def test_what_has_not_been_seen(self, build, rotation, notice, a, in_year, terms, step, gap):
        if "length" in terms:
            terms = {"length": Duration(TimeUnit.DAYS, build.quantity(None))}
        [found] = in_year(rotation(**terms), [a.gives(holdings={"battle-tanks": 120}), notice()])
        assert (found.step, found.state, found.gaps) == (step, S.UNCLEAR, (gap,))

    def test_several_ceilings_are_exceeded_by_one(self, rotation, promise, notice, a, in_year):
        limits = [
            promise.at_most(100, "battle-tanks", name="tanks"),
            promise.at_most(50, "artillery", name="guns"),
            promise.at_most(10, "combat-aircraft", name="aircraft"),
        ]
        known = a.gives(holdings={"battle-tanks": 120, "artillery": 60, "combat-aircraft": 20})
        found = in_year(rotation(*limits), [known, notice()])
        assert [(one.step, one.state) for one in found] == [
            ("holdings.aircraft", S.EXCEEDED),
            ("exceedance", S.WITHIN),
        ]
        assert [one.measure for one in found[1].margins] == [
            "battle-tanks",
            "temporary-battle-tanks",
            "artillery",
            "temporary-artillery",
            "days",
            "exceedances",
        ]

    def test_of_a_side_any_state_may_tell(self, rotation, notice, a, in_year):
        agreement = rotation(bearer=Bearer.EACH_SIDE)
        known = [a.gives(state=state, holdings={"battle-tanks": 60}) for state in ("XB", "XC")]
        [found] = in_year(agreement, [*known, notice(state="XC")], bearer="south")
        assert (found.step, found.bearer, found.state) == ("exceedance", "south", S.WITHIN)

    def test_a_notice_touches_the_years_it_may_bear_on(self, rotation, notice):
        def touched(told):
            return [one.year for one in touched_duties(rotation(), told, 900)]

        assert touched(notice("2030-02-01", "2030-03-01")) == [2030, 2031]
        assert touched(notice("2029-12-01", "2030-01-01")) == [2029, 2030]
        assert touched(notice(None)) == [2030, 2031, 2032]
        assert touched(replace(notice(), format="event-notice")) == []


def test_sentences(build, promise, a, in_year):
    limits = (
        promise.at_most(100, "battle-tanks", sector="east", name="tanks"),
        promise.at_most(50, "battle-tanks", "artillery", name="both"),
    )
    length = Duration(TimeUnit.DAYS, build.quantity(90))
    ceiling = promise.ceiling(*limits, exceedance=promise.exceedance(length))
    agreement = with_sectors(build.agreement(ceiling, sides={"KZ": None}))
    known = a.gives(state="KZ", holdings={"battle-tanks@east": 99, "battle-tanks": 60, "artillery": 4})
    told = a.tells("2029-12-15", ends="2030-03-01", state="KZ", format="exceedance-notice")
    near, exceeded = in_year(agreement, [known, told], bearer="KZ")
    vocabulary = read_vocabulary()
    assert finding_sentence(near, agreement, vocabulary) == Text(
        "Article 1, Kazakhstan: holdings in 2030 (eastern sector) are within the ceiling and near it. "
        "Battle tanks: at most 100, 99 declared, 99.0\u202f% (near).",
        "Статья 1, Казахстан: наличие в 2030 году (восточный сектор) не превышает предельного уровня, но "
        "близко к нему. "
        "Боевые танки: не более 100, заявлено 99, 99,0\u202f% (близко к порогу).",
        "第一条，哈萨克斯坦：2030年持有量（东段）未超出最高限额，但已接近。作战坦克：至多100，所报99，99.0%（接近门槛）。",
    )
    assert finding_sentence(exceeded, agreement, vocabulary).en == (
        "Article 1, Kazakhstan: what is above the ceilings in 2030 is within what the article allows for a time; "
        "by the notice it ends on 1 March 2030. "
        "Battle tanks, artillery: at most 50, 64 declared, 128.0\u202f%. "
        "Battle tanks, artillery, for a time: at most 67, 64 declared, 95.5\u202f% (near). "
        "Days: at most 90, 76 counted. Exceedances in the year: at most 1, 1 counted."
    )
