"""The calendar finds exactly what a walk through everything finds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.instants import Interval
from detente.record.calendar import Calendar

START = datetime(2020, 1, 1, tzinfo=UTC)
LONG = 3000  # days: beyond what is kept month by month


def spans(longest):
    return st.builds(
        lambda day, length: Interval(START + timedelta(day), START + timedelta(day + length)),
        st.integers(0, 2000),
        st.integers(0, longest),
    )


ENTRIES = st.lists(
    st.tuples(
        st.integers(0, 12),
        st.sampled_from(["", "A", "B", "AB"]),
        st.none() | spans(40) | spans(LONG),
        st.booleans(),
    ),
    max_size=25,
)


@given(entries=ENTRIES, states=st.sets(st.sampled_from("ABC")), wanted=st.none() | spans(40) | spans(LONG))
def test_finds_what_a_walk_finds(entries, states, wanted):
    calendar, known = Calendar(), {}
    for number, of, span, gone in entries:
        matter = f"M{number:02}"
        if gone:
            calendar.drop(matter)
            known.pop(matter, None)
        else:
            calendar.put(matter, tuple(of), span)
            known[matter] = (of, span)
    expected = [
        matter
        for matter, (of, span) in sorted(known.items())
        if states & set(of) and (wanted is None or span is None or span.overlaps(wanted))
    ]
    assert calendar.find(sorted(states), wanted) == expected
