"""Words of the laboratory in three languages: effects, lead times, and what can be turned."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from detente.agreements.citing import cite_article
from detente.agreements.model import Agreement, TimeUnit, Vocabulary
from detente.assessment.compare import Lead, Reading
from detente.assessment.laboratory.effects import Effect
from detente.assessment.laboratory.knobs import COUNT, SIMULTANEOUS, YEARS, Knob, computed_of, knobs_in
from detente.assessment.wording import capital, measure_name
from detente.kernel.languages import Text, same_text

EFFECTS = {
    Effect.TOLD: Text("To be told of", "Подлежат уведомлению", "须通报"),
    Effect.MAY_BE_TOLD: Text("May be told of", "Возможно уведомление", "可以通报"),
    Effect.OBSERVED: Text(
        "Observers must be invited", "Наблюдатели приглашаются обязательно", "须邀请观察员"
    ),
    Effect.MAY_BE_OBSERVED: Text(
        "Observers may be invited", "Наблюдатели могут быть приглашены", "可邀请观察员"
    ),
    Effect.RESTRAINED: Text("Not to be held", "Не подлежат проведению", "不得举行"),
    Effect.COUNTED: Text("Limited in number", "Ограничены по числу", "次数受限"),
}
UNCLEAR_EFFECTS = {
    Effect.TOLD: Text("… unclear whether", "… неясно, подлежат ли", "……不明"),
    Effect.MAY_BE_TOLD: Text("… unclear whether", "… неясно, возможно ли", "……不明"),
    Effect.OBSERVED: Text("… unclear whether", "… неясно, обязательно ли", "……不明"),
    Effect.MAY_BE_OBSERVED: Text("… unclear whether", "… неясно, могут ли", "……不明"),
    Effect.RESTRAINED: Text("… unclear whether", "… неясно, ограничены ли", "……不明"),
    Effect.COUNTED: Text("… unclear whether", "… неясно, ограничены ли", "……不明"),
}
NEAR = Text(
    "… nearly: {percent} % or more of it", "… почти: от {percent} % порога", "……接近：达门槛的 {percent} %"
)
LEADS = {
    Lead.KEPT: Text("told in time", "сообщено в срок", "按期通报"),
    Lead.LATE: Text("told after the deadline", "сообщено после срока", "逾期通报"),
    Lead.UNCLEAR: Text(
        "telling date not known well enough", "дата сообщения точно не известна", "通报日期不够明确"
    ),
    Lead.UNTOLD: Text("not told", "не сообщено", "未通报"),
}
LEAD_COUNTS = {
    Lead.KEPT: Text("… of these, told in time", "… из них сообщено в срок", "……其中按期通报"),
    Lead.LATE: Text("… of these, told after the deadline", "… из них сообщено после срока", "……其中逾期通报"),
    Lead.UNCLEAR: Text(
        "… of these, telling date not known", "… из них дата сообщения не известна", "……其中通报日期不明"
    ),
    Lead.UNTOLD: Text("… of these, not told", "… из них не сообщено", "……其中未通报"),
}
ABOVE = Text("Years in which it is exceeded: {title}", "Годы с превышением: {title}", "超出的年数：{title}")
UNCLEAR_YEARS = Text("… years in which it is unclear", "… годы, за которые неясно", "……不明的年数")
UNITS = {
    TimeUnit.DAYS: Text("days", "дней", "天"),
    TimeUnit.HOURS: Text("hours", "часов", "小时"),
    TimeUnit.WORKING_DAYS: Text("working days", "рабочих дней", "个工作日"),
    TimeUnit.MONTHS: Text("months", "месяцев", "个月"),
    TimeUnit.YEARS: Text("years", "лет", "年"),
}
AS_AGREED = Text("As it stands", "Как есть", "现行")
LEAD_TIME = Text("Lead time, {unit}", "Срок заблаговременности, {unit}", "提前期（{unit}）")
TIME_AFTER = Text("Time limit, {unit}", "Предельный срок, {unit}", "期限（{unit}）")
_LIMITS = {
    COUNT: Text("At most, drills", "Не более, учений", "次数上限"),
    YEARS: Text("In so many calendar years", "За сколько календарных лет", "历年数"),
    SIMULTANEOUS: Text("At most at one time", "Не более одновременно", "同时举行上限"),
}
_VARIANT = Text("Variant {number}", "Вариант {number}", "方案{number}")
_AGAIN = Text("{name} ({number})", "{name} ({number})", "{name}（{number}）")
_KNOB = Text("{article}: {name}", "{article}: {name}", "{article}：{name}")
_KNOB_OF = Text("{article}, {title}: {name}", "{article}, {title}: {name}", "{article}，{title}：{name}")


def reading_names(readings: Sequence[Reading]) -> tuple[Text, ...]:
    """What the columns of a comparison are called, no two of them the same.

    A variant's own name, else its number; an agreement without changes stands as it is, and where there are
    several agreements, under its title.
    """
    alone = len({id(reading.variant.agreement) for reading in readings}) == 1
    names: list[Text] = []
    number = 0
    for reading in readings:
        number += bool(reading.variant.changes)
        name = first = _reading_name(reading, number, alone=alone)
        again = count(2)
        while any(name.en == one.en for one in names):
            name = _AGAIN.fill(name=first, number=next(again))
        names.append(name)
    return tuple(names)


def _reading_name(reading: Reading, number: int, *, alone: bool) -> Text:
    if reading.name:
        return same_text(reading.name)
    if reading.variant.changes:
        return _VARIANT.fill(number=number)
    return AS_AGREED if alone else reading.agreement.short_title


def knob_name(knob: Knob, vocabulary: Vocabulary) -> Text:
    """What a number is called among those of its provision."""
    if knob.name in _LIMITS:
        return _LIMITS[knob.name]
    if knob.measure is None:
        words = TIME_AFTER if knob.after else LEAD_TIME
        return words.fill(unit=UNITS[knob.unit or TimeUnit.DAYS])
    return measure_name(knob.measure, vocabulary)


def knob_text(knob: Knob, agreement: Agreement, vocabulary: Vocabulary) -> Text:
    """The same with its article, and with the provision's title where the article has several such numbers."""
    own = agreement.provisions[knob.provision]
    name, where = knob_name(knob, vocabulary), capital(cite_article(own.article))
    alike = any(
        one.article == own.article and any(other.name == knob.name for other in knobs_in(one))
        for one in computed_of(agreement).values()
        if one is not own
    )
    if not alike:
        return _KNOB.fill(article=where, name=name)
    return _KNOB_OF.fill(article=where, title=own.title, name=name)
