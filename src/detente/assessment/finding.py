"""A finding: what an agreement means for one matter at one instant. It reports and never accuses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from detente.agreements.model import Evidence, Kind
from detente.kernel.identifiers import (
    AgreementId,
    DutyId,
    MatterId,
    MeasureId,
    ProvisionId,
    Reference,
    SideId,
    StateCode,
)
from detente.kernel.instants import Instant
from detente.messages.values import Amount


class FindingState(StrEnum):
    """Where a duty or right stands."""

    NOT_TRIGGERED = "not-triggered"
    OFFERED = "offered"
    UPCOMING = "upcoming"
    DUE = "due"
    MET = "met"
    MET_LATE = "met-late"
    MISSED = "missed"
    WITHIN = "within"
    NEAR = "near"
    EXCEEDED = "exceeded"
    AVAILABLE = "available"
    USED_UP = "used-up"
    UNCLEAR = "unclear"


class Said(StrEnum):
    """What an answer was, where the answer is what is owed and either is open to the state."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    DECLINED_FREELY = "declined-freely"  # by an article that leaves it open, so that no reason is needed
    AGREED = "agreed"
    NOT_AGREED = "not-agreed"


class Answer(StrEnum):
    """Three answers to a condition: the third is honest where something is not known."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Margin:
    """One threshold against what was declared.

    ``needed`` is the agreement's number (None: not available), ``declared`` the activity's (None: not
    stated), ``reached`` the comparison, ``near`` whether it is under the threshold but within the
    nearness parameter of it. ``limit``: the number is the most there may be; ``reached`` then says whether
    there is more, and ``near`` whether there is nearly as much.
    """

    measure: MeasureId
    needed: int | None
    declared: Amount | None
    reached: Answer
    near: bool
    evidence: Evidence
    limit: bool = False

    @property
    def permille(self) -> int | None:
        """Declared per thousand of needed, rounded down; None where either is missing."""
        if not self.needed or self.declared is None:
            return None
        return self.declared.value * 1000 // self.needed


class Missing(StrEnum):
    """What is not known, where a finding is unclear."""

    TREATY_VALUE = "treaty-value"
    STRENGTH = "strength"
    AREA = "area"
    BORDER_UNCERTAINTY = "border-uncertainty"
    BORDER_LINE = "border-line"
    START_DATE = "start-date"
    TOLD_DATE = "told-date"
    UNREPORTED = "unreported"
    ACTIVITY_TYPE = "activity-type"
    ARRIVAL_DATE = "arrival-date"
    TIME_RELATION = "time-relation"
    DATE_PRECISION = "date-precision"
    CALENDAR = "calendar"
    AS_OF_DATE = "as-of-date"
    BUDGET_DATE = "budget-date"
    NIL_RETURN = "nil-return"
    RETURN = "return"
    EVENT_DATE = "event-date"
    EXCEEDANCE_TIME = "exceedance-time"
    DIFFERENT_REPORTS = "different-reports"
    RECEIVER = "receiver"
    SUMS = "sums"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing that a finding would need: what, and which item, value or file it is about."""

    what: Missing
    about: str


#: Whose duty: a state, a side, or all parties together.
BearerName = StateCode | SideId
#: What a finding is about: a matter, or what is owed in a year.
Subject = MatterId | DutyId


class Finding(NamedTuple):
    """What one provision means for one matter, or one year, and one state or side.

    ``step`` tells apart duties of one provision: ``notification``, ``invitation``, ``reply``,
    ``observers`` (their number), ``answer``.
    ``due`` is the last instant in time (None where there is no clock or it cannot be computed).
    ``changes_at`` is the next instant at which the passing of time alone may change ``state`` (None: never).
    ``other``: the state the step is towards, for instance who was asked. ``messages`` are all it rests on.
    ``silence``: what no answer in time means by the article, set where it has come to that (``declined``).
    ``counterparts``: other matters it was compared with; when one of them changes, this may change.
    ``year``: the calendar year it is about, where it is about what is owed in one. ``said``: what the answer
    was, where the step is one.
    """

    agreement: AgreementId
    provision: ProvisionId
    kind: Kind
    article: str
    step: str
    bearer: BearerName
    other: BearerName | None
    about: Subject
    state: FindingState
    due: Instant | None
    changes_at: Instant | None
    margins: tuple[Margin, ...]
    gaps: tuple[Gap, ...]
    messages: tuple[Reference, ...]
    evidence: Evidence
    silence: str | None = None
    counterparts: tuple[MatterId, ...] = ()
    year: int | None = None
    said: Said | None = None
