"""Agreements: what was promised, article by article, and how each value is known."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from detente.agreements import model
from detente.agreements.model import Addressees, ItemType, Kind, MessageKind, Purpose, Status
from detente.assessment.alike import pair_provisions
from detente.assessment.lacking import lacking_in, to_write
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


class Sector(wire.Shape):
    """A part of the zone that is counted by itself."""

    id: str
    title: wire.Text
    evidence: wire.Evidence


class Suspension(wire.Shape):
    """Between two states these provisions do not run; none named: none does."""

    between: tuple[str, str]
    since: wire.Moment | None
    until: wire.Moment | None
    provisions: list[str]
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
    """One agreement, whole. ``evidence_of`` says how each of the dates, the place and the languages is known.

    ``extends``: the agreement it lies over as a stricter one.
    """

    extends: str | None

    place: wire.Text | None
    languages: list[str]
    start_day_counts: bool
    sides: list[Side]
    parties: list[Party]
    suspensions: list[Suspension]
    zones: Annotated[list[Zone], wire.Listed]
    sectors: Annotated[list[Sector], wire.Listed]
    articles: list[Article]
    provisions: list[Provision]
    formats: Annotated[list[Format], wire.Listed]
    evidence_of: dict[str, wire.Evidence]


class Unseen(wire.Shape):
    """Something known to exist whose value has not been read, and what to write once it has.

    ``article`` and ``provision`` null: of the agreement as a whole. ``file`` is the pack's, ``yaml`` the lines in it.
    """

    article: str | None
    provision: str | None
    what: wire.Text
    file: str
    yaml: str
    evidence: wire.Evidence


class ProvisionPair(wire.Shape):
    """Two provisions that speak of the same; null: the other agreement has nothing like it."""

    one: Provision | None
    other: Provision | None


class KindPairs(wire.Shape):
    """The provisions of one kind side by side."""

    kind: Kind
    pairs: list[ProvisionPair]


def add_to(router: APIRouter) -> None:
    """Put this topic's endpoints into the API."""
    router.get("/agreements")(list_agreements)
    router.get("/agreements/{agreement}")(show_agreement)
    router.get("/agreements/{agreement}/missing")(list_missing)
    router.get("/agreements/{one}/comparison/{other}")(compare_agreements)


def list_agreements(caller: Signed) -> list[AgreementLine]:
    """All agreements this node carries, those of its own state first."""
    found = service.list_agreements(caller.node, caller.actor)
    return [AgreementLine.of(one, party=_is_party(caller.node, one)) for one in found]


def show_agreement(caller: Signed, agreement: str) -> Agreement:
    """One agreement: articles, provisions, zones and formats, each value with how it is known."""
    found = service.show_agreement(caller.node, caller.actor, AgreementId(agreement))
    provisions = [provision_of(one) for one in found.provisions.values()]
    return Agreement.of(
        found,
        party=_is_party(caller.node, found),
        provisions=provisions,
        extends=found.base.id if found.base else None,
    )


def list_missing(caller: Signed, agreement: str) -> list[Unseen]:
    """What of an agreement has not been seen, in the order of its articles."""
    found = service.show_agreement(caller.node, caller.actor, AgreementId(agreement))
    return [
        Unseen.of(one, article=one.article or None, yaml=to_write(one))
        for one in lacking_in(found, caller.node.vocabulary)
    ]


def compare_agreements(caller: Signed, one: str, other: str) -> list[KindPairs]:
    """The provisions of two agreements side by side, where they speak of the same; a proposal, no judgement."""
    first, second = (
        service.show_agreement(caller.node, caller.actor, AgreementId(name)) for name in (one, other)
    )
    return [
        KindPairs(
            kind=kind,
            pairs=[ProvisionPair(one=_shown(left), other=_shown(right)) for left, right in pairs],
        )
        for kind, pairs in pair_provisions(first, second).items()
    ]


def _shown(provision: model.Provision | None) -> Provision | None:
    return provision_of(provision) if provision else None


def _is_party(node: Node, agreement: model.Agreement) -> bool:
    return agreement.party(node.settings.state) is not None
