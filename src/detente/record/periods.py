"""When an activity takes place, as far as its declared dates say."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from detente.kernel.instants import Instant, Interval, PartialDate, Precision
from detente.messages.values import Period, as_interval

#: The last instant there is: the end of what was declared without an end.
OPEN_END = datetime.max.replace(microsecond=0, tzinfo=UTC)


@lru_cache(maxsize=16_384)
def interval_of(moment: PartialDate | Instant) -> Interval:
    """The instants a date or an instant may mean; dates come again and again, so each is read once."""
    return as_interval(moment)


def possible_span(period: Period) -> Interval:
    """Every instant at which the activity may be taking place; open where no end was declared."""
    end = interval_of(period.end).latest if period.end else OPEN_END
    start = interval_of(period.start).earliest
    return Interval(start, max(start, end))


def certain_span(period: Period) -> Interval | None:
    """Instants at which it takes place for sure, or None; a day of start or end counts as a whole."""
    start = _first_certain(period.start)
    end = _last_certain(period.end or period.start)
    return Interval(start, end) if start <= end else None


def _first_certain(moment: PartialDate | Instant) -> Instant:
    interval = interval_of(moment)
    return interval.earliest if _is_close(moment) else interval.latest


def _last_certain(moment: PartialDate | Instant) -> Instant:
    interval = interval_of(moment)
    return interval.latest if _is_close(moment) else interval.earliest


def _is_close(moment: PartialDate | Instant) -> bool:
    return not isinstance(moment, PartialDate) or moment.precision is Precision.DAY
