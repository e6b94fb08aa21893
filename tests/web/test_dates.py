from __future__ import annotations

from datetime import timedelta

import pytest

from detente.kernel.instants import PartialDate, parse_instant
from detente.kernel.languages import Language
from detente.messages.values import Period
from detente.web import dates

AT = parse_instant("2024-04-26T06:30:00Z")
MAY_12 = PartialDate("2024-05-12")


def plain(text: str) -> str:
    """The CLDR's thin and narrow spaces as plain ones."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (AT, ("26 Apr 2024, 06:30 UTC", "26 апр. 2024 г., 06:30 UTC", "2024年4月26日 06:30 UTC")),
        (MAY_12, ("12 May 2024", "12 мая 2024 г.", "2024年5月12日")),
        (PartialDate("2024-05"), ("May 2024", "май 2024 г.", "2024年5月")),
        (PartialDate("2024"), ("2024", "2024", "2024年")),
    ],
)
def test_a_moment_is_shown_as_closely_as_it_is_known(moment: PartialDate, shown: tuple[str, ...]) -> None:
    assert tuple(plain(dates.format_moment(moment, language)) for language in Language) == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2024-05-12", "2024-05-20", "12–20 May 2024"),
        ("2024-05-29", "2024-06-02", "29 May – 2 Jun 2024"),
        ("2024-05-12", "2024-05-12", "12 May 2024"),
        ("2024-05", "2024-06", "May 2024 – June 2024"),
        ("2024-05-12", None, "12 May 2024"),
    ],
)
def test_a_period_says_each_part_once(start: str, end: str | None, shown: str) -> None:
    period = Period(PartialDate(start), PartialDate(end) if end else None)
    assert plain(dates.format_period(period, Language.EN)) == shown


def test_a_period_of_instants_shows_times() -> None:
    period = Period(AT, AT + timedelta(hours=2))
    assert dates.format_period(period, Language.EN) == "26 Apr 2024, 06:30 UTC – 26 Apr 2024, 08:30 UTC"


@pytest.mark.parametrize(
    ("away", "shown"),
    [
        (timedelta(seconds=59), ("", "", "")),
        (timedelta(minutes=59, seconds=59), ("in 59 minutes", "через 59 минут", "59分钟后")),
        (timedelta(minutes=119), ("in 119 minutes", "через 119 минут", "119分钟后")),
        (timedelta(hours=47), ("in 47 hours", "через 47 часов", "47小时后")),
        (timedelta(days=2, hours=23), ("in 2 days", "через 2 дня", "2天后")),
        (timedelta(days=-3), ("3 days ago", "3 дня назад", "3天前")),
        (timedelta(days=-89), ("2 months ago", "2 месяца назад", "2个月前")),
        (timedelta(days=800), ("in 2 years", "через 2 года", "2年后")),
    ],
)
def test_distance_is_rounded_towards_now(away: timedelta, shown: tuple[str, ...]) -> None:
    assert tuple(dates.format_relative(AT + away, AT, language) for language in Language) == shown


def test_long_days_and_machine_times() -> None:
    assert dates.format_long_day(AT.date(), Language.EN) == "Friday, 26 April 2024"
    assert dates.machine_time(AT) == "2024-04-26T06:30:00Z"
    assert dates.machine_time(MAY_12) == "2024-05-12"
