"""What a message makes known: its format's items read into typed facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from detente.agreements.model import Agreement, Format, MessageKind, Purpose
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, FormatId
from detente.messages.document import Document
from detente.messages.read import read_facts, read_item
from detente.messages.values import ItemValue
from detente.record.message import KnownMessage

T = TypeVar("T")

#: Every format this node knows; a message in any other is kept and not folded.
Formats = Mapping[tuple[AgreementId, FormatId], Format]

NAME = "activity.name"
TYPE = "activity.type"
PERIOD = "activity.period"
AREA = "activity.area"
STRENGTH = "activity.strength"
PARTICIPANTS = "activity.participants"
PURPOSE = "activity.purpose"
FORMATION = "activity.formation"
DIRECTION = "activity.direction"
REPORT_SOURCE = "report.source"
ARRIVAL = "observation.arrival"
ACCEPTED = "observation.accepted"
NUMBER = "observation.observers"
DEPARTURE = "observation.departure"
OBSERVERS_LIST = "observation.team-list"
OBSERVERS_PROGRAMME = "observation.programme"
OBSERVATION_TOOK_PLACE = "observation.took-place"
OBSERVATION_FINDINGS = "observation.findings"
OBSERVATION_LESSONS = "observation.lessons"

AS_OF = "return.as-of"
UNITS = "return.units"
HOLDINGS = "forces.holdings"
FORCES_UNITS = "forces.units"
FORCES_POSTS = "forces.posts"
FORCES_UNIT_CHANGES = "forces.unit-changes"
FORCES_POST_CHANGES = "forces.post-changes"
DECLARATION_SIZE = "declaration.size"
DECLARATION_ROOT = "declaration.root"
DECLARATION_COMMITMENT = "declaration.commitment"
DECLARATION_UNIT = "declaration.unit"
DECLARATION_SALT = "declaration.salt"
DECLARATION_PLACE = "declaration.place"
DECLARATION_PROOF = "declaration.proof"
BUDGET_APPROVAL = "budget.approval"
EVENT_TYPE = "event.type"
EVENT_TIME = "event.time"
EVENT_PERIOD = "event.period"
EVENT_AMOUNTS = "event.amounts"
VISIT_OBJECT = "visit.object"
VISIT_SECTOR = "visit.sector"
VISIT_ARRIVAL = "visit.arrival"
VISIT_END = "visit.end"
VISIT_TEAM = "visit.team"
VISIT_ACCEPTED = "visit.accepted"
VISIT_REASON = "visit.reason"
VISIT_TOOK_PLACE = "visit.took-place"
VISIT_AREA = "visit.area"
VISIT_PURPOSE = "visit.purpose"
VISIT_PROGRAMME = "visit.programme"
VISIT_TEAM_LIST = "visit.team-list"
VISIT_ENTRY = "visit.entry"
VISIT_EXIT = "visit.exit"
VISIT_INTERPRETERS = "visit.interpreters"
VISIT_LANGUAGE = "visit.language"
VISIT_COSTS = "visit.costs"
VISIT_POSTPONED = "visit.postponed"
VISIT_SEQUENTIAL = "visit.sequential"
VISIT_ARRIVED = "visit.arrived"
VISIT_SITE_NAMED = "visit.site-named"
VISIT_REPORT_HANDED = "visit.report-handed"
VISIT_REMARKS_MADE = "visit.remarks-made"
VISIT_DIAGRAMS = "visit.diagrams"
VISIT_FINDINGS = "visit.findings"
VISIT_LESSONS = "visit.lessons"
VISIT_JOINT = "visit.joint"
QUOTA_PARTNER = "quota.partner"
QUOTA_YEAR = "quota.year"
QUOTA_AMOUNT = "quota.amount"
MEETING_TIME = "meeting.time"
MEETING_STATES = "meeting.states"
MEETING_EXTRAORDINARY = "meeting.extraordinary"
DISCLOSURE_SUBJECT = "disclosure.subject"
DISCLOSURE_TO = "disclosure.to"
DISCLOSURE_PUBLIC = "disclosure.public"
DISCLOSURE_AGREED = "disclosure.agreed"

#: The kinds that say something; the others take back, or say that there is nothing.
SAYING = frozenset({MessageKind.ORIGINAL, MessageKind.AMENDMENT, MessageKind.CORRECTION})


@dataclass(frozen=True, slots=True)
class Entry:
    """A message of a known format, as the folds take it."""

    message: KnownMessage
    format: Format

    @property
    def document(self) -> Document:
        """The message's document."""
        return self.message.document

    def has(self, purpose: Purpose) -> bool:
        """Whether the message's format serves ``purpose``."""
        return self.format.purpose is purpose


def formats_of(agreements: Iterable[Agreement]) -> Formats:
    """The formats of these agreements, by agreement and format."""
    return {
        (agreement.id, message_format.id): message_format
        for agreement in agreements
        for message_format in agreement.formats.values()
    }


def read_entries(messages: Iterable[KnownMessage], formats: Formats) -> list[Entry]:
    """The messages whose format is known, in the order given."""
    return [
        Entry(one, known)
        for one in messages
        if (known := formats.get((one.document.agreement, one.document.format))) is not None
    ]


def read_known_facts(entry: Entry) -> dict[str, ItemValue]:
    """The facts of one message by name.

    A message is checked against its format before it is stored, so its items are read as they are; where
    that fails all the same, each is checked, and one that cannot be read makes nothing known.
    """
    try:
        return read_facts(entry.document, entry.format)
    except InputError:
        return _facts_one_by_one(entry)


def _facts_one_by_one(entry: Entry) -> dict[str, ItemValue]:
    facts: dict[str, ItemValue] = {}
    for item in entry.format.items:
        if (name := item.known_as) is not None and item.id in entry.document.content:
            try:
                facts[name] = read_item(item, entry.document.content[item.id])
            except InputError:
                continue
    return facts


def fact(facts: Mapping[str, ItemValue], name: str, expected: type[T]) -> T | None:
    """The fact of that name, or None where it is not known or not of the expected type."""
    value = facts.get(name)
    return value if isinstance(value, expected) else None
