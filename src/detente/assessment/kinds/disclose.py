"""``disclose``: what may be passed on with whose consent; the answers to requests, and what was passed on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.agreements.model import Disclose, Provision, Status
from detente.assessment.consents import (
    Given,
    consenting,
    consents_of,
    covers,
    disclosures_about,
    standing_consent,
)
from detente.assessment.finding import Finding, FindingState, Gap, Missing, Said
from detente.assessment.rules import MatterSource, Rules, as_kind
from detente.assessment.scope import Scope, is_party
from detente.assessment.stamp import Stamp, stamp_of
from detente.assessment.standing import NO_LIMIT, Standing, standing_of_open
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.messages.references import matter_of
from detente.record.disclosures import Disclosure, PassedOn
from detente.record.record import KnownMatter


@dataclass(frozen=True, slots=True)
class DiscloseRule:
    """Consent to be answered for, and to be had before something is passed on."""

    scope: Scope
    provision: Disclose
    consent: Stamp
    disclosure: Stamp

    def findings(self, known: KnownMatter, source: MatterSource, at: Instant) -> Iterator[Finding]:
        """The findings on a request to pass something on, or on a notice of it; nothing on other matters."""
        if not isinstance(known, Disclosure) or not self._is_meant(known):
            return
        together = [known]
        if known.subject is not None:
            together = disclosures_about(source, known.subject, known)
        if known.requested:
            yield from self._answers(known, together, at)
        passed = [one for one in known.passed_on if matter_of(one.reference) == known.id]
        for one in {one.state: one for one in reversed(passed)}.values():  # the first notice of each state
            yield self._passed_on(known, one, together)

    def _is_meant(self, known: Disclosure) -> bool:
        agreement = self.scope.agreement
        wanted = (self.provision.request_format, self.provision.notice_format)
        if known.agreement not in agreement.lineage or known.format not in wanted:
            return False
        party = self.scope.parties.get(known.owner)
        if party is None or (known.subject and not covers(self.provision, agreement, known.subject)):
            return False
        day = known.told.latest if known.told else None
        ended = agreement.status is Status.ENDED or not is_party(party, day)
        return self.provision.outlives or not ended

    def _answers(self, known: Disclosure, together: list[Disclosure], at: Instant) -> Iterator[Finding]:
        """An answer of each state whose consent it takes. The article lets it refuse: that is an answer too."""
        others = tuple(one.id for one in together if one.id != known.id)
        for state in self._consenting(known, known.owner):
            answers = [one.agreed for one in known.consents if one.state == state]
            said = None
            if answers:
                said = _SAID[answers[-1]]
                standing = Standing(FindingState.MET)
            elif known.withdrawn:
                standing = Standing(FindingState.NOT_TRIGGERED)
            else:
                standing = standing_of_open(NO_LIMIT, at)
            found = self.consent.mark(
                known.id, standing, state, known.owner, known.messages, counterparts=others
            )
            yield found._replace(said=said)

    def _passed_on(self, known: Disclosure, passed: PassedOn, together: list[Disclosure]) -> Finding:
        """Whether every consent was told before it was passed on."""
        standing = self._standing(known, passed, together)
        messages = dict.fromkeys(message for one in together for message in one.messages)
        others = tuple(one.id for one in together if one.id != known.id)
        return self.disclosure.mark(
            known.id, standing, passed.state, None, tuple(messages), counterparts=others
        )

    def _standing(self, known: Disclosure, passed: PassedOn, together: list[Disclosure]) -> Standing:
        if known.subject is None:
            return Standing(FindingState.UNCLEAR, gaps=(Gap(Missing.ACTIVITY_TYPE, "disclosure.subject"),))
        if self.provision.consent is None:
            return Standing(FindingState.EXCEEDED)
        given = {
            state: standing_consent(consents_of(state, together), passed.told)
            for state in self._consenting(known, passed.state)
        }
        if not {Given.NOT, Given.REFUSED}.isdisjoint(given.values()):
            return Standing(FindingState.MISSED)
        unclear = tuple(
            Gap(Missing.TOLD_DATE, one.reference)
            for state, answer in given.items()
            if answer is Given.UNCLEAR
            for one in consents_of(state, together)
        )
        if unclear:
            return Standing(FindingState.UNCLEAR, gaps=unclear)
        return Standing(FindingState.MET_LATE if Given.AFTER in given.values() else FindingState.MET)

    def _consenting(self, known: Disclosure, asker: StateCode) -> tuple[StateCode, ...]:
        if known.subject is None:
            return ()
        return consenting(self.scope, self.provision.consent, known.subject, asker)


_SAID = {True: Said.AGREED, False: Said.NOT_AGREED, None: None}


def build_rules(scope: Scope, provision: Provision) -> Rules:
    """The rules of a ``disclose`` provision.

    Raises:
        DetenteBug: the provision is of another kind.
    """
    disclose = as_kind(provision, Disclose)
    stamps = (stamp_of(scope.agreement.id, disclose, step) for step in ("consent", "disclosure"))
    return Rules(on_matters=(DiscloseRule(scope, disclose, *stamps),))
