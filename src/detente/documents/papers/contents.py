"""What papers say: one small class each, in no language yet.

Names that have the three languages are ``Text``; words that people wrote are ``FreeText``. None, or an empty
tuple, is what is not known or not said: the paper leaves it out, or leaves room for it where it is a form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from detente.agreements.model import Agreement, Format, Status, Vocabulary
from detente.kernel.identifiers import Reference, StateCode
from detente.kernel.instants import Instant, PartialDate
from detente.kernel.languages import Language, Text
from detente.messages.document import JsonValue, OriginKind
from detente.messages.values import FreeText, Period, Person, Place
from detente.record.members import Member, ProgrammeLine

#: A value that a line of a paper may hold.
Shown = (
    Text | FreeText | Period | PartialDate | Instant | Place | Person | str | bool | int | tuple[Place, ...]
)


class PaperKind(StrEnum):
    """The papers there are."""

    INVITATION = "invitation"
    TEAM_LIST = "team-list"
    PROGRAMME = "programme"
    BADGES = "badges"
    REPORT_FORM = "report-form"
    INSPECTION_NOTICE = "inspection-notice"
    VISIT_REQUEST = "visit-request"
    QUOTA_SUMMARY = "quota-summary"


class OccasionKind(StrEnum):
    """What people come for; it decides what they are called."""

    VISIT = "visit"
    OBSERVATION = "observation"
    INSPECTION = "inspection"


@dataclass(frozen=True, slots=True)
class NamedState:
    """A state, and what it is called under the agreement."""

    code: StateCode
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a paper rests on; every paper shows it. ``references`` is never empty; ``article`` is cited in full."""

    agreement: Text
    article: Text
    references: tuple[Reference, ...]
    status: Status = Status.IN_FORCE
    origin: OriginKind = OriginKind.OFFICIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Who comes to whom, to see what, when. ``object``: a unit, a site or a drill by its name."""

    kind: OccasionKind
    hosts: tuple[NamedState, ...]
    guests: tuple[NamedState, ...]
    object: FreeText | None = None
    sector: Text | None = None
    arrival: PartialDate | Instant | None = None
    end: PartialDate | Instant | None = None


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person who comes, and from where. ``number`` is that on the badge (None: its place in the list)."""

    member: Member
    state: NamedState
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Particular:
    """One more thing a paper says: a label, and a value in ``unit`` (None: none, or the label says it)."""

    label: Text
    value: Shown
    unit: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A letter that invites visitors or observers.

    ``team``: how many may come. ``silence_declines``: the article takes no reply by ``reply_by`` for a refusal.
    ``voluntary``: the article leaves it open to come or not, so that a refusal needs no reason.
    """

    basis: Basis
    occasion: Occasion
    sender: NamedState
    to: tuple[NamedState, ...]
    issued_at: Instant
    authority: Text | None = None
    team: int | None = None
    particulars: tuple[Particular, ...] = ()
    programme: tuple[ProgrammeLine, ...] = ()
    reply_by: Instant | None = None
    silence_declines: bool = False
    voluntary: bool = False
    signer: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamList:
    """Who comes, as their state names them."""

    basis: Basis
    occasion: Occasion
    sender: NamedState
    issued_at: Instant
    members: tuple[Attendee, ...]
    signer: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What is planned, day by day; the entries of a day stay in the order given."""

    basis: Basis
    occasion: Occasion
    sender: NamedState
    issued_at: Instant
    entries: tuple[ProgrammeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeSheet:
    """Badges to cut out. ``second``: the other language on each, beside the one the paper is set in."""

    basis: Basis
    occasion: Occasion
    second: Language
    badges: tuple[Attendee, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportForm:
    """A format as a form: with ``content`` filled from it, without one with room to write by hand.

    ``own_language``: the language ``content`` was written in.
    """

    basis: Basis
    occasion: Occasion
    format: Format
    agreement: Agreement
    vocabulary: Vocabulary
    content: Mapping[str, JsonValue] = field(default_factory=dict)
    own_language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionNotice:
    """A notice that inspectors come, with the times to the minute. ``area``: that of a challenge inspection."""

    basis: Basis
    occasion: Occasion
    title: Text
    sender: NamedState
    to: tuple[NamedState, ...]
    issued_at: Instant
    team: int | None = None
    area: tuple[Place, ...] = ()
    particulars: tuple[Particular, ...] = ()
    members: tuple[Attendee, ...] = ()
    reply_by: Instant | None = None
    signer: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRequest(InspectionNotice):
    """The letter that goes with a request for a visit. ``voluntary``: the article leaves the answer free.

    ``silence_declines``: no reply in time counts as a refusal.
    """

    voluntary: bool = False
    silence_declines: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerUse:
    """How many visits ``partner`` has made, out of how many it may make (None: not known)."""

    partner: NamedState
    used: int
    of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaLine:
    """The quota of one state or side. None: not known; it is then printed as such, never as nought.

    ``references``: the messages its figures rest on.
    """

    state: NamedState
    title: Text
    amount: int | None
    used: int
    reserved: int = 0
    left: int | None = None
    partners: tuple[PartnerUse, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaSummary:
    """The quotas of a year as they stood at an instant. ``title`` of a line says which quota it is."""

    basis: Basis
    year: int
    as_at: Instant
    lines: tuple[QuotaLine, ...]


Paper = (
    Invitation
    | TeamList
    | Programme
    | BadgeSheet
    | ReportForm
    | InspectionNotice
    | VisitRequest
    | QuotaSummary
)
