"""An agreement in memory: what was promised, in which article, and how we know each number.

Every object here is immutable and comes from a pack (see ``load.py``); the engine knows no agreement.
Kinds of provision that need numbers of their own are subclasses of :class:`Provision`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from detente.kernel.identifiers import AgreementId, FormatId, MeasureId, ProvisionId, StateCode, ZoneId
from detente.kernel.instants import Instant, PartialDate
from detente.kernel.languages import Text
from detente.kernel.states import state_name


class EvidenceLevel(StrEnum):
    """How we know a value."""

    TEXT = "text"  # read in the agreement's own text
    TRANSLATION = "translation"  # read in a translation of it
    SECONDARY = "secondary"  # read in press or literature only
    MODEL = "model"  # written by us as a starting point; agreed by no state
    UNKNOWN = "unknown"  # known to exist, value not seen


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was read."""

    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a value is known: level, where it was read, and a remark."""

    level: EvidenceLevel
    source: Source | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A number as it holds from a day on; ``since`` is None where it held from the beginning.

    ``value`` is None exactly when the evidence level is ``unknown``.
    """

    value: int | None
    evidence: Evidence
    since: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A treaty number with its amendments, oldest first; never empty."""

    versions: tuple[DatedValue, ...]

    def on(self, at: Instant) -> DatedValue:
        """The version in force at ``at``; before the first dated one, the first."""
        chosen = self.versions[0]
        for version in self.versions[1:]:
            if version.since is not None and version.since.interval.earliest <= at:
                chosen = version
        return chosen


class TimeUnit(StrEnum):
    """How a clock counts."""

    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Duration:
    """An amount of time, counted in the unit the article uses."""

    unit: TimeUnit
    amount: Quantity


class Event(StrEnum):
    """What a clock runs from or towards."""

    ACTIVITY_START = "activity.start"
    ACTIVITY_END = "activity.end"
    OBSERVERS_ARRIVAL = "observers.arrival"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Clock:
    """At least so long ``before`` an event, or at most so long ``after`` it.

    Exactly one of ``before`` and ``after`` is set. ``silence`` says what no answer in time means
    (``declined``), or is None where the article does not say.
    """

    span: Duration
    before: Event | None = None
    after: Event | None = None
    silence: str | None = None


# --- Conditions: a closed, declarative tree --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Compare:
    """The declared strength in ``measure`` reaches or exceeds ``at_least``."""

    measure: MeasureId
    at_least: Quantity


@dataclass(frozen=True, slots=True)
class Coded:
    """The coded fact ``fact`` has one of the values ``one_of``."""

    fact: str
    one_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


Condition = Compare | Coded | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Where:
    """The activity lies, wholly or in part, in ``zone``; ``own_side``: on the host's own side of the line."""

    zone: ZoneId
    own_side: bool


class Together(StrEnum):
    """Which activities of two sides count as held by both."""

    OVERLAPPING = "overlapping-periods"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Trigger:
    """When a provision applies to an activity: its type, where it is, and a condition on its facts.

    ``activity`` empty: any type. ``both_sides``: only when an activity of another side meets the same
    trigger, related in time as it says; None: no such demand.
    """

    activity: tuple[str, ...] = ()
    where: Where | None = None
    condition: Condition | None = None
    both_sides: Together | None = None


# --- Provisions -----------------------------------------------------------------------------------


class Kind(StrEnum):
    """The closed set of kinds of provision."""

    NOTIFY = "notify"
    OBSERVE = "observe"
    RESTRAIN = "restrain"
    EXCHANGE = "exchange"
    CEILING = "ceiling"
    QUOTA = "quota"
    HOST = "host"
    RESPOND = "respond"
    MEET = "meet"
    DISCLOSE = "disclose"
    NOTICE = "notice"
    PRINCIPLE = "principle"


class Duty(StrEnum):
    """How strongly a provision binds."""

    MUST = "must"
    RECIPROCAL = "reciprocal"
    MAY = "may"


