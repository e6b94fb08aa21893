"""The record: everything that is known, folded from messages, the same in whatever order they came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from detente.agreements.model import Purpose
from detente.kernel.identifiers import AgreementId, MatterId, StateCode
from detente.kernel.instants import Instant, Interval
from detente.messages.document import OriginKind
from detente.messages.references import matter_of
from detente.record.activities import Activity
from detente.record.activities_folding import fold_activity
from detente.record.calendar import Calendar
from detente.record.disclosures import Disclosure, fold_disclosure
from detente.record.facts import Entry, Formats, read_entries
from detente.record.matters import host_of, touched_matters
from detente.record.meetings import Meeting, fold_meeting
from detente.record.message import KnownMessage
from detente.record.notices import EventNotice, fold_notice
from detente.record.order import in_order
from detente.record.periods import possible_span
from detente.record.quotas import QuotaMessage, fold_quota_message
from detente.record.requests import Request, fold_request
from detente.record.returns import Return, fold_return
from detente.record.visits import Visit
from detente.record.visits_folding import fold_visit

#: What a matter turns out to be once its messages are folded; a new topic adds its class here.
KnownMatter = Activity | Request | Return | EventNotice | Visit | QuotaMessage | Meeting | Disclosure
M = TypeVar("M", Activity, Request, Return, EventNotice, Visit, QuotaMessage, Meeting, Disclosure)

Fold = Callable[[MatterId, Sequence[KnownMessage], Sequence[Entry]], KnownMatter | None]
#: Each topic, with the purposes of which one opens a matter of it: without any, its fold finds nothing.
_FOLDS: tuple[tuple[frozenset[Purpose], Fold], ...] = (
    (
        frozenset(
            {
                Purpose.ACTIVITY_NOTIFICATION,
                Purpose.ACTIVITY_CANCELLATION,
                Purpose.OBSERVATION_INVITATION,
            }
        ),
        fold_activity,
    ),
    (frozenset({Purpose.CLARIFICATION_REQUEST}), fold_request),
    (frozenset({Purpose.INFORMATION_RETURN}), fold_return),
    (frozenset({Purpose.EVENT_NOTICE}), fold_notice),
    (frozenset({Purpose.VISIT_INVITATION, Purpose.VISIT_REQUEST}), fold_visit),
    (frozenset({Purpose.QUOTA_TRANSFER, Purpose.QUOTA_FULL}), fold_quota_message),
    (frozenset({Purpose.MEETING_REQUEST, Purpose.MEETING_RECORD}), fold_meeting),
    (frozenset({Purpose.DISCLOSURE_REQUEST, Purpose.DISCLOSURE_NOTICE}), fold_disclosure),
)


def fold_matter(matter: MatterId, messages: Sequence[KnownMessage], formats: Formats) -> KnownMatter | None:
    """What is known of one matter, from every message that touches it, in any order.

    None where it is of no topic; its messages are kept all the same.
    """
    ordered = in_order(messages)
    entries = read_entries(ordered, formats)
    purposes = {entry.format.purpose for entry in entries}
    folded = (fold(matter, ordered, entries) for opening, fold in _FOLDS if not opening.isdisjoint(purposes))
    return next((known for known in folded if known is not None), None)


def fold(messages: Iterable[KnownMessage], formats: Formats) -> Record:
    """The record of all these messages."""
    record = Record(formats)
    for message in messages:
        record.add(message)
    return record


def owner_of(known: KnownMatter) -> StateCode:
    """The state whose matter it is."""
    match known:
        case Activity():
            return known.host
        case Request():
            return known.asker
        case _:
            return known.owner


def span_of(known: KnownMatter) -> Interval | None:
    """The time a matter is about; None: not known."""
    match known:
        case Activity():
            return possible_span(known.period) if known.period else None
        case Request():
            return known.told
        case _:
            return known.span


def concerned_by(known: KnownMatter) -> tuple[StateCode, ...]:
    """The states a matter is directed at, besides its owner: visited or visiting, whose quota, whose message."""
    match known:
        case Visit():
            states = known.hosts + known.guests
        case QuotaMessage():
            states = (*known.to, known.partner) if known.partner else known.to
        case Disclosure():
            states = (host_of(matter_of(known.subject)),) if known.subject else ()
        case _:
            states = ()
    return tuple(state for state in dict.fromkeys(states) if state != owner_of(known))


class Record:
    """What is known. Adding a message costs the same however much is known already.

    A matter is folded again when it is next looked at after a message touched it.
    """

    def __init__(self, formats: Formats) -> None:
        self._formats = formats
        self._messages: dict[MatterId, dict[tuple[StateCode, int], KnownMessage]] = {}
        self._changed: set[MatterId] = set()
        self._known: dict[type[KnownMatter], dict[MatterId, KnownMatter]] = {}
        self._calendars: dict[type[KnownMatter], Calendar] = {}
        self._concerning: dict[type[KnownMatter], Calendar] = {}
        self._topics: dict[MatterId, type[KnownMatter]] = {}
        self._begins: dict[AgreementId, Instant] = {}

    def add(self, message: KnownMessage) -> tuple[MatterId, ...]:
        """Take a message in; returns the matters it touches. Adding it again changes nothing."""
        touched = touched_matters(message.document)
        for matter in touched:
            known = self._messages.setdefault(matter, {})
            known[message.document.sender, message.index] = message
        self._changed.update(touched)
        self._begin(message)
        return touched

    def begins(self, agreement: AgreementId) -> Instant | None:
        """When the first message under an agreement was registered, reconstructions apart; None: there is none."""
        return self._begins.get(agreement)

    @property
    def activities(self) -> Mapping[MatterId, Activity]:
        """Every activity by its matter."""
        return self.all_of(Activity)

    @property
    def requests(self) -> Mapping[MatterId, Request]:
        """Every request for clarification by its matter."""
        return self.all_of(Request)

    def all_of(self, topic: type[M]) -> Mapping[MatterId, M]:
        """Every matter of a topic."""
        self._settle()
        return MappingProxyType(self._shelf(topic))

    def matters(self) -> Iterator[KnownMatter]:
        """Every matter but activities, by name."""
        self._settle()
        others = [
            one for topic, known in self._known.items() if topic is not Activity for one in known.values()
        ]
        yield from sorted(others, key=lambda one: one.id)

    def messages_of(self, matter: MatterId) -> tuple[KnownMessage, ...]:
        """All messages that touch a matter, folded or not, in the order they became known."""
        return in_order(self._messages.get(matter, {}).values())

    def matters_of(
        self, topic: type[M], states: Sequence[StateCode], overlapping: Interval | None
    ) -> Iterator[M]:
        """Matters of a topic that these states own, by name; with ``overlapping``, those that may touch it."""
        self._settle()
        yield from self._found(topic, self._calendars, states, overlapping)

    def matters_concerning(
        self, topic: type[M], states: Sequence[StateCode], overlapping: Interval | None
    ) -> Iterator[M]:
        """Matters of a topic directed at these states by others, by name (see ``concerned_by``)."""
        self._settle()
        yield from self._found(topic, self._concerning, states, overlapping)

    def _found(
        self,
        topic: type[M],
        calendars: Mapping[type[KnownMatter], Calendar],
        states: Sequence[StateCode],
        overlapping: Interval | None,
    ) -> Iterator[M]:
        shelf, calendar = self._shelf(topic), calendars.get(topic)
        for matter in calendar.find(states, overlapping) if calendar else ():
            yield shelf[matter]

    def _begin(self, message: KnownMessage) -> None:
        document, registered = message.document, message.registered.earliest
        if document.origin.kind is not OriginKind.RECONSTRUCTED:
            first = self._begins.get(document.agreement, registered)
            self._begins[document.agreement] = min(first, registered)

    def _shelf(self, topic: type[M]) -> dict[MatterId, M]:
        found: dict[MatterId, M] = self._known.get(topic, {})  # type: ignore[assignment]
        return found

    def _settle(self) -> None:
        for matter in self._changed:
            self._drop(matter)
            known = fold_matter(matter, tuple(self._messages[matter].values()), self._formats)
            if known is not None:
                topic = type(known)
                self._topics[matter] = topic
                self._known.setdefault(topic, {})[matter] = known
                span = span_of(known)
                self._calendars.setdefault(topic, Calendar()).put(matter, (owner_of(known),), span)
                self._concerning.setdefault(topic, Calendar()).put(matter, concerned_by(known), span)
        self._changed.clear()

    def _drop(self, matter: MatterId) -> None:
        topic = self._topics.pop(matter, None)
        if topic is not None:
            del self._known[topic][matter]
            self._calendars[topic].drop(matter)
            self._concerning[topic].drop(matter)
