"""Visits as rows to list: who goes where and when, and what decides where each stands at an instant."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import normalize

from sqlalchemy import ColumnElement, String, and_, case, literal

from detente.agreements.model import Agreement
from detente.assessment.visiting import kept_until, longest_of
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import FIRST_INSTANT, Instant, Interval
from detente.node.storage.database import to_seconds
from detente.node.storage.schema import visit as visit_table
from detente.record.periods import interval_of
from detente.record.visits import Visit, VisitStatus, status_of, told_end, under_way_until

#: What was written in the end, whatever the calendar has.
_SETTLED = (VisitStatus.REPORTED.value, VisitStatus.WITHDRAWN.value)


def visit_row(known: Visit, agreement: Agreement) -> Mapping[str, object]:
    """The row of one visit under its agreement."""
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
        "object": _object(known),
        "origin": known.origin.kind.value,
        "standing": standing.value,
        "begins": _seconds(_begins(known, standing)),
        "over": _seconds(told_end(known)),
        "until": _seconds(told_end(known) or under_way_until(known, longest_of(known, agreement))),
        "keep_until": _seconds(_kept(known, agreement)),
        "words": words_of(known),
        "arrival_from": _seconds(arrival.earliest if arrival else None),
        "arrival_until": _seconds(arrival.latest if arrival else None),
        "end_until": _seconds(max(arrival.latest, end.latest) if arrival and end else None),
        "team": known.team,
        "told": _seconds(known.told.latest if known.told else None),
        "year": _year(arrival or known.told),
    }


def status_at(at: Instant) -> ColumnElement[str]:
    """Where each row's visit stands at ``at``: what ``standing_of`` says of the visit itself."""
    seconds, columns = to_seconds(at), visit_table.c
    waiting = columns.begins.is_(None) | (columns.begins > seconds)
    return case(
        (columns.standing.in_(_SETTLED) | waiting, columns.standing),
        (columns.until >= seconds, literal(VisitStatus.UNDER_WAY.value, String)),
        (columns.over.is_(None), literal(VisitStatus.END_NOT_TOLD.value, String)),
        else_=literal(VisitStatus.ENDED.value, String),
    )


def words_of(known: Visit) -> str:
    """What a visit is found by, folded as :func:`folded` folds what is looked for: its number and what is visited."""
    return folded(f"{known.id} {_object(known) or ''}")


def folded(text: str) -> str:
    """The text without what capitals, widths of characters and blanks tell apart."""
    return " ".join(normalize("NFKC", text).casefold().split())


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
            return and_(wanted, columns.until >= to_seconds(at))
        case VisitStatus.END_NOT_TOLD:
            return and_(wanted, columns.over.is_(None))
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


def _kept(known: Visit, agreement: Agreement) -> Instant | None:
    kept = kept_until(known, agreement)
    return kept[0] if kept else None


def _object(known: Visit) -> str | None:
    """What is visited, by name: of a challenge inspection, its area, as it was first written."""
    if known.object is not None or not known.area:
        return known.object
    return next(iter(known.area[0].name.by_language.values()), None)


def _seconds(instant: Instant | None) -> int | None:
    return None if instant is None else to_seconds(instant)
