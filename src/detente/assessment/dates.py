"""Deadlines and spans of time in words."""

from __future__ import annotations

from datetime import timedelta

from babel import Locale
from babel.dates import format_date

from detente.agreements.model import TimeUnit
from detente.kernel.instants import Instant
from detente.kernel.languages import Language, Text

#: How Babel calls the languages in which days are written.
LOCALES = {Language.EN: "en_GB", Language.RU: "ru", Language.ZH: "zh"}


def deadline_text(due: Instant) -> Text:
    """A deadline: the day alone where the whole day counts, otherwise with its time in UTC."""
    whole_day = (due.hour, due.minute, due.second) == (23, 59, 59)
    days = [format_date(due.date(), "long", locale=LOCALES[language]) for language in Language]
    if whole_day:
        return Text(*days)
    english, russian, chinese = days
    clock = f"{due:%H:%M} UTC"
    return Text(f"{english}, {clock}", f"{russian}, {clock}", f"{chinese} {clock}")


def time_left_text(left: timedelta) -> Text:
    """How long until a deadline, or how long ago it was: whole days, and hours under two days."""
    size = abs(left)
    if size >= timedelta(days=2):
        amount = _count(size.days, _DAYS)
    else:
        amount = _count(int(size.total_seconds()) // 3600, _HOURS)
    pattern = _AFTER if left < timedelta(0) else _LEFT
    return pattern.fill(amount=amount)


def span_text(amount: int, unit: TimeUnit) -> Text:
    """A length of time in its own unit: ``30 days``, ``30 дней``, ``30天``."""
    return _count(amount, _UNITS[unit])


def _count(number: int, units: dict[str, Text]) -> Text:
    """A number with its unit in the form that the number takes in each language."""
    forms = {language: Locale(language.value).plural_form(number) for language in Language}
    unit = Text(*(units.get(forms[language], units["other"]).in_(language) for language in Language))
    return Text("{number} {unit}", "{number} {unit}", "{number}{unit}").fill(number=number, unit=unit)


_LEFT = Text("{amount} left", "до срока {amount}", "距期限还有{amount}")
_AFTER = Text("{amount} after the deadline", "срок истёк {amount} назад", "期限已过{amount}")
_DAYS = {
    "one": Text("day", "день", "天"),
    "few": Text("days", "дня", "天"),
    "many": Text("days", "дней", "天"),
    "other": Text("days", "дня", "天"),
}
_HOURS = {
    "one": Text("hour", "час", "小时"),
    "few": Text("hours", "часа", "小时"),
    "many": Text("hours", "часов", "小时"),
    "other": Text("hours", "часа", "小时"),
}
_UNITS = {
    TimeUnit.HOURS: _HOURS,
    TimeUnit.DAYS: _DAYS,
    TimeUnit.WORKING_DAYS: {
        "one": Text("working day", "рабочий день", "个工作日"),
        "few": Text("working days", "рабочих дня", "个工作日"),
        "many": Text("working days", "рабочих дней", "个工作日"),
        "other": Text("working days", "рабочих дня", "个工作日"),
    },
    TimeUnit.MONTHS: {
        "one": Text("month", "месяц", "个月"),
        "few": Text("months", "месяца", "个月"),
        "many": Text("months", "месяцев", "个月"),
        "other": Text("months", "месяца", "个月"),
    },
    TimeUnit.YEARS: {
        "one": Text("year", "год", "年"),
        "few": Text("years", "года", "年"),
        "many": Text("years", "лет", "年"),
        "other": Text("years", "года", "年"),
    },
}
