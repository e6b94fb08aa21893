"""Calendars that other programs read: visits, drills and deadlines as iCalendar.

Every time is an instant in UTC or a whole day, never a local time without its zone. The same entries always give
the same bytes: when a file was made is told by its caller.

Source: RFC 5545 (iCalendar), RFC 5546 (invitations), RFC 7986 (name of a calendar).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from icalendar import Alarm, Calendar, Event, Todo, vCalAddress, vGeo, vText

from detente.kernel.errors import DetenteBug
from detente.kernel.instants import Instant, PartialDate, Precision
from detente.kernel.languages import Language, Text
from detente.messages.values import Place, as_interval
from detente.messages.wording import Wording

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Detente//Calendar//EN"
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}", re.A)
_LINK = re.compile(r"https?://[!-~]+", re.A)
#: What the RFC lets no text hold: control characters but for the line feed and the tab.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_DAY = timedelta(days=1)


class EntryKind(StrEnum):
    """What an entry is: something that takes place, or a time by which something is to be done."""

    EVENT = "event"
    DEADLINE = "deadline"


class EntryStatus(StrEnum):
    """Where it stands. A deadline is confirmed while it is open, and done once it is met."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    DONE = "done"


class Method(StrEnum):
    """What a calendar does with an invitation: put it to its user, or take it back."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One entry. ``uid`` stays the same for ever, ``sequence`` rises with each change of what was told.

    ``start`` of a deadline is the last instant in time. ``end`` is the last day or instant that belongs to it
    (None: not known). ``public``: anybody may see it. ``alarms``: how long before.
    """

    uid: str
    kind: EntryKind
    sequence: int
    summary: Text
    description: Text
    start: PartialDate | Instant
    end: PartialDate | Instant | None = None
    place: Place | None = None
    status: EntryStatus = EntryStatus.CONFIRMED
    category: Text | None = None
    public: bool = False
    alarms: tuple[timedelta, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """An office that invites or is invited, by its e-mail address."""

    address: str
    name: str


def calendar_feed(
    entries: Sequence[CalendarEntry],
    language: Language,
    *,
    name: Text,
    stamped_at: Instant,
    deadlines_as_tasks: bool = False,
) -> bytes:
    """A calendar to subscribe to; it has no method, for nobody is asked to answer.

    ``deadlines_as_tasks``: deadlines as tasks, which fewer programs show than events.

    Raises:
        InputError: an entry ends before it begins, or its link is none.
    """
    calendar = _calendar(language)
    calendar.add("name", _text(name, language))
    calendar.add("x-wr-calname", _text(name, language))
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for entry in entries:
        as_task = deadlines_as_tasks and entry.kind is EntryKind.DEADLINE
        calendar.add_component((_task if as_task else _event)(entry, language, stamped_at))
    return bytes(calendar.to_ical())


def invitation_file(
    entry: CalendarEntry,
    language: Language,
    *,
    organizer: Contact,
    attendees: Sequence[Contact],
    stamped_at: Instant,
) -> bytes:
    """One event that its receivers accept or decline; it is taken back where the entry is cancelled.

    Raises:
        InputError: nobody is invited, an address or link is none, or it ends before it begins.

    Source: RFC 5546, sections 3.2.2 and 3.2.5.
    """
    if not attendees:
        raise NO_ATTENDEE.error()
    cancelled = entry.status is EntryStatus.CANCELLED
    calendar = _calendar(language)
    calendar.add("method", (Method.CANCEL if cancelled else Method.REQUEST).value)
    event = _event(entry, language, stamped_at)
    event.add("organizer", _address(organizer))
    for one in attendees:
        invited = _address(one)
        invited.params["CUTYPE"] = vText("GROUP")
        invited.params["ROLE"] = vText("REQ-PARTICIPANT")
        invited.params["PARTSTAT"] = vText("NEEDS-ACTION")
        invited.params["RSVP"] = vText("FALSE" if cancelled else "TRUE")
        event.add("attendee", invited)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar(language: Language) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT.removesuffix("EN") + language.value.upper())
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _event(entry: CalendarEntry, language: Language, stamped_at: Instant) -> Event:
    event = Event()
    _common(event, entry, language, stamped_at)
    start, end = _times(entry)
    event.add("dtstart", start)
    if end is not None:
        event.add("dtend", end)
    status = EntryStatus.CONFIRMED if entry.status is EntryStatus.DONE else entry.status
    event.add("status", status.value.upper())
    busy = entry.kind is EntryKind.EVENT and _known_to_the_day(entry.start)
    event.add("transp", "OPAQUE" if busy and entry.status is EntryStatus.CONFIRMED else "TRANSPARENT")
    _alarms(event, entry, language)
    return event


