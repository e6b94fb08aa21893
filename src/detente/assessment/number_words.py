"""The numbers of a provision beside its condition and its time limits, each with what it is, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.agreements.model import (
    Agreement,
    Ceiling,
    CountLimit,
    Duration,
    Exchange,
    Formula,
    Host,
    Meet,
    Notice,
    Observe,
    Provision,
    Quantity,
    Quota,
    Restrain,
    Rounding,
    Share,
    SimultaneousLimit,
    Vocabulary,
)
from detente.assessment.limit_words import Place, duration_text
from detente.kernel.identifiers import MeasureId
from detente.kernel.languages import Text, same_text
from detente.messages.wording import list_of


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the agreement: what it is, its versions, and how one of them is said (``{number}``).

    ``place``: the keys under which it stands in the provision's file.
    """

    label: Text
    quantity: Quantity
    pattern: Text
    place: Place

    def says(self, value: int) -> Text:
        """One version in words."""
        return self.pattern.fill(number=value)


def numbers_of(provision: Provision, agreement: Agreement, vocabulary: Vocabulary) -> Iterator[Number]:
    """Every number of a provision that stands neither in its condition nor in a time limit."""
    for label, quantity, pattern, place in _labelled(provision, agreement, vocabulary):
        if quantity is not None:
            yield Number(label, quantity, pattern, place)


_Line = tuple[Text, Quantity | None, Text, Place]


def _labelled(provision: Provision, agreement: Agreement, vocabulary: Vocabulary) -> Iterator[_Line]:
    match provision:
        case Observe():
            yield (
                OBSERVERS_IN_ALL,
                provision.observers_per_activity,
                AT_MOST,
                ("limits", "observers_per_exercise"),
            )
            yield (
                OBSERVERS_PER_STATE,
                provision.observers_per_state,
                AT_MOST,
                ("limits", "observers_per_state"),
            )
        case Restrain(limit=CountLimit(at_most, years)):
            yield COUNT, at_most, AT_MOST, ("limit", "count")
            yield IN_YEARS, years, PLAIN, ("limit", "years")
        case Restrain(limit=SimultaneousLimit(at_most)):
            yield SIMULTANEOUS, at_most, AT_MOST, ("limit", "simultaneous")
        case Exchange():
            yield EVERY_YEARS, provision.every_years, PLAIN, ("every_years",)
        case Notice(change=change) if change is not None:
            yield (
                _of(CHANGE, change.measures, vocabulary),
                change.percent,
                PER_CENT_OR_MORE,
                ("change", "percent"),
            )
        case Ceiling():
            yield from _ceiling(provision, agreement, vocabulary)
        case Quota():
            yield from _quota(provision, vocabulary)
        case Host():
            yield from _host(provision)
        case Meet():
            yield MEETINGS, provision.times, AT_LEAST, ("times",)
            yield IN_YEARS, provision.every_years, PLAIN, ("every_years",)
        case _:
            pass


def _ceiling(provision: Ceiling, agreement: Agreement, vocabulary: Vocabulary) -> Iterator[_Line]:
    for limit in provision.limits:
        sector = agreement.sectors.get(limit.sector) if limit.sector else None
        label = measure_names(limit.measures, vocabulary)
        if sector:
            label = IN_SECTOR.fill(what=label, sector=sector.title)
        yield label, limit.at_most, AT_MOST, ("limits", f"- id: {limit.id}", "at_most")
    if provision.exceedance:
        yield EXCEEDANCE, provision.exceedance.percent, PER_CENT, ("exceedance", "percent")
        yield from _length(EXCEEDANCE_LENGTH, provision.exceedance.length, ("exceedance", "length"))
        yield EXCEEDANCE_TIMES, provision.exceedance.times_per_year, PLAIN, ("exceedance", "times_per_year")


def _quota(provision: Quota, vocabulary: Vocabulary) -> Iterator[_Line]:
    match provision.amount:
        case Formula() as formula:
            rounding = ROUNDED_UP if formula.rounding is Rounding.UP else ROUNDED_DOWN
            yield (
                ONE_FOR_EACH.fill(what=measure_names((formula.of,), vocabulary)),
                formula.per,
                rounding,
                ("amount", "per"),
            )
            yield IN_ANY_CASE, formula.at_most, AT_MOST, ("amount", "at_most")
        case amount:
            yield VISITS_A_YEAR, amount, PLAIN, ("amount",)
    match provision.same_partner:
        case Share() as share:
            fraction = f"{share.numerator}/{share.denominator}"
            yield SHARE.fill(fraction=fraction), share.at_least, AT_LEAST, ("same_partner", "at_least")
        case same_partner:
            yield SAME_PARTNER, same_partner, AT_MOST, ("same_partner",)
    if provision.same_object:
        yield SAME_OBJECT, provision.same_object.per_period, AT_MOST, ("same_object", "per_period")
        yield (
            SAME_OBJECT_PARTNER,
            provision.same_object.same_partner,
            AT_MOST,
            ("same_object", "same_partner"),
        )


