"""Message formats: numbered items, and what each makes known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from detente.agreements.model.evidence import Evidence
from detente.kernel.identifiers import FormatId, MeasureId, SectorId, ZoneId
from detente.kernel.languages import Text

#: How many rows a table may have, unless its fact says more.
TABLE_ROWS = 1000


class ItemType(StrEnum):
    """What an item of a format holds (the JSON forms are in ``detente.messages.values``)."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    NUMBER = "number"
    MEASURES = "measures"
    DATE = "date"
    INSTANT = "instant"
    PERIOD = "period"
    STATE = "state"
    STATES = "states"
    PLACE = "place"
    AREA = "area"
    CHOICE = "choice"
    FLAG = "flag"
    PERSON = "person"
    UNIT_REFERENCE = "unit-reference"
    MESSAGE_REFERENCE = "message-reference"
    ATTACHMENT = "attachment"
    TABLE = "table"


class MessageKind(StrEnum):
    """What a message does to its matter; the letter is its mark in a reference."""

    ORIGINAL = "original"
    AMENDMENT = "amendment"
    CORRECTION = "correction"
    CANCELLATION = "cancellation"
    NIL = "nil"


class Addressees(StrEnum):
    """To whom a format goes."""

    ALL_PARTIES = "all-parties"
    OTHER_SIDE = "other-side"
    ONE = "one"
    DEPOSITARY = "depositary"


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a coded list."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One numbered item of a format.

    ``no`` is printed and unique in its format (``3``, ``3.1``). ``fact`` says what it makes known (a name
    of ``vocabulary.yaml``); None: shown only. ``measures`` and ``required_measures`` for type measures,
    ``unit`` for number, ``choices`` for choice, ``columns`` for table, ``within`` (a zone) for place and area,
    ``sector`` for measures that are counted in a sector alone. ``personal``: it holds what is shown only to
    those who may see personal data, such as names and passports. ``rows``: how many a table may have.
    """

    no: str
    id: str
    type: ItemType
    label: Text
    required: bool
    fact: str | None = None
    help: Text | None = None
    measures: tuple[MeasureId, ...] = ()
    required_measures: tuple[MeasureId, ...] = ()
    unit: str | None = None
    choices: tuple[Choice, ...] = ()
    columns: tuple[Item, ...] = ()
    within: ZoneId | None = None
    sector: SectorId | None = None
    personal: bool = False
    rows: int = TABLE_ROWS

    @property
    def known_as(self) -> str | None:
        """Its fact, with the sector it is for: ``forces.holdings@eastern``; None: shown only."""
        return f"{self.fact}@{self.sector}" if self.fact and self.sector else self.fact


class Purpose(StrEnum):
    """What a format is for; tells ``detente.record`` how to fold its messages."""

    ACTIVITY_NOTIFICATION = "activity.notification"
    ACTIVITY_CANCELLATION = "activity.cancellation"
    ACTIVITY_REPORT = "activity.report"
    OBSERVATION_INVITATION = "observation.invitation"
    OBSERVATION_REPLY = "observation.reply"
    OBSERVATION_REPORT = "observation.report"
    CLARIFICATION_REQUEST = "clarification.request"
    CLARIFICATION_REPLY = "clarification.reply"
    INFORMATION_RETURN = "information.return"
    INFORMATION_COMMITMENT = "information.commitment"
    INFORMATION_OPENING = "information.opening"
    EVENT_NOTICE = "event.notice"
    VISIT_INVITATION = "visit.invitation"
    VISIT_REQUEST = "visit.request"
    VISIT_REPLY = "visit.reply"
    VISIT_CHANGE = "visit.change"
    VISIT_TEAM = "visit.team"
    VISIT_PROGRAMME = "visit.programme"
    VISIT_RECORD = "visit.record"
    VISIT_REPORT = "visit.report"
    QUOTA_TRANSFER = "quota.transfer"
    QUOTA_FULL = "quota.full"
    MEETING_REQUEST = "meeting.request"
    MEETING_RECORD = "meeting.record"
    DISCLOSURE_REQUEST = "disclosure.request"
    DISCLOSURE_CONSENT = "disclosure.consent"
    DISCLOSURE_NOTICE = "disclosure.notice"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A message format: numbered items as they are printed, mapped to what becomes known.

    ``topic`` is the two letters of its references (``EX``). ``requires``: formats of which a message must
    have been told before, and be referred to. ``own_matter``: False where the message joins the matter it
    refers to (a cancellation), True where an original opens a matter of its own.
    """

    id: FormatId
    topic: str
    purpose: Purpose
    title: Text
    article: str
    to: Addressees
    kinds: tuple[MessageKind, ...]
    requires: tuple[FormatId, ...]
    own_matter: bool
    items: tuple[Item, ...]
    evidence: Evidence

    def item(self, item_id: str) -> Item:
        """The item of that id.

        Raises:
            KeyError: there is none.
        """
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)
