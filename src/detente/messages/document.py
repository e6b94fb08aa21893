"""A document: one message as it is signed, frozen and shown.

The JSON object has exactly these members (see docs/spec/document.md)::

    {"v": 1, "agreement", "format", "reference", "matter", "from", "to": [...], "kind",
     "refers_to": [...], "issued_at", "language", "audience", "origin": {...}, "content": {...},
     "attachments": [...]}

``content`` maps item ids to values in the JSON forms of ``values.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from detente.agreements.model import MessageKind
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, StateCode
from detente.kernel.instants import Instant, PartialDate

JsonValue = None | bool | int | str | list["JsonValue"] | dict[str, "JsonValue"]


class Audience(StrEnum):
    """Who may see a document."""

    PARTIES = "parties"
    PUBLIC = "public"


class OriginKind(StrEnum):
    """Where a document comes from; anything but ``official`` is labelled wherever it is shown."""

    OFFICIAL = "official"
    RECONSTRUCTED = "reconstructed"  # rebuilt from public reports
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document comes from.

    ``sources`` are addresses of the public reports; ``told_on`` the day the activity was first made
    public according to them (None: not found). Both only for ``reconstructed``.
    """

    kind: OriginKind = OriginKind.OFFICIAL
    sources: tuple[str, ...] = ()
    told_on: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A frozen message. ``content`` keeps its JSON form; ``values.py`` and ``read.py`` give it meaning."""

    agreement: AgreementId
    format: FormatId
    reference: Reference
    matter: MatterId
    sender: StateCode
    to: tuple[StateCode, ...]
    kind: MessageKind
    refers_to: tuple[Reference, ...]
    issued_at: Instant
    language: str
    audience: Audience
    origin: Origin
    content: Mapping[str, JsonValue]
    attachments: tuple[Mapping[str, JsonValue], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message being written: everything of a document that the node does not assign at release.

    ``matter`` and ``refers_to`` are set for amendments, corrections, cancellations and replies.
    """

    agreement: AgreementId
    format: FormatId
    sender: StateCode
    to: tuple[StateCode, ...]
    kind: MessageKind
    content: Mapping[str, JsonValue]
    language: str
    matter: MatterId | None = None
    refers_to: tuple[Reference, ...] = ()
    audience: Audience = Audience.PARTIES
    origin: Origin = Origin()
