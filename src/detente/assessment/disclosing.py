"""May a message be shown to somebody? What the agreement says, for whoever shows, exports or publishes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from detente.agreements.model import Agreement, Audience, Consent, Disclose, Status
from detente.assessment.consents import (
    Given,
    consenting,
    consents_of,
    covers,
    disclosures_about,
    standing_consent,
)
from detente.assessment.finding import Answer
from detente.assessment.rules import MatterSource
from detente.assessment.scope import Scope, is_party, scope_of
from detente.kernel.identifiers import FormatId, Reference, StateCode
from detente.kernel.instants import Instant, Interval
from detente.kernel.languages import Text
from detente.messages.references import matter_of
from detente.record.disclosures import Disclosure
from detente.record.matters import host_of


@dataclass(frozen=True, slots=True)
class DisclosureAnswer:
    """Whether a message may be shown, by which provision (None: none is about it), and why."""

    answer: Answer
    provision: Disclose | None
    reason: Text


def may_disclose(
    agreement: Agreement,
    source: MatterSource,
    reference: Reference,
    viewer: StateCode | None,
    at: Instant,
) -> DisclosureAnswer:
    """Whether a message may be shown to a state at ``at``; ``viewer`` None: to the public.

    Where several provisions are about it, the strictest answer holds. Where none is, it is unclear: that an
    agreement is silent is no leave.
    """
    scope = scope_of(agreement)
    about = [
        one
        for one in agreement.provisions.values()
        if isinstance(one, Disclose) and covers(one, agreement, reference) and _holds(one, agreement)
    ]
    if viewer == host_of(matter_of(reference)):
        return DisclosureAnswer(Answer.YES, about[0] if about else None, OWN)
    if not about:
        return DisclosureAnswer(Answer.UNCLEAR, None, NOT_SAID)
    answers = [_by(one, scope, source, reference, viewer, at) for one in about]
    return min(answers, key=lambda one: _STRICTEST.index(one.answer))


def may_see_of(
    agreement: Agreement, owner: StateCode, viewer: StateCode, forms: Collection[FormatId], at: Instant
) -> DisclosureAnswer:
    """Whether a state may see, without anybody's consent, what another tells in these formats.

    Where no provision is about them, those who are party may: it is to them that it was told.
    """
    scope = scope_of(agreement)
    about = [
        one
        for one in agreement.provisions.values()
        if isinstance(one, Disclose)
        and _holds(one, agreement)
        and (not one.what or not set(one.what).isdisjoint(forms))
    ]
    if viewer == owner:
        return DisclosureAnswer(Answer.YES, about[0] if about else None, OWN)
    party = scope.parties.get(viewer)
    if not about:
        told = party is not None and is_party(party, at)
        return DisclosureAnswer(Answer.YES if told else Answer.NO, None, TOLD if told else NOT_SAID)
    refused = [one for one in about if not _is_entitled(one, scope, owner, viewer, at)]
    if refused:
        return DisclosureAnswer(Answer.NO, refused[0], CONSENT_ONLY if refused[0].consent else NO_WAY)
    return DisclosureAnswer(Answer.YES, about[0], PARTY.fill(state=agreement.state_name(viewer)))


def may_make_public(agreement: Agreement, form: FormatId) -> DisclosureAnswer:
    """Whether a state may make a message of its own public while it tells it, when nobody can have consented yet."""
    about = [
        one
        for one in agreement.provisions.values()
        if isinstance(one, Disclose) and _holds(one, agreement) and (not one.what or form in one.what)
    ]
    refused = [one for one in about if one.consent is not Consent.OWNER]
    if refused:
        return DisclosureAnswer(Answer.NO, refused[0], CONSENT_ONLY if refused[0].consent else NO_WAY)
    return DisclosureAnswer(Answer.YES, about[0] if about else None, OWN)


def _holds(provision: Disclose, agreement: Agreement) -> bool:
    return provision.outlives or agreement.status is not Status.ENDED


def _by(
    provision: Disclose,
    scope: Scope,
    source: MatterSource,
    reference: Reference,
    viewer: StateCode | None,
    at: Instant,
) -> DisclosureAnswer:
    owner = host_of(matter_of(reference))
    if viewer is not None and _is_entitled(provision, scope, owner, viewer, at):
        return DisclosureAnswer(Answer.YES, provision, PARTY.fill(state=scope.agreement.state_name(viewer)))
    if provision.consent is None:
        return DisclosureAnswer(Answer.NO, provision, NO_WAY)
    asked = [one for one in disclosures_about(source, reference) if one.requested and not one.withdrawn]
    answers = [_asked(one, provision, scope, viewer, at) for one in asked]
    nobody = DisclosureAnswer(Answer.NO, provision, NOT_ASKED)
    return max(answers, key=lambda one: _STRICTEST.index(one.answer), default=nobody)


def _is_entitled(provision: Disclose, scope: Scope, owner: StateCode, viewer: StateCode, at: Instant) -> bool:
    """Whether the viewer may see it without anybody's consent: a party, of the side the article names."""
    party = scope.parties.get(viewer)
    if party is None or not is_party(party, at):
        return False
    own = scope.parties.get(owner)
    same_side = own is not None and own.side is not None and own.side == party.side
    return provision.to is Audience.PARTIES or same_side or viewer in scope.opposite(owner)


