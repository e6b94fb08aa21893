"""What came of a visit: whether it was accepted, took place, and in which year it counts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from detente.agreements.model import Agreement, Clock, Duration, Host, Purpose, TimeUnit
from detente.assessment.conditions import value_on
from detente.assessment.finding import Answer, Gap, Missing
from detente.assessment.years import years_of
from detente.kernel.identifiers import FormatId, StateCode
from detente.kernel.instants import Instant, PartialDate
from detente.record.matters import opened_in
from detente.record.periods import interval_of
from detente.record.visits import Visit, VisitReply, VisitStatus, status_of, told_end, under_way_until

#: The reason that says of a request itself that it was one too many: it never uses anything up.
QUOTA_FULL = "quota-full"


def others_of(visit: Visit) -> tuple[StateCode, ...]:
    """Those who were asked, or invited."""
    return visit.hosts if visit.opened_by is Purpose.VISIT_REQUEST else visit.guests


def only(states: tuple[StateCode, ...]) -> StateCode | None:
    """The state where there is one alone."""
    return states[0] if len(states) == 1 else None


def replies_of(
    visit: Visit, reply_format: FormatId | None, state: StateCode | None = None
) -> list[VisitReply]:
    """The replies of a state (None: of all) in a format (None: in any), oldest first."""
    return [one for one in visit.replies if reply_format in (None, one.format) and state in (None, one.state)]


def acceptance(visit: Visit, reply_format: FormatId | None, state: StateCode | None = None) -> Answer | None:
    """What the newest reply of each state comes to: yes where one accepts; None where nobody answered."""
    newest = {one.state: one.accepted for one in replies_of(visit, reply_format, state)}
    if True in newest.values():
        return Answer.YES
    return Answer.NO if False in newest.values() else None


def took_place(visit: Visit) -> Answer | None:
    """What the newest report of each state comes to: unclear where they differ; None where none says."""
    newest = {one.state: one.took_place for one in visit.reports if one.took_place is not None}
    said = set(newest.values())
    if len(said) > 1:
        return Answer.UNCLEAR
    return None if not said else Answer.YES if True in said else Answer.NO


def is_over(visit: Visit) -> bool:
    """Whether nothing is to come of it any more: withdrawn, or reported as not having taken place."""
    held = took_place(visit)
    return held is Answer.NO or (visit.withdrawn and held is None)


def arrival_of(visit: Visit) -> PartialDate | Instant | None:
    """When the visitors came: as reported last, otherwise as announced."""
    return next((one.arrival for one in reversed(visit.reports) if one.arrival is not None), visit.arrival)


def end_of(visit: Visit) -> PartialDate | Instant | None:
    """When it ended: as reported last, otherwise as announced."""
    return next((one.end for one in reversed(visit.reports) if one.end is not None), visit.end)


def standing_of(visit: Visit, agreement: Agreement, at: Instant) -> VisitStatus:
    """Where it stands at ``at``, by its messages and by how long its agreement lets it last."""
    return status_of(visit, at, longest_of(visit, agreement))


def longest_of(visit: Visit, agreement: Agreement) -> Instant | None:
    """The last instant that an article lets it last, from the arrival known last; None: none says, or not in days."""
    came = visit.arrived.latest if visit.arrived else None
    if came is None:
        came = interval_of(visit.arrival).latest if visit.arrival is not None else None
    if came is None:
        return None
    ends = [
        _after(came, one.length_at_most)
        for one in agreement.provisions.values()
        if isinstance(one, Host)
        and visit.format in (one.invitation_format, one.request_format)
        and one.length_at_most is not None
    ]
    return max((one for one in ends if one is not None), default=None)


def kept_until(visit: Visit, agreement: Agreement) -> tuple[Instant, Host] | None:
    """Until when the personal data of those who come is kept, and by which article; None: none says, or not in days.

    It runs from the end as told last; where nobody told it, from the last instant at which the visit counts as under
    way, and of one without any day from when it was told of. Where several articles say it, the shortest holds.
    """
    told = visit.told.latest if visit.told else None
    ended = told_end(visit) or under_way_until(visit, longest_of(visit, agreement)) or told
    if ended is None:
        return None
    found = [
        (until, one)
        for one in agreement.provisions.values()
        if isinstance(one, Host)
        and visit.format in (one.invitation_format, one.request_format)
        and isinstance(one.keep, Clock)
        and (until := _after(ended, one.keep.span)) is not None
    ]
    return min(found, key=lambda pair: pair[0], default=None)


def _after(came: Instant, length: Duration) -> Instant | None:
    """Hours are exact; of days, the last counts whole. Working days and months are not counted here."""
    amount = value_on(length.amount, came).value
    if amount is None or length.unit not in (TimeUnit.HOURS, TimeUnit.DAYS):
        return None
    if length.unit is TimeUnit.HOURS:
        return came + timedelta(hours=amount)
    return came.replace(hour=23, minute=59, second=59, microsecond=0) + timedelta(days=amount)


def visit_years(visit: Visit) -> range:
    """The calendar years it may count in: that of arrival, or, where none is stated, of when it was asked for."""
    if visit.arrival is not None:
        return years_of(interval_of(visit.arrival))
    if visit.told is not None and visit.told.has_beginning:
        return years_of(visit.told)
    year = opened_in(visit.id)
    return range(year, year + 1)


def uses_up(
    visit: Visit, exempt: Collection[str], reply_format: FormatId | None
) -> tuple[Answer, tuple[Gap, ...]]:
    """Whether a request takes one visit off a quota, and why it is not clear.

    One that is not answered yet does: it is kept free for it. One that was declined or did not take place
    does, unless for a reason that frees the quota.
    """
    held = took_place(visit)
    if held is Answer.YES:
        return Answer.YES, ()
    if held is Answer.UNCLEAR:
        return Answer.UNCLEAR, (Gap(Missing.DIFFERENT_REPORTS, visit.id),)
    if visit.withdrawn:
        return Answer.NO, ()
    if held is Answer.NO:
        return _for_reasons({one.reason for one in visit.reports if one.took_place is False}, exempt, visit)
    if acceptance(visit, reply_format) is Answer.NO:
        newest = {one.state: one for one in replies_of(visit, reply_format)}
        declined = {one.reason for one in newest.values() if one.accepted is False}
        return _for_reasons(declined, {*exempt, QUOTA_FULL}, visit)
    return Answer.YES, ()


def freeing_reason(visit: Visit) -> str | None:
    """The newest reason given for a visit that did not take place or was declined; None: withdrawn, or none given."""
    if visit.withdrawn and took_place(visit) is None:
        return None
    told = [one.reason for one in visit.reports if one.took_place is False]
    told = told or [one.reason for one in visit.replies if one.accepted is False]
    return told[-1] if told else None


def _for_reasons(
    reasons: set[str | None], exempt: Collection[str], visit: Visit
) -> tuple[Answer, tuple[Gap, ...]]:
    if not exempt:
        return Answer.YES, ()
    freeing = {one in exempt for one in reasons if one is not None}
    if freeing == {True, False}:
        return Answer.UNCLEAR, (Gap(Missing.DIFFERENT_REPORTS, visit.id),)
    if not freeing:
        return Answer.UNCLEAR, (Gap(Missing.ACTIVITY_TYPE, "visit.reason"),)
    return (Answer.NO if True in freeing else Answer.YES), ()
