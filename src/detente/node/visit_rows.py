"""Visits as rows to list: who goes where and when, and what decides where each stands at an instant."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, String, and_, case, literal

from detente.kernel.identifiers import StateCode
from detente.kernel.instants import FIRST_INSTANT, Instant, Interval
from detente.node.storage.database import to_seconds
from detente.node.storage.schema import visit as visit_table
from detente.record.periods import interval_of
from detente.record.visits import Visit, VisitStatus, status_of

#: What was written in the end, whatever the calendar has.
_SETTLED = (VisitStatus.REPORTED.value, VisitStatus.WITHDRAWN.value)


def visit_row(known: Visit) -> Mapping[str, object]:
    """The row of one visit."""
    arrival = interval_of(known.arrival) if known.arrival else None
    end = interval_of(known.end) if known.end else arrival
    standing = status_of(known, FIRST_INSTANT)
    return {
        "id": known.id,
        "agreement": known.agreement,
        "format": known.format,
        "owner": known.owner,
        "hosts": codes_text(known.hosts),
        "guests": codes_text(known.guests),
        "object": known.object,
        "origin": known.origin.kind.value,
        "standing": standing.value,
        "begins": _seconds(_begins(known, standing)),
        "over": _seconds(_over(known)),
        "arrival_from": _seconds(arrival.earliest if arrival else None),
        "arrival_until": _seconds(arrival.latest if arrival else None),
        "end_until": _seconds(max(arrival.latest, end.latest) if arrival and end else None),
        "team": known.team,
        "told": _seconds(known.told.latest if known.told else None),
        "year": _year(arrival or known.told),
    }


def status_at(at: Instant) -> ColumnElement[str]:
    """Where each row's visit stands at ``at``: what ``status_of`` says of the visit itself."""
    seconds, columns = to_seconds(at), visit_table.c
    waiting = columns.begins.is_(None) | (columns.begins > seconds)
    return case(
        (columns.standing.in_(_SETTLED) | waiting, columns.standing),
        (
            and_(columns.over.is_not(None), columns.over < seconds),
            literal(VisitStatus.ENDED.value, String),
        ),
        else_=literal(VisitStatus.UNDER_WAY.value, String),
    )


def codes_text(states: tuple[StateCode, ...]) -> str:
    """Codes between blanks, so that each is found by itself."""
    return f" {' '.join(states)} "


def codes_in(text: str) -> tuple[StateCode, ...]:
    """The inverse of ``codes_text``."""
    return tuple(StateCode(one) for one in text.split())


def standing_so(status: VisitStatus, at: Instant) -> ColumnElement[bool]:
    """Rows whose visit stands so at ``at``; what can be found through an index is said besides."""
    columns, wanted = visit_table.c, status_at(at) == status.value
    match status:
        case VisitStatus.UNDER_WAY:
            return and_(wanted, columns.over.is_(None) | (columns.over >= to_seconds(at)))
        case VisitStatus.ENDED:
            return wanted
        case _:
            return and_(wanted, columns.standing == status.value)


def _year(when: Interval | None) -> int | None:
    return when.latest.year if when else None


def _begins(known: Visit, standing: VisitStatus) -> Instant | None:
    """From when it is under way: once the team has arrived, or on the day that was agreed."""
    starts = [known.arrived.earliest] if known.arrived else []
    if standing is VisitStatus.AGREED and known.arrival is not None:
        starts.append(interval_of(known.arrival).earliest)
    return min(starts, default=None)


def _over(known: Visit) -> Instant | None:
    logged: list[Interval] = [interval_of(one.end) for one in known.logs if one.end is not None]
    if logged:
        return logged[-1].latest
    return interval_of(known.end).latest if known.end else None


def _seconds(instant: Instant | None) -> int | None:
    return None if instant is None else to_seconds(instant)
