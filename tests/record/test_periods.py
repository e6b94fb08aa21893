"""What declared dates say for sure, and what they leave possible."""

from __future__ import annotations

import pytest

from detente.kernel.instants import Interval, PartialDate, parse_instant
from detente.messages.values import Period
from detente.record.periods import OPEN_END, certain_span, possible_span


def moment(text):
    return parse_instant(text) if text and "T" in text else PartialDate(text) if text else None


def interval(start, end):
    return Interval(parse_instant(f"{start}Z"), parse_instant(f"{end}Z"))


@pytest.mark.parametrize(
    ("start", "end", "possible", "certain"),
    [
        (
            "2030-05-01",
            "2030-05-03",
            ("2030-05-01T00:00:00", "2030-05-03T23:59:59"),
            ("2030-05-01T00:00:00", "2030-05-03T23:59:59"),
        ),
        (
            "2030-05",
            "2030-07",
            ("2030-05-01T00:00:00", "2030-07-31T23:59:59"),
            ("2030-05-31T23:59:59", "2030-07-01T00:00:00"),
        ),
        ("2030-05", "2030-05", ("2030-05-01T00:00:00", "2030-05-31T23:59:59"), None),
        (
            "2030-05-01T06:00:00Z",
            "2030-05-01T18:00:00Z",
            ("2030-05-01T06:00:00", "2030-05-01T18:00:00"),
            ("2030-05-01T06:00:00", "2030-05-01T18:00:00"),
        ),
    ],
)
def test_spans(start, end, possible, certain):
    period = Period(moment(start), moment(end))
    assert possible_span(period) == interval(*possible)
    assert certain_span(period) == (interval(*certain) if certain else None)


def test_without_an_end_the_end_is_open():
    period = Period(PartialDate("2030-05-01"), None)
    assert possible_span(period) == Interval(parse_instant("2030-05-01T00:00:00Z"), OPEN_END)
    assert certain_span(period) == PartialDate("2030-05-01").interval
