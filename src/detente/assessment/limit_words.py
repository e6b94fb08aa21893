"""Time limits in words: ``at least 30 days before the start of the drill``, ``by 15 December of the year before``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from babel.dates import format_skeleton

from detente.agreements.model import (
    BEARER_CALENDAR,
    WEEKENDS_ONLY,
    Clock,
    Duration,
    Event,
    Exchange,
    FixedDate,
    Host,
    Meet,
    Notice,
    Notify,
    Observe,
    Provision,
    Respond,
    TimeLimit,
    TimeUnit,
)
from detente.assessment.dates import LOCALES, span_text
from detente.kernel.identifiers import StateCode
from detente.kernel.languages import Language, Text
from detente.kernel.states import state_name

_LEAP_YEAR = 2000
#: Keys of a pack's file, from the outermost inward; one that begins with "- " is an entry of a list.
Place = tuple[str, ...]


def limits_of(provision: Provision) -> Iterator[tuple[Text, TimeLimit]]:
    """The time limits of a provision, each with what it is for; in the order in which they come to be due."""
    for label, limit, _ in placed_limits_of(provision):
        yield label, limit


def placed_limits_of(provision: Provision) -> Iterator[tuple[Text, TimeLimit, Place]]:
    """As ``limits_of``, each with the keys under which its number or day stands in the provision's file."""
    for label, limit, place in _labelled(provision):
        if isinstance(limit, Clock):
            yield label, limit, (*place, "at_least" if limit.before else "at_most", limit.span.unit.value)
        elif limit is not None:
            yield label, limit, (*place, "date")


def _labelled(provision: Provision) -> Iterator[tuple[Text, TimeLimit | None, Place]]:
    match provision:
        case Notify():
            yield TO_TELL, provision.clock, ("clock",)
        case Notice():
            yield TO_GIVE_NOTICE, provision.clock, ("clock",)
        case Observe():
            yield TO_INVITE, provision.invitation, ("clock", "invitation")
            yield TO_REPLY, provision.reply, ("clock", "reply")
        case Respond():
            yield TO_ANSWER, provision.clock, ("clock",)
            yield TO_ANSWER_URGENT, provision.urgent_clock, ("urgent", "clock")
        case Exchange():
            yield TO_GIVE, provision.due, ("due",)
            yield TO_GIVE_FIRST, provision.first, ("first",)
        case Host():
            yield TO_INVITE, provision.invitation, ("clock", "invitation")
            yield TO_REQUEST, provision.request, ("clock", "request")
            yield TO_ANSWER, provision.reply, ("clock", "reply")
            yield TO_REPORT, provision.report, ("clock", "report")
            yield TO_NAME_THE_SITE, provision.first_site, ("clock", "first_site")
            yield TO_REMARK, provision.remarks, ("clock", "remarks")
            yield TO_KEEP, provision.keep, ("clock", "keep")
        case Meet(extraordinary=extraordinary) if extraordinary:
            yield TO_MEET, extraordinary.clock, ("extraordinary", "clock")
        case _:
            pass


def clock_text(clock: Clock, amount: int | None) -> Text:
    """A clock with one version of its amount; None: the amount has not been seen."""
    event = EVENTS[clock.event]
    if amount is None:
        return (_BEFORE_UNKNOWN if clock.before else _AFTER_UNKNOWN).fill(event=event)
    pattern = _BEFORE if clock.before else _AFTER
    return pattern.fill(span=duration_text(clock.span, amount), event=event)


def duration_text(duration: Duration, amount: int) -> Text:
    """A length of time with one version of its amount: ``5 working days (calendar: Austria)``."""
    span = span_text(amount, duration.unit)
    if duration.calendar is None:
        return span
    named = _CALENDARS.get(duration.calendar) or state_name(StateCode(duration.calendar))
    return _COUNTED_ON.fill(span=span, calendar=named)


def fixed_date_text(limit: FixedDate) -> Text:
    """A yearly date: ``by 15 December of the year before the year in question``."""
    event, years = limit.of, limit.years
    if limit.day.month_day is None:
        return _DAY_UNKNOWN
    return _pattern(years).fill(
        day=month_day_text(*limit.day.month_day),
        year=_YEARS.get(event) or _YEAR_OF.fill(event=EVENTS[event]),
        to_year=_TO_YEARS.get(event) or _TO_YEAR_OF.fill(event=EVENTS[event]),
        span=span_text(abs(years), TimeUnit.YEARS),
        number=abs(years),
    )


def month_day_text(month: int, day: int) -> Text:
    """A day of every year: ``15 December``, ``15 декабря``, ``12月15日``."""
    when = date(_LEAP_YEAR, month, day)
    return Text(*(format_skeleton("MMMMd", when, locale=LOCALES[language]) for language in Language))


def _pattern(years: int) -> Text:
    if abs(years) <= 1:
        return {0: _SAME_YEAR, -1: _YEAR_BEFORE, 1: _YEAR_AFTER}[years]
    return _YEARS_BEFORE if years < 0 else _YEARS_AFTER