def _task(entry: CalendarEntry, language: Language, stamped_at: Instant) -> Todo:
    task = Todo()
    _common(task, entry, language, stamped_at)
    due, _ = _times(entry)
    task.add("due", due)
    statuses = {EntryStatus.CANCELLED: "CANCELLED", EntryStatus.DONE: "COMPLETED"}
    task.add("status", statuses.get(entry.status, "NEEDS-ACTION"))
    _alarms(task, entry, language)
    return task


def _common(component: Event | Todo, entry: CalendarEntry, language: Language, stamped_at: Instant) -> None:
    component.add("uid", entry.uid)
    component.add("dtstamp", _utc(stamped_at))
    component.add("sequence", entry.sequence)
    component.add("summary", _text(entry.summary, language))
    component.add("description", _text(entry.description, language))
    component.add("class", "PUBLIC" if entry.public else "CONFIDENTIAL")
    if entry.category is not None:
        component.add("categories", [_clean(entry.category.in_(language))])
    if entry.place is not None:
        component.add("location", _text(_of_place(entry.place), language))
        if len(entry.place.positions) == 1:
            lon, lat = entry.place.positions[0]
            component.add("geo", vGeo((round(lat, 6), round(lon, 6))))
    if entry.link is not None:
        if not _LINK.fullmatch(entry.link):
            raise NO_LINK.error(link=entry.link[:80])
        component.add("url", entry.link)


def _alarms(component: Event | Todo, entry: CalendarEntry, language: Language) -> None:
    """Reminders; none for what is done or called off."""
    if entry.status in (EntryStatus.CANCELLED, EntryStatus.DONE):
        return
    for before in entry.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _text(entry.summary, language))
        related = {"RELATED": "END"} if isinstance(component, Todo) else {}
        alarm.add("trigger", -before, parameters=related)
        component.add_component(alarm)


def _times(entry: CalendarEntry) -> tuple[date | datetime, date | datetime | None]:
    """Start and end, both days or both instants; the end is the first that no longer belongs to it.

    Source: RFC 5545, section 3.8.2.2: the end has the type of the start, and is later.
    """
    start, end = entry.start, entry.end
    if end is not None and as_interval(end).latest < as_interval(start).earliest:
        raise ENDS_BEFORE.error(uid=entry.uid)
    if isinstance(start, PartialDate):
        last = as_interval(end if end is not None else start).latest
        return start.interval.earliest.date(), last.date() + _DAY
    first = _utc(start)
    if end is None:
        return first, None
    after = end.interval.latest + timedelta(seconds=1) if isinstance(end, PartialDate) else _utc(end)
    return first, after if after > first else None


def _known_to_the_day(moment: PartialDate | Instant) -> bool:
    return not isinstance(moment, PartialDate) or moment.precision is Precision.DAY


def _utc(instant: Instant) -> datetime:
    if instant.tzinfo is None:
        raise DetenteBug(
            "calendar-instant", "A calendar was given a time without a zone.", "Please report it."
        )
    return instant.astimezone(UTC).replace(microsecond=0)


def _text(text: Text, language: Language) -> vText:
    written = vText(_clean(text.in_(language)))
    written.params["LANGUAGE"] = language.value
    return written


def _clean(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n"))


def _of_place(place: Place) -> Text:
    return Text(*(place.name.in_(language) for language in Language))


def _address(contact: Contact) -> vCalAddress:
    if not _ADDRESS.fullmatch(contact.address):
        raise NO_ADDRESS.error(address=contact.address[:80])
    address = vCalAddress(f"mailto:{contact.address}")
    address.params["CN"] = vText(_clean(contact.name).replace("\n", " ").replace('"', "'"))
    return address


ENDS_BEFORE = Wording(
    "calendar-dates",
    Text(
        "The entry {uid} ends before it begins.",
        "Запись {uid}: окончание раньше начала.",
        "条目{uid}的结束早于开始。",
    ),
    Text("Check both dates.", "Проверьте обе даты.", "请核对两个日期。"),
)
NO_ATTENDEE = Wording(
    "calendar-attendees",
    Text("Nobody is invited.", "Никто не приглашён.", "没有受邀者。"),
    Text("Add at least one address.", "Добавьте хотя бы один адрес.", "请至少添加一个地址。"),
)
NO_ADDRESS = Wording(
    "calendar-address",
    Text(
        "“{address}” is no e-mail address.",
        "«{address}» не является адресом электронной почты.",
        "“{address}”不是电子邮件地址。",
    ),
    Text(
        "Write it like office@example.org.",
        "Запишите по образцу: office@example.org.",
        "请参照：office@example.org。",
    ),
)
NO_LINK = Wording(
    "calendar-link",
    Text("“{link}” is no link.", "«{link}» не является ссылкой.", "“{link}”不是链接。"),
    Text("Begin it with https://.", "Начните её с https://.", "请以 https:// 开头。"),
)
