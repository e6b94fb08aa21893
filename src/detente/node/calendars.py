"""Visits, drills and deadlines for the calendars of other programs."""

from __future__ import annotations

from collections.abc import Sequence

from detente.documents.calendar_entries import deadline_entry, drill_entry, visit_entry
from detente.documents.icalendar import MEDIA_TYPE, CalendarEntry, Contact, calendar_feed, invitation_file
from detente.kernel.errors import InputError
from detente.kernel.identifiers import MatterId
from detente.kernel.instants import Instant, Interval
from detente.kernel.languages import Language, Text
from detente.kernel.states import state_name
from detente.node.actors import Actor, Right, require
from detente.node.node import Node
from detente.node.papers import File
from detente.node.planning import look_ahead
from detente.node.readmodel import findings_of, matters_now
from detente.record.activities import Activity
from detente.record.record import KnownMatter
from detente.record.visits import Visit


def calendar_of(node: Node, actor: Actor, matter: MatterId, language: Language, at: Instant) -> File:
    """One visit or drill with the deadlines that are open about it.

    Raises:
        NotAllowed: the actor may not read.
        InputError: nothing of that number has a date.
    """
    require(actor, Right.READ)
    known = _known(node, matter)
    with node.reading() as connection:
        findings = findings_of(node, connection, known, at) if known else []
    entry = _entry(node, known, at)
    if entry is None:
        raise InputError("no-date", _NO_DATE.fill(matter=matter), _SEE_IT)
    training = node.settings.training
    clocks = [
        deadline_entry(one, node.agreement(one.agreement), training=training)
        for one in findings
        if one.bearer == node.settings.state
    ]
    entries = [entry, *(one for one in clocks if one is not None)]
    data = calendar_feed(entries, language, name=_NAME.fill(state=_own(node)), stamped_at=at)
    return File(f"{matter.replace('/', '-')}.ics", MEDIA_TYPE, data)


def calendar_between(node: Node, actor: Actor, within: Interval, language: Language, at: Instant) -> File:
    """All visits and drills of a stretch, and what this state owes in it.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    found = look_ahead(node, actor, within, at)
    matters: list[KnownMatter] = [*found.visits, *found.drills]
    entries = [_entry(node, one, at) for one in matters]
    entries += [
        deadline_entry(one, node.agreement(one.agreement), training=node.settings.training)
        for one in found.clocks
        if one.bearer == node.settings.state
    ]
    known = [one for one in entries if one is not None]
    data = calendar_feed(known, language, name=_NAME.fill(state=_own(node)), stamped_at=at)
    return File(f"detente-{node.settings.state}.ics", MEDIA_TYPE, data)


def invitation_to_calendar(
    node: Node,
    actor: Actor,
    matter: MatterId,
    language: Language,
    at: Instant,
    *,
    organizer: Contact,
    attendees: Sequence[Contact],
) -> File:
    """A visit or drill as an invitation that calendars accept or decline.

    Raises:
        NotAllowed: the actor may not read.
        InputError: nothing of that number has a date, nobody is invited, or an address is none.
    """
    require(actor, Right.READ)
    entry = _entry(node, _known(node, matter), at)
    if entry is None:
        raise InputError("no-date", _NO_DATE.fill(matter=matter), _SEE_IT)
    data = invitation_file(entry, language, organizer=organizer, attendees=attendees, stamped_at=at)
    return File(f"{matter.replace('/', '-')}-invitation.ics", MEDIA_TYPE, data)


def _known(node: Node, matter: MatterId) -> KnownMatter | None:
    with node.reading() as connection:
        return matters_now(node, connection, [matter]).get(matter)


def _entry(node: Node, known: KnownMatter | None, at: Instant) -> CalendarEntry | None:
    match known:
        case Visit():
            return visit_entry(known, node.agreement(known.agreement), at)
        case Activity():
            return drill_entry(known, node.agreement(known.agreement))
        case _:
            return None


def _own(node: Node) -> Text:
    return state_name(node.settings.state)


_NAME = Text("Détente, {state}", "Détente, {state}", "Détente，{state}")
_NO_DATE = Text(
    "{matter} is no visit or drill whose dates are known.",
    "{matter}: не посещение и не учение с известными датами.",
    "{matter}不是日期已知的访问或演习。",
)
_SEE_IT = Text(
    "Look it up among the visits and drills.",
    "Найдите его среди посещений и учений.",
    "请在访问和演习中查找。",
)
