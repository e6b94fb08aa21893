"""What the clocks of an activity are counted from, and when it was first told."""

from __future__ import annotations

from collections.abc import Sequence

from detente.agreements.model import Event
from detente.assessment.clocks import FIRST_INSTANT
from detente.assessment.finding import Gap, Missing
from detente.assessment.standing import Occasion
from detente.kernel.instants import Instant, Interval, PartialDate
from detente.messages.values import as_interval
from detente.record.activities import Activity, Invitation, Telling


def occasion_of(event: Event | None, activity: Activity, invitation: Invitation | None = None) -> Occasion:
    """When an event of an activity is.

    Nothing but an activity's start, its end and the observers' arrival is an event of it; any other
    counts as not known.
    """
    period = activity.period
    if event is Event.OBSERVERS_ARRIVAL:
        about = invitation.reference if invitation else activity.id
        return _occasion(invitation.arrival if invitation else None, Missing.ARRIVAL_DATE, about)
    if event is Event.ACTIVITY_END:
        return _occasion(period.end if period else None, Missing.START_DATE, "activity.end")
    start = period.start if period and event is Event.ACTIVITY_START else None
    return _occasion(start, Missing.START_DATE, "activity.start")


def first_told(tellings: Sequence[Telling]) -> Interval | None:
    """When an activity was first told; None: not known.

    Where the time of the first telling is not known, it was no later than the next that is known.
    """
    if not tellings or tellings[0].told is not None:
        return tellings[0].told if tellings else None
    later = next((one.told for one in tellings if one.told is not None), None)
    return Interval(FIRST_INSTANT, later.latest) if later else None


def _occasion(moment: PartialDate | Instant | None, missing: Missing, about: str) -> Occasion:
    when = None if moment is None else as_interval(moment)
    return Occasion(when, Gap(missing, about), about)
