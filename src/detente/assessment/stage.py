"""Where a scenario is played: its sentences become messages in the agreement's own formats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from detente.agreements.carrying import choose_formats, facts_in
from detente.agreements.model import Addressees, Agreement, Facts, Format, Item, ItemType, Purpose, Told
from detente.agreements.sentences.grounds import CHANGES
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import Reference, StateCode
from detente.kernel.instants import Instant, Interval
from detente.messages.document import Audience, Document, JsonValue, Origin, OriginKind
from detente.messages.references import ReferenceParts, format_reference, mark_of, matter_of
from detente.record.matters import refer_in_full
from detente.record.message import KnownMessage

#: Messages that go to whoever takes part in what they are about.
_TO_ONE = frozenset(
    {
        Purpose.OBSERVATION_REPLY,
        Purpose.CLARIFICATION_REPLY,
        Purpose.VISIT_REPLY,
        Purpose.VISIT_REPORT,
        Purpose.VISIT_CHANGE,
        Purpose.VISIT_TEAM,
        Purpose.VISIT_PROGRAMME,
        Purpose.VISIT_RECORD,
        Purpose.OBSERVATION_REPORT,
        Purpose.DISCLOSURE_CONSENT,
    }
)


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
        about = None if told.ground is None else self.sent[told.ground][1].document
        form = self._format(told)
        at = told.on or self.at.replace(month=1, day=1)
        reference = self._name(told, form, about, at)
        earlier = {one.document.reference: one.document for one in self.messages}
        document = Document(
            agreement=self.agreement.id,
            format=form.id,
            reference=reference,
            matter=matter_of(reference),
            sender=told.state,
            to=self._addressees(told, form, about),
            kind=told.kind,
            refers_to=refer_in_full([about.reference] if about else [], earlier),
            issued_at=at,
            language="en",
            audience=Audience.PARTIES,
            origin=Origin() if told.on else Origin(OriginKind.RECONSTRUCTED),
            content=self._content(told, form),
        )
        index = sum(one.document.sender == told.state for one in self.messages)
        self.sent.append((told, KnownMessage(document, index, Interval(at, told.on or self.at))))

    def _format(self, told: Told) -> Format:
        formats = [*self.agreement.formats.values()]
        form = choose_formats(formats, [*(one for one, _ in self.sent), told])[-1]
        if form is None:
            what = f"No format carries “{told.text}”; the reading of the pack let it pass."
            raise DetenteBug("scenario", what)
        return form

    def _content(self, told: Told, form: Format) -> dict[str, JsonValue]:
        references = {fact: self.sent[place][1].document.reference for fact, place in told.references.items()}
        return content_of({**facts_in(form, told), **references}, form)

    def _addressees(self, told: Told, form: Format, about: Document | None) -> tuple[StateCode, ...]:
        """A change goes to whom the message went, an answer to whoever is answered; else to all the format names."""
        if told.to:
            return tuple(sorted(told.to))
        if about is not None and told.purpose in _TO_ONE:
            return about.to if about.sender == told.state else (about.sender,)
        if about is not None and told.kind in CHANGES and about.sender == told.state:
            return about.to
        return tuple(sorted(self._others(told.state, form)))

    def _others(self, state: StateCode, form: Format) -> Iterator[StateCode]:
        """The parties but the sender; those of the other side alone where the format goes there."""
        own = self.agreement.party(state)
        for party in self.agreement.parties:
            same_side = own is not None and own.side is not None and own.side == party.side
            if party.state != state and not (same_side and form.to is Addressees.OTHER_SIDE):
                yield party.state

    def _name(self, told: Told, form: Format, about: Document | None, at: Instant) -> Reference:
        """An original opens a matter of its own, numbered through all messages of the scenario."""
        kind = told.kind
        if about is None or kind not in CHANGES:
            parts = ReferenceParts(
                self.agreement.code, told.state, at.year, len(self.sent) + 1, form.topic, mark_of(kind, ())
            )
            return format_reference(parts)
        names = [one.document.reference for one in self.messages]
        marks = [name.rpartition("/")[2] for name in names if matter_of(name) == about.matter]
        return Reference(f"{about.matter}/{mark_of(kind, marks)}")


def content_of(facts: Facts, form: Format) -> dict[str, JsonValue]:
    """What the message says, item by item; an item of which nothing is said is left out."""
    return {
        item.id: _fit(facts[item.known_as], item)
        for item in form.items
        if item.known_as is not None and item.known_as in facts
    }


def _fit(value: JsonValue, item: Item) -> JsonValue:
    """A value in the form of its item: a day for an instant is its noon, a place stands for its name."""
    match item.type:
        case ItemType.INSTANT if isinstance(value, str) and "T" not in value:
            return f"{value}T12:00:00Z"
        case ItemType.DATE if isinstance(value, str):
            return value.partition("T")[0]
        case ItemType.TEXT | ItemType.LONG_TEXT:
            return {"en": _words_of(value)}
        case ItemType.UNIT_REFERENCE:
            return _words_of(value)
        case ItemType.AREA | ItemType.TABLE:
            rows = value if isinstance(value, list) else [value]
            return [_fit_row(row, item) if item.columns and isinstance(row, dict) else row for row in rows]
        case _:
            return value


def _fit_row(row: Mapping[str, JsonValue], item: Item) -> dict[str, JsonValue]:
    """A row in the columns of its table: by name, a person in whichever column is for one."""
    person = next((column.id for column in item.columns if column.type is ItemType.PERSON), "person")
    named = {person if name == "person" else name: value for name, value in row.items()}
    return {column.id: named[column.id] for column in item.columns if column.id in named}


def _words_of(value: JsonValue) -> str:
    """The name of a place, a list of states in a row, or words as they are."""
    if isinstance(value, dict):
        name = value["name"]
        return str(name["en"] if isinstance(name, dict) else name)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
