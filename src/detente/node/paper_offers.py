"""Which papers there are of a visit, or of observers at a drill, and how each is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from detente.agreements.model import Agreement, Purpose, Vocabulary
from detente.assessment.finding import Finding
from detente.documents import observation as on_observers
from detente.documents import visits as on_visits
from detente.documents.papers.contents import OccasionKind, Paper, PaperKind
from detente.documents.papers.render import paper_name
from detente.kernel.identifiers import Reference, StateCode
from detente.kernel.languages import Language, Text
from detente.messages.document import Document
from detente.record.activities import Activity, Invitation
from detente.record.facts import OBSERVERS_PROGRAMME, VISIT_PROGRAMME
from detente.record.visits import Visit

#: What a badge carries beside the language the sheet is set in.
_SECOND = {Language.EN: Language.RU, Language.RU: Language.EN, Language.ZH: Language.EN}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOffer:
    """A paper that can be printed. ``part`` tells it apart from others of its kind: a state, a format, a message.

    ``of``: whose, or which (None: there is one alone). ``personal``: it names people, and is printed only for those
    who may see personal data.
    """

    kind: PaperKind
    part: str
    of: Text | None
    personal: bool
    make: Callable[[Language], Paper]

    @property
    def name(self) -> Text:
        """What it is called where one chooses."""
        return paper_name(self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What papers are made from: the messages as their reader may see them, oldest first, and the findings."""

    agreement: Agreement
    vocabulary: Vocabulary
    documents: Sequence[Document]
    findings: Sequence[Finding]

    def document(self, reference: Reference) -> Document | None:
        """The message of that number."""
        return next((one for one in self.documents if one.reference == reference), None)

    def saying(self, fact: str) -> Document | None:
        """The newest message that carries an item of that fact."""
        formats = self.agreement.formats
        return next(
            (
                one
                for one in reversed(self.documents)
                if one.format in formats
                and any(item.fact == fact and item.id in one.content for item in formats[one.format].items)
            ),
            None,
        )


def offers_of_visit(visit: Visit, grounds: Grounds) -> Iterator[PaperOffer]:
    """The papers of a visit or an inspection."""
    agreement = grounds.agreement
    if visit.format not in agreement.formats:
        return
    opening = [one for one in grounds.documents if one.matter == visit.id and one.sender == visit.owner]
    if opening:
        yield _letter(visit, opening, grounds)
    programme = grounds.saying(VISIT_PROGRAMME)
    if visit.programme and programme is not None:
        make = partial(
            on_visits.programme_of,
            visit,
            agreement,
            message=programme.reference,
            issued_at=programme.issued_at,
        )
        yield _offer(PaperKind.PROGRAMME, "", None, lambda _language: make())
    yield from _teams(visit, grounds)
    for message_format in on_visits.report_formats(visit, agreement):
        form = partial(on_visits.report_form_of, visit, agreement, grounds.vocabulary, message_format)
        yield _offer(PaperKind.REPORT_FORM, message_format.id, message_format.title, _ignoring(form))
        for report in visit.reports:
            document = grounds.document(report.reference)
            if document is not None and report.format == message_format.id:
                of = agreement.state_name(report.state)
                filled = partial(form, document)
                yield _offer(PaperKind.REPORT_FORM, report.reference, of, _ignoring(filled))


def offers_of_drill(activity: Activity, grounds: Grounds) -> Iterator[PaperOffer]:
    """The papers of the observers of a drill."""
    for invitation in activity.invitations:
        yield from _of_invitation(activity, invitation, grounds)


def _letter(visit: Visit, opening: Sequence[Document], grounds: Grounds) -> PaperOffer:
    inspection = on_visits.occasion_kind(visit, grounds.agreement) is OccasionKind.INSPECTION
    asked = visit.opened_by is Purpose.VISIT_REQUEST
    if inspection or asked:
        notice = partial(
            on_visits.inspection_notice_of,
            visit,
            opening,
            grounds.agreement,
            grounds.vocabulary,
            findings=grounds.findings,
        )
        kind = PaperKind.INSPECTION_NOTICE if inspection else PaperKind.VISIT_REQUEST
        return _offer(kind, "", None, _ignoring(notice))
    letter = partial(
        on_visits.invitation_of_visit,
        visit,
        opening,
        grounds.agreement,
        grounds.vocabulary,
        findings=grounds.findings,
    )
    return _offer(PaperKind.INVITATION, "", None, _ignoring(letter))


