"""An agreement in memory: what was promised, in which article, and how we know each number.

Every object here is immutable and comes from a pack (see ``detente.agreements.load``); the engine knows no
agreement.
"""

from detente.agreements.model.agreement import Agreement, Article, Party, Side, Status, Zone
from detente.agreements.model.clocks import Clock, Duration, Event, TimeUnit
from detente.agreements.model.conditions import (
    AllOf,
    AnyOf,
    Coded,
    Compare,
    Condition,
    Not,
    Together,
    Trigger,
    Where,
)
from detente.agreements.model.evidence import DatedValue, Evidence, EvidenceLevel, Quantity, Source
from detente.agreements.model.formats import Addressees, Choice, Format, Item, ItemType, MessageKind, Purpose
from detente.agreements.model.provisions import (
    Bearer,
    Duty,
    Kind,
    Notify,
    Observe,
    Principle,
    Provision,
    Respond,
)
from detente.agreements.model.scenarios import (
    MESSAGES,
    Claim,
    Declared,
    Deed,
    Scenario,
    ScenarioLine,
    ScenarioSet,
    Told,
)
from detente.agreements.model.vocabulary import Fact, Measure, Vocabulary

__all__ = [
    "MESSAGES",
    "Addressees",
    "Agreement",
    "AllOf",
    "AnyOf",
    "Article",
    "Bearer",
    "Choice",
    "Claim",
    "Clock",
    "Coded",
    "Compare",
    "Condition",
    "DatedValue",
    "Declared",
    "Deed",
    "Duration",
    "Duty",
    "Event",
    "Evidence",
    "EvidenceLevel",
    "Fact",
    "Format",
    "Item",
    "ItemType",
    "Kind",
    "Measure",
    "MessageKind",
    "Not",
    "Notify",
    "Observe",
    "Party",
    "Principle",
    "Provision",
    "Purpose",
    "Quantity",
    "Respond",
    "Scenario",
    "ScenarioLine",
    "ScenarioSet",
    "Side",
    "Source",
    "Status",
    "TimeUnit",
    "Together",
    "Told",
    "Trigger",
    "Vocabulary",
    "Where",
    "Zone",
]
