"""Agreements: what was promised, article by article, and how each value is known."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from detente.agreements import model
from detente.agreements.model import Addressees, ItemType, MessageKind, Purpose, Status
from detente.kernel.identifiers import AgreementId
from detente.node import agreements as service
from detente.node.node import Node
from detente.web.api import values as wire
from detente.web.api.caller import Signed
from detente.web.api.provisions import Provision, Quantity, provision_of


class AgreementLine(wire.Shape):
    """An agreement in a list. ``party``: whether this node's state is one; ``digest``: SHA-256 of the pack's files."""

    id: str
    code: str
    title: wire.Text
    short_title: wire.Text
    status: Status
    party: bool
    signed: wire.Moment | None
    in_force: wire.Moment | None
    digest: str
    evidence: wire.Evidence


class Side(wire.Shape):
    """A party of several states."""

    id: str
    title: wire.Text


class Party(wire.Shape):
    """A state bound by the agreement, from when and until when (null: not known, or open)."""

    state: str
    side: str | None
    since: wire.Moment | None
    until: wire.Moment | None
    evidence: wire.Evidence


class Article(wire.Shape):
    """One article: a summary, the provisions it became, or why none was modelled."""

    no: str
    title: wire.Text
    summary: wire.Text
    provisions: list[str]
    not_modelled: wire.Text | None
    evidence: wire.Evidence


class Zone(wire.Shape):
    """A band of ``depth_km`` on each side of the border lines between pairs of states."""

    id: str
    title: wire.Text
    depth_km: Quantity
    lines: list[tuple[str, str]]
    evidence: wire.Evidence


class Choice(wire.Shape):
    """One entry of a coded list."""

    code: str
    label: wire.Text


class Item(wire.Shape):
    """One numbered item of a format; its JSON form by type stands in docs/spec/document.md."""

    no: str
    id: str
    type: ItemType
    label: wire.Text
    required: bool
    fact: str | None
    help: wire.Text | None
    measures: list[str]
    required_measures: list[str]
    unit: str | None
    choices: list[Choice]
    columns: list[Item]
    within: str | None


class Format(wire.Shape):
    """A message format: what it is for, to whom it goes, and what it asks."""

    id: str
    topic: str
    purpose: Purpose
    title: wire.Text
    article: str
    to: Addressees
    kinds: list[MessageKind]
    requires: list[str]
    own_matter: bool
    items: list[Item]
    evidence: wire.Evidence


class Agreement(AgreementLine):
    """One agreement, whole. ``evidence_of`` says how each of the dates, the place and the languages is known."""

    place: wire.Text | None
    languages: list[str]
    start_day_counts: bool
    sides: list[Side]
    parties: list[Party]
    zones: Annotated[list[Zone], wire.Listed]
    articles: list[Article]
    provisions: list[Provision]
    formats: Annotated[list[Format], wire.Listed]
    evidence_of: dict[str, wire.Evidence]


def add_to(router: APIRouter) -> None:
    """Put this topic's endpoints into the API."""
    router.get("/agreements")(list_agreements)
    router.get("/agreements/{agreement}")(show_agreement)


def list_agreements(caller: Signed) -> list[AgreementLine]:
    """All agreements this node carries, those of its own state first."""
    found = service.list_agreements(caller.node, caller.actor)
    return [AgreementLine.of(one, party=_is_party(caller.node, one)) for one in found]


def show_agreement(caller: Signed, agreement: str) -> Agreement:
    """One agreement: articles, provisions, zones and formats, each value with how it is known."""
    found = service.show_agreement(caller.node, caller.actor, AgreementId(agreement))
    provisions = [provision_of(one) for one in found.provisions.values()]
    return Agreement.of(found, party=_is_party(caller.node, found), provisions=provisions)


def _is_party(node: Node, agreement: model.Agreement) -> bool:
    return agreement.party(node.settings.state) is not None