TO_TELL = Text("Time limit of notification", "Срок уведомления", "通报期限")
TO_GIVE_NOTICE = Text("Time limit of the notice", "Срок сообщения о событии", "事件通报期限")
TO_INVITE = Text("Time limit of invitation", "Срок приглашения", "邀请期限")
TO_REPLY = Text("Time limit of the reply to it", "Срок ответа на приглашение", "答复邀请期限")
TO_ANSWER = Text("Time limit of the reply", "Срок ответа", "答复期限")
TO_ANSWER_URGENT = Text("Time limit in urgent cases", "Срок ответа в срочных случаях", "紧急情况下的答复期限")
TO_GIVE = Text("Time limit of the information", "Срок представления информации", "提供信息期限")
TO_GIVE_FIRST = Text(
    "Time limit of a new party’s first information",
    "Срок первого представления информации новым участником",
    "新缔约国首次提供信息期限",
)
TO_REQUEST = Text("Time limit of the request", "Срок запроса о посещении", "提出访问请求期限")
TO_REPORT = Text("Time limit of the report", "Срок представления отчёта", "提交报告期限")
TO_NAME_THE_SITE = Text(
    "Time limit for naming the first place", "Срок объявления первого объекта", "指明首个地点的期限"
)
TO_REMARK = Text(
    "Time limit of the escort’s remarks", "Срок замечаний сопровождающих", "陪同组提出意见的期限"
)
TO_KEEP = Text(
    "How long personal data of those who came is kept",
    "Срок хранения персональных данных прибывших",
    "来访人员个人信息的保存期限",
)
TO_MEET = Text("Time limit of the meeting", "Срок проведения встречи", "会晤举行期限")

#: Events as they follow “before”, “after” or “the year of”; in Russian in the genitive.
EVENTS = {
    Event.ACTIVITY_START: Text("the start of the drill", "начала учения", "演习开始"),
    Event.ACTIVITY_END: Text("the end of the drill", "окончания учения", "演习结束"),
    Event.OBSERVERS_ARRIVAL: Text("the observers’ arrival", "прибытия наблюдателей", "观察员抵达"),
    Event.REQUEST: Text("the receipt of the request", "получения запроса", "收到请求"),
    Event.ACCESSION: Text("accession", "присоединения", "加入"),
    Event.IN_FORCE: Text("entry into force", "вступления в силу", "生效"),
    Event.AS_OF: Text("the as-of date", "отчётной даты", "数据截止日"),
    Event.PERIOD: Text(
        "the start of the year in question", "начала года, к которому относятся сведения", "信息所涉年度开始"
    ),
    Event.BUDGET_APPROVAL: Text("approval of the budget", "утверждения бюджета", "预算批准"),
    Event.EVENT: Text("the event", "события", "事件发生"),
    Event.EVENT_END: Text("the end of the event", "окончания события", "事件结束"),
    Event.VISIT_ARRIVAL: Text("the visitors’ arrival", "прибытия посетителей", "来访人员抵达"),
    Event.VISIT_ARRIVED: Text("the team’s actual arrival", "фактического прибытия группы", "访问组实际抵达"),
    Event.VISIT_REPORT_HANDED: Text("the handing over of the report", "вручения отчёта", "报告交付"),
    Event.VISIT_END: Text("the end of the visit", "окончания посещения", "访问结束"),
    Event.MEETING: Text("the meeting", "встречи", "会晤"),
}
_BEFORE = Text("at least {span} before {event}", "не позднее чем за {span} до {event}", "{event}前至少{span}")
_AFTER = Text(
    "at most {span} after {event}", "не позднее чем через {span} после {event}", "{event}后{span}内"
)
_BEFORE_UNKNOWN = Text(
    "before {event}; how long has not been seen",
    "до {event}; за какое время, неизвестно",
    "{event}之前；提前多久未能见到",
)
_AFTER_UNKNOWN = Text(
    "after {event}; how long has not been seen",
    "после {event}; через какое время, неизвестно",
    "{event}之后；时限未能见到",
)
_COUNTED_ON = Text(
    "{span} (calendar: {calendar})", "{span} (календарь: {calendar})", "{span}（日历：{calendar}）"
)
_CALENDARS = {
    BEARER_CALENDAR: Text("that of the state whose duty it is", "обязанного государства", "义务方"),
    WEEKENDS_ONLY: Text("Monday to Friday", "с понедельника по пятницу", "周一至周五"),
}
_SAME_YEAR = Text("by {day} of {year}", "не позднее {day} {year}", "不迟于{year}{day}")
_YEAR_BEFORE = Text(
    "by {day} of the year before {year}",
    "не позднее {day} года, предшествующего {to_year}",
    "不迟于{year}前一年{day}",
)
_YEAR_AFTER = Text(
    "by {day} of the year after {year}",
    "не позднее {day} первого года после {year}",
    "不迟于{year}后一年{day}",
)
_YEARS_BEFORE = Text(
    "by {day}, {span} before {year}",
    "не позднее {day} за {span} до {year}",
    "不迟于{year}前第{number}年{day}",
)
_YEARS_AFTER = Text(
    "by {day}, {span} after {year}",
    "не позднее {day} через {span} после {year}",
    "不迟于{year}后第{number}年{day}",
)
_DAY_UNKNOWN = Text("which day of the year has not been seen", "день года неизвестен", "具体日期未能见到")
_YEAR_OF = Text("the year of {event}", "года {event}", "{event}当年")
_TO_YEAR_OF = Text("the year of {event}", "году {event}", "{event}当年")
_YEARS = {Event.PERIOD: Text("the year in question", "года, к которому относятся сведения", "信息所涉年度")}
_TO_YEARS = {
    Event.PERIOD: Text("the year in question", "году, к которому относятся сведения", "信息所涉年度")
}
