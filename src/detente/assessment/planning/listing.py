"""Days, weeks and names as they stand in a sentence, in three languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from babel.dates import format_date

from detente.assessment.dates import LOCALES
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Interval
from detente.kernel.languages import Language, Text, same_text
from detente.kernel.states import is_invented, state_name

#: More names than this are counted.
MOST_NAMES = 8
_WEEK = timedelta(days=7)


def day_text(day: date) -> Text:
    """12 May 2031; 12 мая 2031 г.; 2031年5月12日."""
    return Text(*(format_date(day, "long", locale=LOCALES[language]) for language in Language))


def short_day(day: date) -> Text:
    """The day without its year."""
    forms = {Language.EN: "d MMM", Language.RU: "d MMM", Language.ZH: "M月d日"}
    return Text(*(format_date(day, forms[one], locale=LOCALES[one]) for one in Language))


def span_words(when: Interval) -> Text:
    """One day, or the first and the last."""
    first, last = when.earliest.date(), when.latest.date()
    if first == last:
        return day_text(first)
    return _SPAN.fill(first=day_text(first), last=day_text(last))


def weeks_text(weeks: Sequence[date]) -> Text:
    """Weeks by their Mondays, with successive ones drawn together."""
    groups: list[tuple[date, date]] = []
    for week in weeks:
        if groups and groups[-1][1] + _WEEK == week:
            groups[-1] = (groups[-1][0], week)
        else:
            groups.append((week, week))
    return listed(
        short_day(first) if first == last else _SPAN.fill(first=short_day(first), last=short_day(last))
        for first, last in groups
    )


def name_of(state: StateCode) -> Text:
    """The name of a state; an invented one has its code alone."""
    return same_text(state) if is_invented(state) else state_name(state)


def tidy(text: Text) -> Text:
    """The sentence without a full stop after one: a day in Russian ends with its own."""
    return Text(text.en, text.ru.replace("г..", "г."), text.zh)


def joined(parts: Iterable[Text]) -> Text:
    """Sentences one after the other."""
    several = [tidy(one) for one in parts]
    return Text(
        " ".join(one.en for one in several),
        " ".join(one.ru for one in several),
        "".join(one.zh for one in several),
    )


def states_text(states: Iterable[StateCode]) -> Text:
    """The names of states; of many, the first and how many more."""
    named = list(states)
    if len(named) <= MOST_NAMES + 1:
        return listed(name_of(one) for one in named)
    first = listed(name_of(one) for one in named[:MOST_NAMES])
    return _MORE.fill(first=first, number=len(named) - MOST_NAMES)


def listed(texts: Iterable[Text]) -> Text:
    """Texts one after the other."""
    several = list(texts)
    if not several:
        return same_text("—")
    return Text(
        ", ".join(one.en for one in several),
        ", ".join(one.ru for one in several),
        "、".join(one.zh for one in several),
    )


_SPAN = Text("{first} – {last}", "{first} — {last}", "{first}至{last}")
_MORE = Text("{first} and {number} more", "{first} и ещё {number}", "{first}等另{number}国")
