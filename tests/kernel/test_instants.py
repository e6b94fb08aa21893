from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.errors import InputError
from detente.kernel.instants import (
    Interval,
    PartialDate,
    Precision,
    format_instant,
    parse_instant,
    parse_partial_date,
)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@given(st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9999, 12, 31)))  # noqa: DTZ001
def test_an_instant_survives_its_text(moment: datetime) -> None:
    instant = moment.replace(microsecond=0, tzinfo=UTC)
    assert parse_instant(format_instant(instant)) == instant


@pytest.mark.parametrize(
    "text",
    [
        "2024-04-26",
        "2024-04-26T06:30:00",
        "2024-04-26T06:30:00+06:00",
        "2024-02-30T00:00:00Z",
        "2024-04-26T24:00:00Z",
        "",
        "٢٠٢٤-٠٤-٢٦T06:30:00Z",
    ],
)
def test_what_is_no_instant_is_refused_by_its_own_words(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_instant(text)
    assert text in caught.value.message.ru


@pytest.mark.parametrize(
    ("text", "precision", "interval"),
    [
        ("2024", Precision.YEAR, Interval(utc(2024, 1, 1), utc(2024, 12, 31, 23, 59, 59))),
        ("2024-02", Precision.MONTH, Interval(utc(2024, 2, 1), utc(2024, 2, 29, 23, 59, 59))),
        ("2023-12", Precision.MONTH, Interval(utc(2023, 12, 1), utc(2023, 12, 31, 23, 59, 59))),
        ("2024-02-29", Precision.DAY, Interval(utc(2024, 2, 29), utc(2024, 2, 29, 23, 59, 59))),
    ],
)
def test_a_date_known_in_part_is_an_interval(text: str, precision: Precision, interval: Interval) -> None:
    date = parse_partial_date(text)
    assert (date, date.precision, date.interval) == (PartialDate(text), precision, interval)


@pytest.mark.parametrize(
    "text", ["2023-02-29", "2024-13", "24-01-01", "2024-1-1", "0000", "9999-12-31T", "٢٠٢٤"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_partial_date(text)
    assert caught.value.code == "date"


def test_the_last_day_there_is_has_no_interval_and_is_refused() -> None:
    with pytest.raises(InputError):
        parse_partial_date("9999-12-31")


def test_intervals_that_touch_overlap() -> None:
    day = parse_partial_date("2024-05-12").interval
    assert day.overlaps(Interval(day.latest, day.latest))
    assert not day.overlaps(parse_partial_date("2024-05-13").interval)