class Bearer(StrEnum):
    """Whose duty it is."""

    HOST = "host"
    EACH_PARTICIPANT = "each-participant"
    REQUESTED_STATE = "requested-state"
    EACH_STATE = "each-state"
    EACH_SIDE = "each-side"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One promise: where it stands, what it is called, and how we know it."""

    id: ProvisionId
    kind: Kind
    article: str
    title: Text
    summary: Text | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Notify(Provision):
    """Tell the others of an activity that meets ``when``, by ``clock``, in ``format``."""

    duty: Duty
    bearer: Bearer
    when: Trigger
    clock: Clock | None
    format: FormatId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observe(Provision):
    """Invite observers to an activity that meets ``when``.

    ``invitation`` runs towards the activity's start, ``reply`` towards the observers' arrival; either
    may be None where the article sets none. ``observers_per_activity``: at most so many of all invited
    states together; ``observers_per_state``: of each of them.
    """

    duty: Duty
    bearer: Bearer
    when: Trigger
    invitation: Clock | None
    reply: Clock | None
    observers_per_activity: Quantity | None
    invitation_format: FormatId | None
    reply_format: FormatId | None
    observers_per_state: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Respond(Provision):
    """Answer a message in ``request_format`` with one in ``reply_format`` within ``clock``.

    Where the request's flag item ``urgent_item`` is set, ``urgent_clock`` runs instead.
    """

    bearer: Bearer
    request_format: FormatId
    reply_format: FormatId
    clock: Clock
    urgent_clock: Clock | None
    urgent_item: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle(Provision):
    """Stands in the text; is shown, not computed."""


# --- Formats --------------------------------------------------------------------------------------


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
    ``unit`` for number, ``choices`` for choice, ``columns`` for table, ``within`` (a zone) for place and area.
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


class Purpose(StrEnum):
    """What a format is for; tells ``detente.record`` how to fold its messages."""

    ACTIVITY_NOTIFICATION = "activity.notification"
    ACTIVITY_CANCELLATION = "activity.cancellation"
    OBSERVATION_INVITATION = "observation.invitation"
    OBSERVATION_REPLY = "observation.reply"
    CLARIFICATION_REQUEST = "clarification.request"
    CLARIFICATION_REPLY = "clarification.reply"
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


# --- The agreement --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Side:
    """A party of several states, where quotas and duties are counted per side."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Party:
    """A state bound by the agreement, from when and, if it left, until when (None: not known or open).

    ``name`` is set for invented states only.
    """

    state: StateCode
    side: str | None
    since: PartialDate | None
    until: PartialDate | None
    evidence: Evidence
    name: Text | None = None

    @property
    def shown_name(self) -> Text:
        """The name in the pack, otherwise that of the CLDR."""
        return self.name or state_name(self.state)


@dataclass(frozen=True, slots=True)
class Article:
    """One article: summary in our own words, the provisions it became, or why none was modelled."""

    no: str
    title: Text
    summary: Text
    provisions: tuple[ProvisionId, ...]
    not_modelled: Text | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone of application: a band of ``depth_km`` on each side of the border lines between states.

    ``lines``: pairs of state codes in alphabetical order. The lines themselves are data agreed by the
    parties (``detente.geography``), never part of a pack.
    """

    id: ZoneId
    title: Text
    depth_km: Quantity
    lines: tuple[tuple[StateCode, StateCode], ...]
    evidence: Evidence


class Status(StrEnum):
    """Where an agreement stands."""

    IN_FORCE = "in-force"
    MODEL = "model"
    INVENTED = "invented"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A whole pack. ``code`` begins its references (``SH96``); ``digest`` is the SHA-256 of the pack's files.

    ``evidence_of`` says how each of ``signed``, ``place``, ``in_force``, ``languages`` and
    ``start_day_counts`` is known, where the pack gives it; a key that is not there does not apply. A
    ``start_day_counts`` whose level is ``unknown`` is False and means nothing.
    """

    id: AgreementId
    code: str
    title: Text
    short_title: Text
    status: Status
    signed: PartialDate | None
    place: Text | None
    in_force: PartialDate | None
    languages: tuple[str, ...]
    start_day_counts: bool
    sides: tuple[Side, ...]
    parties: tuple[Party, ...]
    zones: Mapping[ZoneId, Zone]
    articles: tuple[Article, ...]
    provisions: Mapping[ProvisionId, Provision]
    formats: Mapping[FormatId, Format]
    evidence: Evidence
    changes: str
    digest: str
    evidence_of: Mapping[str, Evidence] = field(default_factory=dict)

    def party(self, state: StateCode) -> Party | None:
        """The party of that state, or None."""
        return next((party for party in self.parties if party.state == state), None)

    def state_name(self, state: StateCode) -> Text:
        """What a state is called here: as its party in the pack, otherwise as in the CLDR."""
        party = self.party(state)
        return party.shown_name if party else state_name(state)

    def states(self) -> tuple[StateCode, ...]:
        """Codes of all parties, in the pack's order."""
        return tuple(party.state for party in self.parties)


# --- Words every agreement shares (measures.yaml, vocabulary.yaml) ----------------------------------


@dataclass(frozen=True, slots=True)
class Measure:
    """A category that is counted. ``register_category``: the UN Register category I-VII, or None."""

    id: MeasureId
    name: Text
    unit: Text
    register_category: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something an item can make known: ``activity.strength``; ``types`` are the item types that may carry it.

    ``unit`` is the unit of a number, a code of :attr:`Vocabulary.units`.
    """

    id: str
    label: Text
    types: tuple[ItemType, ...]
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Measures, facts, coded lists and the names of units, shared by all packs."""

    measures: Mapping[MeasureId, Measure]
    facts: Mapping[str, Fact]
    activity_types: Mapping[str, Text]
    units: Mapping[str, Text] = field(default_factory=dict)
