"""Visits, drills and deadlines as entries of a calendar, with names that never change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from detente.agreements.citing import cite_article
from detente.agreements.model import Agreement
from detente.assessment.finding import Finding, FindingState
from detente.assessment.wording import capital, finding_clause, step_word
from detente.documents.icalendar import CalendarEntry, EntryKind, EntryStatus
from detente.kernel.identifiers import MatterId, Reference, StateCode
from detente.kernel.instants import Instant, PartialDate, Precision
from detente.kernel.languages import Language, Text, same_text
from detente.messages.document import OriginKind
from detente.messages.references import matter_of, parse_reference
from detente.messages.values import FreeText
from detente.messages.wording import list_of
from detente.record.activities import Activity, ActivityStatus
from detente.record.visits import Visit, VisitStatus, status_of

#: Reminders of a deadline, and of a visit or a drill.
DEADLINE_ALARMS = (timedelta(days=7), timedelta(days=1))
EVENT_ALARMS = (timedelta(days=1),)
_OFF = frozenset({VisitStatus.DECLINED, VisitStatus.WITHDRAWN})
_UNSETTLED = frozenset({VisitStatus.ASKED, VisitStatus.OFFERED, VisitStatus.POSTPONED})
_MET = frozenset({FindingState.MET, FindingState.MET_LATE})
_OPEN = frozenset({FindingState.DUE, FindingState.UPCOMING, FindingState.MISSED})
_CHANGES = frozenset("ACX")


def visit_entry(
    visit: Visit, agreement: Agreement, at: Instant, *, public: bool = False
) -> CalendarEntry | None:
    """The visit as it stands at ``at``; None where no day of arrival is known."""
    if visit.arrival is None:
        return None
    status = status_of(visit, at)
    what = _VISIT.fill(
        object=same_text(visit.object) if visit.object else _UNNAMED,
        hosts=_states(visit.hosts, agreement),
        guests=_states(visit.guests, agreement),
    )
    called_off = status in _OFF
    article = agreement.formats[visit.format].article if visit.format in agreement.formats else None
    return CalendarEntry(
        uid=_uid(visit.id, agreement),
        kind=EntryKind.EVENT,
        sequence=sequence_of(visit.id, visit.messages, [one.reference for one in visit.postponements]),
        summary=_marked(what, visit.origin.kind, called_off=called_off),
        description=_description(agreement, article, visit.messages, visit.arrival),
        start=visit.arrival,
        end=visit.end,
        place=visit.entry,
        status=_status(called_off=called_off, settled=status not in _UNSETTLED),
        category=_VISITS,
        public=public,
        alarms=EVENT_ALARMS,
    )


def drill_entry(activity: Activity, agreement: Agreement, *, public: bool = False) -> CalendarEntry | None:
    """The drill as it was told last; None where its dates are not known."""
    if activity.period is None:
        return None
    what = _DRILL.fill(
        name=_in_all(activity.name) if activity.name else same_text(activity.id),
        host=agreement.state_name(activity.host),
    )
    called_off = activity.status is ActivityStatus.CANCELLED
    return CalendarEntry(
        uid=_uid(activity.id, agreement),
        kind=EntryKind.EVENT,
        sequence=sequence_of(activity.id, activity.messages),
        summary=_marked(what, activity.origin.kind, called_off=called_off),
        description=_description(agreement, None, activity.messages, activity.period.start),
        start=activity.period.start,
        end=activity.period.end,
        place=activity.area[0] if activity.area else None,
        status=_status(called_off=called_off, settled=True),
        category=_DRILLS,
        public=public,
    )


def deadline_entry(finding: Finding, agreement: Agreement, *, training: bool = False) -> CalendarEntry | None:
    """What is owed by when; None where there is no deadline, or it is not known whether there is one."""
    if finding.due is None or finding.state not in _OPEN | _MET:
        return None
    what = _DUE.fill(step=step_word(finding.step), bearer=agreement.state_name(finding.bearer))
    part = ".".join(
        str(one) for one in (finding.provision, finding.step, finding.bearer, finding.other or "all")
    )
    article = _article(agreement, finding.article)
    clause = capital(finding_clause(finding, agreement))
    return CalendarEntry(
        uid=_uid(f"{finding.about}.{part}", agreement),
        kind=EntryKind.DEADLINE,
        sequence=_changes(finding.messages),
        summary=_TRAINING.fill(what=what) if training else what,
        description=_lines([clause, article, _messages(finding.messages), _COUNTS]),
        start=finding.due,
        status=EntryStatus.DONE if finding.state in _MET else EntryStatus.CONFIRMED,
        category=_DEADLINES,
        alarms=DEADLINE_ALARMS,
    )


def sequence_of(matter: MatterId, messages: Iterable[Reference], also: Iterable[Reference] = ()) -> int:
    """How often what was told has changed: amendments, corrections and the cancellation of ``matter``.

    ``also``: messages of others that changed it.
    """
    own = {one for one in messages if matter_of(one) == matter}
    others = {one for one in also if one not in own or not _is_change(one)}
    return _changes(own) + len(others)


def _changes(messages: Iterable[Reference]) -> int:
    return sum(_is_change(one) for one in set(messages))


def _is_change(reference: Reference) -> bool:
    return parse_reference(reference).mark[0] in _CHANGES


def _uid(about: str, agreement: Agreement) -> str:
    """The same for ever, and unlike that of anything else.

    Source: RFC 5545, section 3.8.4.7.
    """
    return f"{about.replace('/', '.')}@{agreement.id}.detente"


def _status(*, called_off: bool, settled: bool) -> EntryStatus:
    if called_off:
        return EntryStatus.CANCELLED
    return EntryStatus.CONFIRMED if settled else EntryStatus.TENTATIVE


def _marked(what: Text, origin: OriginKind, *, called_off: bool) -> Text:
    """What a list shows first: whether it is called off, and whether it is official."""
    said = _CALLED_OFF.fill(what=what) if called_off else what
    mark = _ORIGINS.get(origin)
    return mark.fill(what=said) if mark else said


def _description(
    agreement: Agreement,
    article: str | None,
    messages: tuple[Reference, ...],
    start: PartialDate | Instant,
) -> Text:
    rough = isinstance(start, PartialDate) and start.precision is not Precision.DAY
    lines = [_article(agreement, article), _messages(messages), *([_ROUGH] if rough else []), _COUNTS]
    return _lines(lines)


def _article(agreement: Agreement, article: str | None) -> Text:
    if article is None:
        return agreement.short_title
    return _UNDER.fill(agreement=agreement.short_title, article=cite_article(article))


def _messages(messages: tuple[Reference, ...]) -> Text:
    if not messages:
        return _NO_MESSAGES
    return _MESSAGES.fill(references=list_of([same_text(one) for one in messages]))


def _lines(lines: Iterable[Text]) -> Text:
    kept = list(lines)
    return Text(*("\n".join(one.in_(language) for one in kept) for language in Language))


def _states(states: Iterable[StateCode], agreement: Agreement) -> Text:
    return list_of([agreement.state_name(one) for one in states])


def _in_all(words: FreeText) -> Text:
    return Text(*(words.in_(language) for language in Language))


_VISIT = Text(
    "Visit: {object} (host: {hosts}; guests: {guests})",
    "Посещение: {object} (принимает: {hosts}; посещает: {guests})",
    "访问：{object}（东道国：{hosts}；访问方：{guests}）",
)
_UNNAMED = Text("place not named", "объект не назван", "未注明对象")
_DRILL = Text("Drill: {name} ({host})", "Учение: {name} ({host})", "演习：{name}（{host}）")
_DUE = Text("Due: {step} ({bearer})", "Срок: {step} ({bearer})", "到期：{step}（{bearer}）")
_CALLED_OFF = Text("Called off. {what}", "Отменено. {what}", "已取消。{what}")
_TRAINING = Text("Training. {what}", "Учебное. {what}", "训练。{what}")
_ORIGINS = {
    OriginKind.TRAINING: _TRAINING,
    OriginKind.RECONSTRUCTED: Text(
        "From public reports. {what}", "По открытым сообщениям. {what}", "根据公开报道。{what}"
    ),
}
_VISITS = Text("Visits", "Посещения", "访问")
_DRILLS = Text("Drills", "Учения", "演习")
_DEADLINES = Text("Deadlines", "Сроки", "期限")
_UNDER = Text("{agreement}, {article}", "{agreement}, {article}", "{agreement}，{article}")
_MESSAGES = Text("Messages: {references}", "Сообщения: {references}", "电文：{references}")
_NO_MESSAGES = Text("No message yet", "Сообщений пока нет", "尚无电文")
_ROUGH = Text(
    "The day is not known; the entry covers the whole time it may be.",
    "День неизвестен; запись охватывает весь возможный срок.",
    "具体日期不详；本条目涵盖全部可能的时间。",
)
_COUNTS = Text(
    "The signed message counts, not this entry.",
    "Силу имеет подписанное сообщение, а не эта запись.",
    "以经签名的电文为准，本条目仅供参考。",
)
