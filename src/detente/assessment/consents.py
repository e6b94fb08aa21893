"""Whose consent it takes to pass something on, and what was answered, by when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from detente.agreements.model import Agreement, Consent, Disclose
from detente.assessment.clocks import told_in_time
from detente.assessment.finding import Answer
from detente.assessment.rules import MatterSource
from detente.assessment.scope import Scope
from detente.kernel.identifiers import Reference, StateCode
from detente.kernel.instants import Interval
from detente.messages.references import matter_of
from detente.record.disclosures import ConsentGiven, Disclosure
from detente.record.matters import host_of


class Given(StrEnum):
    """What a state's answers come to, at the moment something is passed on."""

    BEFORE = "before"
    AFTER = "after"
    NOT = "not"
    REFUSED = "refused"
    UNCLEAR = "unclear"


def covers(provision: Disclose, agreement: Agreement, reference: Reference) -> bool:
    """Whether a provision is about a message: one under the agreement, in a format it names or in any."""
    code, *_, topic, _mark = reference.split("/")
    if code not in _codes(agreement):
        return False
    topics = {agreement.formats[one].topic for one in provision.what if one in agreement.formats}
    return not provision.what or topic in topics


def _codes(agreement: Agreement) -> tuple[str, ...]:
    """Its own code, and those of the agreements it lies over."""
    return (agreement.code, *(_codes(agreement.base) if agreement.base else ()))


def consenting(
    scope: Scope, consent: Consent | None, subject: Reference, asker: StateCode
) -> tuple[StateCode, ...]:
    """The states whose consent it takes besides the asker's own, by name; none where the article has no way."""
    match consent:
        case Consent.OWNER:
            states: Iterable[StateCode] = (host_of(matter_of(subject)),)
        case Consent.OTHER_SIDE:
            states = scope.opposite(asker)
        case Consent.ALL_PARTIES:
            states = scope.parties
        case None:
            states = ()
    return tuple(sorted(state for state in states if state != asker))


def disclosures_about(
    source: MatterSource, subject: Reference, newer: Disclosure | None = None
) -> list[Disclosure]:
    """Everything asked or told of passing a message on, whoever opened it; by name.

    A consent answers one request; the notice that something was passed on may be a matter of its own.
    ``newer``: one that stands for what the source knows of the same matter.
    """
    owner = host_of(matter_of(subject))
    known = [
        *source.matters_of(Disclosure, (owner,), None),
        *source.matters_concerning(Disclosure, (owner,), None),
    ]
    about = {one.id: one for one in known if one.subject == subject}
    if newer is not None:
        about[newer.id] = newer
    return [about[name] for name in sorted(about)]


def consents_of(state: StateCode, disclosures: Iterable[Disclosure]) -> list[ConsentGiven]:
    """A state's answers to these requests, oldest first, as far as it is known when they were told."""
    answers = [
        one
        for disclosure in disclosures
        if not disclosure.withdrawn
        for one in disclosure.consents
        if one.state == state and one.agreed is not None
    ]
    return sorted(answers, key=_told)


def standing_consent(answers: Sequence[ConsentGiven], passed_on: Interval | None) -> Given:
    """What these answers come to when something was passed on; None: it is not known when."""
    before = [_is_before(one.told, passed_on) for one in answers]
    sure = [one.agreed for one, answer in zip(answers, before, strict=True) if answer is Answer.YES]
    now = sure[-1] if sure else None
    maybe = {one.agreed for one, answer in zip(answers, before, strict=True) if answer is Answer.UNCLEAR}
    if any((one is True) is not (now is True) for one in maybe):
        return Given.UNCLEAR
    if now is True:
        return Given.BEFORE
    later = any(one.agreed for one, answer in zip(answers, before, strict=True) if answer is Answer.NO)
    return Given.AFTER if later else Given.REFUSED if now is False else Given.NOT


def _is_before(told: Interval | None, passed_on: Interval | None) -> Answer:
    return Answer.UNCLEAR if told is None or passed_on is None else told_in_time(told, passed_on)


def _told(answer: ConsentGiven) -> tuple[bool, str, str]:
    told = answer.told
    return (told is None, told.latest.isoformat() if told else "", answer.reference)
