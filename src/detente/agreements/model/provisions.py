"""What was promised: one class for each kind that needs numbers of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from detente.agreements.model.clocks import Clock, TimeLimit
from detente.agreements.model.conditions import Trigger
from detente.agreements.model.evidence import Evidence, Quantity
from detente.kernel.identifiers import FormatId, ProvisionId
from detente.kernel.languages import Text


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
    ALL_PARTIES = "all-parties"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One promise: where it stands, what it is called, and how we know it.

    ``instead_of``: the provision of the agreement below that it is stricter than, where there is one.
    """

    id: ProvisionId
    kind: Kind
    article: str
    title: Text
    summary: Text | None
    evidence: Evidence
    instead_of: ProvisionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notify(Provision):
    """Tell the others of an activity that meets ``when``, by ``clock``, in ``format``."""

    duty: Duty
    bearer: Bearer
    when: Trigger
    clock: TimeLimit | None
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
