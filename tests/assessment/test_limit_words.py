"""Time limits as they are read in three languages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from detente.agreements.model import (
    Bearer,
    Clock,
    Duration,
    Duty,
    Event,
    Evidence,
    EvidenceLevel,
    Extraordinary,
    FixedDate,
    Kind,
    Meet,
    Notice,
    TimeUnit,
    YearDay,
)
from detente.assessment import limit_words as words
from detente.assessment.limit_words import clock_text, fixed_date_text, limits_of
from detente.kernel.languages import Text

MODEL = Evidence(EvidenceLevel.MODEL)


def clock(build, amount, unit, *, calendar=None, before=None, after=None):
    return Clock(Duration(TimeUnit(unit), build.quantity(amount), calendar), before, after)


@pytest.mark.parametrize(
    ("amount", "unit", "calendar", "expected"),
    [
        (
            30,
            "days",
            None,
            Text(
                "at least 30 days before the start of the drill",
                "не позднее чем за 30 дней до начала учения",
                "演习开始前至少30天",
            ),
        ),
        (
            5,
            "working_days",
            "AT",
            Text(
                "at least 5 working days (calendar: Austria) before the start of the drill",
                "не позднее чем за 5 рабочих дней (календарь: Австрия) до начала учения",
                "演习开始前至少5个工作日（日历：奥地利）",
            ),
        ),
        (
            2,
            "working_days",
            "bearer",
            Text(
                "at least 2 working days (calendar: that of the state whose duty it is) before the start of the drill",
                "не позднее чем за 2 рабочих дня (календарь: обязанного государства) до начала учения",
                "演习开始前至少2个工作日（日历：义务方）",
            ),
        ),
        (
            21,
            "working_days",
            "monday-to-friday",
            Text(
                "at least 21 working days (calendar: Monday to Friday) before the start of the drill",
                "не позднее чем за 21 рабочий день (календарь: с понедельника по пятницу) до начала учения",
                "演习开始前至少21个工作日（日历：周一至周五）",
            ),
        ),
        (
            None,
            "years",
            None,
            Text(
                "before the start of the drill; how long has not been seen",
                "до начала учения; за какое время, неизвестно",
                "演习开始之前；提前多久未能见到",
            ),
        ),
    ],
)
def test_a_clock_before_an_event(build, amount, unit, calendar, expected):
    assert (
        clock_text(clock(build, amount, unit, calendar=calendar, before=Event.ACTIVITY_START), amount)
        == expected
    )


def test_a_clock_after_an_event(build):
    limit = clock(build, 2, "years", after=Event.ACCESSION)
    assert clock_text(limit, 2) == Text(
        "at most 2 years after accession", "не позднее чем через 2 года после присоединения", "加入后2年内"
    )
    assert clock_text(limit, None) == Text(
        "after accession; how long has not been seen",
        "после присоединения; через какое время, неизвестно",
        "加入之后；时限未能见到",
    )


@pytest.mark.parametrize(
    ("years", "of", "expected"),
    [
        (
            0,
            Event.PERIOD,
            Text(
                "by 15 December of the year in question",
                "не позднее 15 декабря года, к которому относятся сведения",
                "不迟于信息所涉年度12月15日",
            ),
        ),
        (
            -1,
            Event.PERIOD,
            Text(
                "by 15 December of the year before the year in question",
                "не позднее 15 декабря года, предшествующего году, к которому относятся сведения",
                "不迟于信息所涉年度前一年12月15日",
            ),
        ),
        (
            -2,
            Event.ACTIVITY_START,
            Text(
                "by 15 December, 2 years before the year of the start of the drill",
                "не позднее 15 декабря за 2 года до года начала учения",
                "不迟于演习开始当年前第2年12月15日",
            ),
        ),
        (
            1,
            Event.ACTIVITY_START,
            Text(
                "by 15 December of the year after the year of the start of the drill",
                "не позднее 15 декабря первого года после года начала учения",
                "不迟于演习开始当年后一年12月15日",
            ),
        ),
        (
            5,
            Event.PERIOD,
            Text(
                "by 15 December, 5 years after the year in question",
                "не позднее 15 декабря через 5 лет после года, к которому относятся сведения",
                "不迟于信息所涉年度后第5年12月15日",
            ),
        ),
    ],
)
def test_a_fixed_date(years, of, expected):
    assert fixed_date_text(FixedDate(YearDay((12, 15), MODEL), years, of)) == expected


def test_a_fixed_date_that_has_not_been_seen():
    unknown = FixedDate(YearDay(None, Evidence(EvidenceLevel.UNKNOWN)), -1, Event.PERIOD)
    assert fixed_date_text(unknown) == Text(
        "which day of the year has not been seen", "день года неизвестен", "具体日期未能见到"
    )


def test_every_event_has_words_in_three_languages():
    assert words.EVENTS.keys() == set(Event)
    for text in words.EVENTS.values():
        assert re.search("[а-яё]", text.ru)
        assert re.search("[一-鿿]", text.zh)
        assert not re.search("[一-鿿а-яё]", text.en)


def test_the_limits_of_a_provision_each_with_what_it_is_for(build):
    begins = clock(build, 42, "days", before=Event.ACTIVITY_START)
    replied = clock(build, 7, "days", before=Event.OBSERVERS_ARRIVAL)
    asked = clock(build, 48, "hours", after=Event.REQUEST)
    yearly = FixedDate(YearDay((11, 15), MODEL), -2, Event.ACTIVITY_START)
    notify, observe = build.notify(build.when(), yearly), build.observe(build.when(), begins, replied)
    assert [*limits_of(notify)] == [(words.TO_TELL, yearly)]
    assert [*limits_of(replace(notify, clock=None))] == []
    assert [*limits_of(observe)] == [(words.TO_INVITE, begins), (words.TO_REPLY, replied)]
    assert [*limits_of(build.respond(asked, asked))] == [
        (words.TO_ANSWER, asked),
        (words.TO_ANSWER_URGENT, asked),
    ]
    notice = Notice(
        id="notice",
        kind=Kind.NOTICE,
        article="1",
        title=notify.title,
        summary=None,
        evidence=MODEL,
        duty=Duty.MUST,
        bearer=Bearer.EACH_STATE,
        events=("military-incident",),
        change=None,
        clock=asked,
        format="notice",
    )
    assert [*limits_of(notice)] == [(words.TO_GIVE_NOTICE, asked)]
    meet = Meet(
        id="meet",
        kind=Kind.MEET,
        article="1",
        title=notify.title,
        summary=None,
        evidence=MODEL,
        duty=Duty.MUST,
        bearer=Bearer.ALL_PARTIES,
        times=None,
        every_years=None,
        who=None,
        where=None,
        format=None,
        extraordinary=Extraordinary(request_format="call", clock=asked),
    )
    assert [*limits_of(meet)] == [(words.TO_MEET, asked)]
    assert [*limits_of(replace(meet, extraordinary=None))] == []
