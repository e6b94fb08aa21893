"""When an activity takes place, as far as its declared dates say."""

from __future__ import annotations

from datetime import UTC, datetime

from detente.kernel.instants import Instant, Interval, PartialDate, Precision
from detente.messages.values import Period, as_interval

#: The last instant there is: the end of what was declared without an end.
OPEN_END = datetime.max.replace(microsecond=0, tzinfo=UTC)


def possible_span(period: Period) -> Interval:
    """Every instant at which the activity may be taking place; open where no end was declared."""
    end = as_interval(period.end).latest if period.end else OPEN_END
    start = as_interval(period.start).earliest
    return Interval(start, max(start, end))


def certain_span(period: Period) -> Interval | None:
    """Instants at which it takes place for sure, or None; a day of start or end counts as a whole."""
    start = _first_certain(period.start)
    end = _last_certain(period.end or period.start)
    return Interval(start, end) if start <= end else None


def _first_certain(moment: PartialDate | Instant) -> Instant:
    interval = as_interval(moment)
    return interval.earliest if _is_close(moment) else interval.latest


def _last_certain(moment: PartialDate | Instant) -> Instant:
    interval = as_interval(moment)
    return interval.latest if _is_close(moment) else interval.earliest


def _is_close(moment: PartialDate | Instant) -> bool:
    return not isinstance(moment, PartialDate) or moment.precision is Precision.DAY