def _asked(
    request: Disclosure, provision: Disclose, scope: Scope, viewer: StateCode | None, at: Instant
) -> DisclosureAnswer:
    """What the answers to one request come to."""
    if not request.public and (viewer is None or viewer not in request.receivers):
        answer, reason = (Answer.NO, NOT_ASKED)
        if viewer is not None and not request.receivers:
            answer, reason = (Answer.UNCLEAR, TO_WHOM)
        return DisclosureAnswer(answer, provision, reason)
    if request.subject is None:
        return DisclosureAnswer(Answer.UNCLEAR, provision, TO_WHOM)
    states = consenting(scope, provision.consent, request.subject, request.owner)
    given = {state: standing_consent(consents_of(state, [request]), Interval(at, at)) for state in states}
    for wanted, answer, reason in _OUTCOMES:
        found = [state for state, one in given.items() if one is wanted]
        if found:
            return DisclosureAnswer(answer, provision, reason.fill(states=_names(scope, found)))
    return DisclosureAnswer(Answer.YES, provision, CONSENTED)


def _names(scope: Scope, states: Sequence[StateCode]) -> Text:
    names = [scope.agreement.state_name(state) for state in states]
    return Text(
        ", ".join(one.en for one in names),
        ", ".join(one.ru for one in names),
        "、".join(one.zh for one in names),
    )


_STRICTEST = (Answer.NO, Answer.UNCLEAR, Answer.YES)

OWN = Text(
    "It is the state's own message.",
    "Это собственное сообщение государства.",
    "该电文系该国自己的电文。",
)
PARTY = Text(
    "{state} is among those to whom the article gives it without further consent.",
    "{state} входит в число тех, кому статья предоставляет его без дополнительного согласия.",
    "{state}属于条文规定无须另行同意即可知悉的国家。",
)
NOT_SAID = Text(
    "No article of the agreement says to whom it may be shown.",
    "Ни одна статья соглашения не определяет, кому его можно показывать.",
    "协定无条文说明可向谁提供该电文。",
)
TOLD = Text(
    "It was told to the parties, and no article says more.",
    "Это сообщено участникам; ни одна статья не говорит большего.",
    "该内容系向各缔约国通报，条文未另作规定。",
)
CONSENT_ONLY = Text(
    "The article gives it to the parties alone; anyone else needs the consent it asks for.",
    "Статья предоставляет это только участникам; остальным нужно согласие, которого она требует.",
    "条文仅向缔约方提供该内容；其他各方须取得条文要求的同意。",
)
NO_WAY = Text(
    "The article does not provide for passing it on.",
    "Статья не предусматривает его передачи.",
    "条文未规定可以转交。",
)
NOT_ASKED = Text(
    "No consent to this has been asked for.",
    "Согласие на это не запрашивалось.",
    "尚未就此征求同意。",
)
TO_WHOM = Text(
    "It is not stated to whom the consent that was asked for extends.",
    "Не указано, на кого распространяется запрошенное согласие.",
    "未说明所征求的同意适用于谁。",
)
REFUSED = Text("Consent was not given: {states}.", "Согласие не дано: {states}.", "未予同意：{states}。")
AWAITED = Text(
    "Consent has not been received: {states}.", "Согласие не получено: {states}.", "尚未收到同意：{states}。"
)
WHEN = Text(
    "When consent was told is not known closely enough: {states}.",
    "Время сообщения о согласии известно недостаточно точно: {states}.",
    "告知同意的时间不够精确：{states}。",
)
CONSENTED = Text(
    "Every consent the article asks for was received.",
    "Все требуемые статьёй согласия получены.",
    "条文要求的同意均已收到。",
)
_OUTCOMES = (
    (Given.REFUSED, Answer.NO, REFUSED),
    (Given.NOT, Answer.NO, AWAITED),
    (Given.AFTER, Answer.NO, AWAITED),
    (Given.UNCLEAR, Answer.UNCLEAR, WHEN),
)