def _teams(visit: Visit, grounds: Grounds) -> Iterator[PaperOffer]:
    for team in visit.teams:
        document = grounds.document(team.reference)
        if team.members and document is not None:
            make = partial(
                on_visits.team_list_of, visit, team, grounds.agreement, issued_at=document.issued_at
            )
            of = grounds.agreement.state_name(team.state)
            yield _offer(PaperKind.TEAM_LIST, team.state, of, _ignoring(make), personal=True)
    if any(team.members for team in visit.teams):
        yield _offer(
            PaperKind.BADGES,
            "",
            None,
            lambda language: on_visits.badges_of(visit, grounds.agreement, _SECOND[language]),
            personal=True,
        )


def _of_invitation(activity: Activity, invitation: Invitation, grounds: Grounds) -> Iterator[PaperOffer]:
    agreement, reference = grounds.agreement, invitation.reference
    document = grounds.document(reference)
    if document is None or document.format not in agreement.formats:
        return
    changes = [
        one for one in grounds.documents if one.matter == document.matter and one.format == document.format
    ]
    for state in invitation.to:
        letter = partial(
            on_observers.invitation_of_observers,
            activity,
            invitation,
            changes,
            agreement,
            grounds.vocabulary,
            to=(state,),
            findings=[one for one in grounds.findings if one.bearer == state],
        )
        of = agreement.state_name(state)
        yield _offer(PaperKind.INVITATION, _part(reference, state), of, _ignoring(letter))
    told = grounds.saying(OBSERVERS_PROGRAMME)
    if invitation.programme and told is not None:
        programme = partial(
            on_observers.observation_programme_of,
            activity,
            invitation,
            agreement,
            message=told.reference,
            issued_at=told.issued_at,
        )
        yield _offer(PaperKind.PROGRAMME, reference, None, _ignoring(programme))
    yield from _accreditation(activity, invitation, grounds)
    yield from _observers_reports(activity, invitation, grounds)


def _accreditation(activity: Activity, invitation: Invitation, grounds: Grounds) -> Iterator[PaperOffer]:
    agreement = grounds.agreement
    newest = {one.state: one for one in invitation.replies}
    named = [one for one in newest.values() if one.accepted and one.team]
    for reply in named:
        document = grounds.document(reply.reference)
        if document is not None:
            make = partial(
                on_observers.observers_list_of,
                activity,
                invitation,
                reply,
                agreement,
                issued_at=document.issued_at,
            )
            part, of = _part(invitation.reference, reply.state), agreement.state_name(reply.state)
            yield _offer(PaperKind.TEAM_LIST, part, of, _ignoring(make), personal=True)
    if named:
        yield _offer(
            PaperKind.BADGES,
            invitation.reference,
            None,
            lambda language: on_observers.observers_badges_of(
                activity, invitation, agreement, _SECOND[language]
            ),
            personal=True,
        )


def _observers_reports(activity: Activity, invitation: Invitation, grounds: Grounds) -> Iterator[PaperOffer]:
    agreement = grounds.agreement
    for one in agreement.formats.values():
        if one.purpose is not Purpose.OBSERVATION_REPORT:
            continue
        form = partial(
            on_observers.observers_report_form_of, activity, invitation, agreement, grounds.vocabulary, one
        )
        yield _offer(PaperKind.REPORT_FORM, f"{invitation.reference}:{one.id}", one.title, _ignoring(form))
        for report in invitation.reports:
            document = grounds.document(report.reference)
            if document is not None and document.format == one.id:
                of = agreement.state_name(report.state)
                yield _offer(PaperKind.REPORT_FORM, report.reference, of, _ignoring(partial(form, document)))


def _offer(
    kind: PaperKind,
    part: str,
    of: Text | None,
    make: Callable[[Language], Paper],
    *,
    personal: bool = False,
) -> PaperOffer:
    return PaperOffer(kind=kind, part=part, of=of, personal=personal, make=make)


def _part(reference: Reference, state: StateCode) -> str:
    return f"{reference}:{state}"


def _ignoring(make: Callable[[], Paper]) -> Callable[[Language], Paper]:
    """Most papers are the same whatever they are set in."""
    return lambda _language: make()
