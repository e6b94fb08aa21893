"""Every sentence of conflicts and plans: complete in three languages, and blaming nobody."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest

from detente.agreements.load import load_pack
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.assessment.finding import Gap, Missing
from detente.assessment.planning import plan_phrases, words
from detente.assessment.planning.closing import ClosedBy
from detente.assessment.planning.conflict_words import conflict_sentence
from detente.assessment.planning.conflicts import Cited, Conflict, ConflictBy
from detente.assessment.planning.contradiction import Ground, GroundBy
from detente.assessment.planning.listing import span_words, states_text, weeks_text
from detente.assessment.planning.plan import plan_visits
from detente.assessment.planning.reasons import Against, AgainstBy, ClosedWeeks, Unplaced
from detente.assessment.planning.score import Cost
from detente.kernel.instants import Interval, PartialDate
from detente.kernel.languages import Language, Text

BLAMING = re.compile(
    r"violat|breach|fail|guilt|illegal|wrong|breaking|offen[cd]|refus|fault|"
    r"наруш|виновн|незаконн|неправомерн|провал|отказ|вин[аы]\b|"
    r"违反|违约|违规|违法|过错|失职|拒绝",
    re.IGNORECASE,
)
CHINESE, CYRILLIC = re.compile("[一-鿿]"), re.compile("[а-яё]", re.IGNORECASE)
WHEN = Interval(PartialDate("2031-05-12").interval.earliest, PartialDate("2031-05-14").interval.latest)


@pytest.fixture(scope="module")
def agreements():
    vocabulary = read_vocabulary()
    files = shipped_packs()
    return {"vienna-document-2011": load_pack(files["vienna-document-2011"], vocabulary)}


def read(text: Text) -> Text:
    """The text, once it is found whole: each language in its script, nothing left open, no one blamed."""
    for language in Language:
        said = text.in_(language)
        assert said
        assert not re.search(r"[{}]|\bNone\b|г\.\.|\.\.|。。", said), said
        assert not BLAMING.search(said), said
    assert CYRILLIC.search(text.ru), text.ru
    assert CHINESE.search(text.zh), text.zh
    assert not CHINESE.search(text.en + text.ru)
    assert not CYRILLIC.search(text.en + text.zh)
    return text


def conflict(by, **changes):
    plain = {"by": by, "sure": True, "remark": True, "about": ("V1", "V2"), "state": "KZ", "when": WHEN}
    return Conflict(**plain | changes)


@pytest.mark.parametrize("by", ConflictBy)
@pytest.mark.parametrize("sure", [True, False])
def test_every_conflict_is_said(agreements, by, sure):
    cited = Cited("vienna-document-2011", "quota.evaluation", "C-IX(109-110)")
    own = {"persons": ("A. Ivanova",), "number": 2, "step": "visit-reply"}
    for changes in ({}, {"remark": False, "provision": cited}):
        read(conflict_sentence(conflict(by, sure=sure, **own | changes), agreements))


def test_a_conflict_word_for_word(agreements):
    cited = Cited("vienna-document-2011", "quota.evaluation", "C-IX(109-110)")
    found = conflict(ConflictBy.TWO_AT_ONCE, sure=False, remark=False, provision=cited)
    said = conflict_sentence(found, agreements)
    title = agreements["vienna-document-2011"].short_title
    assert said == Text(
        "Kazakhstan receives two visits at one time, 12 May 2031 – 14 May 2031: V1, V2. "
        f"Not certain: a date or an answer is still open. Chapter IX, paragraphs 109–110, {title.en}.",
        "Казахстан: два посещения в одно время, 12 мая 2031\u202fг. — 14 мая 2031\u202fг.: V1, V2. "
        f"Не установлено точно: дата или ответ ещё не известны. Пункты 109–110 главы IX, {title.ru}.",
        "哈萨克斯坦在2031年5月12日至2031年5月14日同时接待两次访问：V1、V2。尚不确定：日期或答复待定。"
        f"第九章第109至110段，{title.zh}。",
    )


@pytest.mark.parametrize("by", ClosedBy)
def test_every_closed_week_is_said(by):
    for state in ("KZ", None):
        read(words.closed_text(ClosedWeeks(by, state, "no escorts", (date(2031, 5, 12), date(2031, 5, 19)))))


@pytest.mark.parametrize("by", AgainstBy)
def test_everything_that_stands_against_a_visit_is_said(make, by):
    request = make.request()
    for against in (Against(by, ("KZ", "CN"), 0), Against(by, ())):
        for text in words.unplaced_texts(Unplaced(0, 1, (against,)), request, {}):
            read(text)


@pytest.mark.parametrize("by", GroundBy)
def test_every_ground_is_said(make, agreements, by):
    quota = make.quota("KZ", ["CN"], agreement="vienna-document-2011", article="C-IX(109-110)")
    request = make.request(("KZ", "CN"), quotas=(quota,), wishes=(make.wish("CN", object="Air base"),))
    for ground in (
        Ground(by, "KZ", wish=0, quota=0, partner="CN", about="Air base", number=1),
        Ground(by, "KZ"),
    ):
        read(words.ground_text(ground, request, agreements))


def test_a_plan_is_said_from_end_to_end(make):
    quotas = (
        make.quota("XB", ["XA"], 1),
        make.quota("XC", ["XA"], None, gaps=(Gap(Missing.TREATY_VALUE, "visits"),)),
    )
    states = (make.state("XA", calendar=None), make.state("XB"), make.state("XC"))
    wishes = (make.wish("XA", 3, object_class="area"),)
    found = plan_visits(make.request(states=states, quotas=quotas, wishes=wishes))
    texts = [
        words.quality_text(found),
        *(text for one in found.visits for text in words.visit_texts(one)),
        *(text for one in found.unplaced for text in words.unplaced_texts(one, found.request, {})),
        *(text for one in words.contradiction_texts(found, {}) for text in one),
        *words.remarks(found),
    ]
    said = [read(text).en for text in texts]
    assert said[0].startswith("1 of 3 visits are placed.")
    assert "XA" in words.remarks(found)[0].en
    assert "XC" in words.remarks(found)[1].en


def test_how_good_a_plan_is(make):
    found = plan_visits(make.request())
    each = 32
    worse = replace(found, cost=Cost(unplaced=1, near=2), value=each + 4, bound=4)
    assert read(words.quality_text(found)).en.endswith("Proven: no plan is better.")
    assert "not excluded that 1 more" in read(words.quality_text(worse)).en
    even = replace(found, cost=Cost(near=2), value=4, bound=1)
    assert (
        "Its cost is 4; no plan with as many visits costs less than 1." in read(words.quality_text(even)).en
    )
    assert (even.gap_permille, found.gap_permille) == (750, 0)


def test_tables_are_whole():
    for name, table in vars(plan_phrases).items():
        if name.isupper():
            several = (
                table.values() if isinstance(table, dict) else table if isinstance(table, tuple) else [table]
            )
            for text in several:
                places = {frozenset(re.findall(r"{(\w+)}", getattr(text, one.name))) for one in fields(Text)}
                assert len(places) == 1, name
    assert set(plan_phrases.CLOSED) == set(ClosedBy)
    assert set(plan_phrases.AGAINST) == set(AgainstBy)
    assert set(plan_phrases.GROUNDS) == set(GroundBy)


def test_weeks_are_drawn_together():
    weeks = [date(2031, 5, 12), date(2031, 5, 19), date(2031, 6, 2)]
    assert weeks_text(weeks) == Text(
        "12 May – 19 May, 2 Jun", "12 мая — 19 мая, 2 июн.", "5月12日至5月19日、6月2日"
    )


def test_of_many_states_the_first_are_named():
    assert (
        states_text([f"X{letter}" for letter in "ABCDEFGHIJK"]).en
        == "XA, XB, XC, XD, XE, XF, XG, XH and 3 more"
    )
    assert states_text(["XA"]).zh == "XA"


def test_one_day_stands_alone():
    assert span_words(PartialDate("2031-05-12").interval).en == "12 May 2031"
    assert datetime(2031, 5, 12, tzinfo=UTC) == WHEN.earliest
