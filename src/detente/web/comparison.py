"""Two agreements side by side: what each says, kind by kind, each number with how it is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Agreement, Kind
from detente.kernel.identifiers import AgreementId
from detente.kernel.languages import Text, same_text
from detente.messages.wording import list_of
from detente.node.agreements import list_agreements
from detente.node.node import Node
from detente.web import provision_words as words
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.frame import Frame
from detente.web.provisions import ProvisionView, view_provision


@dataclass(frozen=True, slots=True)
class FactRow:
    """What both agreements say of themselves; None: nothing."""

    label: Text
    cells: tuple[Text | None, ...]


@dataclass(frozen=True, slots=True)
class KindRow:
    """The provisions of one kind, of each agreement."""

    kind: Text
    cells: tuple[tuple[Agreement, tuple[ProvisionView, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPage:
    """Two agreements; kinds that neither has are left out."""

    frame: Frame
    choices: tuple[Agreement, ...]
    one: Agreement
    other: Agreement
    facts: tuple[FactRow, ...]
    kinds: tuple[KindRow, ...]


def routes(desk: Desk) -> list[BaseRoute]:
    """The page."""
    return [desk.route(urls.COMPARISON, show_comparison)]


def show_comparison(visit: Visit) -> Response:
    """The two that were asked for; otherwise the first two of the list."""
    choices = tuple(list_agreements(visit.node, visit.actor))
    asked = visit.request.query_params
    one = _chosen(choices, asked.get("one", ""), choices[0])
    other = _chosen(choices, asked.get("other", ""), next((each for each in choices if each is not one), one))
    page = ComparisonPage(
        frame=visit.frame(urls.AGREEMENTS),
        choices=choices,
        one=one,
        other=other,
        facts=tuple(FactRow(label, (_fact(label, one), _fact(label, other))) for label in _FACTS),
        kinds=tuple(_kinds(visit.node, one, other)),
    )
    return visit.show("agreements/comparison.html", page)


def _chosen(choices: tuple[Agreement, ...], name: str, otherwise: Agreement) -> Agreement:
    return next((each for each in choices if each.id == AgreementId(name)), otherwise)


def _kinds(node: Node, *agreements: Agreement) -> Iterator[KindRow]:
    for kind in Kind:
        cells = tuple(
            (
                agreement,
                tuple(
                    view_provision(one, agreement, node.vocabulary)
                    for one in agreement.provisions.values()
                    if one.kind is kind
                ),
            )
            for agreement in agreements
        )
        if any(views for _, views in cells):
            yield KindRow(words.KINDS[kind], cells)


def _fact(label: Text, agreement: Agreement) -> Text | None:
    if label is _STATUS:
        return words.STATUSES[agreement.status]
    if label is _SIGNED:
        return same_text(agreement.signed.text) if agreement.signed else None
    if label is _IN_FORCE:
        return same_text(agreement.in_force.text) if agreement.in_force else None
    if label is _PARTIES:
        return list_of([party.shown_name for party in agreement.parties])
    return list_of([zone.title for zone in agreement.zones.values()]) if agreement.zones else None


_STATUS = Text("Status", "Статус", "状态")
_SIGNED = Text("Signed", "Подписано", "签署")
_IN_FORCE = Text("In force since", "Действует с", "生效日期")
_PARTIES = Text("Parties", "Участники", "缔约国")
_ZONES = Text("Zones", "Зоны", "区域")
_FACTS = (_STATUS, _SIGNED, _IN_FORCE, _PARTIES, _ZONES)
