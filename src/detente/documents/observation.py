"""Papers of the observation of a drill: hand them to ``papers.render.render_paper``.

``documents`` are the invitation and its amendments, oldest first: what they say beyond the facts of the record
stands on the paper too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from detente.agreements.model import Agreement, Duty, Format, Observe, Purpose, Vocabulary
from detente.assessment.finding import Finding
from detente.documents.papers import contents
from detente.documents.papers.contents import (
    BadgeSheet,
    Basis,
    Occasion,
    OccasionKind,
    Programme,
    ReportForm,
    TeamList,
)
from detente.documents.papers.particulars import attendees, basis_of, named, particulars_of
from detente.documents.visits import reply_terms
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import Reference, StateCode
from detente.kernel.instants import Instant
from detente.kernel.languages import Language
from detente.messages.document import Document, JsonValue
from detente.messages.values import Person
from detente.record import facts as known
from detente.record.activities import Activity, Invitation, Reply

#: Facts that have their own line on every paper of an observation.
_TOLD = frozenset(
    {known.ARRIVAL, known.DEPARTURE, known.NUMBER, known.OBSERVERS_LIST, known.OBSERVERS_PROGRAMME}
)


def occasion_of_observation(
    activity: Activity, invitation: Invitation, agreement: Agreement, guests: Iterable[StateCode] = ()
) -> Occasion:
    """Who comes to observe the drill; ``guests`` empty: all who are invited."""
    return Occasion(
        kind=OccasionKind.OBSERVATION,
        hosts=named((activity.host,), agreement),
        guests=named(tuple(guests) or invitation.to, agreement),
        object=activity.name,
        arrival=invitation.arrival,
        end=invitation.departure,
    )


def invitation_of_observers(
    activity: Activity,
    invitation: Invitation,
    documents: Sequence[Document],
    agreement: Agreement,
    vocabulary: Vocabulary,
    *,
    to: Iterable[StateCode] = (),
    findings: Iterable[Finding] = (),
    signer: Person | None = None,
) -> contents.Invitation:
    """The letter that goes with an invitation of observers. ``to`` empty: one letter to all who are invited."""
    message_format = _format(documents, agreement)
    terms = reply_terms(findings, agreement)
    receivers = tuple(to) or invitation.to
    return contents.Invitation(
        basis=_basis(documents, activity, agreement),
        occasion=occasion_of_observation(activity, invitation, agreement, receivers),
        sender=named((activity.host,), agreement)[0],
        to=named(receivers, agreement),
        issued_at=documents[-1].issued_at,
        particulars=particulars_of(documents, message_format, vocabulary, _TOLD),
        programme=invitation.programme,
        reply_by=terms.by,
        silence_declines=terms.silence_declines,
        voluntary=isinstance(terms.provision, Observe) and terms.provision.duty is Duty.MAY,
        signer=signer,
    )


def observers_list_of(
    activity: Activity,
    invitation: Invitation,
    reply: Reply,
    agreement: Agreement,
    *,
    issued_at: Instant,
    signer: Person | None = None,
) -> TeamList:
    """Those whom one state sends, for accreditation. ``issued_at``: the date of the reply."""
    sender = named((reply.state,), agreement)[0]
    return TeamList(
        basis=_accredited(activity, invitation, (reply.reference,), agreement),
        occasion=occasion_of_observation(activity, invitation, agreement, (reply.state,)),
        sender=sender,
        issued_at=issued_at,
        members=attendees(reply.team, sender),
        signer=signer,
    )


def observation_programme_of(
    activity: Activity,
    invitation: Invitation,
    agreement: Agreement,
    *,
    message: Reference,
    issued_at: Instant,
) -> Programme:
    """The programme as announced last. ``message``: the one that announced it, ``issued_at`` its date."""
    return Programme(
        basis=_accredited(activity, invitation, (message,), agreement),
        occasion=occasion_of_observation(activity, invitation, agreement),
        sender=named((activity.host,), agreement)[0],
        issued_at=issued_at,
        entries=invitation.programme,
    )


def observers_badges_of(
    activity: Activity, invitation: Invitation, agreement: Agreement, second: Language
) -> BadgeSheet:
    """A badge for every observer named by a state that comes."""
    coming = [one for one in _newest(invitation) if one.accepted and one.team]
    return BadgeSheet(
        basis=_accredited(activity, invitation, [one.reference for one in coming], agreement),
        occasion=occasion_of_observation(activity, invitation, agreement, [one.state for one in coming]),
        second=second,
        badges=tuple(
            one for reply in coming for one in attendees(reply.team, named((reply.state,), agreement)[0])
        ),
    )


def observers_report_form_of(
    activity: Activity,
    invitation: Invitation,
    agreement: Agreement,
    vocabulary: Vocabulary,
    message_format: Format,
    report: Document | None = None,
) -> ReportForm:
    """The form of the observers' report: empty, or as ``report`` fills it."""
    references = ((report.reference,) if report else ()) + (invitation.reference,)
    content: Mapping[str, JsonValue] = report.content if report else {}
    return ReportForm(
        basis=basis_of(agreement, message_format.article, references, activity.origin.kind),
        occasion=occasion_of_observation(activity, invitation, agreement, (report.sender,) if report else ()),
        format=message_format,
        agreement=agreement,
        vocabulary=vocabulary,
        content=content,
        own_language=report.language if report else Language.EN.value,
    )


def _newest(invitation: Invitation) -> tuple[Reply, ...]:
    """The last answer of each state."""
    return tuple({one.state: one for one in invitation.replies}.values())


def _format(documents: Sequence[Document], agreement: Agreement) -> Format:
    known_format = agreement.formats.get(documents[0].format) if documents else None
    if known_format is None:
        raise DetenteBug(
            "observation-paper", "An invitation was to be printed without its messages.", "Please report it."
        )
    return known_format


def _basis(documents: Sequence[Document], activity: Activity, agreement: Agreement) -> Basis:
    article = _format(documents, agreement).article
    return basis_of(agreement, article, [one.reference for one in documents], activity.origin.kind)


def _accredited(
    activity: Activity, invitation: Invitation, references: Iterable[Reference], agreement: Agreement
) -> Basis:
    """What rests on an answer or an announcement, under the article that observers are invited by."""
    formats = agreement.formats.values()
    article = next((one.article for one in formats if one.purpose is Purpose.OBSERVATION_INVITATION), None)
    if article is None:
        raise DetenteBug(
            "observation-paper", "The agreement knows no invitation of observers.", "Please report it."
        )
    return basis_of(agreement, article, (*references, invitation.reference), activity.origin.kind)
