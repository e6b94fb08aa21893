"""Why a finding says what it says: article, provision, numbers, what was declared, messages, deadline.

The chain is made from the finding and the messages it rests on; nothing is assessed again. Command line
and pages only show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from detente.agreements.model import (
    Agreement,
    Event,
    FixedDate,
    Notify,
    Observe,
    Provision,
    Purpose,
    Respond,
    Restrain,
    TimeLimit,
    TimeUnit,
    Trigger,
    Vocabulary,
)
from detente.assessment import chain_words as words
from detente.assessment.conditions import day_in_question, value_on
from detente.assessment.dates import deadline_text
from detente.assessment.explain_information import information_links
from detente.assessment.explain_visits import visit_links
from detente.assessment.finding import Finding, FindingState, Margin
from detente.assessment.limit_words import clock_text, fixed_date_text
from detente.assessment.sources import Sources, Step
from detente.assessment.wording import finding_sentence, gap_sentence, measure_name, needed_text, state_word
from detente.assessment.years import first_instant
from detente.kernel.identifiers import AgreementId, MeasureId
from detente.kernel.instants import Instant
from detente.messages.document import OriginKind
from detente.record.activities import Activity
from detente.record.facts import Entry, formats_of, read_entries
from detente.record.message import KnownMessage
from detente.record.record import KnownMatter
from detente.record.requests import Request

_OBSERVERS = MeasureId("observers")


def explain(
    finding: Finding,
    known: KnownMatter | None,
    messages: Iterable[KnownMessage],
    agreements: Mapping[AgreementId, Agreement],
    vocabulary: Vocabulary,
) -> Step:
    """The finding as a whole, and under it the article with everything that leads to where it stands.

    ``known``: the matter it is about; None: it is about a year. ``messages``: oldest first; those it does not
    rest on are passed over.
    """
    agreement = agreements[finding.agreement]
    wanted = frozenset(finding.messages)
    resting = [one for one in messages if one.document.reference in wanted]
    entries = read_entries(resting, formats_of(agreements.values()))
    sources = Sources(tuple(entries), agreements, vocabulary)
    provision = agreement.provisions[finding.provision]
    says = finding_sentence(finding, agreement, vocabulary)
    parts = tuple(_Chain(finding, known, provision, agreement, sources).parts())
    inner = Step(label=words.PROVISION, says=provision.title, evidence=provision.evidence, parts=parts)
    return Step(label=words.FINDING, says=says, parts=(_article(finding, agreement, inner),))


def _article(finding: Finding, agreement: Agreement, inner: Step) -> Step:
    label = words.ARTICLE.fill(no=finding.article)
    for article in agreement.articles:
        if finding.provision in article.provisions:
            says = words.TITLED.fill(title=article.title, summary=article.summary)
            return Step(label=label, says=says, evidence=article.evidence, parts=(inner,))
    return Step(label=label, says=agreement.title, evidence=agreement.evidence, parts=(inner,))


class _Chain:
    """The links under a provision, in the order in which they are reasoned."""

    def __init__(
        self,
        finding: Finding,
        known: KnownMatter | None,
        provision: Provision,
        agreement: Agreement,
        sources: Sources,
    ) -> None:
        self.finding, self.known, self.provision = finding, known, provision
        self.agreement, self.sources = agreement, sources
        information = information_links(finding, provision, agreement, sources)
        self.links = information or visit_links(finding, provision, sources)
        self.told = sources.that(Purpose.ACTIVITY_NOTIFICATION, matter=finding.about)

    def parts(self) -> Iterator[Step]:
        if isinstance(self.provision, Notify | Observe | Restrain):
            yield from self._applies(self.provision.when)
        for margin in self.finding.margins:
            yield self._number(margin)
        yield from self._compared()
        yield from self._limit()
        if self.finding.state is not FindingState.NOT_TRIGGERED:
            yield from self._done()
        for gap in self.finding.gaps:
            says = gap_sentence(gap, self.agreement, self.sources.vocabulary)
            yield Step(label=words.MISSING, says=says)
        yield self._result()

    def _applies(self, when: Trigger) -> Iterator[Step]:
        """What was declared of the facts that decide beside the numbers."""
        if when.activity:
            yield from self.sources.declared(self.told, "activity.type")
        if when.where:
            yield from self.sources.declared(self.told, "activity.area")

    def _number(self, margin: Margin) -> Step:
        name = measure_name(margin.measure, self.sources.vocabulary, self.agreement)
        if margin.needed is None:
            says = words.NOT_AVAILABLE.fill(measure=name)
        else:
            limits = margin.limit or margin.measure == _OBSERVERS
            pattern = words.AT_MOST if limits else words.NEEDED
            says = pattern.fill(measure=name, number=needed_text(margin))
        return Step(label=words.NUMBER, says=says, evidence=margin.evidence, parts=self._declared(margin))

    def _declared(self, margin: Margin) -> tuple[Step, ...]:
        if self.links:
            return self.links.declared(margin)
        if margin.measure != _OBSERVERS:
            return self.sources.declared(self.told, "activity.strength", margin.measure)
        sender = self.finding.bearer if self.finding.other else None
        replies = self.sources.that(Purpose.OBSERVATION_REPLY, sender=sender)
        by_state = {one.document.sender: one for one in replies}  # the newest of each
        newest = [one for _, one in sorted(by_state.items())]
        return tuple(step for one in newest for step in self.sources.declared([one], "observation.observers"))

    def _compared(self) -> Iterator[Step]:
        if self.links:
            yield from self.links.compared()
            yield from self.links.without()
        for matter in self.finding.counterparts:
            others = self.sources.that(Purpose.ACTIVITY_NOTIFICATION, matter=matter)
            for entry in others:
                yield self.sources.message(entry, words.COMPARED)

    def _limit(self) -> Iterator[Step]:
        limit = self._limit_of_step()
        if limit is None:
            return
        if isinstance(limit, FixedDate):
            rule, evidence, counted = fixed_date_text(limit), limit.day.evidence, False
        else:
            version = value_on(limit.span.amount, self._day())
            rule, evidence = clock_text(limit, version.value), version.evidence
            counted = limit.span.unit is not TimeUnit.HOURS
        due = self.finding.due
        says = rule if due is None else words.ENDS.fill(rule=rule, due=deadline_text(due))
        parts = (*self._event(limit.event), *((self._counting(),) if counted else ()))
        yield Step(label=words.LIMIT, says=says, evidence=evidence, parts=parts)

    def _limit_of_step(self) -> TimeLimit | None:
        if self.links:
            return self.links.limit()
        match self.provision, self.finding.step:
            case Notify() as notify, "notification":
                return notify.clock
            case Observe() as observe, "invitation":
                return observe.invitation
            case Observe() as observe, "reply":
                return observe.reply
            case Respond() as respond, "answer":
                flags = self.known.flags if isinstance(self.known, Request) else ()
                urgent = respond.urgent_item is not None and respond.urgent_item in flags
                return respond.urgent_clock if urgent and respond.urgent_clock else respond.clock
        return None

    def _day(self) -> Instant | None:
        """What decides which version of an amount holds, as the assessment took it."""
        if isinstance(self.known, Activity):
            return day_in_question(self.known)
        if self.known is None:
            return None if self.finding.year is None else first_instant(self.finding.year)
        return self.known.told.earliest if self.known.told else None

    def _event(self, event: Event) -> tuple[Step, ...]:
        if self.links:
            return self.links.event(event)
        match event:
            case Event.OBSERVERS_ARRIVAL:
                invitations = self.sources.that(Purpose.OBSERVATION_INVITATION, to=self.finding.bearer)
                return self.sources.declared(invitations, "observation.arrival")
            case Event.REQUEST:
                asking = self.sources.that(Purpose.CLARIFICATION_REQUEST, matter=self.finding.about)
                return tuple(map(self.sources.message, asking[:1]))
            case _:
                return self.sources.declared(self.told, "activity.period")

    def _counting(self) -> Step:
        evidence = self.agreement.evidence_of.get("start_day_counts", self.agreement.evidence)
        says = words.COUNTED if self.agreement.start_day_counts else words.NOT_COUNTED
        if evidence.level == "unknown":
            says = words.NOT_KNOWN_COUNTED
        return Step(label=words.COUNTING, says=says, evidence=evidence)

    def _done(self) -> Iterator[Step]:
        doing = self._doing()
        if doing is not None:
            for entry in doing:
                yield self.sources.message(entry, words.DONE)
            if not doing:
                yield Step(label=words.DONE, says=words.NOTHING_KNOWN)

    def _doing(self) -> Sequence[Entry] | None:
        """The message that carried the step out, the first of its kind; None: nothing does."""
        finding, sources = self.finding, self.sources
        if self.links:
            return self.links.doing()
        match finding.step:
            case "notification":
                return self.told[:1]
            case "invitation":
                return sources.that(Purpose.OBSERVATION_INVITATION, sender=finding.bearer, to=finding.other)[
                    :1
                ]
            case "reply":
                return sources.that(Purpose.OBSERVATION_REPLY, sender=finding.bearer)[:1]
            case "answer":
                return sources.that(Purpose.CLARIFICATION_REPLY, sender=finding.bearer)[:1]
        return None

    def _result(self) -> Step:
        state, due = state_word(self.finding.state), self.finding.due
        doing = self._doing()
        if self.links:
            told_by = self.links.told_by()
            doing = [told_by] if told_by else []
        official = [one for one in doing or () if one.document.origin.kind is OriginKind.OFFICIAL]
        told = official[0].message.registered if official else None
        within = self.finding.state is FindingState.WITHIN  # what ends then is no deadline
        if self.finding.state is FindingState.NOT_TRIGGERED or due is None or within:
            return Step(label=words.RESULT, says=state)
        if told is None:
            return Step(label=words.RESULT, says=words.STANDS_OPEN.fill(state=state, due=deadline_text(due)))
        says = words.STANDS_TOLD.fill(state=state, told=deadline_text(told.latest), due=deadline_text(due))
        return Step(label=words.RESULT, says=says)
