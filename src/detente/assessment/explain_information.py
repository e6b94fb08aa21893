"""The links of a chain on information given, events told and holdings: what was compared, and by which clock.

``explain.py`` puts them in their places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.agreements.model import (
    Agreement,
    Ceiling,
    Event,
    Exchange,
    MessageKind,
    Notice,
    Provision,
    Purpose,
    TimeLimit,
)
from detente.assessment import chain_words as words
from detente.assessment.finding import Finding, FindingState, Margin
from detente.assessment.kinds.exchange_terms import Terms
from detente.assessment.measured import read_measure
from detente.assessment.scope import scope_of
from detente.assessment.sources import Sources, Step
from detente.kernel.identifiers import MatterId, SectorId, StateCode
from detente.record.facts import AS_OF, BUDGET_APPROVAL, EVENT_PERIOD, EVENT_TIME, HOLDINGS, Entry

Informing = Exchange | Ceiling | Notice
_OPENING = frozenset({MessageKind.ORIGINAL, MessageKind.NIL})


@dataclass(frozen=True, slots=True)
class InformationLinks:
    """The links of one finding under a provision on information."""

    finding: Finding
    provision: Informing
    agreement: Agreement
    sources: Sources

    def limit(self) -> TimeLimit | None:
        """The time limit of the finding's step."""
        match self.provision:
            case Exchange() as exchange:
                return exchange.first if self._is_first(exchange) else exchange.due
            case Notice() as notice:
                return notice.clock
            case _:
                return None

    def event(self, event: Event) -> tuple[Step, ...]:
        """What was told of when the clock's event is; nothing where the agreement alone says it."""
        if event is Event.BUDGET_APPROVAL:
            return self._told_of(Purpose.INFORMATION_RETURN, BUDGET_APPROVAL)
        if event in (Event.EVENT, Event.EVENT_END) and self.finding.step == "notice":
            return self._dates()
        return ()

    def compared(self) -> Iterator[Step]:
        """The returns that were looked at: the days they are true for, and the messages they came in."""
        if isinstance(self.provision, Ceiling) or self.finding.step == "change":
            for entry in self._opening(Purpose.INFORMATION_RETURN):
                yield self.sources.message(entry, words.COMPARED)
        yield from self._told_of(Purpose.INFORMATION_RETURN, AS_OF)

    def declared(self, margin: Margin) -> tuple[Step, ...]:
        """What was declared of a number: in each return, or in the notices."""
        named = read_measure(margin.measure)
        if named.measures[0] in self.sources.vocabulary.measures:
            sectors = self._sectors(named.sector)
            found = (
                self.sources.declared(entries, fact, measure, exact=True)
                for entries in self._matters(Purpose.INFORMATION_RETURN)
                for measure in named.measures
                for fact in sectors
            )
            return tuple(step for steps in found for step in steps)
        return self._dates() if margin.limit else ()

    def doing(self) -> Sequence[Entry] | None:
        """The messages that carried the step out; None: nothing does."""
        match self.finding.step:
            case "return":
                return self._opening(Purpose.INFORMATION_RETURN)
            case "notice":
                return self._opening(Purpose.EVENT_NOTICE)[:1]
            case "change" if self.finding.state is not FindingState.NOT_TRIGGERED:
                return self._opening(Purpose.EVENT_NOTICE)
            case _:
                return None

    def told_by(self) -> Entry | None:
        """The message by which it stands as it does; None: none, or several together."""
        if self.finding.state not in (FindingState.MET, FindingState.MET_LATE):
            return None
        sender = self.finding.other or self.finding.bearer
        own = [one for one in self.doing() or () if one.document.sender == sender]
        return own[0] if len(own) == 1 else None

    def without(self) -> Iterator[Step]:
        """The states of a side of which no return is known, where others have given theirs; gaps name the rest."""
        if self.finding.step == "return":
            given = {one.document.sender for one in self._opening(Purpose.INFORMATION_RETURN)}
            for state in self.agreement.states_of(self.finding.bearer):
                if given and state not in given:
                    says = words.NOTHING_KNOWN_OF.fill(state=self.agreement.state_name(state))
                    yield Step(label=words.MISSING, says=says)

    def _is_first(self, exchange: Exchange) -> bool:
        state, year = StateCode(self.finding.other or self.finding.bearer), self.finding.year
        terms = Terms(scope_of(self.agreement), exchange)
        return year is not None and terms.is_first(state, year)

    def _opening(self, purpose: Purpose) -> list[Entry]:
        """The first message of each matter, oldest first."""
        found: dict[MatterId, Entry] = {}
        for one in self.sources.entries:
            if one.has(purpose) and one.document.kind in _OPENING:
                found.setdefault(one.document.matter, one)
        return list(found.values())

    def _matters(self, purpose: Purpose) -> Iterator[list[Entry]]:
        """The messages of each matter, oldest first."""
        for opening in self._opening(purpose):
            matter = opening.document.matter
            yield [one for one in self.sources.entries if one.document.matter == matter]

    def _told_of(self, purpose: Purpose, fact: str) -> tuple[Step, ...]:
        told = (self.sources.declared(entries, fact) for entries in self._matters(purpose))
        return tuple(step for steps in told for step in steps)

    def _dates(self) -> tuple[Step, ...]:
        return self._told_of(Purpose.EVENT_NOTICE, EVENT_PERIOD) or self._told_of(
            Purpose.EVENT_NOTICE, EVENT_TIME
        )

    def _sectors(self, named: SectorId | None) -> tuple[str, ...]:
        """The facts that hold the number: of the sector that is meant, or of all of them."""
        sector = named or self._sector_of_limit()
        if sector is not None:
            return (f"{HOLDINGS}@{sector}",)
        return (HOLDINGS, *(f"{HOLDINGS}@{one}" for one in self.agreement.sectors))

    def _sector_of_limit(self) -> SectorId | None:
        if not isinstance(self.provision, Ceiling):
            return None
        limit = self.finding.step.partition(".")[2]
        return next((one.sector for one in self.provision.limits if one.id == limit), None)


def information_links(
    finding: Finding, provision: Provision, agreement: Agreement, sources: Sources
) -> InformationLinks | None:
    """The links of a finding on information; None where its provision is of another kind."""
    if isinstance(provision, Exchange | Ceiling | Notice):
        return InformationLinks(finding, provision, agreement, sources)
    return None
