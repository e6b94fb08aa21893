"""From an agreement and its messages to the parts that papers are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from detente.agreements.citing import cite_article
from detente.agreements.model import Agreement, Format, Item, ItemType, Vocabulary
from detente.documents.papers.contents import Attendee, Basis, NamedState, Particular
from detente.kernel.errors import InputError
from detente.kernel.identifiers import Reference, StateCode
from detente.kernel.instants import Instant, PartialDate
from detente.messages.document import Document, JsonValue, OriginKind
from detente.messages.read import read_item
from detente.messages.values import FreeText, Period, Person, Place
from detente.record.members import Member

#: Types of items that a line of a letter holds; measures and tables stand in the message itself.
_SHOWN = frozenset(
    {
        ItemType.TEXT,
        ItemType.LONG_TEXT,
        ItemType.NUMBER,
        ItemType.DATE,
        ItemType.INSTANT,
        ItemType.PERIOD,
        ItemType.PLACE,
        ItemType.AREA,
        ItemType.CHOICE,
        ItemType.FLAG,
        ItemType.PERSON,
        ItemType.UNIT_REFERENCE,
    }
)

#: A fact of the record that a line of a letter can hold; None or empty: not known.
KnownFact = FreeText | Place | tuple[Place, ...] | int | str | None


def named(states: Iterable[StateCode], agreement: Agreement) -> tuple[NamedState, ...]:
    """States with what they are called under the agreement."""
    return tuple(NamedState(state, agreement.state_name(state)) for state in states)


def basis_of(
    agreement: Agreement, article: str, references: Iterable[Reference], origin: OriginKind
) -> Basis:
    """What a paper rests on; each reference once, in the order given."""
    return Basis(
        agreement=agreement.short_title,
        article=cite_article(article),
        references=tuple(dict.fromkeys(references)),
        status=agreement.status,
        origin=origin,
    )


def attendees(members: Iterable[Member], state: NamedState, *, first: int = 1) -> tuple[Attendee, ...]:
    """People of one state with the numbers of their badges: ``KZ-01``."""
    return tuple(
        Attendee(member, state, f"{state.code}-{number:02}")
        for number, member in enumerate(members, start=first)
    )


def particulars_of(
    documents: Sequence[Document],
    message_format: Format,
    vocabulary: Vocabulary,
    told: Collection[str],
) -> tuple[Particular, ...]:
    """What the messages say beyond the facts ``told`` elsewhere on the paper; the newest message counts.

    Personal items and what no line can hold are left out; so is an item that cannot be read.
    """
    content: dict[str, JsonValue] = {}
    for document in documents:
        content |= document.content
    found: list[Particular] = []
    for item in message_format.items:
        if item.id in content and item.type in _SHOWN and not item.personal and item.fact not in told:
            found += _particular(item, content[item.id], vocabulary)
    return tuple(found)


def known_particulars(
    facts: Iterable[tuple[str, KnownFact]],
    vocabulary: Vocabulary,
) -> Iterator[Particular]:
    """Facts of the record under the names that the vocabulary gives them; codes in words."""
    for name, value in facts:
        fact = vocabulary.facts.get(name)
        if value is None or value == () or fact is None:
            continue
        words = vocabulary.codes_of(name).get(value) if isinstance(value, str) else None
        yield Particular(fact.label, words or value)


def _particular(item: Item, value: JsonValue, vocabulary: Vocabulary) -> Iterator[Particular]:
    try:
        read = read_item(item, value)
    except InputError:
        return
    if isinstance(read, str):
        label = next((choice.label for choice in item.choices if choice.code == read), None)
        yield Particular(item.label, label or read)
    elif isinstance(read, FreeText | Period | PartialDate | Instant | Place | Person | bool | int):
        unit = vocabulary.units.get(item.unit) if item.unit else None
        yield Particular(item.label, read, unit)
    elif isinstance(read, tuple):
        yield Particular(item.label, tuple(one for one in read if isinstance(one, Place)))
