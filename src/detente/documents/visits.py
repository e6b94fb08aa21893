"""Papers of a visit or an inspection, from what is known of it: hand them to ``papers.render.render_paper``.

``documents`` are the messages in which its owner opened and changed it, oldest first: what they say beyond the
facts of the record stands on the paper too. Whom a letter speaks for besides the state, ``dataclasses.replace`` adds
(``authority``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from detente.agreements.model import (
    Agreement,
    Clock,
    Duty,
    Format,
    Host,
    Observe,
    Provision,
    Purpose,
    Quota,
    Vocabulary,
)
from detente.assessment.finding import Finding
from detente.documents.papers.contents import (
    Attendee,
    BadgeSheet,
    Basis,
    InspectionNotice,
    Invitation,
    Occasion,
    OccasionKind,
    Programme,
    ReportForm,
    TeamList,
    VisitRequest,
)
from detente.documents.papers.particulars import (
    KnownFact,
    attendees,
    basis_of,
    known_particulars,
    named,
    particulars_of,
)
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import Reference
from detente.kernel.instants import Instant
from detente.kernel.languages import Language
from detente.messages.document import Document, JsonValue
from detente.messages.values import FreeText, Person
from detente.record import facts as known
from detente.record.visits import Visit, VisitTeam

#: Facts that have their own line on every paper of a visit.
_TOLD = frozenset(
    {
        known.VISIT_OBJECT,
        known.VISIT_SECTOR,
        known.VISIT_ARRIVAL,
        known.VISIT_END,
        known.VISIT_TEAM,
        known.VISIT_PURPOSE,
        known.VISIT_AREA,
        known.VISIT_ENTRY,
        known.VISIT_EXIT,
        known.VISIT_INTERPRETERS,
        known.VISIT_LANGUAGE,
        known.VISIT_COSTS,
        known.VISIT_PROGRAMME,
        known.VISIT_TEAM_LIST,
    }
)
_REPLY_STEPS = frozenset({"visit-reply", "reply"})
_DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class ReplyTerms:
    """By when a reply is due under ``provision``, and whether none counts as a refusal. None: not set, not known."""

    by: Instant | None
    provision: Provision | None
    silence_declines: bool


def occasion_kind(visit: Visit, agreement: Agreement) -> OccasionKind:
    """An inspection where a quota counts the request, otherwise a visit."""
    requests = {one.request_format for one in agreement.provisions.values() if isinstance(one, Quota)}
    return OccasionKind.INSPECTION if visit.format in requests else OccasionKind.VISIT


def occasion_of(visit: Visit, agreement: Agreement, kind: OccasionKind | None = None) -> Occasion:
    """Who comes to whom; ``kind`` None: as the agreement has it."""
    sector = agreement.sectors.get(visit.sector) if visit.sector else None
    return Occasion(
        kind=kind or occasion_kind(visit, agreement),
        hosts=named(visit.hosts, agreement),
        guests=named(visit.guests, agreement),
        object=FreeText({"en": visit.object}) if visit.object else None,
        sector=sector.title if sector else None,
        arrival=visit.arrival,
        end=visit.end,
    )


def invitation_of_visit(
    visit: Visit,
    documents: Sequence[Document],
    agreement: Agreement,
    vocabulary: Vocabulary,
    *,
    findings: Iterable[Finding] = (),
    signer: Person | None = None,
) -> Invitation:
    """The letter that goes with an invitation. ``findings``: those on the visit, for the time to reply."""
    message_format, newest = _opening(visit, documents, agreement)
    terms, host = reply_terms(findings, agreement), _host(visit, agreement)
    return Invitation(
        basis=_basis(visit, documents, message_format, agreement),
        occasion=occasion_of(visit, agreement),
        sender=named((visit.owner,), agreement)[0],
        to=named(visit.asked, agreement),
        issued_at=newest.issued_at,
        team=_team(documents, message_format),
        particulars=(
            *known_particulars(_facts(visit, area=True), vocabulary),
            *particulars_of(documents, message_format, vocabulary, _TOLD),
        ),
        programme=visit.programme,
        reply_by=terms.by,
        silence_declines=terms.silence_declines,
        voluntary=host is not None and host.duty is Duty.MAY,
        signer=signer,
    )


def inspection_notice_of(
    visit: Visit,
    documents: Sequence[Document],
    agreement: Agreement,
    vocabulary: Vocabulary,
    *,
    findings: Iterable[Finding] = (),
    signer: Person | None = None,
) -> InspectionNotice:
    """The notice that goes with a request for an inspection, with those who come as far as they are named.

    For any other request it is the letter that asks for a visit.
    """
    message_format, newest = _opening(visit, documents, agreement)
    terms, host = reply_terms(findings, agreement), _host(visit, agreement)
    notice = InspectionNotice(
        basis=_basis(visit, documents, message_format, agreement),
        occasion=occasion_of(visit, agreement),
        title=message_format.title,
        sender=named((visit.owner,), agreement)[0],
        to=named(visit.asked, agreement),
        issued_at=newest.issued_at,
        team=_team(documents, message_format),
        area=visit.area,
        particulars=(
            *known_particulars(_facts(visit, area=False), vocabulary),
            *particulars_of(documents, message_format, vocabulary, _TOLD),
        ),
        members=tuple(one for team in visit.teams for one in _attendees(team, agreement)),
        reply_by=terms.by,
        signer=signer,
    )
    if notice.occasion.kind is OccasionKind.INSPECTION:
        return notice
    told = {one.name: getattr(notice, one.name) for one in fields(notice)}
    free = host is not None and host.duty is Duty.MAY
    return VisitRequest(**told, voluntary=free, silence_declines=terms.silence_declines)


def team_list_of(
    visit: Visit,
    team: VisitTeam,
    agreement: Agreement,
    *,
    issued_at: Instant,
    signer: Person | None = None,
) -> TeamList:
    """Those who come from one guest. ``issued_at``: the date of the message that names them."""
    return TeamList(
        basis=basis_of(
            agreement, _article(visit, agreement), (team.reference, visit.reference), visit.origin.kind
        ),
        occasion=occasion_of(visit, agreement),
        sender=named((team.state,), agreement)[0],
        issued_at=issued_at,
        members=_attendees(team, agreement),
        signer=signer,
    )


def programme_of(visit: Visit, agreement: Agreement, *, message: Reference, issued_at: Instant) -> Programme:
    """The programme as announced last. ``message``: the one that announced it, ``issued_at`` its date."""
    return Programme(
        basis=basis_of(agreement, _article(visit, agreement), (message, visit.reference), visit.origin.kind),
        occasion=occasion_of(visit, agreement),
        sender=named(visit.hosts[:1], agreement)[0],
        issued_at=issued_at,
        entries=visit.programme,
    )


def badges_of(visit: Visit, agreement: Agreement, second: Language) -> BadgeSheet:
    """A badge for everybody named, whoever sends them."""
    references = [team.reference for team in visit.teams]
    return BadgeSheet(
        basis=basis_of(
            agreement, _article(visit, agreement), (*references, visit.reference), visit.origin.kind
        ),
        occasion=occasion_of(visit, agreement),
        second=second,
        badges=tuple(one for team in visit.teams for one in _attendees(team, agreement)),
    )


def report_form_of(
    visit: Visit,
    agreement: Agreement,
    vocabulary: Vocabulary,
    message_format: Format,
    report: Document | None = None,
) -> ReportForm:
    """The form of a report on the visit: empty, or as ``report`` fills it."""
    references = ((report.reference,) if report else ()) + (visit.reference,)
    content: Mapping[str, JsonValue] = report.content if report else {}
    return ReportForm(
        basis=basis_of(agreement, message_format.article, references, visit.origin.kind),
        occasion=occasion_of(visit, agreement),
        format=message_format,
        agreement=agreement,
        vocabulary=vocabulary,
        content=content,
        own_language=report.language if report else Language.EN.value,
    )


def report_formats(visit: Visit, agreement: Agreement) -> tuple[Format, ...]:
    """The formats in which a report on this visit may be given."""
    return tuple(
        one
        for one in agreement.formats.values()
        if one.purpose is Purpose.VISIT_REPORT and (not one.requires or visit.format in one.requires)
    )


def reply_terms(findings: Iterable[Finding], agreement: Agreement) -> ReplyTerms:
    """Of the replies that are still open to the states, the one due first; without one, nothing is said."""
    due = [(one.due, one) for one in findings if one.step in _REPLY_STEPS and one.due is not None]
    if not due:
        return ReplyTerms(None, None, silence_declines=False)
    by, first = min(due, key=lambda one: one[0])
    provision = agreement.provisions.get(first.provision)
    clock = provision.reply if isinstance(provision, Host | Observe) else None
    silence = isinstance(clock, Clock) and clock.silence == _DECLINED
    return ReplyTerms(by, provision, silence_declines=silence)


def _opening(visit: Visit, documents: Sequence[Document], agreement: Agreement) -> tuple[Format, Document]:
    """The format it was opened in, and the newest of the messages that opened and changed it."""
    message_format = agreement.formats.get(visit.format)
    if message_format is None or not documents:
        raise DetenteBug(
            "visit-paper", "A visit's paper was asked for without its messages.", "Please report it."
        )
    return message_format, documents[-1]


def _team(documents: Sequence[Document], message_format: Format) -> int | None:
    """How many are to come, as its owner wrote it: a list that came later says no more of that."""
    ids = [item.id for item in message_format.items if item.fact == known.VISIT_TEAM]
    told = [one.content[name] for one in documents for name in ids if name in one.content]
    return told[-1] if told and isinstance(told[-1], int) else None


def _basis(
    visit: Visit, documents: Sequence[Document], message_format: Format, agreement: Agreement
) -> Basis:
    references = [one.reference for one in documents]
    return basis_of(agreement, message_format.article, references, visit.origin.kind)


def _article(visit: Visit, agreement: Agreement) -> str:
    return agreement.formats[visit.format].article


def _host(visit: Visit, agreement: Agreement) -> Host | None:
    """The provision under which it was offered or asked for, where there is one."""
    for one in agreement.provisions.values():
        if isinstance(one, Host) and visit.format in (one.invitation_format, one.request_format):
            return one
    return None


def _attendees(team: VisitTeam, agreement: Agreement) -> tuple[Attendee, ...]:
    return attendees(team.members, named((team.state,), agreement)[0])


def _facts(visit: Visit, *, area: bool) -> Iterator[tuple[str, KnownFact]]:
    """What the record knows of it and no other line says; a notice shows its area point by point."""
    yield known.VISIT_PURPOSE, visit.purpose
    if area:
        yield known.VISIT_AREA, visit.area
    yield known.VISIT_ENTRY, visit.entry
    yield known.VISIT_EXIT, visit.exit
    yield known.VISIT_INTERPRETERS, visit.interpreters
    yield known.VISIT_LANGUAGE, visit.language
    yield known.VISIT_COSTS, visit.costs
