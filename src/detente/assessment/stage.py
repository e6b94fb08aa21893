"""Where a scenario is played: its sentences become messages in the agreement's own formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.agreements.carrying import choose_format
from detente.agreements.model import (
    MESSAGES,
    Agreement,
    Deed,
    Format,
    Item,
    ItemType,
    MessageKind,
    Told,
)
from detente.agreements.scenarios import GROUNDS, builds_on
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import Reference, StateCode
from detente.kernel.instants import Instant, Interval
from detente.messages.document import Audience, Document, JsonValue, Origin, OriginKind
from detente.messages.references import ReferenceParts, format_reference, mark_of, matter_of
from detente.record.matters import refer_in_full
from detente.record.message import KnownMessage


@dataclass(slots=True)
class Stage:
    """The messages sent so far, each with the sentence it was told in.

    ``at``: when it is looked at. What is known from public reports alone was known some time that year until then.
    """

    agreement: Agreement
    at: Instant
    sent: list[tuple[Told, KnownMessage]] = field(default_factory=list)

    @property
    def messages(self) -> list[KnownMessage]:
        """What is known, in the order told."""
        return [message for _, message in self.sent]

    def play(self, told: Told) -> None:
        """Send the message that a sentence tells of."""
        about = self._ground(told) if told.deed in GROUNDS else None
        form = self._format(told, about)
        at = told.on or self.at.replace(month=1, day=1)
        reference = self._name(told, form, about, at)
        earlier = {one.document.reference: one.document for one in self.messages}
        document = Document(
            agreement=self.agreement.id,
            format=form.id,
            reference=reference,
            matter=matter_of(reference),
            sender=told.state,
            to=self._addressees(told, about),
            kind=MESSAGES[told.deed][1],
            refers_to=refer_in_full([about.reference] if about else [], earlier),
            issued_at=at,
            language="en",
            audience=Audience.PARTIES,
            origin=Origin() if told.on else Origin(OriginKind.RECONSTRUCTED),
            content=content_of(told, form),
        )
        index = sum(one.document.sender == told.state for one in self.messages)
        self.sent.append((told, KnownMessage(document, index, Interval(at, told.on or self.at))))

    def _ground(self, told: Told) -> Document:
        """The newest message that the deed is about."""
        for earlier, message in reversed(self.sent):
            if builds_on(told, earlier):
                return message.document
        raise DetenteBug("scenario", f"“{told.text}” is about nothing; the reading of the pack let it pass.")

    def _format(self, told: Told, about: Document | None) -> Format:
        """An amendment or withdrawal keeps the format of what it changes, where that can carry it."""
        formats = self.agreement.formats
        kept = [formats[about.format]] if about else []
        found = choose_format(kept, told) or choose_format(formats.values(), told)
        if found is None:
            raise DetenteBug(
                "scenario", f"No format carries “{told.text}”; the reading of the pack let it pass."
            )
        return found

    def _addressees(self, told: Told, about: Document | None) -> tuple[StateCode, ...]:
        """A reply goes to whoever is answered; what names nobody goes to all other parties."""
        if about is not None and about.sender != told.state:
            return (about.sender,)
        return tuple(sorted(one for one in told.to or self.agreement.states() if one != told.state))

    def _name(self, told: Told, form: Format, about: Document | None, at: Instant) -> Reference:
        """An original opens a matter of its own, numbered through all messages of the scenario."""
        kind = MESSAGES[told.deed][1]
        if about is None or kind is MessageKind.ORIGINAL:
            parts = ReferenceParts(
                self.agreement.code, told.state, at.year, len(self.sent) + 1, form.topic, "O"
            )
            return format_reference(parts)
        names = [one.document.reference for one in self.messages]
        marks = [name.rpartition("/")[2] for name in names if matter_of(name) == about.matter]
        return Reference(f"{about.matter}/{mark_of(kind, marks)}")


def content_of(told: Told, form: Format) -> dict[str, JsonValue]:
    """What the message says, item by item; an item that the sentence does not speak of is left out."""
    facts = _facts(told)
    return {
        item.id: _fit(facts[item.fact], item)
        for item in form.items
        if item.fact is not None and item.fact in facts
    }


def _facts(told: Told) -> dict[str, JsonValue]:
    facts: dict[str, JsonValue] = {
        "activity.type": told.type,
        "activity.period": _drop_none({"start": told.start, "end": told.end}) or None,
        "activity.area": [{"name": {"en": told.place}, "positions": [told.position]}] if told.place else None,
        "activity.strength": _strength(told) or None,
        "observation.arrival": told.arrival,
        "observation.observers": told.observers,
    }
    match told.deed:
        case Deed.ACCEPTS | Deed.DECLINES:
            facts["observation.accepted"] = told.deed is Deed.ACCEPTS
        case Deed.ASKS:
            facts["clarification.urgent"] = told.urgent
            facts["clarification.subject"] = {"en": told.text}
        case Deed.ANSWERS:
            facts["clarification.answer"] = {"en": told.text}
        case _:
            pass
    return _drop_none(facts)


def _drop_none(facts: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    return {name: value for name, value in facts.items() if value is not None}


def _fit(value: JsonValue, item: Item) -> JsonValue:
    """A day stands for noon where the item wants an instant, an instant for its day where it wants a date."""
    if item.type is ItemType.INSTANT and isinstance(value, str) and "T" not in value:
        return f"{value}T12:00:00Z"
    if item.type is ItemType.DATE and isinstance(value, str):
        return value.partition("T")[0]
    return value


def _strength(told: Told) -> dict[str, JsonValue]:
    total: dict[str, JsonValue] = {}
    by_state: dict[str, dict[str, JsonValue]] = {}
    for one in told.numbers:
        column = by_state.setdefault(one.state, {}) if one.state else total
        column[one.measure] = {one.claim.value: one.number} if one.claim else one.number
    tables: dict[str, JsonValue] = {"total": total, "by_state": dict(by_state)}
    return {name: table for name, table in tables.items() if table}
