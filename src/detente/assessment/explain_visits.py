"""The links of a chain on visits, quotas, meetings and disclosure: by which clock, and what it rests on.

``explain.py`` puts them in their places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.agreements.model import Clock, Disclose, Event, Host, Meet, Provision, Purpose, Quota, TimeLimit
from detente.assessment import chain_words as words
from detente.assessment.finding import Finding, FindingState, Margin
from detente.assessment.sources import Sources, Step
from detente.assessment.tallies import (
    DAYS,
    DAYS_AT_LEAST,
    DIAGRAMS_AT_LEAST,
    HOURS,
    HOURS_AT_LEAST,
    POINTS_AT_LEAST,
    TEAM,
    VISITS,
)
from detente.kernel.identifiers import MatterId
from detente.record.facts import (
    AS_OF,
    UNITS,
    VISIT_AREA,
    VISIT_ARRIVAL,
    VISIT_ARRIVED,
    VISIT_DIAGRAMS,
    VISIT_END,
    VISIT_REPORT_HANDED,
    VISIT_TEAM,
    Entry,
)

Visiting = Host | Quota | Meet | Disclose
_LENGTHS = frozenset({DAYS, DAYS_AT_LEAST, HOURS, HOURS_AT_LEAST})
_MESSAGES = {
    "visit-invitation": Purpose.VISIT_INVITATION,
    "visit-request": Purpose.VISIT_REQUEST,
    "visit-reply": Purpose.VISIT_REPLY,
    "visit-report": Purpose.VISIT_REPORT,
    "visit-first-site": Purpose.VISIT_RECORD,
    "visit-remarks": Purpose.VISIT_RECORD,
    "lateness": Purpose.VISIT_RECORD,
    "consent": Purpose.DISCLOSURE_CONSENT,
    "disclosure": Purpose.DISCLOSURE_NOTICE,
}
_COMPARED = {
    "quota": (Purpose.VISIT_REQUEST, Purpose.INFORMATION_RETURN),
    "share": (Purpose.VISIT_REQUEST, Purpose.INFORMATION_RETURN, Purpose.QUOTA_TRANSFER),
    "object": (Purpose.VISIT_REQUEST,),
    "at-once": (Purpose.VISIT_REQUEST, Purpose.VISIT_REPLY),
    "full": (Purpose.VISIT_REQUEST, Purpose.INFORMATION_RETURN),
    "hosting": (Purpose.VISIT_INVITATION, Purpose.VISIT_REQUEST, Purpose.VISIT_REPLY, Purpose.VISIT_REPORT),
    "disclosure": (Purpose.DISCLOSURE_REQUEST, Purpose.DISCLOSURE_CONSENT),
}


@dataclass(frozen=True, slots=True)
class VisitLinks:
    """The links of one finding under a provision on visits, quotas, meetings or disclosure."""

    finding: Finding
    provision: Visiting
    sources: Sources

    def limit(self) -> TimeLimit | None:
        """The time limit of the finding's step."""
        match self.provision:
            case Host() as host:
                return _limits_of(host).get(self.finding.step)
            case Meet(extraordinary=asked) if asked is not None and self.finding.step == "extraordinary":
                return asked.clock
            case _:
                return None

    def event(self, event: Event) -> tuple[Step, ...]:
        """What was told of when the clock's event is."""
        match event:
            case Event.VISIT_ARRIVAL:
                return self.sources.declared(self._asking(), VISIT_ARRIVAL)
            case Event.VISIT_ARRIVED:
                return self.sources.declared(self._logged(), VISIT_ARRIVED)
            case Event.VISIT_REPORT_HANDED:
                return self.sources.declared(self._logged(), VISIT_REPORT_HANDED)
            case Event.VISIT_END:
                return self.sources.declared(self._on_the_visit(), VISIT_END)
            case _:
                return tuple(map(self.sources.message, self._asking()[:1]))

    def compared(self) -> Iterator[Step]:
        """The messages that were counted, or looked at besides."""
        for purpose in _COMPARED.get(self.finding.step.partition(".")[0], ()):
            for entry in self._openings(purpose):
                yield self.sources.message(entry, words.COMPARED)
                if purpose is Purpose.INFORMATION_RETURN:
                    yield from self.sources.declared(self._matter(entry), AS_OF)

    def declared(self, margin: Margin) -> tuple[Step, ...]:
        """What was declared of a number."""
        if margin.measure == TEAM:
            return self.sources.declared(self._on_the_visit(), VISIT_TEAM)
        if margin.measure in _LENGTHS:
            facts = (VISIT_ARRIVAL, VISIT_END)
            return tuple(one for fact in facts for one in self.sources.declared(self._on_the_visit(), fact))
        if margin.measure == POINTS_AT_LEAST:
            return self.sources.declared(self._asking(), VISIT_AREA)
        if margin.measure == DIAGRAMS_AT_LEAST:
            return self.sources.declared(self._logged(), VISIT_DIAGRAMS)
        if margin.measure == VISITS:
            returns = self._openings(Purpose.INFORMATION_RETURN)
            return tuple(
                one for entry in returns for one in self.sources.declared(self._matter(entry), UNITS)
            )
        return ()

    def doing(self) -> Sequence[Entry] | None:
        """The messages that carried the step out; None: nothing does."""
        step, bearer = self.finding.step, self.finding.bearer
        if step == "full":
            return self.sources.that(Purpose.QUOTA_FULL)
        if step in ("meeting", "extraordinary"):
            return self.sources.that(Purpose.MEETING_RECORD)
        purpose = _MESSAGES.get(step)
        if purpose is None:
            return None
        sent = self.sources.that(purpose, sender=bearer)
        return sent[-1:] if step == "consent" else sent[:1]  # the newest answer holds

    def told_by(self) -> Entry | None:
        """The message by which it stands as it does; None: none, or it is not the telling that counts."""
        if self.finding.state not in (FindingState.MET, FindingState.MET_LATE):
            return None
        return next(iter(self.doing() or ()), None) if self.finding.step.startswith("visit-") else None

    def without(self) -> Iterator[Step]:
        """Nothing: each state's duties have findings of their own."""
        yield from ()

    def _asking(self) -> list[Entry]:
        """What was asked or offered, and what either side changed of it."""
        purposes = (Purpose.VISIT_REQUEST, Purpose.VISIT_INVITATION, Purpose.MEETING_REQUEST)
        asked = [one for purpose in purposes for one in self.sources.that(purpose, matter=self.finding.about)]
        return [*asked, *self.sources.that(Purpose.VISIT_CHANGE)]

    def _on_the_visit(self) -> list[Entry]:
        """What was asked or offered, and after it what was reported: the newest holds."""
        return [*self._asking(), *self.sources.that(Purpose.VISIT_REPORT)]

    def _logged(self) -> list[Entry]:
        return list(self.sources.that(Purpose.VISIT_RECORD))

    def _openings(self, purpose: Purpose) -> list[Entry]:
        """The first message of each matter, oldest first."""
        found: dict[MatterId, Entry] = {}
        for one in self.sources.entries:
            if one.has(purpose):
                found.setdefault(one.document.matter, one)
        return list(found.values())

    def _matter(self, opening: Entry) -> list[Entry]:
        return [one for one in self.sources.entries if one.document.matter == opening.document.matter]


def _limits_of(host: Host) -> dict[str, TimeLimit | None]:
    """The time limit of each step; lateness is counted from the arrival that was announced."""
    late = Clock(host.lateness, after=Event.VISIT_ARRIVAL) if host.lateness else None
    return {
        "visit-invitation": host.invitation,
        "visit-request": host.request,
        "visit-reply": host.reply,
        "visit-report": host.report,
        "visit-first-site": host.first_site,
        "visit-remarks": host.remarks,
        "lateness": late,
    }


def visit_links(finding: Finding, provision: Provision, sources: Sources) -> VisitLinks | None:
    """The links of a finding on visits, quotas, meetings or disclosure; None where it is of another kind."""
    if isinstance(provision, Host | Quota | Meet | Disclose):
        return VisitLinks(finding, provision, sources)
    return None