def _host(provision: Host) -> Iterator[_Line]:
    yield ONE_VISIT_IN, provision.every_years, YEARS, ("every", "years")
    yield TEAM, provision.team, AT_MOST, ("limits", "team")
    yield VISITORS_PER_STATE, provision.visitors_per_state, AT_MOST, ("limits", "visitors_per_state")
    if provision.length_at_least:
        yield from _length(LENGTH_AT_LEAST, provision.length_at_least, ("limits", "length_at_least"))
    if provision.length_at_most:
        yield from _length(LENGTH_AT_MOST, provision.length_at_most, ("limits", "length_at_most"))
    if provision.lateness:
        yield from _length(LATENESS, provision.lateness, ("limits", "lateness"))
    yield AREA_POINTS, provision.area_points, AT_LEAST, ("limits", "area_points")
    yield DIAGRAMS, provision.diagrams, AT_LEAST, ("limits", "diagrams")


def _length(label: Text, duration: Duration, place: Place) -> Iterator[_Line]:
    """A length; the pattern is that of its first known amount, since the unit's form follows the number."""
    known = next((one.value for one in duration.amount.versions if one.value is not None), None)
    pattern = PLAIN if known is None else duration_text(duration, known)
    yield label, duration.amount, pattern, (*place, duration.unit.value)


def _of(pattern: Text, measures: tuple[MeasureId, ...], vocabulary: Vocabulary) -> Text:
    return pattern.fill(what=measure_names(measures, vocabulary))


def measure_names(measures: tuple[MeasureId, ...], vocabulary: Vocabulary) -> Text:
    """Measures by name, one after another."""
    known = vocabulary.measures
    return list_of([known[one].name if one in known else same_text(one) for one in measures])


PLAIN = Text("{number}", "{number}", "{number}")
AT_MOST = Text("at most {number}", "не более {number}", "至多{number}")
AT_LEAST = Text("at least {number}", "не менее {number}", "至少{number}")
PER_CENT = Text("{number} %", "{number} %", "{number}%")
PER_CENT_OR_MORE = Text("{number} % or more", "{number} % или больше", "{number}%或以上")
YEARS = Text("years: {number}", "лет: {number}", "年数：{number}")
ROUNDED_UP = Text(
    "{number}, or a part of it", "{number}, включая неполное число", "每{number}（不足者按一计）"
)
ROUNDED_DOWN = Text("{number}, whole ones alone", "{number}, только полные", "每{number}（不足者不计）")
OBSERVERS_IN_ALL = Text("Observers in all", "Наблюдателей всего", "观察员总数")
OBSERVERS_PER_STATE = Text("Observers of each state", "Наблюдателей от каждого государства", "每国观察员人数")
COUNT = Text("Number of drills", "Число учений", "演习次数")
IN_YEARS = Text("In so many calendar years", "За столько календарных лет", "在若干日历年内")
SIMULTANEOUS = Text("Drills at one time", "Учений одновременно", "同时进行的演习")
EVERY_YEARS = Text("Every so many years", "Раз в столько лет", "每隔若干年")
CHANGE = Text("Change of: {what}", "Изменение: {what}", "变动：{what}")
IN_SECTOR = Text("{what} ({sector})", "{what} ({sector})", "{what}（{sector}）")
EXCEEDANCE = Text("May be exceeded for a time by", "Временно может быть превышен на", "可暂时超出")
EXCEEDANCE_LENGTH = Text("For no longer than", "На срок не более", "时间不超过")
EXCEEDANCE_TIMES = Text("Times a year", "Раз в год", "每年次数")
ONE_FOR_EACH = Text(
    "One visit for each ({what})", "Одно посещение на каждые ({what})", "按以下数量每若干得一次访问（{what}）"
)
IN_ANY_CASE = Text("In any case", "В любом случае", "无论如何")
VISITS_A_YEAR = Text("Visits a calendar year", "Посещений за календарный год", "每日历年访问次数")
SHARE = Text(
    "Of one partner: {fraction} of them, in any case",
    "От одного партнёра: {fraction} от них, в любом случае",
    "同一伙伴可用其{fraction}，且",
)
SAME_PARTNER = Text("Of the same partner", "От одного и того же партнёра", "同一伙伴")
SAME_OBJECT = Text("Of the same object a year", "Одного и того же объекта в год", "同一对象每年")
SAME_OBJECT_PARTNER = Text(
    "Of the same object by the same partner a year",
    "Одного и того же объекта одним партнёром в год",
    "同一伙伴对同一对象每年",
)
ONE_VISIT_IN = Text("One visit is owed in", "Одно посещение должно состояться за", "应接待一次访问的期限")
TEAM = Text("Visitors in all", "Посещающих всего", "访问人员总数")
VISITORS_PER_STATE = Text("Visitors of each state", "Посещающих от каждого государства", "每国访问人数")
LENGTH_AT_LEAST = Text("The visit lasts at least", "Посещение длится не менее", "访问时间至少")
LENGTH_AT_MOST = Text("The visit lasts at most", "Посещение длится не более", "访问时间至多")
LATENESS = Text("The team comes no later than by", "Опоздание группы не более", "访问组迟到不超过")
AREA_POINTS = Text("Points of an area", "Точек, ограничивающих район", "标明区域的点数")
DIAGRAMS = Text("Copies of the diagram", "Экземпляров схемы", "示意图份数")
MEETINGS = Text("Meetings", "Встреч", "会晤次数")
