"""Which message says what a finding rests on: the newest that carries a fact, as it was declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.agreements.model import Agreement, Evidence, Item, Purpose, Vocabulary
from detente.assessment import chain_words as words
from detente.assessment.dates import deadline_text
from detente.assessment.finding import BearerName, Subject
from detente.kernel.identifiers import AgreementId, MeasureId, Reference
from detente.kernel.languages import Language, Text
from detente.messages.document import JsonValue, OriginKind
from detente.messages.numbered.layout import render
from detente.messages.numbered.values import Printer
from detente.record.facts import SAYING, Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One link of the chain from an article to a message: what it is, what it says, what it rests on.

    ``evidence``: how the agreement's part of it is known. ``reference``: the message it is.
    """

    label: Text
    says: Text
    evidence: Evidence | None = None
    reference: Reference | None = None
    parts: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """The messages that a finding rests on, oldest first, and the words they are shown with."""

    entries: tuple[Entry, ...]
    agreements: Mapping[AgreementId, Agreement]
    vocabulary: Vocabulary

    def that(
        self,
        purpose: Purpose,
        *,
        matter: Subject | None = None,
        sender: BearerName | None = None,
        to: BearerName | None = None,
    ) -> list[Entry]:
        """Messages for a purpose that say something; None: of any matter, by anyone, to anyone."""
        return [
            one
            for one in self.entries
            if one.has(purpose)
            and one.document.kind in SAYING
            and matter in (None, one.document.matter)
            and sender in (None, one.document.sender)
            and (to is None or to in one.document.to)
        ]

    def declared(
        self, entries: Iterable[Entry], fact: str, measure: MeasureId | None = None, *, exact: bool = False
    ) -> tuple[Step, ...]:
        """The newest declaration of a fact, or of one measure of it; nothing where there is none.

        ``exact``: of the sector that the fact names, or of no sector where it names none; else of any.
        """
        for entry in reversed([*entries]):
            for item in entry.format.items:
                value = entry.document.content.get(item.id)
                if fact == (item.known_as if exact else item.fact) and value is not None:
                    shown = value if measure is None else _of_measure(value, measure)
                    if shown is not None:
                        return (self._fact(entry, item, shown),)
        return ()

    def _fact(self, entry: Entry, item: Item, value: JsonValue) -> Step:
        document = entry.document
        agreement = self.agreements[document.agreement]
        says = []
        for language in Language:
            printer = Printer(language, document.language, agreement, self.vocabulary)
            says.append(" ".join(line.strip() for line in render(printer.item(item, value))))
        return Step(label=words.DECLARED, says=Text(*says), parts=(self.message(entry),))

    def message(self, entry: Entry, label: Text = words.MESSAGE) -> Step:
        """A message with its place in the log and when the others were told."""
        message, document = entry.message, entry.document
        state = self.agreements[document.agreement].state_name(document.sender)
        pattern, when = words.REGISTERED, message.registered.latest
        if document.origin.kind is OriginKind.RECONSTRUCTED:
            reported = document.origin.told_on
            pattern = words.REPORTED if reported else words.REPORTED_UNDATED
            when = reported.interval.latest if reported else when
        says = pattern.fill(index=str(message.index), state=state, when=deadline_text(when))
        return Step(label=label, says=says, reference=document.reference)


def _of_measure(value: JsonValue, measure: MeasureId) -> JsonValue:
    """The part of a strength that speaks of one measure; None: it does not."""
    if not isinstance(value, dict):
        return None
    total, by_state = value.get("total"), value.get("by_state")
    kept: dict[str, JsonValue] = {}
    if isinstance(total, dict) and measure in total:
        kept["total"] = {measure: total[measure]}
    if isinstance(by_state, dict):
        columns: dict[str, JsonValue] = {
            state: {measure: column[measure]}
            for state, column in by_state.items()
            if isinstance(column, dict) and measure in column
        }
        if columns:
            kept["by_state"] = columns
    return kept or None
