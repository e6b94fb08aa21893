"""iCalendar: what real calendars read, checked by the rules of RFC 5545 and by another reader of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from detente.documents.icalendar import (
    CalendarEntry,
    Contact,
    EntryKind,
    EntryStatus,
    calendar_feed,
    invitation_file,
)
from detente.geography.position import Position
from detente.kernel.errors import DetenteBug, InputError
from detente.kernel.instants import parse_instant, parse_partial_date
from detente.kernel.languages import Language, Text, same_text
from detente.messages.values import FreeText, Place

EN, RU, ZH = Language
STAMP = parse_instant("2027-03-01T06:00:00Z")
NAME = Text("Drills", "Учения", "演习")
VISIT = CalendarEntry(
    uid="SH96.KZ.2027.0007.VI@shanghai-1996.detente",
    kind=EntryKind.EVENT,
    sequence=1,
    summary=Text("Visit: 36th brigade", "Посещение: 36-я бригада", "访问：第36旅"),
    description=Text("One, two;\nthree \\ four", "Раз, два;\nтри", "一，二；\n三"),
    start=parse_instant("2027-05-12T04:00:00Z"),
    end=parse_partial_date("2027-05-15"),
    place=Place(FreeText({"en": "Almaty", "ru": "Алматы", "zh": "阿拉木图"}), (Position(76.95, 43.25),)),
    category=Text("Visits", "Посещения", "访问"),
    alarms=(timedelta(days=1),),
    link="https://desk.example.org/visits/7",
)
DEADLINE = replace(
    VISIT,
    uid="due@x.detente",
    kind=EntryKind.DEADLINE,
    start=parse_instant("2027-05-02T23:59:59Z"),
    end=None,
    place=None,
    alarms=(timedelta(days=7), timedelta(days=1)),
)
OFFICE = Contact("verification@mod.example.org", "Verification centre; Astana, “KZ”")
GUEST = Contact("arms.control@mfa.example.net", "Управление, Бишкек")


def unfolded(made: bytes) -> list[str]:
    """Content lines, after checking how they are broken: RFC 5545, section 3.1."""
    assert made.endswith(b"\r\n")
    lines = made.split(b"\r\n")[:-1]
    assert [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line] == []
    return re.sub(rb"\r\n[ \t]", b"", made).decode("utf-8").split("\r\n")[:-1]


def check(made: bytes) -> list[str]:
    """What every calendar keeps to, and that another reader takes it without complaint."""
    lines = unfolded(made)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert sum(line == "VERSION:2.0" for line in lines) == 1
    times = [line for line in lines if re.match("DTSTART|DTEND|DUE|DTSTAMP|COMPLETED", line)]
    floating = [
        line
        for line in times
        if not re.fullmatch(r"[A-Z]+(;VALUE=DATE:[0-9]{8}|(;VALUE=DATE-TIME)?:[0-9]{8}T[0-9]{6}Z)", line)
    ]
    assert floating == []
    calendar = Calendar.from_ical(made)
    for component in calendar.walk():
        if component.name in ("VEVENT", "VTODO"):
            assert not component.errors
            assert all(name in component for name in ("UID", "DTSTAMP"))
    return lines


def test_a_feed_in_russian() -> None:
    made = calendar_feed([VISIT], RU, name=NAME, stamped_at=STAMP)
    assert check(made) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Detente//Calendar//RU",
        "CALSCALE:GREGORIAN",
        "NAME;LANGUAGE=ru:Учения",
        "X-WR-CALNAME;LANGUAGE=ru:Учения",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "BEGIN:VEVENT",
        "SUMMARY;LANGUAGE=ru:Посещение: 36-я бригада",
        "DTSTART:20270512T040000Z",
        "DTEND:20270516T000000Z",
        "DTSTAMP:20270301T060000Z",
        "UID:SH96.KZ.2027.0007.VI@shanghai-1996.detente",
        "SEQUENCE:1",
        "CATEGORIES:Посещения",
        "CLASS:CONFIDENTIAL",
        "DESCRIPTION;LANGUAGE=ru:Раз\\, два\\;\\nтри",
        "GEO:43.25;76.95",
        "LOCATION;LANGUAGE=ru:Алматы",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "URL:https://desk.example.org/visits/7",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION;LANGUAGE=ru:Посещение: 36-я бригада",
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    assert made == calendar_feed([VISIT], RU, name=NAME, stamped_at=STAMP)


@pytest.mark.parametrize("language", Language)
def test_another_reader_finds_the_same_words(language: Language) -> None:
    event = Calendar.from_ical(calendar_feed([VISIT], language, name=NAME, stamped_at=STAMP)).events[0]
    assert (str(event["summary"]), str(event["description"])) == (
        VISIT.summary.in_(language),
        VISIT.description.in_(language),
    )


def test_a_deadline_as_an_event_and_as_a_task() -> None:
    as_event = check(calendar_feed([DEADLINE], EN, name=NAME, stamped_at=STAMP))
    assert [
        one for one in as_event if one.startswith(("BEGIN:V", "DTSTART", "DTEND", "TRANSP", "TRIGGER"))
    ] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "DTSTART:20270502T235959Z",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "TRIGGER:-P7D",
        "BEGIN:VALARM",
        "TRIGGER:-P1D",
    ]
    as_task = check(calendar_feed([DEADLINE], EN, name=NAME, stamped_at=STAMP, deadlines_as_tasks=True))
    assert [one for one in as_task if one.startswith(("BEGIN:V", "DUE", "STATUS", "TRIGGER"))] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VTODO",
        "DUE:20270502T235959Z",
        "STATUS:NEEDS-ACTION",
        "BEGIN:VALARM",
        "TRIGGER;RELATED=END:-P7D",
        "BEGIN:VALARM",
        "TRIGGER;RELATED=END:-P1D",
    ]


def test_what_is_done_or_called_off_rings_no_more() -> None:
    done = check(
        calendar_feed(
            [replace(DEADLINE, status=EntryStatus.DONE)],
            EN,
            name=NAME,
            stamped_at=STAMP,
            deadlines_as_tasks=True,
        )
    )
    off = check(
        calendar_feed([replace(VISIT, status=EntryStatus.CANCELLED)], EN, name=NAME, stamped_at=STAMP)
    )
    assert [one for one in done + off if one.startswith(("STATUS", "TRANSP", "BEGIN:VALARM"))] == [
        "STATUS:COMPLETED",
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
    ]


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ("2027-05-12", None, (date(2027, 5, 12), date(2027, 5, 13))),
        ("2027-05-12", "2027-05-15", (date(2027, 5, 12), date(2027, 5, 16))),
        ("2027-05", None, (date(2027, 5, 1), date(2027, 6, 1))),
        ("2027", "2028", (date(2027, 1, 1), date(2029, 1, 1))),
        ("2027-05-12", "2027-05-12T23:00:00Z", (date(2027, 5, 12), date(2027, 5, 13))),
        (
            "2027-05-12T04:00:00Z",
            "2027-05-12",
            (datetime(2027, 5, 12, 4, tzinfo=UTC), datetime(2027, 5, 13, tzinfo=UTC)),
        ),
        ("2027-05-12T04:00:00Z", "2027-05-12T04:00:00Z", (datetime(2027, 5, 12, 4, tzinfo=UTC), None)),
    ],
)
def test_times(start: str, end: str | None, wanted: tuple[date, date | None]) -> None:
    def moment(text: str | None) -> object:
        return None if text is None else parse_instant(text) if "T" in text else parse_partial_date(text)

    entry = replace(VISIT, start=moment(start), end=moment(end))  # type: ignore[arg-type]
    made = calendar_feed([entry], EN, name=NAME, stamped_at=STAMP)
    check(made)
    event = Calendar.from_ical(made).events[0]
    found = event["dtend"].dt if "dtend" in event else None
    assert (event["dtstart"].dt, found) == wanted


def test_a_time_known_to_the_month_blocks_nobody() -> None:
    entry = replace(VISIT, start=parse_partial_date("2027-05"), end=None)
    lines = check(calendar_feed([entry], EN, name=NAME, stamped_at=STAMP))
    assert "TRANSP:TRANSPARENT" in lines


def test_an_invitation() -> None:
    made = invitation_file(VISIT, RU, organizer=OFFICE, attendees=[GUEST], stamped_at=STAMP)
    lines = check(made)
    assert lines[3:5] == ["CALSCALE:GREGORIAN", "METHOD:REQUEST"]
    event = Calendar.from_ical(made).events[0]
    assert str(event["organizer"]) == "mailto:verification@mod.example.org"
    assert event["organizer"].params["CN"] == "Verification centre; Astana, “KZ”"
    attendee = event["attendee"]
    assert str(attendee) == "mailto:arms.control@mfa.example.net"
    assert dict(attendee.params) == {
        "CN": "Управление, Бишкек",
        "CUTYPE": "GROUP",
        "PARTSTAT": "NEEDS-ACTION",
        "ROLE": "REQ-PARTICIPANT",
        "RSVP": "TRUE",
    }


def test_an_invitation_taken_back() -> None:
    entry = replace(VISIT, status=EntryStatus.CANCELLED, sequence=2)
    lines = check(invitation_file(entry, EN, organizer=OFFICE, attendees=[GUEST, OFFICE], stamped_at=STAMP))
    assert [one for one in lines if one.startswith(("METHOD", "STATUS", "SEQUENCE"))] == [
        "METHOD:CANCEL",
        "SEQUENCE:2",
        "STATUS:CANCELLED",
    ]


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
)
def test_no_words_break_a_calendar(summary: str, name: str) -> None:
    entry = replace(VISIT, summary=same_text(summary), description=same_text(summary + "\r\nX-EVIL:1"))
    made = invitation_file(
        entry, ZH, organizer=Contact("a@b.example", name), attendees=[GUEST], stamped_at=STAMP
    )
    lines = check(made)
    assert not any(line.startswith("X-EVIL") for line in lines)
    assert [component.name for component in Calendar.from_ical(made).walk()] == [
        "VCALENDAR",
        "VEVENT",
        "VALARM",
    ]


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a@b\r\nX-EVIL:1", "a b@example.org", "mailto:a@b.example", "а@пример.рф", "a@" * 200],
)
def test_a_wrong_address(address: str) -> None:
    with pytest.raises(InputError) as caught:
        invitation_file(VISIT, EN, organizer=OFFICE, attendees=[Contact(address, "x")], stamped_at=STAMP)
    assert caught.value.code == "calendar-address"


def test_nobody_invited() -> None:
    with pytest.raises(InputError) as caught:
        invitation_file(VISIT, EN, organizer=OFFICE, attendees=[], stamped_at=STAMP)
    assert caught.value.code == "calendar-attendees"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (replace(VISIT, end=parse_partial_date("2027-05-11")), "calendar-dates"),
        (replace(VISIT, link="javascript:alert(1)"), "calendar-link"),
        (replace(VISIT, link="https://x.example/\r\nX-EVIL:1"), "calendar-link"),
    ],
)
def test_a_wrong_entry(entry: CalendarEntry, code: str) -> None:
    with pytest.raises(InputError) as caught:
        calendar_feed([entry], EN, name=NAME, stamped_at=STAMP)
    assert caught.value.code == code


def test_a_time_without_a_zone_is_our_own_fault() -> None:
    with pytest.raises(DetenteBug):
        calendar_feed([VISIT], EN, name=NAME, stamped_at=datetime(2027, 1, 1))  # noqa: DTZ001


def test_a_calendar_of_nothing() -> None:
    assert Calendar.from_ical(calendar_feed([], EN, name=NAME, stamped_at=STAMP)).events == []
