"""The record: everything that is known, folded from messages, the same in whatever order they came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from detente.kernel.identifiers import MatterId, StateCode
from detente.kernel.instants import Interval
from detente.record.activities import Activity
from detente.record.activities_folding import fold_activity
from detente.record.calendar import Calendar
from detente.record.facts import Formats, read_entries
from detente.record.matters import touched_matters
from detente.record.message import KnownMessage
from detente.record.order import in_order
from detente.record.periods import possible_span
from detente.record.requests import Request, fold_request

#: What a matter turns out to be once its messages are folded; a new topic adds its class here.
KnownMatter = Activity | Request


def fold_matter(matter: MatterId, messages: Sequence[KnownMessage], formats: Formats) -> KnownMatter | None:
    """What is known of one matter, from every message that touches it, in any order.

    None where it is neither an activity nor a request; its messages are kept all the same.
    """
    ordered = in_order(messages)
    entries = read_entries(ordered, formats)
    return fold_activity(matter, ordered, entries) or fold_request(matter, ordered, entries)


def fold(messages: Iterable[KnownMessage], formats: Formats) -> Record:
    """The record of all these messages."""
    record = Record(formats)
    for message in messages:
        record.add(message)
    return record


class Record:
    """What is known. Adding a message costs the same however much is known already.

    A matter is folded again when it is next looked at after a message touched it.
    """

    def __init__(self, formats: Formats) -> None:
        self._formats = formats
        self._messages: dict[MatterId, dict[tuple[StateCode, int], KnownMessage]] = {}
        self._changed: set[MatterId] = set()
        self._activities: dict[MatterId, Activity] = {}
        self._requests: dict[MatterId, Request] = {}
        self._calendar = Calendar()

    def add(self, message: KnownMessage) -> tuple[MatterId, ...]:
        """Take a message in; returns the matters it touches. Adding it again changes nothing."""
        touched = touched_matters(message.document)
        for matter in touched:
            known = self._messages.setdefault(matter, {})
            known[message.document.sender, message.index] = message
        self._changed.update(touched)
        return touched

    @property
    def activities(self) -> Mapping[MatterId, Activity]:
        """Every activity by its matter."""
        self._settle()
        return MappingProxyType(self._activities)

    @property
    def requests(self) -> Mapping[MatterId, Request]:
        """Every request for clarification by its matter."""
        self._settle()
        return MappingProxyType(self._requests)

    def messages_of(self, matter: MatterId) -> tuple[KnownMessage, ...]:
        """All messages that touch a matter, folded or not, in the order they became known."""
        return in_order(self._messages.get(matter, {}).values())

    def activities_of(self, states: Sequence[StateCode], overlapping: Interval | None) -> Iterator[Activity]:
        """Activities these states host, by name; with ``overlapping``, only those that may touch it."""
        self._settle()
        for matter in self._calendar.find(states, overlapping):
            yield self._activities[matter]

    def _settle(self) -> None:
        for matter in self._changed:
            known = fold_matter(matter, tuple(self._messages[matter].values()), self._formats)
            self._activities.pop(matter, None)
            self._requests.pop(matter, None)
            self._calendar.drop(matter)
            if isinstance(known, Activity):
                self._activities[matter] = known
                span = possible_span(known.period) if known.period else None
                self._calendar.put(matter, known.host, span)
            elif known is not None:
                self._requests[matter] = known
        self._changed.clear()
