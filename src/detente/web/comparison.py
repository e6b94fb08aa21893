"""Two agreements side by side: what each says, kind by kind, each number with how it is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Agreement, Kind, Provision
from detente.assessment.alike import Pair, pair_provisions
from detente.kernel.identifiers import AgreementId
from detente.kernel.languages import Text, same_text
from detente.messages.wording import list_of
from detente.node.agreements import list_agreements
from detente.web import provision_words as words
from detente.web import urls
from detente.web.compared import AspectRow, aspect_rows
from detente.web.dates import format_moment
from detente.web.desk import Desk, Visit
from detente.web.frame import Frame
from detente.web.provisions import ProvisionView, view_provision


@dataclass(frozen=True, slots=True)
class FactRow:
    """What both agreements say of themselves; None: nothing."""

    label: Text
    cells: tuple[Text | None, ...]


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two provisions that speak of the same, or one alone; each with the way to its page."""

    views: tuple[tuple[ProvisionView, str] | None, ...]
    rows: tuple[AspectRow, ...]


@dataclass(frozen=True, slots=True)
class KindPart:
    """The provisions of one kind: those that are laid side by side, and what each agreement has alone.

    ``shown_only``: nothing is computed from them.
    """

    kind: Text
    shown_only: bool
    pairs: tuple[PairRow, ...]
    alone: tuple[tuple[PairRow, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPage:
    """Two agreements; kinds that neither has are left out."""

    frame: Frame
    choices: tuple[Agreement, ...]
    one: Agreement
    other: Agreement
    facts: tuple[FactRow, ...]
    kinds: tuple[KindPart, ...]


def routes(desk: Desk) -> list[BaseRoute]:
    """The page."""
    return [desk.route(urls.COMPARISON, show_comparison)]


def show_comparison(visit: Visit) -> Response:
    """The two that were asked for; otherwise the first two of the list."""
    choices = tuple(list_agreements(visit.node, visit.actor))
    one = _chosen(choices, visit.asked("one"), choices[0])
    other = _chosen(choices, visit.asked("other"), next((each for each in choices if each is not one), one))
    page = ComparisonPage(
        frame=visit.frame(urls.AGREEMENTS),
        choices=choices,
        one=one,
        other=other,
        facts=tuple(
            FactRow(label, (_fact(visit, label, one), _fact(visit, label, other))) for label in _FACTS
        ),
        kinds=tuple(_kinds(visit, one, other)),
    )
    return visit.show("agreements/comparison.html", page)


def _chosen(choices: tuple[Agreement, ...], name: str, otherwise: Agreement) -> Agreement:
    return next((each for each in choices if each.id == AgreementId(name)), otherwise)


def _kinds(visit: Visit, one: Agreement, other: Agreement) -> Iterator[KindPart]:
    for kind, pairs in pair_provisions(one, other).items():
        both = [pair for pair in pairs if None not in pair]
        alone = (
            tuple(_pair(visit, one, other, pair) for pair in pairs if pair[1] is None),
            tuple(_pair(visit, one, other, pair) for pair in pairs if pair[0] is None),
        )
        shown = tuple(_pair(visit, one, other, pair) for pair in both)
        yield KindPart(words.KINDS[kind], kind is Kind.PRINCIPLE, shown, alone)


def _pair(visit: Visit, one: Agreement, other: Agreement, pair: Pair) -> PairRow:
    views = (_view(visit, one, pair[0]), _view(visit, other, pair[1]))
    return PairRow(views, aspect_rows(*(view[0] if view else None for view in views)))


def _view(
    visit: Visit, agreement: Agreement, provision: Provision | None
) -> tuple[ProvisionView, str] | None:
    if provision is None:
        return None
    view = view_provision(provision, agreement, visit.node.vocabulary)
    return view, urls.provision(agreement.id, provision.id)


def _fact(visit: Visit, label: Text, agreement: Agreement) -> Text | None:
    if label is _STATUS:
        return words.STATUSES[agreement.status]
    if label is _SIGNED:
        return same_text(format_moment(agreement.signed, visit.language)) if agreement.signed else None
    if label is _IN_FORCE:
        return same_text(format_moment(agreement.in_force, visit.language)) if agreement.in_force else None
    if label is _PARTIES:
        if len(agreement.parties) > _MOST_NAMES:
            return _STATES.fill(count=len(agreement.parties))
        return list_of([party.shown_name for party in agreement.parties])
    return list_of([zone.title for zone in agreement.zones.values()]) if agreement.zones else None


#: More parties than these are only counted.
_MOST_NAMES = 12
_STATES = Text("states: {count}", "государств: {count}", "{count}国")
_STATUS = Text("Status", "Статус", "状态")
_SIGNED = Text("Signed", "Подписано", "签署")
_IN_FORCE = Text("In force since", "Действует с", "生效日期")
_PARTIES = Text("Parties", "Участники", "缔约国")
_ZONES = Text("Zones", "Зоны", "区域")
_FACTS = (_STATUS, _SIGNED, _IN_FORCE, _PARTIES, _ZONES)
